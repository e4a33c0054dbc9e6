"""The metrics, each with its direction and the tasks it fits. Predictions are class probabilities (rows x classes) or numbers."""

from __future__ import annotations

from typing import Callable, Dict, NamedTuple, Tuple

import numpy as np
from scipy.stats import rankdata

Score = Callable[[np.ndarray, np.ndarray], float]
CLASSES = ("binary", "multiclass")


class Metric(NamedTuple):
    """`score(y, predictions)`; `tasks` are those it fits."""

    direction: str
    tasks: Tuple[str, ...]
    score: Score


def log_loss(y: np.ndarray, p: np.ndarray) -> float:
    """Mean negative log probability of what was, nats; probabilities are kept 1e-6 away from 0."""
    total = p.sum(axis=1)
    mine = p[np.arange(len(y)), y] / np.where(total > 0, total, 1)
    return float(-np.log(np.clip(mine, 1e-6, 1)).mean())


def roc_auc(y: np.ndarray, p: np.ndarray) -> float:
    """Area under the ROC curve by ranks, ties counted half; more than two classes: the mean over pairs (Hand and Till 2001)."""
    if p.shape[1] == 2:
        return _area(y == 1, p[:, 1])
    there = np.unique(y)
    areas = []
    for index, one in enumerate(there):
        for other in there[index + 1 :]:
            pair = (y == one) | (y == other)
            areas.append((_area(y[pair] == one, p[pair, one]) + _area(y[pair] == other, p[pair, other])) / 2)
    return float(np.mean(areas)) if areas else 0.5


def _area(positive: np.ndarray, score: np.ndarray) -> float:
    up = int(positive.sum())
    down = len(positive) - up
    if up == 0 or down == 0:
        return 0.5
    return float((rankdata(score)[positive].sum() - up * (up + 1) / 2) / (up * down))


def average_precision(y: np.ndarray, p: np.ndarray) -> float:
    """Mean precision over the recall steps of the second class."""
    order = np.argsort(-p[:, 1], kind="stable")
    hit = (y[order] == 1).astype("float64")
    if hit.sum() == 0:
        return 0.0
    last = np.append(np.diff(p[order, 1]) != 0, True)  # rows of equal score count together
    precision, recall = (np.cumsum(hit) / np.arange(1, len(hit) + 1))[last], (np.cumsum(hit) / hit.sum())[last]
    return float((np.diff(np.append(0.0, recall)) * precision).sum())


def accuracy(y: np.ndarray, p: np.ndarray) -> float:
    """Share of rows whose most probable class is the right one."""
    return float((p.argmax(axis=1) == y).mean())


def balanced_accuracy(y: np.ndarray, p: np.ndarray) -> float:
    """Mean over classes of the share that was found."""
    said = p.argmax(axis=1)
    return float(np.mean([(said[y == one] == one).mean() for one in np.unique(y)]))


def f1(y: np.ndarray, p: np.ndarray) -> float:
    """Harmonic mean of precision and recall of the second class; more than two classes: the mean over classes."""
    said = p.argmax(axis=1)
    ones = [1] if p.shape[1] == 2 else list(np.unique(y))
    return float(np.mean([2 * ((said == k) & (y == k)).sum() / max(1, (said == k).sum() + (y == k).sum()) for k in ones]))


def rmse(y: np.ndarray, p: np.ndarray) -> float:
    """Root of the mean squared error, in the target's unit."""
    return float(np.sqrt(np.mean((y - p) ** 2)))


def mae(y: np.ndarray, p: np.ndarray) -> float:
    """Mean absolute error, in the target's unit."""
    return float(np.mean(np.abs(y - p)))


def mape(y: np.ndarray, p: np.ndarray) -> float:
    """Mean absolute error as a share of the target."""
    return float(np.mean(np.abs(y - p) / np.maximum(np.abs(y), 1e-9)))


def r2(y: np.ndarray, p: np.ndarray) -> float:
    """Share of the variance that is explained; 0 for the mean."""
    return float(1 - np.sum((y - p) ** 2) / max(np.sum((y - y.mean()) ** 2), 1e-300))


METRICS: Dict[str, Metric] = {
    "roc_auc": Metric("maximize", CLASSES, roc_auc),
    "log_loss": Metric("minimize", CLASSES, log_loss),
    "accuracy": Metric("maximize", CLASSES, accuracy),
    "balanced_accuracy": Metric("maximize", CLASSES, balanced_accuracy),
    "f1": Metric("maximize", CLASSES, f1),
    "average_precision": Metric("maximize", ("binary",), average_precision),
    "rmse": Metric("minimize", ("regression",), rmse),
    "mae": Metric("minimize", ("regression",), mae),
    "r2": Metric("maximize", ("regression",), r2),
    "mape": Metric("minimize", ("regression",), mape),
}


def by_fold(score: Score, y: np.ndarray, p: np.ndarray, of: np.ndarray) -> float:
    """The mean over folds, as trials are scored; an area over all rows at once would compare what different models said."""
    ends = np.append(np.flatnonzero(np.diff(of)) + 1, len(of))
    return float(np.mean([score(y[begin:end], p[begin:end]) for begin, end in zip(np.append(0, ends[:-1]), ends)]))


def loss(metric: str, y: np.ndarray, p: np.ndarray) -> float:
    """What is to be made smaller: the metric turned around where it is maximised.

    Scores that only see ranks or the top class get a hundredth of the log loss, so that ties go to honest probabilities.
    """
    score = METRICS[metric].score(y, p)
    turned = -score if METRICS[metric].direction == "maximize" else score
    return turned + 0.01 * log_loss(y, p) if p.ndim == 2 and metric != "log_loss" else turned
