"""Samplers under the names that scripts know; each asks the one of Diapason that thinks alike."""

import itertools
import random
import warnings
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence

from ._advised import Advised, keep_constraints
from ._wire import spread
from .distributions import BaseDistribution
from .logging import note
from .trial import FrozenTrial, TrialState

__all__ = [
    "BaseSampler",
    "BruteForceSampler",
    "CmaEsSampler",
    "DiapasonSampler",
    "GPSampler",
    "GridSampler",
    "NSGAIIISampler",
    "NSGAIISampler",
    "PartialFixedSampler",
    "QMCSampler",
    "RandomSampler",
    "TPESampler",
]


class BaseSampler:
    """What a sampler of a script's own derives from: it proposes many parameters together, and others one by one."""

    def infer_relative_search_space(self, study: Any, trial: FrozenTrial) -> Dict[str, BaseDistribution]:
        """What `sample_relative` is asked for."""
        raise NotImplementedError

    def sample_relative(self, study: Any, trial: FrozenTrial, search_space: Dict[str, BaseDistribution]) -> Dict[str, Any]:
        """Values that belong together."""
        raise NotImplementedError

    def sample_independent(self, study: Any, trial: FrozenTrial, param_name: str, param_distribution: BaseDistribution) -> Any:
        """The value of a parameter that `sample_relative` has not given."""
        raise NotImplementedError

    def before_trial(self, study: Any, trial: FrozenTrial) -> None:
        """Called when a trial begins."""

    def after_trial(self, study: Any, trial: FrozenTrial, state: TrialState, values: Optional[Sequence[float]]) -> None:
        """Called when a trial ends, before that is kept."""

    def reseed_rng(self) -> None:
        """Called by programs that copy the sampler."""

    def __str__(self) -> str:
        return type(self).__name__


class DiapasonSampler(Advised, BaseSampler):
    """A sampler of Diapason by its name, such as `"auto"`, `"gp"` or `{"type": "tpe", ...}` with its settings.

    `constraints_func` says of an ended trial how far each limit is exceeded: it holds where the number is 0 or less.
    """

    def __init__(
        self,
        sampler: Any = "auto",
        *,
        seed: Optional[int] = None,
        constraints_func: Optional[Callable[[FrozenTrial], Sequence[float]]] = None,
    ) -> None:
        super().__init__(sampler, seed)
        self._constraints_func = constraints_func

    def after_trial(self, study: Any, trial: FrozenTrial, state: TrialState, values: Optional[Sequence[float]]) -> None:
        """Asks for the constraints."""
        if self._constraints_func is not None and state in (TrialState.COMPLETE, TrialState.PRUNED):
            trial.system_attrs["constraints"] = keep_constraints(self._constraints_func, trial)


class _Named(DiapasonSampler):
    """A sampler by the name of another program; settings of its own have no counterpart, and are said once."""

    ours = "auto"
    kept = ("seed", "constraints_func")

    def __init__(self, *args: Any, **settings: Any) -> None:
        dropped = ["a first argument"] * bool(args) + sorted(
            name for name, value in settings.items() if name not in self.kept and value is not None
        )
        if dropped:
            words = "{}: {} has no counterpart in Diapason's {} and is not used."
            note(words.format(type(self).__name__, ", ".join(dropped), self.ours))
        super().__init__(self.ours, seed=settings.get("seed"), constraints_func=settings.get("constraints_func"))


class TPESampler(_Named):
    """Diapason's `tpe`."""

    ours = "tpe"

    @staticmethod
    def hyperopt_parameters() -> Dict[str, Any]:
        """Settings of another program, of which none is used here."""
        return {}


class GPSampler(_Named):
    """Diapason's `gp`."""

    ours = "gp"


class CmaEsSampler(_Named):
    """Diapason's `cma-es`."""

    ours = "cma-es"


class NSGAIISampler(_Named):
    """Diapason's `nsga-ii`."""

    ours = "nsga-ii"


class NSGAIIISampler(_Named):
    """Diapason's `nsga-iii`."""

    ours = "nsga-iii"


class QMCSampler(_Named):
    """Diapason's `sobol`, or its `halton` with `qmc_type="halton"`."""

    ours = "sobol"
    kept = ("seed", "qmc_type", "scramble")

    def __init__(self, *, qmc_type: str = "sobol", scramble: Optional[bool] = None, seed: Optional[int] = None, **settings: Any) -> None:
        if qmc_type not in ("sobol", "halton"):
            raise ValueError("`qmc_type` is {!r}; it must be 'sobol' or 'halton'.".format(qmc_type))
        super().__init__(seed=seed, **settings)
        self._spec = qmc_type


class RandomSampler(BaseSampler):
    """Draws each parameter by itself."""

    def __init__(self, seed: Optional[int] = None) -> None:
        self._seed = random.SystemRandom().randrange(2**31) if seed is None else int(seed)

    def infer_relative_search_space(self, study: Any, trial: FrozenTrial) -> Dict[str, BaseDistribution]:
        return {}

    def sample_relative(self, study: Any, trial: FrozenTrial, search_space: Dict[str, BaseDistribution]) -> Dict[str, Any]:
        return {}

    def sample_independent(self, study: Any, trial: FrozenTrial, param_name: str, param_distribution: BaseDistribution) -> Any:
        return spread(param_distribution, random.Random("{}/{}/{}".format(self._seed, trial.number, param_name)).random())


