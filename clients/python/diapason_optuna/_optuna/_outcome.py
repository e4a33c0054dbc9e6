"""What the end of a trial is: its state, its values, and what was wrong with them; and which trials are the best."""

import math
from typing import Any, List, Optional, Sequence, Tuple

from .trial import FrozenTrial, TrialState


def judged(
    trial: FrozenTrial, told: Any, state: Optional[TrialState], objectives: int
) -> Tuple[TrialState, Optional[List[float]], Optional[str]]:
    """State and values of the end of a trial; where what was told is no result it has failed, and the third says why.

    Raises ValueError where what was told contradicts the state.
    """
    if state is None:
        values, flaw = numbers(told, objectives)
        return (TrialState.COMPLETE, values, None) if flaw is None else (TrialState.FAIL, None, flaw)
    if not TrialState(state).is_finished():
        raise ValueError("A trial ends as COMPLETE, PRUNED or FAIL; {} is no end.".format(TrialState(state).name))
    if state == TrialState.COMPLETE:
        values, flaw = numbers(told, objectives)
        if flaw is not None:
            raise ValueError(flaw)
        return state, values, None
    if told is not None:
        raise ValueError("A trial that ends as {} has no values.".format(TrialState(state).name))
    return state, _last(trial) if state == TrialState.PRUNED else None, None


def numbers(told: Any, objectives: int) -> Tuple[Optional[List[float]], Optional[str]]:
    """One float for each objective, or what is wrong with what was told."""
    several = isinstance(told, Sequence) and not isinstance(told, (str, bytes))
    values: List[float] = []
    for value in told if several else [told]:
        try:
            values.append(float(value))
        except (TypeError, ValueError):
            return None, "{!r} is no number, and so no value of an objective.".format(value)
        if math.isnan(values[-1]):
            return None, "{} is NaN, and so no value of an objective.".format(value)
    if len(values) != objectives:
        return None, "There are {} values and {} objectives.".format(len(values), objectives)
    return values, None


def feasible(trial: FrozenTrial) -> bool:
    """Whether it keeps all its constraints."""
    return all(value <= 0.0 for value in trial.constraints.values())


def not_dominated(trials: List[FrozenTrial], signs: List[float]) -> List[FrozenTrial]:
    """Those that no other one is better than, or as good as and better in one; of equal ones all stay."""
    points = [tuple(sign * value for sign, value in zip(signs, trial.values or ())) for trial in trials]
    front: List[Tuple[float, ...]] = []
    for point in sorted(set(points)):
        if not any(all(a <= b for a, b in zip(other, point)) for other in front):
            front.append(point)
    best = set(front)
    return [trial for trial, point in zip(trials, points) if point in best]


def _last(trial: FrozenTrial) -> Optional[List[float]]:
    step = trial.last_step
    if step is None or math.isnan(trial.intermediate_values[step]):
        return None
    return [float(trial.intermediate_values[step])]
