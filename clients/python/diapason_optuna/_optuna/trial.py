"""Trials: one that runs, one that is frozen, and one whose values are given."""

import copy
import datetime
import enum
import math
import warnings
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Sequence

from .distributions import (
    BaseDistribution,
    CategoricalDistribution,
    FloatDistribution,
    IntDistribution,
    check_distribution_compatibility,
    current,
    only_value,
)
from .exceptions import UpdateFinishedTrialError

if TYPE_CHECKING:
    from .study import Study

__all__ = ["BaseTrial", "FixedTrial", "FrozenTrial", "Trial", "TrialState", "create_trial"]


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


class Trial(BaseTrial):
    """A trial that runs, as the objective gets it. `ask()` of a study makes one."""

    def __init__(self, study: "Study", frozen: FrozenTrial) -> None:
        self.study = study
        self._frozen = frozen
        self._trial_id = frozen._trial_id
        self.relative_search_space: Optional[Dict[str, BaseDistribution]] = None
        self._relative_params: Optional[Dict[str, Any]] = None
        self._fixed_params: Dict[str, Any] = frozen.system_attrs.get("fixed_params", {})
        with study._thinking:
            study.sampler.before_trial(study, frozen)

    @property
    def number(self) -> int:
        """Which trial of its study it is, from 0."""
        return self._frozen.number

    @property
    def params(self) -> Dict[str, Any]:
        """What was suggested so far."""
        return copy.deepcopy(self._frozen.params)

    @property
    def distributions(self) -> Dict[str, BaseDistribution]:
        """From what it was suggested."""
        return copy.deepcopy(self._frozen.distributions)

    @property
    def user_attrs(self) -> Dict[str, Any]:
        """What `set_user_attr` has set."""
        return copy.deepcopy(self._frozen.user_attrs)

    @property
    def system_attrs(self) -> Dict[str, Any]:
        """What samplers and the queue have set."""
        return copy.deepcopy(self._frozen.system_attrs)

    @property
    def datetime_start(self) -> Optional[datetime.datetime]:
        """When it was asked for."""
        return self._frozen.datetime_start

    @property
    def relative_params(self) -> Dict[str, Any]:
        """What the sampler proposes for the parameters that it knows, all at once; it is asked at the first need."""
        if self._relative_params is None:
            study = self.study
            with study._thinking:
                self.relative_search_space = study.sampler.infer_relative_search_space(study, self._frozen)
                self._relative_params = study.sampler.sample_relative(study, self._frozen, self.relative_search_space)
        return self._relative_params

    @property
    def constraints(self) -> Dict[str, float]:
        """What `set_constraint` has set."""
        return constraints_of(self._frozen.system_attrs)

    def set_user_attr(self, key: str, value: Any) -> None:
        """Keeps a value beside the trial."""
        self._changeable()
        self._frozen.user_attrs[key] = value

    def set_system_attr(self, key: str, value: Any) -> None:
        """Keeps a value that is none of the script's."""
        self._changeable()
        self._frozen.system_attrs[key] = value

    def set_constraint(self, key: str, value: float) -> None:
        """Says how far a limit is exceeded; it holds where `value` is 0 or less."""
        self._changeable()
        set_constraint(self._frozen.system_attrs, key, value)

    def report(self, value: float, step: int) -> None:
        """An objective value on the way. Raises TypeError for what is no number, NotImplementedError with several objectives."""
        if len(self.study.directions) > 1:
            raise NotImplementedError("`report` is for studies of one objective.")
        number = _float(value)
        try:
            at = int(step)
        except (TypeError, ValueError):
            raise TypeError("`step` is of type {}; it must be a whole number.".format(type(step).__name__)) from None
        if at < 0:
            raise ValueError("`step` is {}; it must be 0 or more.".format(at))
        self._changeable()
        if at in self._frozen.intermediate_values:
            warnings.warn("Step {} was reported before; the first value stays.".format(at), UserWarning, stacklevel=2)
            return
        self._frozen.intermediate_values[at] = number

    def should_prune(self) -> bool:
        """Whether the pruner of the study would end the trial here. Raises NotImplementedError with several objectives."""
        if len(self.study.directions) > 1:
            raise NotImplementedError("`should_prune` is for studies of one objective.")
        return self.study.pruner.prune(self.study, copy.copy(self._frozen))

    def _changeable(self) -> None:
        if self._frozen.state.is_finished():
            raise UpdateFinishedTrialError("Trial {} has ended; it cannot be changed.".format(self.number))

    def _suggest(self, name: str, distribution: BaseDistribution) -> Any:
        distribution = current(distribution)
        known = self._frozen.distributions.get(name)
        if known is not None:
            check_distribution_compatibility(known, distribution)
            if known != distribution:
                warnings.warn(
                    "{!r} was asked for as {} before and is now {}; the first value stays.".format(name, known, distribution),
                    RuntimeWarning,
                    stacklevel=3,
                )
            return self._frozen.params[name]
        self._changeable()
        self.study._agrees(name, distribution)
        value = distribution.to_external_repr(distribution.to_internal_repr(self._value(name, distribution)))
        self._frozen.params[name] = value
        self._frozen.distributions[name] = distribution
        return value

    def _value(self, name: str, distribution: BaseDistribution) -> Any:
        if name in self._fixed_params:
            value = self._fixed_params[name]
            if not distribution._contains(distribution.to_internal_repr(value)):
                message = "{!r}, the value of {!r} that was enqueued, is outside of {}.".format(value, name, distribution)
                warnings.warn(message, UserWarning, stacklevel=4)
            return value
        if distribution.single():
            return only_value(distribution)
        proposed = self.relative_params
        if name in proposed:
            assert self.relative_search_space is not None
            check_distribution_compatibility(self.relative_search_space[name], distribution)
            if distribution._contains(distribution.to_internal_repr(proposed[name])):
                return proposed[name]
        study = self.study
        with study._thinking:
            return study.sampler.sample_independent(study, self._frozen, name, distribution)


