"""A configuration as a pipeline: features, then a model. It is what is trained, judged and in the end saved."""

from __future__ import annotations

import os
import warnings
from typing import Any, Dict, Optional

import numpy as np

from . import families
from .boosting import INNER_ROWS
from .features import Features


class Pipeline:
    """Trained by `fit`; `predict` gives probabilities (rows x classes) or numbers."""

    def __init__(self, config: Dict[str, Any], classes: int, seed: int = 0, rounds: Optional[int] = None) -> None:
        self.config, self.classes, self.seed, self.fixed = config, classes, seed, rounds

    def fit(self, numbers: np.ndarray, codes: np.ndarray, y: np.ndarray) -> Pipeline:
        """Trains on these rows. With `rounds` a booster takes as many and stops for nothing. Raises ValueError for a configuration of no family."""
        model = dict(self.config.get("model") or {})
        family = model.get("use")
        if family not in families.NAMES:
            raise ValueError(f"there is no family {family!r}; there are {', '.join(families.NAMES)}")
        if self.fixed:
            model["rounds"] = self.fixed
        self.there = np.unique(y) if self.classes else None
        self.model: Any = None
        if self.there is not None and len(self.there) == 1:
            return self  # nothing to tell apart, which most families refuse
        mine = np.searchsorted(self.there, y) if self.there is not None else y
        self.logged = not self.classes and bool(self.config.get("log_target")) and float(y.min()) > 0
        self.features = Features(self.config, family in families.SCALED, family in families.BOOSTED, self.classes, self.seed)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            x = self.features.fit_apply(numbers, codes, y)
            count = len(self.there) if self.there is not None else 0
            setting = families.Setting(count, len(y), x.shape[1], self.seed, threads(), len(y) >= INNER_ROWS and not self.fixed)
            self.model = families.estimator(model, setting)
            self.model.fit(x, self._centre(mine), self._weights(mine))
        return self

    def predict(self, numbers: np.ndarray, codes: np.ndarray) -> np.ndarray:
        """Float64; classes that were not in training have probability 0, and one that was alone has 1."""
        if self.there is not None and len(self.there) == 1:
            alone = np.zeros((len(numbers), self.classes))
            alone[:, self.there] = 1
            return alone
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            said = np.asarray(self.model.predict(self.features.apply(numbers, codes)), dtype="float64")
        if self.there is None:
            values = said * self.spread + self.centre
            return np.exp(values.clip(self.low, self.high)) if self.logged else values.clip(self.low, self.high)
        full = np.zeros((len(said), self.classes))
        full[:, self.there] = said
        return full

    @property
    def rounds(self) -> int:
        """Trees a booster came to; 0 for other families."""
        return 0 if self.model is None else int(self.model.rounds)

    def _centre(self, y: np.ndarray) -> np.ndarray:
        """A number around 0 with spread 1: networks, ridges and kernels then need no scale of their own. Predictions stay near what was seen."""
        if self.classes:
            return y
        values = np.log(y) if self.logged else y.astype("float64")
        self.centre, self.spread = float(values.mean()), float(values.std()) or 1.0
        margin = 0.1 * float(values.max() - values.min())
        self.low, self.high = float(values.min()) - margin, float(values.max()) + margin
        return (values - self.centre) / self.spread

    def _weights(self, y: np.ndarray) -> Optional[np.ndarray]:
        if not self.classes or self.config.get("weights", "none") != "balanced":
            return None
        count = np.bincount(y)
        return (len(y) / (len(count) * count))[y]


def threads() -> int:
    """As the environment says; 1 where it says nothing."""
    said = os.environ.get("OMP_NUM_THREADS", "1")
    return max(1, int(said)) if said.isdigit() else 1
