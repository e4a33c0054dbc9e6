"""How much each parameter matters for the objective, by Diapason's measures."""

from typing import Any, Callable, Dict, List, Optional

from . import _links
from ._advice import Advice
from ._wire import parameter
from .logging import note
from .trial import FrozenTrial, TrialState

__all__ = [
    "BaseImportanceEvaluator",
    "FanovaImportanceEvaluator",
    "MeanDecreaseImpurityImportanceEvaluator",
    "PedAnovaImportanceEvaluator",
    "get_param_importances",
]

Target = Callable[[FrozenTrial], float]


class BaseImportanceEvaluator:
    """A measure of importance. One of a script's own overrides `evaluate`."""

    method = "fanova"

    def evaluate(self, study: Any, params: Optional[List[str]] = None, *, target: Optional[Target] = None) -> Dict[str, float]:
        """Shares by name, from 0 to 1, the largest first."""
        trials = [trial for trial in study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,))]
        known = {name for trial in trials for name in trial.params}
        missing = [name for name in params or [] if name not in known]
        if missing:
            raise ValueError("No complete trial has the parameter {!r}.".format(missing[0]))
        if not trials or params == []:
            return {}
        if target is None and len(study.directions) > 1:
            raise ValueError("There are several objectives: say with `target` which value is meant, as in `lambda t: t.values[0]`.")
        shares = _shares(trials, target or (lambda trial: trial.values[0]), self.method)  # type: ignore[index]
        wanted = {name: shares.get(name, 0.0) for name in (params if params is not None else sorted(known))}
        return dict(sorted(wanted.items(), key=lambda item: -item[1]))


class FanovaImportanceEvaluator(BaseImportanceEvaluator):
    """Shares of variance. Settings of forests are taken and not used: how many trees are needed is found out."""

    def __init__(self, **settings: Any) -> None:
        if any(value is not None for name, value in settings.items() if name != "seed"):
            note("{}: {} is not used.".format(type(self).__name__, ", ".join(sorted(settings))))


class MeanDecreaseImpurityImportanceEvaluator(FanovaImportanceEvaluator):
    """By permutation: how much worse the model predicts where one parameter is shuffled."""

    method = "permutation"


class PedAnovaImportanceEvaluator(FanovaImportanceEvaluator):
    """By how differently the best trials are spread."""

    method = "ped-anova"


def get_param_importances(
    study: Any,
    *,
    evaluator: Optional[BaseImportanceEvaluator] = None,
    params: Optional[List[str]] = None,
    target: Optional[Target] = None,
    normalize: bool = True,
) -> Dict[str, float]:
    """Shares by name, the largest first; they add up to 1 with `normalize`. Below ten complete trials all are alike.

    Raises ValueError for a parameter that no complete trial has.
    """
    if evaluator is not None and not isinstance(evaluator, BaseImportanceEvaluator):
        raise TypeError("`evaluator` is of type {}; it must be an evaluator of importance.".format(type(evaluator).__name__))
    shares = (evaluator or FanovaImportanceEvaluator()).evaluate(study, params, target=target)
    whole = sum(shares.values())
    if not normalize or not shares:
        return shares
    return {name: share / whole if whole > 0 else 1.0 / len(shares) for name, share in shares.items()}


def _shares(trials: List[FrozenTrial], target: Target, method: str) -> Dict[str, float]:
    advice = Advice(["minimize"], "random", 0, False)
    link = _links.take()
    try:
        answer = advice.importance(link, trials, target, method)
    finally:
        _links.give(link, link._pid)
    if "lacks" in answer:
        note(answer["summary"])
        varied = [name for name, dist in trials[-1].distributions.items() if parameter(dist) is not None]
        return {name: 1.0 / len(varied) for name in varied}
    return {name: max(0.0, float(share)) for name, share in answer["parameters"].items()}
