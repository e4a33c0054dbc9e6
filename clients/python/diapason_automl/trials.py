"""The trials that an ensemble may be made of, and what each said of rows it was not trained on."""

from __future__ import annotations

import json
import os
from typing import Any, Dict, List, NamedTuple, Optional, Tuple

import numpy as np

from .metrics import METRICS
from .workdir import Workdir


class Trial(NamedTuple):
    """A trial as the worker left it. `folds` has score, seconds and rounds of each fold."""

    number: int
    family: str
    config: Dict[str, Any]
    folds: List[Dict[str, float]]
    folder: str

    @property
    def score(self) -> float:
        """Mean over its folds."""
        return self.mean("score")

    @property
    def spread(self) -> float:
        """Standard deviation over its folds."""
        return float(np.std([fold["score"] for fold in self.folds]))

    def mean(self, field: str) -> float:
        """Mean of a field over its folds."""
        return float(np.mean([fold[field] for fold in self.folds]))

    def loss(self, direction: str) -> float:
        """The score, to be made smaller."""
        return -self.score if direction == "maximize" else self.score

    def tested(self, folds: int) -> np.ndarray:
        """What the models of its first folds say together of the part held back."""
        return np.asarray(np.mean([np.load(os.path.join(self.folder, f"test-{step}.npy")) for step in range(1, folds + 1)], axis=0))


def library(workdir: Workdir, wanted: Optional[List[int]], most: int = 40) -> Tuple[List[Trial], int]:
    """The best trials, the best of each family and what is taken without a search, of those that went far; and the folds that all of these have."""
    found = [trial for trial in (_read(workdir, number) for number in _numbers(workdir)) if trial and (wanted is None or trial.number in wanted)]
    if not found:
        return [], 0
    folds = _common(sorted((len(trial.folds) for trial in found), reverse=True))
    direction = METRICS[workdir.look["metric"]].direction
    whole = sorted((trial for trial in found if len(trial.folds) >= folds), key=lambda one: (one.loss(direction), one.number))
    first: Dict[str, Trial] = {}
    for trial in whole:
        first.setdefault(trial.family, trial)
    small = len(workdir.train.y) < 1000
    chosen = whole[: most * 3 // 4 if small else most]
    usual = workdir.look.get("usual", [])
    chosen += [trial for trial in whole if trial not in chosen and (trial in first.values() or trial.config in usual)]
    return chosen, folds


def stacked(workdir: Workdir, trials: List[Trial], folds: int) -> Tuple[np.ndarray, List[np.ndarray], np.ndarray]:
    """The target and each trial's predictions out of fold, fold after fold; and the fold of each row."""
    parts = [np.asarray(workdir.train.y[workdir.folds.split(step)[1]]) for step in range(1, folds + 1)]
    y, of = np.concatenate(parts), np.repeat(np.arange(folds), [len(part) for part in parts])
    said = [np.concatenate([np.load(os.path.join(trial.folder, f"fold-{step}.npy")) for step in range(1, folds + 1)]) for trial in trials]
    return y, said, of


def _common(steps: List[int]) -> int:
    """The folds that trials are compared by: as many as the fifth of them has, so that one that went far does not stand alone."""
    return steps[min(4, len(steps) - 1)]


def _numbers(workdir: Workdir) -> List[int]:
    names = os.listdir(os.path.join(workdir.path, "trials"))
    return sorted(int(name) for name in names if name.isdigit())


def _read(workdir: Workdir, number: int) -> Optional[Trial]:
    folder = workdir.trial(number)
    try:
        with open(os.path.join(folder, "trial.json"), encoding="utf-8") as file:
            told = json.load(file)
    except FileNotFoundError:
        return None
    return Trial(number, told["family"], told["config"], told["folds"], folder) if told["folds"] else None
