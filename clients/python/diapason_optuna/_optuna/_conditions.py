"""Which parameters a script asks for only at times, and what that hangs on, learned from the trials that have ended."""

import itertools
from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from ._wire import Wire, inward, is_choice, is_int, parameter

_MOST_VALUES = 64
_MOST_PARENTS = 12


class Asked(NamedTuple):
    """What a trial asked for, in order. `whole` where it came to its end, so that what is missing was not asked for."""

    params: Mapping[str, Any]
    whole: bool


When = Dict[str, List[Wire]]
"""Each parent with the places or numbers at which the parameter is asked for; all must hold."""


def conditions(trials: Sequence[Asked], space: Mapping[str, Any]) -> Tuple[Dict[str, When], List[str]]:
    """Conditions by parameter, and the parameters that are not always asked for without anything that explains it."""
    found: Dict[str, When] = {}
    loose: List[str] = []
    seen = [(trial, list(trial.params)) for trial in trials]
    for name in space:
        having = [(trial, order) for trial, order in seen if name in trial.params]
        lacking = [trial for trial, _ in seen if trial.whole and name not in trial.params]
        if not lacking or not having:
            continue
        when = _explained(name, having, lacking, space)
        if when is None:
            loose.append(name)
        else:
            found[name] = when
    return found, loose


def _explained(name: str, having: Sequence[Tuple[Asked, List[str]]], lacking: Sequence[Asked], space: Mapping[str, Any]) -> Optional[When]:
    order = having[0][1]
    candidates = [other for other in order[: order.index(name)] if other in space and _few(space[other])]
    parents = [
        other for other in candidates if all(other in trial.params and asked.index(other) < asked.index(name) for trial, asked in having)
    ][:_MOST_PARENTS]
    with_values = [(other, {_at(space, other, trial) for trial, _ in having}) for other in parents]
    best: Optional[Tuple[int, When]] = None
    for other, yes in with_values:
        no = {_at(space, other, trial) for trial in lacking if other in trial.params}
        values = _split(space[other], yes, no)
        if values is None:
            continue
        told = sum(1 for trial in lacking if other in trial.params)
        if best is None or told > best[0]:
            best = (told, {other: values})
    if best is not None:
        return best[1]
    for (a, yes_a), (b, yes_b) in itertools.combinations(with_values, 2):
        both = {a: yes_a, b: yes_b}
        if all(any(_at(space, other, trial) not in yes for other, yes in both.items()) for trial in lacking):
            return {other: sorted(value for value in yes if value is not None) for other, yes in both.items()}
    return None


def _few(dist: Any) -> bool:
    """Whether a condition can hang on it: choices, and whole numbers that are not too many."""
    if parameter(dist) is None:
        return False
    return is_choice(dist) or (is_int(dist) and len(_all(dist)) <= _MOST_VALUES)


def _at(space: Mapping[str, Any], name: str, trial: Asked) -> Optional[Wire]:
    return inward(space[name], trial.params[name]) if name in trial.params else None


def _split(dist: Any, yes: Any, no: Any) -> Optional[List[Wire]]:
    """The values that ask for it: not those seen without it, but those not seen yet. Numbers are split at one place where they can be."""
    yes, no = yes - {None}, no - {None}
    if yes & no or not yes:
        return None
    values = _all(dist)
    if no and not is_choice(dist):
        if max(no) < min(yes):
            return [value for value in values if value > max(no)]
        if min(no) > max(yes):
            return [value for value in values if value < min(no)]
    return [value for value in values if value not in no]


def _all(dist: Any) -> Sequence[int]:
    told = parameter(dist)
    assert told is not None
    return told["values"] if "values" in told else range(told["low"], told["high"] + 1)
