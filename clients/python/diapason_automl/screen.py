"""Which of very many features are kept: those that alone say most of the target, judged on training rows (F statistic)."""

from __future__ import annotations

from typing import Tuple

import numpy as np

ROWS = 10_000


def screen(numbers: np.ndarray, codes: np.ndarray, y: np.ndarray, regression: bool, most: int) -> Tuple[np.ndarray, np.ndarray]:
    """Positions of the numbers and of the categories that are kept, at most `most` together."""
    if len(y) > ROWS:
        some = np.random.default_rng(0).choice(len(y), ROWS, replace=False)
        numbers, codes, y = numbers[some], codes[some], y[some]
    strength = np.concatenate([_of_numbers(numbers, y, regression), _of_codes(codes, y, regression)])
    best = np.sort(np.argsort(-strength, kind="stable")[:most])
    width = numbers.shape[1]
    return best[best < width], best[best >= width] - width


def _of_numbers(x: np.ndarray, y: np.ndarray, regression: bool) -> np.ndarray:
    if x.shape[1] == 0:
        return np.empty(0)
    there = np.isfinite(x)
    mean = np.where(there, x, 0).sum(axis=0) / np.maximum(there.sum(axis=0), 1)
    centred = np.where(there, x - mean, 0)
    total = np.maximum((centred**2).sum(axis=0), 1e-300)
    if regression:
        target = y - y.mean()
        share = (centred.T @ target) ** 2 / (total * max(float(target @ target), 1e-300))
        return _f(share, 1, len(y))
    classes = int(y.max()) + 1
    belongs = np.eye(classes)[y]
    between = ((belongs.T @ centred) ** 2 / np.maximum(belongs.sum(axis=0), 1)[:, None]).sum(axis=0)
    return _f(between / total, classes - 1, len(y))


def _of_codes(codes: np.ndarray, y: np.ndarray, regression: bool) -> np.ndarray:
    """As for numbers, with the roles turned: how much of the target the levels tell. Many levels are not an advantage."""
    target = (y - y.mean())[:, None] if regression else np.eye(int(y.max()) + 1)[y]
    target = target - target.mean(axis=0)
    total = max(float((target**2).sum()), 1e-300)
    strength = []
    for column in codes.T:
        count = np.bincount(column + 1)
        sums = np.stack([np.bincount(column + 1, one) for one in target.T])
        share = float((sums**2 / np.maximum(count, 1)).sum()) / total
        strength.append(float(_f(np.array([share]), int((count > 0).sum()) - 1, len(y))[0]))
    return np.array(strength)


def _f(share: np.ndarray, freedom: int, rows: int) -> np.ndarray:
    freedom = max(1, freedom)
    return share / freedom / (np.maximum(1 - share, 1e-12) / max(1, rows - freedom - 1))
