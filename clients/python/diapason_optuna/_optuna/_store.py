"""Studies in a store of Diapason, where the page and the command line of Diapason see them.

A trial is added when it has ended, with the values it really used. What Diapason has no place for (attributes, distributions,
times, trials that wait) is in notes with the key `optuna`, from which a study is loaded again. Other processes with the same study
see ended trials at their next `ask`.
"""

import datetime
import decimal
import json
import os
import re
import weakref
from typing import Any, Dict, List, Mapping, Optional

from diapason.stdio import DiapasonError

from . import _links
from ._conditions import Asked, conditions
from ._wire import inward, is_choice, joined, parameter
from .distributions import BaseDistribution, distribution_to_json, json_to_distribution
from .exceptions import StorageInternalError
from .logging import note
from .storages import BaseStorage, InMemoryStorage, Kept
from .trial import FrozenTrial, TrialState

_KEY = "optuna"
_ABSENT = "not asked for"


def stored(address: str) -> BaseStorage:
    """The storage of an address. Raises ValueError for one that is none."""
    if address in ("memory:", "sqlite://", "sqlite:///:memory:"):
        return InMemoryStorage()
    if address.startswith("sqlite:///"):
        path = address[len("sqlite:///") :]
        stem = path[: -len(".db")] if path.endswith(".db") else path
        ours = stem + ".diapason.db"
        note("The study is kept in {}, a store of Diapason beside {}, which is not touched.".format(ours, path))
        return StoredStorage("sqlite:" + os.path.abspath(ours))
    if address.startswith("sqlite:"):
        return StoredStorage("sqlite:" + os.path.abspath(address[len("sqlite:") :]))
    if re.match(r"postgres(ql)?(\+\w+)?://", address):
        return StoredStorage(re.sub(r"^postgres(ql)?(\+\w+)?:", "postgres:", address))
    if address.startswith(("http://", "https://")):
        raise ValueError("{!r} is a server: give the address of the store that it serves, `sqlite:PATH` or `postgres://…`.".format(address))
    raise ValueError("{!r} is no storage: say `sqlite:///PATH`, `postgresql://…`, or the address of a store of Diapason.".format(address))


