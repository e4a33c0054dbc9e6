"""Trials as they stand: one that has run or waits, and one that is made by hand."""

import datetime
import enum
import math
import warnings
from typing import Any, Dict, List, Optional, Sequence

from ._constraints import constraints_of, set_constraint
from .distributions import (
    BaseDistribution,
    CategoricalDistribution,
    FloatDistribution,
    IntDistribution,
    check_distribution_compatibility,
    current,
)


class TrialState(enum.IntEnum):
    """Where a trial stands."""

    RUNNING = 0
    COMPLETE = 1
    PRUNED = 2
    FAIL = 3
    WAITING = 4

    def __repr__(self) -> str:
        return str(self)

    def is_finished(self) -> bool:
        """Whether nothing about it changes any more."""
        return self not in (TrialState.RUNNING, TrialState.WAITING)


class BaseTrial:
    """What an objective may ask of its trial, whichever kind it is."""

    def _suggest(self, name: str, distribution: BaseDistribution) -> Any:
        raise NotImplementedError

    def suggest_float(self, name: str, low: float, high: float, *, step: Optional[float] = None, log: bool = False) -> float:
        """A real number of `[low, high]`."""
        return self._suggest(name, FloatDistribution(low, high, log=log, step=step))

    def suggest_int(self, name: str, low: int, high: int, *, step: int = 1, log: bool = False) -> int:
        """A whole number of `[low, high]`."""
        return int(self._suggest(name, IntDistribution(low, high, log=log, step=step)))

    def suggest_categorical(self, name: str, choices: Sequence[Any]) -> Any:
        """One of the choices."""
        return self._suggest(name, CategoricalDistribution(choices))

    def suggest_uniform(self, name: str, low: float, high: float) -> float:
        """The earlier name of `suggest_float`."""
        return self.suggest_float(name, low, high)

    def suggest_loguniform(self, name: str, low: float, high: float) -> float:
        """The earlier name of `suggest_float` with `log=True`."""
        return self.suggest_float(name, low, high, log=True)

    def suggest_discrete_uniform(self, name: str, low: float, high: float, q: float) -> float:
        """The earlier name of `suggest_float` with a `step`."""
        return self.suggest_float(name, low, high, step=q)

    def report(self, value: float, step: int) -> None:
        """An objective value on the way."""

    def should_prune(self) -> bool:
        """Whether the trial should end here, by `raise TrialPruned()`."""
        return False


class FrozenTrial(BaseTrial):
    """A trial as it stands: a value that nothing changes but its owner."""

    def __init__(
        self,
        number: int,
        state: TrialState,
        value: Optional[float],
        datetime_start: Optional[datetime.datetime],
        datetime_complete: Optional[datetime.datetime],
        params: Dict[str, Any],
        distributions: Dict[str, BaseDistribution],
        user_attrs: Dict[str, Any],
        system_attrs: Dict[str, Any],
        intermediate_values: Dict[int, float],
        trial_id: int,
        *,
        values: Optional[Sequence[float]] = None,
    ) -> None:
        if value is not None and values is not None:
            raise ValueError("`value` and `values` say the same thing; give one of them.")
        self.number = number
        self.state = state
        self.values: Optional[List[float]] = [value] if value is not None else None if values is None else list(values)
        self.datetime_start = datetime_start
        self.datetime_complete = datetime_complete
        self.params = params
        self.distributions = distributions
        self.user_attrs = user_attrs
        self.system_attrs = system_attrs
        self.intermediate_values = intermediate_values
        self._trial_id = trial_id

    def __eq__(self, other: Any) -> bool:
        return vars(self) == vars(other) if isinstance(other, FrozenTrial) else NotImplemented

    def __lt__(self, other: Any) -> bool:
        return self.number < other.number if isinstance(other, FrozenTrial) else NotImplemented

    def __le__(self, other: Any) -> bool:
        return self.number <= other.number if isinstance(other, FrozenTrial) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.number, self._trial_id))

    def __repr__(self) -> str:
        said = ", ".join("{}={!r}".format(name.lstrip("_"), value) for name, value in vars(self).items())
        return "FrozenTrial({}, value=None)".format(said)

    @property
    def value(self) -> Optional[float]:
        """The objective value. Raises RuntimeError where there are several objectives."""
        if self.values is not None and len(self.values) > 1:
            raise RuntimeError("There are several objectives: read `values`.")
        return None if self.values is None else self.values[0]

    @value.setter
    def value(self, value: Optional[float]) -> None:
        self.values = None if value is None else [value]

    @property
    def last_step(self) -> Optional[int]:
        """The last step that was reported."""
        return max(self.intermediate_values) if self.intermediate_values else None

    @property
    def duration(self) -> Optional[datetime.timedelta]:
        """How long it ran, once it has ended."""
        if self.datetime_start is None or self.datetime_complete is None:
            return None
        return self.datetime_complete - self.datetime_start

    @property
    def constraints(self) -> Dict[str, float]:
        """Its constraints by name; one holds where its value is 0 or less."""
        return constraints_of(self.system_attrs)

    def set_user_attr(self, key: str, value: Any) -> None:
        """Sets an attribute of this copy."""
        self.user_attrs[key] = value

    def set_constraint(self, key: str, value: float) -> None:
        """Sets a constraint of this copy; it holds where `value` is 0 or less."""
        set_constraint(self.system_attrs, key, value)

    def _suggest(self, name: str, distribution: BaseDistribution) -> Any:
        if name not in self.params:
            raise ValueError("This trial has no value of {!r}.".format(name))
        value = self.params[name]
        if not distribution._contains(distribution.to_internal_repr(value)):
            warnings.warn("{!r}, the value of {!r}, is outside of {}.".format(value, name, distribution), UserWarning, stacklevel=3)
        if name in self.distributions:
            check_distribution_compatibility(self.distributions[name], distribution)
        self.distributions[name] = distribution
        return value

    def _validate(self) -> None:
        flaw = _flaw(self)
        if flaw is not None:
            raise ValueError(flaw)


