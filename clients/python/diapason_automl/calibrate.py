"""What is done to the joint probabilities: one temperature (Guo 2017), and a weight for rare classes where the metric wants it."""

from __future__ import annotations

from typing import Callable

import numpy as np

from .metrics import log_loss

FEWEST = 100  # rows; below, one number is already too many to learn


def temperature(y: np.ndarray, p: np.ndarray) -> float:
    """The exponent on probabilities with the least log loss; 1 leaves them as they are."""
    if len(y) < FEWEST:
        return 1.0
    grid = np.exp(np.linspace(np.log(0.6), np.log(1.8), 25))
    losses = [log_loss(y, tempered(p, one)) for one in grid]
    best = int(np.argmin(losses))
    return float(grid[best]) if losses[best] < log_loss(y, p) - 1e-4 else 1.0


def tempered(p: np.ndarray, power: float) -> np.ndarray:
    """Probabilities to a power, adding up to 1 again."""
    raised = np.clip(p, 1e-7, 1) ** power
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def rarity(y: np.ndarray, p: np.ndarray, score: Callable[[np.ndarray, np.ndarray], float]) -> np.ndarray:
    """A factor for each class, before the largest wins: its share to a power, the one with the best score."""
    share = np.bincount(y, minlength=p.shape[1]) / len(y)
    tried = [np.maximum(share, 1e-6) ** -power for power in np.linspace(0, 1.2, 13)]
    scores = [score(y, p * one) for one in tried]
    return np.asarray(tried[int(np.argmax(scores))])