class GridSampler(RandomSampler):
    """Each combination of the given values once, in an order that the seed decides; then `optimize` stops."""

    def __init__(self, search_space: Mapping[str, Sequence[Any]], seed: Optional[int] = None) -> None:
        super().__init__(seed)
        self._names = sorted(search_space)
        self._grid: List[Any] = list(itertools.product(*(search_space[name] for name in self._names)))
        random.Random(self._seed).shuffle(self._grid)

    def before_trial(self, study: Any, trial: FrozenTrial) -> None:
        if "fixed_params" in trial.system_attrs:
            return
        taken = {other.system_attrs.get("grid") for other in study.get_trials(deepcopy=False) if other.state != TrialState.FAIL}
        free = [at for at in range(len(self._grid)) if at not in taken]
        trial.system_attrs["grid"] = free[0] if free else trial.number % len(self._grid)

    def sample_independent(self, study: Any, trial: FrozenTrial, param_name: str, param_distribution: BaseDistribution) -> Any:
        if param_name not in self._names:
            raise ValueError("The grid has no values of {!r}.".format(param_name))
        value = self._grid[trial.system_attrs["grid"]][self._names.index(param_name)]
        if not param_distribution._contains(param_distribution.to_internal_repr(value)):
            warnings.warn("{!r}, a value of {!r} in the grid, is outside of {}.".format(value, param_name, param_distribution), UserWarning)
        return value

    def after_trial(self, study: Any, trial: FrozenTrial, state: TrialState, values: Optional[Sequence[float]]) -> None:
        taken = {other.system_attrs.get("grid") for other in study.get_trials(deepcopy=False)}
        if len(taken & set(range(len(self._grid)))) == len(self._grid):
            _stop(study)

    def is_exhausted(self, study: Any) -> bool:
        """Whether each combination was tried."""
        ended = {other.system_attrs.get("grid") for other in study.get_trials(deepcopy=False) if other.state.is_finished()}
        return ended >= set(range(len(self._grid)))


class BruteForceSampler(RandomSampler):
    """Everything that the script can ask for, once; then `optimize` stops. Ranges of real numbers need a step."""

    def __init__(self, seed: Optional[int] = None, avoid_premature_stop: bool = False) -> None:
        super().__init__(seed)

    def sample_independent(self, study: Any, trial: FrozenTrial, param_name: str, param_distribution: BaseDistribution) -> Any:
        values = _values(param_distribution)
        rest = [value for value in values if not _exhausted(self._paths(study, trial), {**trial.params, param_name: value})]
        fresh = random.Random("{}/{}/{}".format(self._seed, trial.number, param_name))
        return fresh.choice(rest or values)

    def after_trial(self, study: Any, trial: FrozenTrial, state: TrialState, values: Optional[Sequence[float]]) -> None:
        paths = [*self._paths(study, trial), trial]
        if state != TrialState.FAIL and _exhausted(paths, {}):
            _stop(study)

    @staticmethod
    def _paths(study: Any, trial: FrozenTrial) -> List[FrozenTrial]:
        return [other for other in study.get_trials(deepcopy=False) if other is not trial and (other.state.is_finished() or other.params)]


def _exhausted(paths: Sequence[FrozenTrial], begun: Mapping[str, Any]) -> bool:
    """Whether every way on from these values was taken."""
    like = [path for path in paths if all(name in path.params and path.params[name] == value for name, value in begun.items())]
    if not like:
        return False
    further = [path for path in like if len(path.params) > len(begun)]
    if not further:
        return True
    name = next(name for name in further[0].params if name not in begun)
    return all(_exhausted(like, {**begun, name: value}) for value in _values(further[0].distributions[name]))


def _values(dist: Any) -> List[Any]:
    if hasattr(dist, "choices"):
        return list(dist.choices)
    if dist.step is None:
        raise ValueError("{} has no end of values; give it a `step`.".format(dist))
    count = int(round((dist.high - dist.low) / dist.step)) + 1
    return [min(dist.low + at * dist.step, dist.high) for at in range(count)]


def _stop(study: Any) -> None:
    try:
        study.stop()
    except RuntimeError:
        pass


class PartialFixedSampler(BaseSampler):
    """Some parameters have given values; the others come from another sampler."""

    def __init__(self, fixed_params: Dict[str, Any], base_sampler: BaseSampler) -> None:
        self._fixed = fixed_params
        self._base = base_sampler

    def before_trial(self, study: Any, trial: FrozenTrial) -> None:
        self._base.before_trial(study, trial)

    def after_trial(self, study: Any, trial: FrozenTrial, state: TrialState, values: Optional[Sequence[float]]) -> None:
        self._base.after_trial(study, trial, state, values)

    def infer_relative_search_space(self, study: Any, trial: FrozenTrial) -> Dict[str, BaseDistribution]:
        space = self._base.infer_relative_search_space(study, trial)
        return {name: dist for name, dist in space.items() if name not in self._fixed}

    def sample_relative(self, study: Any, trial: FrozenTrial, search_space: Dict[str, BaseDistribution]) -> Dict[str, Any]:
        return self._base.sample_relative(study, trial, search_space)

    def sample_independent(self, study: Any, trial: FrozenTrial, param_name: str, param_distribution: BaseDistribution) -> Any:
        if param_name not in self._fixed:
            return self._base.sample_independent(study, trial, param_name, param_distribution)
        value = self._fixed[param_name]
        if not param_distribution._contains(param_distribution.to_internal_repr(value)):
            warnings.warn("{!r}, the fixed value of {!r}, is outside of {}.".format(value, param_name, param_distribution), UserWarning)
        return value


def default() -> BaseSampler:
    """What a study has that was given none."""
    return DiapasonSampler()


def __getattr__(name: str) -> Any:
    if name in ("BaseGASampler", "nsgaii", "IntersectionSearchSpace", "intersection_search_space"):
        raise AttributeError("`samplers.{}` is not here: NSGAIISampler is Diapason's nsga-ii, which has no parts to exchange.".format(name))
    raise AttributeError("module {!r} has no attribute {!r}".format(__name__, name))