class FixedTrial(BaseTrial):
    """A trial whose values are given: to run an objective by hand, with `objective(FixedTrial(params))`."""

    def __init__(self, params: Dict[str, Any], number: int = 0) -> None:
        self._params = params
        self._suggested: Dict[str, Any] = {}
        self._distributions: Dict[str, BaseDistribution] = {}
        self._user_attrs: Dict[str, Any] = {}
        self._system_attrs: Dict[str, Any] = {}
        self._datetime_start = datetime.datetime.now()
        self._number = number

    number = property(lambda self: self._number, doc="The number that it was given.")
    params = property(lambda self: self._suggested, doc="What the objective has asked for so far.")
    distributions = property(lambda self: self._distributions, doc="From what it was asked for.")
    user_attrs = property(lambda self: self._user_attrs, doc="What `set_user_attr` has set.")
    system_attrs = property(lambda self: self._system_attrs, doc="Nothing but constraints.")
    datetime_start = property(lambda self: self._datetime_start, doc="When it was made.")
    constraints = property(lambda self: constraints_of(self._system_attrs), doc="What `set_constraint` has set.")

    def set_user_attr(self, key: str, value: Any) -> None:
        """Keeps a value beside the trial."""
        self._user_attrs[key] = value

    def set_constraint(self, key: str, value: float) -> None:
        """Says how far a limit is exceeded."""
        set_constraint(self._system_attrs, key, value)

    def _suggest(self, name: str, distribution: BaseDistribution) -> Any:
        if name not in self._params:
            raise ValueError("This trial has no value of {!r}.".format(name))
        value = self._params[name]
        if not distribution._contains(distribution.to_internal_repr(value)):
            warnings.warn("{!r}, the value of {!r}, is outside of {}.".format(value, name, distribution), UserWarning, stacklevel=3)
        if name in self._distributions:
            check_distribution_compatibility(self._distributions[name], distribution)
        self._suggested[name] = value
        self._distributions[name] = distribution
        return value


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


_CONSTRAINT = "constraints:"


def constraints_of(system_attrs: Dict[str, Any]) -> Dict[str, float]:
    """Constraints by name: those of `set_constraint`, and those of a sampler's `constraints_func`, by their place."""
    named = {key[len(_CONSTRAINT) :]: value for key, value in system_attrs.items() if key.startswith(_CONSTRAINT)}
    return {**{str(place): value for place, value in enumerate(system_attrs.get("constraints") or ())}, **named}


def set_constraint(system_attrs: Dict[str, Any], key: str, value: float) -> None:
    """Raises TypeError for what is no number, ValueError for NaN; the first value of a constraint stays."""
    number = _float(value)
    if math.isnan(number):
        raise ValueError("The constraint {!r} is NaN.".format(key))
    if _CONSTRAINT + key in system_attrs:
        warnings.warn("The constraint {!r} was set before; the first value stays.".format(key), UserWarning, stacklevel=3)
        return
    system_attrs[_CONSTRAINT + key] = number


def _float(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise TypeError("`value` is of type {}; it must be a number.".format(type(value).__name__)) from None


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
