"""What a study is asked for, as its programs read it: from the arguments of Python to one JSON object."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Dict, List, Mapping, Optional, Sequence, SupportsFloat, Tuple, Union, cast

from diapason.results import members, text
from diapason.stdio import Answer, Json

__all__ = ["Budget", "Metrics", "Objectives", "defined", "final_metrics", "metrics_of", "plain"]

Metrics = Mapping[str, SupportsFloat]
Result = Union[None, SupportsFloat, Sequence[SupportsFloat], Metrics]
"""What a function that is optimised may return: nothing, one number, one for each objective, or metrics by name."""
Budget = Union[int, datetime.timedelta, Mapping[str, object]]
"""How many trials, or how long, or both: `{"trials": 100, "wall": timedelta(hours=2)}`."""
Objectives = List[Tuple[str, str]]


@dataclass(frozen=True)
class Definition:
    """A study that is asked for."""

    request: Dict[str, Json]
    objectives: Objectives


def defined(
    *,
    space: Mapping[str, object],
    minimize: Union[None, str, Sequence[str]] = None,
    maximize: Union[None, str, Sequence[str]] = None,
    budget: Optional[Budget] = None,
    fidelity: Union[None, str, Mapping[str, object]] = None,
    **more: object,
) -> Definition:
    """Raises ValueError where nothing says what to reach, TypeError for what JSON cannot hold."""
    objectives = [(name, "minimize") for name in _names(minimize)] + [(name, "maximize") for name in _names(maximize)]
    if not objectives:
        raise ValueError('say what the study is to reach: minimize="loss", or maximize="accuracy"')
    request: Dict[str, Json] = {
        "space": plain(space),
        "objectives": [{"metric": name, "direction": direction} for name, direction in objectives],
    }
    if budget is not None:
        request["budget"] = _budget(budget)
    if fidelity is not None:
        request["fidelity"] = _fidelity(fidelity)
    request.update({name: plain(value) for name, value in more.items() if value is not None})
    return Definition(request, objectives)


def objectives_in(answer: Mapping[str, Json]) -> Objectives:
    """Those that a study on a server says it has."""
    return [(text(one, "metric"), text(one, "direction")) for one in members(answer, "objectives")]


def metrics_of(given: Metrics) -> Answer:
    """Numbers of any library as numbers. Raises TypeError for what is no number."""
    return {name: _number(name, value) for name, value in given.items()}


def final_metrics(objectives: Objectives, result: Result, last: Answer) -> Answer:
    """What a function returned, as metrics; of nothing, what was reported last."""
    if result is None:
        return dict(last)
    if isinstance(result, Mapping):
        return metrics_of(result)
    values = list(result) if isinstance(result, (list, tuple)) else [result]
    if len(values) != len(objectives):
        names = ", ".join(name for name, _ in objectives)
        raise TypeError("%d values were returned for %d objectives (%s)" % (len(values), len(objectives), names))
    return {name: _number(name, value) for (name, _), value in zip(objectives, values)}


def plain(value: object) -> Json:
    """A value as JSON can carry it, scalars and arrays of numpy too. Raises TypeError for any other."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, Mapping):
        return {str(name): plain(member) for name, member in cast(Mapping[object, object], value).items()}
    if isinstance(value, (list, tuple)):
        return [plain(member) for member in cast(Sequence[object], value)]
    listed = getattr(value, "tolist", None)
    if callable(listed):
        return plain(listed())
    raise TypeError("%.80r cannot be a value of a study: it is a %s" % (value, type(value).__name__))


def _number(name: str, value: object) -> float:
    if isinstance(value, (str, bytes)):
        raise TypeError("%r is not a number: %.80r" % (name, value))
    if isinstance(value, (int, float)):
        return value
    try:
        return float(value)  # type: ignore[arg-type] # whatever cannot be one raises
    except (TypeError, ValueError):
        raise TypeError("%r is not a number: %.80r" % (name, value)) from None


def _names(given: Union[None, str, Sequence[str]]) -> Sequence[str]:
    return [] if given is None else [given] if isinstance(given, str) else given


def _budget(budget: Budget) -> Json:
    if isinstance(budget, datetime.timedelta):
        return {"wall": budget.total_seconds() * 1000}
    if isinstance(budget, Mapping):
        unknown = set(budget) - {"trials", "wall"}
        if unknown:
            raise TypeError("a budget has trials and wall, not %s" % ", ".join(sorted(unknown)))
        wall = budget.get("wall")
        told = wall.total_seconds() * 1000 if isinstance(wall, datetime.timedelta) else wall
        return plain({name: value for name, value in (("trials", budget.get("trials")), ("wall", told)) if value is not None})
    return {"trials": budget}


def _fidelity(fidelity: Union[str, Mapping[str, object]]) -> Json:
    """`"epoch=1..30"` as on the command line."""
    if not isinstance(fidelity, str):
        return plain(fidelity)
    found = re.match(r"^\s*([A-Za-z_][\w.-]*)\s*=\s*(\d+(?:\.\d+)?)\s*\.\.\s*(\d+(?:\.\d+)?)\s*$", fidelity)
    if found is None:
        raise ValueError('a fidelity is written "epoch=1..30", not %r' % fidelity)
    low, high = (float(part) if "." in part else int(part) for part in found.groups()[1:])
    return {"name": found.group(1), "min": low, "max": high}
