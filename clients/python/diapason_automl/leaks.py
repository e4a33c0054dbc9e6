"""Columns that know the target: equal to it, a rewriting of it, or able to tell it alone without an error."""

from __future__ import annotations

from typing import Optional

import numpy as np
import pandas as pd
from scipy.stats import rankdata

ROWS = 20_000  # more add nothing to the question
FEWEST = 30  # below, a perfect column may be luck


def leak(values: pd.Series, number: Optional[np.ndarray], y: np.ndarray, regression: bool) -> Optional[str]:
    """Why this column is a leak, or nothing. `number` are its values where it is a column of numbers or dates."""
    if len(y) > ROWS:
        some = np.random.default_rng(0).choice(len(y), ROWS, replace=False)
        values, y = values.iloc[some], y[some]
        number = None if number is None else number[some]
    if len(y) < FEWEST:
        return None
    if regression:
        return _same_number(number, y) if number is not None else _levels_tell_number(values, y)
    return _levels_tell_class(values, y) or (_cuts_tell_class(number, y) if number is not None else None)


def _same_number(x: np.ndarray, y: np.ndarray) -> Optional[str]:
    there = np.isfinite(x)
    if there.sum() < max(FEWEST, 0.5 * len(y)) or len(np.unique(x[there])) < 10:
        return None
    x, y = x[there], y[there]
    if np.array_equal(x, y):
        return "it equals the target"
    with np.errstate(all="ignore"):
        if abs(np.corrcoef(x, y)[0, 1]) > 0.9999:
            return "it is the target, scaled"
        if len(np.unique(y)) >= 20 and abs(np.corrcoef(rankdata(x), rankdata(y))[0, 1]) > 0.9999:
            return "it puts the rows in the same order as the target"
    return None


def _levels_tell_number(values: pd.Series, y: np.ndarray) -> Optional[str]:
    codes, levels = pd.factorize(values, use_na_sentinel=False)
    if len(levels) > len(y) / 3 or len(levels) < 3:
        return None
    count = np.bincount(codes)
    mean = np.bincount(codes, y) / count
    rest = float(np.sum((y - mean[codes]) ** 2) / max(np.sum((y - y.mean()) ** 2), 1e-300))
    return "its values tell the target without an error" if rest < 1e-6 else None


def _levels_tell_class(values: pd.Series, y: np.ndarray) -> Optional[str]:
    codes, levels = pd.factorize(values, use_na_sentinel=False)
    classes = int(y.max()) + 1
    if len(levels) > max(classes, len(y) / 10) or len(levels) < 2:
        return None
    table = np.zeros((len(levels), classes))
    np.add.at(table, (codes, y), 1)
    if np.any((table > 0).sum(axis=1) > 1):
        return None
    return "it equals the target, written differently" if len(levels) == classes else "its values tell the class without an error"


def _cuts_tell_class(x: np.ndarray, y: np.ndarray) -> Optional[str]:
    there = np.isfinite(x)
    if there.sum() < 0.9 * len(y):
        return None
    order = np.argsort(x[there], kind="stable")
    x, y = x[there][order], y[there][order]
    changes = y[1:] != y[:-1]
    classes = len(np.unique(y))
    if changes.sum() != classes - 1 or np.any(x[1:][changes] == x[:-1][changes]):
        return None
    return "it alone parts the classes without an error"
