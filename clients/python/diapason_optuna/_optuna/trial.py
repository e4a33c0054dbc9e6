"""Trials: one that runs, one that is frozen, and one whose values are given."""

import copy
import datetime
import warnings
from typing import TYPE_CHECKING, Any, Dict, Optional

from ._constraints import as_number, constraints_of, set_constraint
from ._frozen import BaseTrial, FrozenTrial, TrialState, create_trial
from .distributions import BaseDistribution, check_distribution_compatibility, current, only_value
from .exceptions import UpdateFinishedTrialError

if TYPE_CHECKING:
    from ._study import Study

__all__ = ["BaseTrial", "FixedTrial", "FrozenTrial", "Trial", "TrialState", "create_trial"]


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
        number = as_number(value)
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
