"""Pruners: when a trial that reports on its way should end early. Their rules are those of Diapason's schedulers of the same names."""

import math
from typing import Any, List, Optional, Sequence

from .trial import FrozenTrial, TrialState

__all__ = [
    "BasePruner",
    "HyperbandPruner",
    "MedianPruner",
    "NopPruner",
    "PatientPruner",
    "PercentilePruner",
    "SuccessiveHalvingPruner",
    "ThresholdPruner",
    "WilcoxonPruner",
]


class BasePruner:
    """What a pruner of a script's own derives from."""

    def prune(self, study: Any, trial: FrozenTrial) -> bool:
        """Whether the trial should end after its last report."""
        raise NotImplementedError


class NopPruner(BasePruner):
    """Prunes nothing."""

    def prune(self, study: Any, trial: FrozenTrial) -> bool:
        return False


class PercentilePruner(BasePruner):
    """Ends a trial whose best value so far is worse than this percentile of what earlier ones reported at the step."""

    def __init__(
        self, percentile: float, n_startup_trials: int = 5, n_warmup_steps: int = 0, interval_steps: int = 1, *, n_min_trials: int = 1
    ) -> None:
        if not 0.0 <= percentile <= 100.0:
            raise ValueError("`percentile` is {}; it must be from 0 to 100.".format(percentile))
        _at_least("n_startup_trials", n_startup_trials, 0)
        _at_least("n_warmup_steps", n_warmup_steps, 0)
        _at_least("interval_steps", interval_steps, 1)
        _at_least("n_min_trials", n_min_trials, 1)
        self._percentile = percentile
        self._startup, self._warmup, self._interval, self._least = n_startup_trials, n_warmup_steps, interval_steps, n_min_trials

    def prune(self, study: Any, trial: FrozenTrial) -> bool:
        complete = study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,))
        step = trial.last_step
        if not complete or len(complete) < self._startup or step is None:
            return False
        if step < self._warmup or not _first_of_interval(step, trial, self._warmup, self._interval):
            return False
        sign = study._signs()[0]
        own = [sign * value for value in trial.intermediate_values.values() if not math.isnan(value)]
        others = [sign * other.intermediate_values[step] for other in complete if step in other.intermediate_values]
        others = [value for value in others if not math.isnan(value)]
        if not own:
            return True
        return len(others) >= self._least and min(own) > _quantile(others, self._percentile / 100.0)


class MedianPruner(PercentilePruner):
    """Ends a trial whose best value so far is worse than the median of what earlier ones reported at the step."""

    def __init__(self, n_startup_trials: int = 5, n_warmup_steps: int = 0, interval_steps: int = 1, *, n_min_trials: int = 1) -> None:
        super().__init__(50.0, n_startup_trials, n_warmup_steps, interval_steps, n_min_trials=n_min_trials)


class PatientPruner(BasePruner):
    """Asks another pruner only where the trial has not grown better for `patience` steps."""

    def __init__(self, wrapped_pruner: Optional[BasePruner], patience: int, min_delta: float = 0.0) -> None:
        _at_least("patience", patience, 0)
        _at_least("min_delta", min_delta, 0)
        self._wrapped, self._patience, self._delta = wrapped_pruner, patience, min_delta

    def prune(self, study: Any, trial: FrozenTrial) -> bool:
        sign = study._signs()[0]
        values = [sign * value for _, value in sorted(trial.intermediate_values.items())]
        if len(values) <= self._patience + 1:
            return False
        at = len(values) - self._patience - 1
        before = [value for value in values[:at] if not math.isnan(value)]
        since = [value for value in values[at:] if not math.isnan(value)]
        stuck = bool(before) and (not since or min(before) + self._delta < min(since))
        return stuck and (self._wrapped is None or self._wrapped.prune(study, trial))


