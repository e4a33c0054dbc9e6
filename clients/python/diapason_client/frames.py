"""Trials as a table of pandas. Importing this needs nothing; calling `frame` needs pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Dict, List, Sequence

from diapason.results import Config, TrialRecord, Value

if TYPE_CHECKING:
    import pandas

__all__ = ["flat", "frame"]


def frame(trials: Sequence[TrialRecord], metrics: Sequence[str]) -> pandas.DataFrame:
    """A row for each trial, indexed by its number. A metric that is called like a parameter is `values.NAME`."""
    import pandas

    rows = [_row(trial) for trial in trials]
    parameters = {name for row in rows for name in row["config"]}
    measured = list(dict.fromkeys([*metrics, *(name for row in rows for name in row["values"])]))
    called = {name: "values." + name if name in parameters or name in _ABOUT else name for name in measured}
    table: Dict[str, List[Value]] = {name: [row["about"][name] for row in rows] for name in _ABOUT}
    table.update({called[name]: [row["values"].get(name) for row in rows] for name in measured})
    for name in dict.fromkeys(name for row in rows for name in row["config"]):
        column = "config." + name if name in table else name
        table[column] = [row["config"].get(name) for row in rows]
    return pandas.DataFrame(table, index=pandas.Index([trial.number for trial in trials], name="trial"))


def flat(config: Config) -> Config:
    """A configuration without branches: `optimizer` is the name of the part, `optimizer.momentum` a value of it."""
    found: Config = {}
    for name, value in config.items():
        if isinstance(value, dict) and "use" in value:
            found[name] = value["use"]
            inner = flat({key: member for key, member in value.items() if key != "use"})
            found.update({"%s.%s" % (name, key): member for key, member in inner.items()})
        else:
            found[name] = value
    return found


_ABOUT = ("state", "steps", "attempts", "why")


def _row(trial: TrialRecord) -> Dict[str, Config]:
    about: Config = {"state": trial.state, "steps": trial.steps, "attempts": trial.attempts, "why": trial.why}
    return {"config": flat(trial.config), "values": dict(trial.values), "about": about}