class StoredStorage(BaseStorage):
    """A store of Diapason by its address."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url

    def has(self, name: str) -> bool:
        return name in self._studies or name in self.names()

    def names(self) -> List[str]:
        link = _links.take()
        try:
            return list(_said(link, {"op": "studies", "store": self.url})["studies"])
        finally:
            _links.give(link, os.getpid())

    def study(self, name: str) -> Kept:
        if name not in self._studies:
            if name not in self.names():
                raise KeyError("There is no study {!r} in {}.".format(name, self.url))
            self._studies[name] = StoredKept(self.url, name, self._count, None)
            self._count += 1
        return self._studies[name]

    def delete(self, name: str) -> None:
        self.study(name)
        raise NotImplementedError("A store of Diapason forgets nothing: begin a study of another name, or delete the file of the store.")

    def _new(self, name: str, directions: List[str]) -> Kept:
        return StoredKept(self.url, name, self._count, directions)


class StoredKept(Kept):
    """One study of a store. `directions` is None where it is there already."""

    def __init__(self, url: str, name: str, number: int, directions: Optional[List[str]]) -> None:
        super().__init__(name, number, directions or [])
        self._url = url
        self._written: Dict[int, int] = {}
        self._ranges: Dict[str, Any] = {}
        self._seq = 0
        self._waiting: List[Any] = []
        self._talk: Any = None
        self._shown: Dict[str, Any] = {}
        self._open(directions)

    def __getstate__(self) -> Dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name not in ("_talk", "_end")}

    def __setstate__(self, state: Dict[str, Any]) -> None:
        vars(self).update(state)
        self._talk = None

    def changed(self, trial: Optional[FrozenTrial]) -> None:
        link = self._link()
        if trial is not None and trial.state.is_finished():
            self._add(link, trial)
        waiting = [_told(one) for one in self.trials if one.state == TrialState.WAITING]
        if trial is None or waiting != self._waiting:
            self._waiting = waiting
            about = {"user_attrs": self.user_attrs, "system_attrs": self.system_attrs, "waiting": waiting}
            _said(link, {"op": "note", "key": _KEY, "value": _plain(about)})

    def look(self) -> None:
        """Takes in what other processes have ended since."""
        self._read(self._link())

    def _open(self, directions: Optional[List[str]]) -> None:
        self._talk = _links.take()
        self._end = weakref.finalize(self, _links.give, self._talk, os.getpid())
        if directions is None:
            told = _said(self._talk, {"op": "open", "store": self._url, "name": self.name})
            self.directions = [objective["direction"] for objective in told["objectives"]]
            self._shown = dict(told["space"])
            self._read(self._talk)
        else:
            self._init(self._talk, {})
            _said(self._talk, {"op": "note", "key": _KEY, "value": _plain({"user_attrs": {}, "system_attrs": {}, "waiting": []})})

    def _link(self) -> Any:
        """The conversation about this study; after a copy or a fork another one."""
        if self._talk is None or not _links.usable(self._talk):
            self._talk = _links.take()
            self._end = weakref.finalize(self, _links.give, self._talk, os.getpid())
            _said(self._talk, {"op": "open", "store": self._url, "name": self.name})
        return self._talk

    def _init(self, link: Any, space: Mapping[str, Any]) -> None:
        objectives = [{"metric": self._metric(at), "direction": direction} for at, direction in enumerate(self.directions)]
        request = {"op": "init", "space": space, "objectives": objectives, "store": self._url, "name": self.name, "transfer": "off"}
        _said(link, {**request, "sampler": "random", "scheduler": "none", "seed": 0, "extend": True})
        self._shown = dict(space)

    def _metric(self, at: int) -> str:
        return "value" if len(self.directions) == 1 else "value_{}".format(at)

    def _add(self, link: Any, trial: FrozenTrial) -> None:
        for name, dist in trial.distributions.items():
            kept = self._ranges.get(name)
            self._ranges[name] = dist if kept is None or kept == dist else joined(kept, dist)
        space = self._space()
        if space != self._shown:
            _said(link, {"op": "close"})
            self._init(link, space)
        answer = _said(link, {"op": "add", **self._observed(trial)}, refusable=True)
        if "trial" not in answer:
            note(
                "Trial {} has no place in the space that Diapason shows: {}. It is kept in a note.".format(
                    trial.number, answer.get("message")
                )
            )
            answer = _said(link, {"op": "add", "config": {}, "state": "failed", "kind": "invalid"}, refusable=True)
        at = answer.get("trial")
        if at is not None:
            self._written[at] = trial.number
            _said(link, {"op": "note", "trial": at, "key": _KEY, "value": _plain(_told(trial))})

    def _observed(self, trial: FrozenTrial) -> Dict[str, Any]:
        names = _names(self._ranges)
        config = {}
        for name, dist in self._ranges.items():
            if name in trial.params:
                config[names[name]] = _value(dist, trial.params[name])
            elif self._shown[names[name]].get("type") == "mix":
                config[names[name]] = _ABSENT
        reports = [{"step": step, "metrics": {"value": value}} for step, value in sorted(trial.intermediate_values.items())]
        told: Dict[str, Any] = {"config": config, **({"reports": reports} if reports else {})}
        if trial.state == TrialState.FAIL:
            return {**told, "state": "failed", "kind": "crash"}
        metrics = {self._metric(at): value for at, value in enumerate(trial.values or ())}
        return {**told, "metrics": metrics, **({"state": "pruned"} if trial.state == TrialState.PRUNED else {})}

    def _space(self) -> Dict[str, Any]:
        """All that was asked for so far, under its own names, as wide as it was at most."""
        trials = [Asked(trial.params, trial.state == TrialState.COMPLETE) for trial in self.trials if trial.state.is_finished()]
        whens, loose = conditions(trials, self._ranges)
        names = _names(self._ranges)
        broken = {name for name in self._ranges for t in trials if not t.whole and name not in t.params}
        space: Dict[str, Any] = {}
        for name, dist in self._ranges.items():
            told = _parameter(dist)
            if name in loose or (name in broken and name not in whens):
                told = {"type": "mix", "of": [_ABSENT, told["value"] if told["type"] == "fixed" else told]}
            elif name in whens:
                when = {names[parent]: [_shown(self._ranges[parent], wire) for wire in wires] for parent, wires in whens[name].items()}
                told = {**told, "when": when}
            space[names[name]] = {**told, "was": _ABSENT}
        return space

    def _read(self, link: Any) -> None:
        told = _said(link, {"op": "notes", "key": _KEY, "after": self._seq})
        first, self._seq = self._seq == 0, told["seq"]
        about = told.get("study")
        if about is not None and (first or not self._waiting):
            self.user_attrs.update(about["user_attrs"])
            self.system_attrs.update(about["system_attrs"])
        for at, one in sorted(told["trials"].items(), key=lambda item: int(item[0])):
            if int(at) not in self._written:
                self._take(_back(one), int(at))
        if first:
            for one in (about or {}).get("waiting", ()):
                self._take(_back(one), None)
            self._waiting = list((about or {}).get("waiting", ()))

    def _take(self, trial: FrozenTrial, at: Optional[int]) -> None:
        trial.number = trial._trial_id = len(self.trials)
        self.trials.append(trial)
        if at is not None:
            self._written[at] = trial.number
        for name, dist in trial.distributions.items():
            self.kinds.setdefault(name, dist)
            kept = self._ranges.get(name)
            self._ranges[name] = dist if kept is None or kept == dist else joined(kept, dist)


def _said(link: Any, request: Mapping[str, Any], refusable: bool = False) -> Dict[str, Any]:
    try:
        return link.call(request)
    except DiapasonError as error:
        if refusable and error.code:
            return {"message": error.message}
        raise StorageInternalError(str(error)) from error


def _names(ranges: Mapping[str, Any]) -> Dict[str, str]:
    """Names as Diapason takes them: letters, digits, `_` and `-`; what is not gets `_`, and a number where two would be alike."""
    taken: Dict[str, str] = {}
    for name in ranges:
        plain = re.sub(r"[^A-Za-z0-9_-]", "_", name)
        plain = plain if re.match(r"[A-Za-z_]", plain) else "_" + plain
        unique, count = plain, 2
        while unique in taken.values():
            unique, count = "{}_{}".format(plain, count), count + 1
        taken[name] = unique
    return taken


def _parameter(dist: BaseDistribution) -> Dict[str, Any]:
    told = parameter(dist)
    if told is None:
        return {"type": "fixed", "value": _value(dist, dist.choices[0] if is_choice(dist) else dist.low)}  # type: ignore[attr-defined]
    if is_choice(dist):
        return {"type": "choice", "values": [_shown(dist, at) for at in told["values"]]}
    step = getattr(dist, "step", None)
    if step not in (None, 1) and not dist.log:  # type: ignore[attr-defined]
        return {"type": "float" if isinstance(step, float) else "int", "low": dist.low, "high": dist.high, "step": step}  # type: ignore[attr-defined]
    return told


def _value(dist: Any, value: Any) -> Any:
    """A value as Diapason shows it; one of a range with steps exactly on its step."""
    if is_choice(dist):
        return _shown(dist, int(dist.to_internal_repr(value)))
    step = getattr(dist, "step", None)
    wire = inward(dist, value)
    if step in (None, 1) or dist.log or wire is None:
        return value
    exact = decimal.Decimal(repr(dist.low)) + int(wire) * decimal.Decimal(repr(step))
    return float(exact) if isinstance(step, float) else int(exact)


def _shown(dist: Any, wire: Any) -> Any:
    if not is_choice(dist):
        return wire if getattr(dist, "step", 1) == 1 or dist.log else dist.low + int(wire) * dist.step
    plain = [choice if choice is None or isinstance(choice, (bool, int, float, str)) else repr(choice) for choice in dist.choices]
    alike = len({json.dumps(one) for one in plain}) < len(plain) or any(one != one or one in (float("inf"), -float("inf")) for one in plain)
    return "{}: {!r}".format(wire, dist.choices[wire]) if alike else plain[wire]


def _told(trial: FrozenTrial) -> Dict[str, Any]:
    """All of a trial, as it can be read again."""
    return {
        "state": trial.state.name,
        "values": trial.values,
        "start": None if trial.datetime_start is None else trial.datetime_start.isoformat(),
        "complete": None if trial.datetime_complete is None else trial.datetime_complete.isoformat(),
        "params": {name: trial.distributions[name].to_internal_repr(value) for name, value in trial.params.items()},
        "distributions": {name: distribution_to_json(dist) for name, dist in trial.distributions.items()},
        "user_attrs": trial.user_attrs,
        "system_attrs": trial.system_attrs,
        "reports": sorted(trial.intermediate_values.items()),
    }


def _back(told: Mapping[str, Any]) -> FrozenTrial:
    distributions = {name: json_to_distribution(line) for name, line in told["distributions"].items()}
    return FrozenTrial(
        number=-1,
        state=TrialState[told["state"]],
        value=None,
        values=None if told["values"] is None else [_number(value) for value in told["values"]],
        datetime_start=None if told["start"] is None else datetime.datetime.fromisoformat(told["start"]),
        datetime_complete=None if told["complete"] is None else datetime.datetime.fromisoformat(told["complete"]),
        params={name: distributions[name].to_external_repr(_number(value)) for name, value in told["params"].items()},
        distributions=distributions,
        user_attrs=dict(told["user_attrs"]),
        system_attrs=dict(told["system_attrs"]),
        intermediate_values={int(step): _number(value) for step, value in told["reports"]},
        trial_id=-1,
    )


def _number(value: Any) -> float:
    return float(value)


def _plain(value: Any) -> Any:
    """As JSON has it. Raises TypeError for what it cannot hold."""
    try:
        return json.loads(json.dumps(value, allow_nan=True))
    except TypeError as error:
        raise TypeError("A storage keeps what JSON can hold: {}.".format(error)) from None
