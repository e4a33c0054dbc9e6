"""What is known of a study that a script conducts: its ended trials, and the ranges that they have asked for."""

from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Sequence, Set, Tuple

from ._wire import is_choice, joined, parameter


class Ended(NamedTuple):
    """An ended trial, as far as it teaches."""

    number: int
    state: str
    params: Mapping[str, Any]
    values: Optional[Sequence[float]]
    limits: Tuple[Tuple[str, float], ...]
    steps: Mapping[int, float]


class History:
    """The ended trials by number. `ranges` has each parameter as it was asked for last, in the order of their first times."""

    def __init__(self) -> None:
        self.ended: Dict[int, Ended] = {}
        self.ranges: Dict[str, Any] = {}
        self.last_asked: Dict[str, int] = {}
        self._changes: Dict[str, int] = {}
        self._limits: Set[str] = set()

    def learn(self, trials: Sequence[Any]) -> List[Ended]:
        """Takes in the trials that have ended, of all that the study has, and returns those that are new."""
        new = [trial for trial in trials if trial.number not in self.ended and trial.state.is_finished()]
        return [self.take(trial, ended_of(trial)) for trial in new]

    def take(self, trial: Any, ended: Ended) -> Ended:
        """Takes in one trial as `ended`."""
        for name, dist in trial.distributions.items():
            self._range(name, dist, trial.number)
        self.ended[trial.number] = ended
        self._limits.update(name for name, _ in ended.limits)
        return ended

    def space(self) -> Dict[str, Any]:
        """The ranges of all parameters that can be proposed."""
        return {name: dist for name, dist in self.ranges.items() if parameter(dist) is not None}

    @property
    def limits(self) -> List[str]:
        """The names of the constraints."""
        return sorted(self._limits)

    def _range(self, name: str, dist: Any, number: int) -> None:
        """Today's range is the last one; one that changes from trial to trial is taken as wide as it was at most."""
        self.last_asked[name] = max(number, self.last_asked.get(name, 0))
        kept = self.ranges.get(name)
        if kept is None or type(kept) is not type(dist) or (is_choice(dist) and kept != dist):
            self.ranges[name] = dist
        elif kept != dist:
            self._changes[name] = self._changes.get(name, 0) + 1
            self.ranges[name] = dist if self._changes[name] < 3 else joined(kept, dist)


def ended_of(trial: Any) -> Ended:
    """What an ended trial of the script teaches."""
    values = trial.values if trial.state.name == "COMPLETE" else None
    limits = tuple(sorted(trial.constraints.items()))
    return Ended(trial.number, trial.state.name, dict(trial.params), values, limits, dict(trial.intermediate_values))