class ThresholdPruner(BasePruner):
    """Ends a trial whose last value is below `lower`, above `upper`, or NaN."""

    def __init__(
        self, lower: Optional[float] = None, upper: Optional[float] = None, n_warmup_steps: int = 0, interval_steps: int = 1
    ) -> None:
        if lower is None and upper is None:
            raise TypeError("One of `lower` and `upper` must be given.")
        self._lower = -math.inf if lower is None else float(lower)
        self._upper = math.inf if upper is None else float(upper)
        if self._lower > self._upper:
            raise ValueError("`lower` is {}, above `upper`, which is {}.".format(lower, upper))
        _at_least("n_warmup_steps", n_warmup_steps, 0)
        _at_least("interval_steps", interval_steps, 1)
        self._warmup, self._interval = n_warmup_steps, interval_steps

    def prune(self, study: Any, trial: FrozenTrial) -> bool:
        step = trial.last_step
        if step is None or step < self._warmup or not _first_of_interval(step, trial, self._warmup, self._interval):
            return False
        value = trial.intermediate_values[step]
        return math.isnan(value) or not self._lower <= value <= self._upper


class SuccessiveHalvingPruner(BasePruner):
    """At rungs of `min_resource * reduction_factor ** n` steps only the best of each `reduction_factor` trials go on."""

    def __init__(
        self, min_resource: Any = "auto", reduction_factor: int = 4, min_early_stopping_rate: int = 0, bootstrap_count: int = 0
    ) -> None:
        if isinstance(min_resource, str) and min_resource != "auto":
            raise ValueError("`min_resource` is {!r}; it must be 'auto' or a whole number.".format(min_resource))
        if not isinstance(min_resource, str):
            _at_least("min_resource", min_resource, 1)
        _at_least("reduction_factor", reduction_factor, 2)
        _at_least("min_early_stopping_rate", min_early_stopping_rate, 0)
        _at_least("bootstrap_count", bootstrap_count, 0)
        if bootstrap_count > 0 and isinstance(min_resource, str):
            raise ValueError("`bootstrap_count` needs a `min_resource` that is a number.")
        self._min: Optional[int] = None if isinstance(min_resource, str) else min_resource
        self._factor, self._rate, self._bootstrap = reduction_factor, min_early_stopping_rate, bootstrap_count

    def prune(self, study: Any, trial: FrozenTrial) -> bool:
        step = trial.last_step
        if step is None:
            return False
        if self._min is None:
            ended = [t.last_step for t in study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,)) if t.last_step is not None]
            if not ended:
                return False
            self._min = max(max(ended) // 100, 1)
        attrs = study._kept.trials[trial.number].system_attrs
        value = trial.intermediate_values[step]
        while True:
            rung = sum(1 for key in attrs if key.startswith("completed_rung_"))
            if step < self._min * self._factor ** (self._rate + rung):
                return False
            if math.isnan(value):
                return True
            key = "completed_rung_{}".format(rung)
            attrs[key] = value
            if not self._goes_on(study, key, value):
                return True

    def _goes_on(self, study: Any, key: str, value: float) -> bool:
        sign = study._signs()[0]
        there = sorted(sign * t.system_attrs[key] for t in study.get_trials(deepcopy=False) if key in t.system_attrs)
        if len(there) - 1 < self._bootstrap:
            return False
        return sign * value <= there[max(len(there) // self._factor, 1) - 1]


class HyperbandPruner(BasePruner):
    """Several brackets of successive halving, each of which begins a step later; trials are dealt out among them."""

    def __init__(self, min_resource: int = 1, max_resource: Any = "auto", reduction_factor: int = 3, bootstrap_count: int = 0) -> None:
        if isinstance(max_resource, str) and max_resource != "auto":
            raise ValueError("`max_resource` is {!r}; it must be 'auto' or a whole number.".format(max_resource))
        self._min, self._factor, self._bootstrap = min_resource, reduction_factor, bootstrap_count
        self._max: Optional[int] = None if isinstance(max_resource, str) else max_resource
        self._brackets: List[SuccessiveHalvingPruner] = []

    def prune(self, study: Any, trial: FrozenTrial) -> bool:
        if not self._brackets and not self._begin(study):
            return False
        bracket = (trial.number * 2654435761) % 2**32 % self._total()
        at = 0
        while bracket >= self._share(at):
            bracket -= self._share(at)
            at += 1
        return self._brackets[at].prune(study, trial)

    def _begin(self, study: Any) -> bool:
        if self._max is None:
            ended = [t.last_step for t in study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,)) if t.last_step is not None]
            if not ended:
                return False
            self._max = max(ended) + 1
        count = int(math.floor(math.log(max(self._max / self._min, 1)) / math.log(self._factor) + 1e-9)) + 1
        self._brackets = [SuccessiveHalvingPruner(self._min, self._factor, at, self._bootstrap) for at in range(count)]
        return True

    def _share(self, at: int) -> int:
        rest = len(self._brackets) - 1 - at
        return int(math.ceil(len(self._brackets) * self._factor**rest / (rest + 1)))

    def _total(self) -> int:
        return sum(self._share(at) for at in range(len(self._brackets)))


class WilcoxonPruner(BasePruner):
    """Ends a trial that is likely worse than the best one, judged step by step over the steps that both have reported."""

    def __init__(self, *, p_threshold: float = 0.1, n_startup_steps: int = 2) -> None:
        if not 0.0 <= p_threshold <= 1.0:
            raise ValueError("`p_threshold` is {}; it must be from 0 to 1.".format(p_threshold))
        _at_least("n_startup_steps", n_startup_steps, 0)
        self._threshold, self._startup = p_threshold, n_startup_steps

    def prune(self, study: Any, trial: FrozenTrial) -> bool:
        try:
            best = study._best()
        except ValueError:
            return False
        sign = study._signs()[0]
        both = [step for step in trial.intermediate_values if step in best.intermediate_values]
        worse = [sign * (trial.intermediate_values[step] - best.intermediate_values[step]) for step in both]
        worse = [value for value in worse if math.isfinite(value)]
        if len(worse) < max(2, self._startup):
            return False
        own = [sign * value for value in trial.intermediate_values.values()]
        if sum(own) / len(own) < sign * best.value:
            return False
        return _signed_rank(worse) < self._threshold


def _signed_rank(differences: Sequence[float]) -> float:
    """How likely signed ranks as high as these are by chance: exactly up to 50 of them, else by the normal distribution."""
    ranked = sorted(differences, key=abs)
    ranks: List[float] = []
    while len(ranks) < len(ranked):
        size = abs(ranked[len(ranks)])
        ties = sum(1 for value in ranked if abs(value) == size)
        ranks += [len(ranks) + (ties + 1) / 2] * ties
    high = sum(rank if value > 0 else rank / 2 if value == 0 else 0.0 for rank, value in zip(ranks, ranked))
    count = len(ranked)
    if count <= 50 and len(set(ranks)) == count and all(ranked):
        return _exact(count, high)
    spread = math.sqrt(count * (count + 1) * (2 * count + 1) / 24)
    return 0.5 * math.erfc((high - count * (count + 1) / 4) / spread / math.sqrt(2))


def _exact(count: int, least: float) -> float:
    """The share of all signs of the ranks 1 to `count` whose positive ones add up to `least` or more."""
    ways = [1] + [0] * (count * (count + 1) // 2)
    for rank in range(1, count + 1):
        for total in range(len(ways) - 1, rank - 1, -1):
            ways[total] += ways[total - rank]
    return sum(ways[int(math.ceil(least)) :]) / 2.0**count


def _first_of_interval(step: int, trial: FrozenTrial, warmup: int, interval: int) -> bool:
    """Whether this is the first report since the last step at which it is asked."""
    begin = (step - warmup) // interval * interval + warmup
    return not any(begin <= other < step for other in trial.intermediate_values)


def _quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    at = share * (len(ordered) - 1)
    low = int(math.floor(at))
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] if ordered[low] == ordered[high] else ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def _at_least(name: str, value: float, least: float) -> None:
    if value < least:
        raise ValueError("`{}` is {}; it must be {} or more.".format(name, value, least))
