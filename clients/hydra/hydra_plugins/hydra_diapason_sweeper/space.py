"""Hydra's sweeps as parameters of Diapason, and their values as overrides again."""

import json
import re
from dataclasses import dataclass
from typing import Any, Callable, Dict, Iterable, List, Tuple

from hydra.core.override_parser.types import ChoiceSweep, IntervalSweep, Override, QuotedString, RangeSweep, Sweep
from hydra.errors import HydraException


@dataclass(frozen=True)
class Searched:
    """One parameter: its key as Hydra writes it, its name and JSON as Diapason does, and how a value is written."""

    key: str
    name: str
    json: Dict[str, Any]
    text: Callable[[Any], str]

    def override(self, value: Any) -> str:
        """The override that gives a job this value."""
        return "%s=%s" % (self.key, self.text(value))


def split(overrides: Iterable[Override]) -> Tuple[List[Searched], List[str]]:
    """The parameters to search, and the overrides that are the same for every job. A key that comes again replaces the earlier one.

    Raises HydraException where two keys would have one name.
    """
    searched: Dict[str, Searched] = {}
    fixed: Dict[str, str] = {}
    for override in overrides:
        key = override.get_key_element()
        searched.pop(key, None)
        fixed.pop(key, None)
        if override.is_sweep_override():
            searched[key] = _searched(key, override)
        else:
            fixed[key] = "%s=%s" % (key, override.get_value_element_as_str())
    names: Dict[str, str] = {}
    for one in searched.values():
        if one.name in names:
            raise HydraException("%s and %s would both be called %s" % (names[one.name], one.key, one.name))
        names[one.name] = one.key
    return list(searched.values()), list(fixed.values())


def _searched(key: str, override: Override) -> Searched:
    name = re.sub(r"[^\w.-]", "_", key.lstrip("+~"))
    name = name if re.match(r"[A-Za-z_]", name) else "_" + name
    value = override.value()
    if isinstance(value, IntervalSweep):
        return Searched(key, name, _interval(key, value), _number)
    if isinstance(value, RangeSweep) and value.step > 0:
        steps = [_plain(one) for one in value.range()]
        if len(steps) > 1:
            return Searched(key, name, _stepped(value, steps), _number)
    return _listed(key, name, override)


def _interval(key: str, sweep: IntervalSweep) -> Dict[str, Any]:
    if sweep.start is None or sweep.end is None or sweep.start >= sweep.end:
        raise HydraException("%s: an interval goes from a number to a greater one" % key)
    whole = isinstance(sweep.start, int) and isinstance(sweep.end, int)
    return {"type": "int" if whole else "float", "low": sweep.start, "high": sweep.end, **_scale(key, sweep, sweep.start)}


def _stepped(sweep: RangeSweep, steps: List[Any]) -> Dict[str, Any]:
    whole = all(isinstance(one, int) for one in steps)
    step = _plain(sweep.step)
    if "log" in sweep.tags:
        return {"type": "ordinal", "values": steps}  # a log scale has no steps
    return {"type": "int" if whole else "float", "low": steps[0], "high": steps[-1], **({} if whole and step == 1 else {"step": step})}


def _scale(key: str, sweep: Sweep, low: Any) -> Dict[str, str]:
    if "log" not in sweep.tags:
        return {}
    if low <= 0:
        raise HydraException("%s: a log scale begins above 0, not at %s" % (key, low))
    return {"scale": "log"}


def _listed(key: str, name: str, override: Override) -> Searched:
    sweep = override.value()
    ordered = isinstance(sweep, ChoiceSweep) and "ordered" in sweep.tags
    if isinstance(sweep, (ChoiceSweep, RangeSweep)):
        sweep.shuffle = False  # the order would be another in the next run, and with it the study
    values = [_plain(one) for one in override.sweep_iterator()]
    texts = list(override.sweep_string_iterator())
    written: Dict[str, str] = {}
    for value, text in zip(values, texts):
        written.setdefault(json.dumps(value, sort_keys=True), text)
    different = [json.loads(one) for one in written]
    numbers = all(isinstance(one, (int, float)) and not isinstance(one, bool) for one in different)
    kind: Dict[str, Any]
    if len(different) == 1:
        kind = {"type": "fixed", "value": different[0]}
    elif ordered or numbers:
        kind = {"type": "ordinal", "values": sorted(different) if numbers and not ordered else different}
    else:
        kind = {"type": "choice", "values": different}

    def text_of(value: Any) -> str:
        found = written.get(json.dumps(value, sort_keys=True))
        # A number may come back as a whole one: 1.0 is 1 in JSON.
        return found if found is not None else next(t for k, t in written.items() if json.loads(k) == value)

    return Searched(key, name, kind, text_of)


def _plain(value: Any) -> Any:
    """A value as JSON has it: of a quoted text what stands in the quotes, of a decimal number the number."""
    if isinstance(value, QuotedString):
        return value.text
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {str(_plain(key)): _plain(one) for key, one in value.items()}
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return float(value)


def _number(value: Any) -> str:
    return repr(value)