def create_trial(
    *,
    state: TrialState = TrialState.COMPLETE,
    value: Optional[float] = None,
    values: Optional[Sequence[float]] = None,
    params: Optional[Dict[str, Any]] = None,
    distributions: Optional[Dict[str, BaseDistribution]] = None,
    user_attrs: Optional[Dict[str, Any]] = None,
    system_attrs: Optional[Dict[str, Any]] = None,
    intermediate_values: Optional[Dict[int, float]] = None,
    constraints: Optional[Dict[str, float]] = None,
) -> FrozenTrial:
    """A trial made by hand, for `add_trial`. Raises ValueError when its parts contradict each other."""
    now = datetime.datetime.now()
    trial = FrozenTrial(
        number=-1,
        state=state,
        value=value,
        values=values,
        datetime_start=None if state == TrialState.WAITING else now,
        datetime_complete=now if state.is_finished() else None,
        params=dict(params or {}),
        distributions={name: current(dist) for name, dist in (distributions or {}).items()},
        user_attrs=dict(user_attrs or {}),
        system_attrs=dict(system_attrs or {}),
        intermediate_values=dict(intermediate_values or {}),
        trial_id=-1,
    )
    for key, limit in (constraints or {}).items():
        trial.set_constraint(key, limit)
    trial._validate()
    return trial


def _flaw(trial: FrozenTrial) -> Optional[str]:
    """What contradicts itself in a trial that was made by hand."""
    state, values = trial.state, trial.values
    if state != TrialState.WAITING and trial.datetime_start is None:
        return "A trial that is not waiting has a `datetime_start`."
    if state.is_finished() != (trial.datetime_complete is not None):
        return "A trial has a `datetime_complete` when it has ended, and not before."
    if state == TrialState.FAIL and values is not None:
        return "A failed trial has no values; this one has {}.".format(values)
    if state == TrialState.COMPLETE and values is None:
        return "A complete trial has values."
    if state == TrialState.COMPLETE and any(math.isnan(value) for value in values or ()):
        return "A complete trial has no value that is NaN."
    if set(trial.params) != set(trial.distributions):
        return "`params` has {}, and `distributions` has {}.".format(sorted(trial.params), sorted(trial.distributions))
    for name, value in trial.params.items():
        distribution = trial.distributions[name]
        if not distribution._contains(distribution.to_internal_repr(value)):
            return "{!r}, the value of {!r}, is outside of {}.".format(value, name, distribution)
    return None
