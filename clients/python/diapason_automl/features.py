"""From prepared matrices to what a model is trained on: imputation, encoding, scaling, selection. All learned from the rows it is trained on."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

import numpy as np

ONEHOT_LEVELS = 60  # the rarest beyond share a column
SMOOTHING = 10.0  # rows of prior belief in a target encoding (Micci-Barreca 2001)


class Features:
    """The steps before a model, by the words of a configuration."""

    def __init__(self, config: Dict[str, Any], scaled: bool, gaps: bool, classes: int, seed: int) -> None:
        self.config, self.scaled, self.gaps, self.classes, self.seed = config, scaled, gaps, classes, seed

    def fit_apply(self, numbers: np.ndarray, codes: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Learns from these rows and gives their features; a target encoding never sees a row's own target."""
        self._learn_numbers(numbers)
        self._learn_codes(codes)
        encode = self.config.get("encode", "ordinal")
        if encode == "target" and codes.shape[1]:
            self.targets = self._target_columns(y)
            coded = self._encode_apart(codes)
            self.tables = [self._table(codes[:, index], np.arange(len(y)), index) for index in range(codes.shape[1])]
        else:
            coded = self._encode(codes)
        x = np.hstack([self._apply_numbers(numbers), coded])
        x = self._learn_scale(x)
        return self._learn_selection(x, y)

    def apply(self, numbers: np.ndarray, codes: np.ndarray) -> np.ndarray:
        """Features of other rows."""
        x = np.hstack([self._apply_numbers(numbers), self._encode(codes)])
        if self.scaler is not None:
            x = np.nan_to_num(self.scaler.transform(x), nan=0.0, posinf=0.0, neginf=0.0).clip(-12, 12)
        return x if self.selected is None else x[:, self.selected]

    def _learn_numbers(self, numbers: np.ndarray) -> None:
        there = np.isfinite(numbers)
        how = self.config.get("impute", "median")
        self.flags = np.flatnonzero((~there).any(axis=0) & there.any(axis=0)) if how == "flags" else np.empty(0, int)
        fill = np.zeros(numbers.shape[1])
        for index in np.flatnonzero(there.any(axis=0)):
            values = numbers[there[:, index], index]
            fill[index] = values.mean() if how == "mean" else np.median(values)
        self.fill = fill

    def _apply_numbers(self, numbers: np.ndarray) -> np.ndarray:
        missing = ~np.isfinite(numbers)
        filled = numbers if self.gaps else np.where(missing, self.fill, numbers)
        return np.hstack([filled, missing[:, self.flags].astype(filled.dtype)]) if len(self.flags) else filled

    def _learn_codes(self, codes: np.ndarray) -> None:
        """Which levels stand for themselves. Codes are by frequency, so the frequent ones are the low ones."""
        least = float(self.config.get("rare", 0.0)) * len(codes)
        self.kept: List[np.ndarray] = []
        for column in codes.T:
            count = np.bincount(column[column >= 0]) if (column >= 0).any() else np.zeros(1, int)
            self.kept.append(np.flatnonzero(count >= max(1.0, least)))

    def _rank(self, column: np.ndarray, index: int) -> np.ndarray:
        """0 for a missing level, 1 for a rare or new one, then the kept ones."""
        kept = self.kept[index]
        place = np.searchsorted(kept, column).clip(0, max(0, len(kept) - 1))
        known = kept[place] == column if len(kept) else np.zeros(len(column), bool)
        return np.where(column < 0, 0, np.where(known, place + 2, 1))

    def _encode(self, codes: np.ndarray) -> np.ndarray:
        encode = self.config.get("encode", "ordinal")
        parts: List[np.ndarray] = [np.empty((len(codes), 0))]
        for index, column in enumerate(codes.T):
            rank = self._rank(column, index)
            if encode == "target":
                parts.append(self.tables[index][rank])
            elif encode == "onehot":
                width = min(len(self.kept[index]), ONEHOT_LEVELS) + 2
                parts.append(np.eye(width)[np.where(rank < width, rank, 1)])
            else:
                parts.append(rank[:, None].astype("float64"))
        return np.hstack(parts)

    def _target_columns(self, y: np.ndarray) -> np.ndarray:
        if not self.classes:
            return y[:, None].astype("float64")
        return (y[:, None] == np.arange(1, min(self.classes, 12))).astype("float64")

    def _table(self, column: np.ndarray, rows: np.ndarray, index: int) -> np.ndarray:
        rank = self._rank(column[rows], index)
        target = self.targets[rows]
        size = len(self.kept[index]) + 2
        count = np.bincount(rank, minlength=size)[:, None]
        sums = np.stack([np.bincount(rank, one, minlength=size) for one in target.T], axis=1)
        return (sums + SMOOTHING * target.mean(axis=0)) / (count + SMOOTHING)

    def _encode_apart(self, codes: np.ndarray) -> np.ndarray:
        fold = np.random.default_rng([self.seed, 5]).permutation(len(codes)) % 5
        parts = []
        for index, column in enumerate(codes.T):
            out = np.empty((len(codes), self.targets.shape[1]))
            for one in range(5):
                mine = fold == one
                out[mine] = self._table(column, np.flatnonzero(~mine), index)[self._rank(column[mine], index)]
            parts.append(out)
        return np.hstack(parts)

    def _learn_scale(self, x: np.ndarray) -> np.ndarray:
        self.scaler: Optional[Any] = None
        how = self.config.get("scale", "standard")
        if not self.scaled or how == "none":
            return x
        from sklearn import preprocessing as p
        from sklearn.pipeline import make_pipeline

        first: Dict[str, Any] = {
            "standard": p.StandardScaler, "robust": p.RobustScaler,
            "quantile": lambda: p.QuantileTransformer(n_quantiles=min(200, len(x)), output_distribution="normal", random_state=self.seed),
            "power": lambda: make_pipeline(p.StandardScaler(), p.PowerTransformer()),
        }
        self.scaler = first[how]().fit(x)
        return np.nan_to_num(self.scaler.transform(x), nan=0.0, posinf=0.0, neginf=0.0).clip(-12, 12)

    def _learn_selection(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        self.selected: Optional[np.ndarray] = None
        share = float(self.config.get("select", 1.0))
        if share >= 1 or x.shape[1] < 3:
            return x
        from .screen import screen

        most = max(2, round(share * x.shape[1]))
        self.selected = screen(x, np.empty((len(x), 0), "int32"), y, not self.classes, most)[0]
        return x[:, self.selected]
