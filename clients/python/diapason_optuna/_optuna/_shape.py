"""The space of a script in Diapason's words: what its trials ask for, with the conditions that explain why some is not asked for."""

from typing import Any, Dict, Mapping, Optional, Sequence, Set

from ._conditions import Asked, When, conditions
from ._draw import share
from ._history import Ended, History
from ._wire import Wire, inward, parameter, spread

_RARE = 0.3
_FORGOTTEN = 50


class Shape:
    """A space that is proposed from: parameters by name with their ranges, conditions by name, and names as the program hears them."""

    def __init__(self, asked: Mapping[str, Any], dists: Dict[str, Any], whens: Dict[str, When], loose: Set[str], aliases: Mapping[str, str]):
        self.asked = asked
        self.dists = dists
        self.whens = whens
        self.aliases = {name: aliases[name] for name in dists}
        self.names = {alias: name for name, alias in self.aliases.items()}
        self.space = {self.aliases[name]: self._told(name, dist) for name, dist in dists.items()}
        self._loose = loose

    def foreseen(self, ended: Ended, ranges: Mapping[str, Any]) -> bool:
        """Whether a trial has asked for what the conditions say, so that they stay."""
        wires = {name: inward(dist, ended.params[name]) for name, dist in self.dists.items() if name in ended.params}
        for name in self.asked:
            there = name in ended.params
            if name in self._loose:
                continue
            active = all(wires.get(parent) in values for parent, values in self.whens.get(name, {}).items())
            if (there and not active) or (ended.state == "COMPLETE" and active and not there):
                return False
        return not any(parameter(ranges[name]) is not None and name not in self.asked for name in ended.params)

    def config(self, ended: Ended, proposed: Mapping[str, Wire], seed: int) -> Optional[Dict[str, Wire]]:
        """The configuration that was used; what was not asked for is as proposed, or drawn. None where this space does not hold it."""
        config: Dict[str, Wire] = {}
        for name, dist in self.dists.items():
            if name in ended.params:
                wire = inward(dist, ended.params[name])
                if wire is None:
                    return None
            elif name in proposed:
                wire = proposed[name]
            else:
                wire = inward(dist, spread(dist, share(seed, ended.number, name)))
            if wire is not None:
                config[name] = wire
        return self.active(config)

    def active(self, config: Mapping[str, Wire]) -> Dict[str, Wire]:
        """Without what the conditions leave out."""
        left = dict(config)
        gone = True
        while gone:
            gone = False
            for name, when in self.whens.items():
                if name in left and not all(left.get(parent) in values for parent, values in when.items()):
                    del left[name]
                    gone = True
        return left

    def _told(self, name: str, dist: Any) -> Dict[str, Any]:
        told = parameter(dist)
        assert told is not None
        when = self.whens.get(name)
        return {**told, "when": {self.aliases[parent]: list(values) for parent, values in when.items()}} if when else told


NONE = Shape({}, {}, {}, set(), {})
"""Nothing is known yet."""


def shape_of(history: History, asked: Mapping[str, Any], number: int, aliases: Dict[str, str]) -> Shape:
    """What the trial `number` may be proposed; parameters that come and go without a reason that is seen are left out where they are rare.

    `aliases` keeps the names that the program hears: a parameter that is new gets one.
    """
    trials = [Asked(ended.params, ended.state == "COMPLETE") for ended in history.ended.values()]
    whens, loose = conditions(trials, asked)
    rare = {name for name in loose if _is_rare(name, trials) or number - history.last_asked.get(name, number) > _FORGOTTEN}
    dists = {name: dist for name, dist in asked.items() if name not in rare}
    kept = {name: dist for name, dist in dists.items() if all(parent in dists for parent in whens.get(name, {}))}
    for name in kept:
        aliases.setdefault(name, "p{}".format(len(aliases)))
    return Shape(asked, kept, {name: when for name, when in whens.items() if name in kept}, set(loose), aliases)


def _is_rare(name: str, trials: Sequence[Asked]) -> bool:
    whole = [trial for trial in trials if trial.whole]
    return sum(1 for trial in whole if name in trial.params) / max(len(whole), 1) < _RARE
