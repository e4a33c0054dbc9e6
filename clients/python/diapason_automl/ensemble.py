"""Greedy ensemble selection (Caruana 2004): add, with replacement, whichever member makes the joint prediction best."""

from __future__ import annotations

from typing import Callable, List, NamedTuple, Sequence

import numpy as np

Loss = Callable[[np.ndarray, np.ndarray], float]


class Greedy(NamedTuple):
    """`weights` by member, of the best prefix; `picks` and `losses` of all rounds."""

    weights: np.ndarray
    picks: List[int]
    losses: List[float]


def greedy(predictions: Sequence[np.ndarray], y: np.ndarray, loss: Loss, rounds: int = 50, among: Sequence[int] = ()) -> Greedy:
    """Each round adds the member (of `among`, or of all) after which the mean loses least; of equals the first. Stops at the best prefix."""
    members = list(among) or list(range(len(predictions)))
    total = np.zeros_like(predictions[0], dtype="float64")
    picks: List[int] = []
    losses: List[float] = []
    for count in range(1, rounds + 1):
        tried = [loss(y, (total + predictions[member]) / count) for member in members]
        best = int(np.argmin(tried))
        picks.append(members[best])
        losses.append(float(tried[best]))
        total += predictions[members[best]]
    prefix = int(np.argmin(losses)) + 1
    return Greedy(np.bincount(picks[:prefix], minlength=len(predictions)) / prefix, picks, losses)


def bagged(predictions: Sequence[np.ndarray], y: np.ndarray, loss: Loss, bags: int, rounds: int, seed: int, always: Sequence[int] = ()) -> np.ndarray:
    """Weights averaged over selections from random halves of the members: small data otherwise picks what was lucky (Caruana 2004, 2.3).

    Members of `always` were not picked by luck, so each selection may take them.
    """
    random = np.random.default_rng([seed, 6])
    others = np.setdiff1d(np.arange(len(predictions)), np.asarray(always, dtype="int64"))
    half = max(2, (len(others) + 1) // 2)
    total = np.zeros(len(predictions))
    for _ in range(bags):
        among = np.sort(np.concatenate([np.asarray(always, dtype="int64"), random.permutation(others)[:half]]))
        total += greedy(predictions, y, loss, rounds, [int(one) for one in among]).weights
    return total / bags


def pruned(weights: np.ndarray, least: float) -> np.ndarray:
    """Without the members that hardly count; the best one always stays."""
    kept = np.where(weights >= min(least, float(weights.max())), weights, 0)
    return kept / kept.sum()
