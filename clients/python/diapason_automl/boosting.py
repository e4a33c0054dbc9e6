"""Gradient boosted trees, by three libraries under one set of names. Many rows: an inner tenth says when to stop."""

from __future__ import annotations

from typing import Any, Dict, Tuple

import numpy as np

INNER_ROWS = 2500  # from here on a booster stops by an inner part; below, the rows are worth more than the stop
PATIENCE = 30  # rounds without progress on the inner part


class Boosted:
    """A booster. `rounds` is how many trees it came to, so that it can be trained again without an inner part."""

    def __init__(self, family: str, model: Dict[str, Any], setting: Any) -> None:
        self.family, self.model, self.setting = family, model, setting
        self.inner: Any = None
        self.rounds = int(model["rounds"])

    def fit(self, x: np.ndarray, y: np.ndarray, weights: Any = None) -> Boosted:
        """Trains; a tenth of the rows is used only to stop early where the setting says so."""
        train, stop = _inner(y, self.setting)
        part = (x[train], y[train], None if weights is None else weights[train])
        held = (x[stop], y[stop]) if len(stop) else None
        getattr(self, "_" + self.family)(part, held)
        return self

    def predict(self, x: np.ndarray) -> np.ndarray:
        """Rows x classes, or one number a row."""
        return self.inner.predict_proba(x) if self.setting.classes else np.asarray(self.inner.predict(x), dtype="float64")

    def _lightgbm(self, part: Any, held: Any) -> None:
        import lightgbm

        model, setting = self.model, self.setting
        kind = lightgbm.LGBMClassifier if setting.classes else lightgbm.LGBMRegressor
        self.inner = kind(
            n_estimators=self.rounds, learning_rate=float(model["rate"]), num_leaves=int(model["leaves"]), min_child_samples=int(model["leaf"]),
            subsample=float(model["rows"]), subsample_freq=1 if float(model["rows"]) < 1 else 0, colsample_bytree=float(model["features"]),
            reg_lambda=float(model["l2"]), extra_trees=bool(model.get("extra", False)), random_state=setting.seed, n_jobs=setting.threads, verbosity=-1,
            min_child_weight=1e-3, force_row_wise=True,
        )
        more: Dict[str, Any] = {}
        if held:
            more = {"eval_set": [held], "callbacks": [lightgbm.early_stopping(PATIENCE, verbose=False)]}
        x, y, weights = part
        self.inner.fit(x, y, sample_weight=weights, **more)
        if held and self.inner.best_iteration_:
            self.rounds = int(self.inner.best_iteration_)

    def _xgboost(self, part: Any, held: Any) -> None:
        import xgboost

        model, setting = self.model, self.setting
        kind = xgboost.XGBClassifier if setting.classes else xgboost.XGBRegressor
        more = {"early_stopping_rounds": PATIENCE} if held else {}
        self.inner = kind(
            n_estimators=self.rounds, learning_rate=float(model["rate"]), max_depth=int(model["depth"]), min_child_weight=float(model["leaf"]),
            subsample=float(model["rows"]), colsample_bytree=float(model["features"]), reg_lambda=float(model["l2"]), tree_method="hist",
            random_state=setting.seed, n_jobs=setting.threads, verbosity=0, **more,
        )
        x, y, weights = part
        self.inner.fit(x, y, sample_weight=weights, verbose=False, **({"eval_set": [held]} if held else {}))
        if held:
            self.rounds = int(self.inner.best_iteration) + 1

    def _hist_boosting(self, part: Any, held: Any) -> None:
        from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

        model, setting = self.model, self.setting
        kind = HistGradientBoostingClassifier if setting.classes else HistGradientBoostingRegressor
        x, y, weights = part
        more: Dict[str, Any] = {}
        if held:  # it parts the rows itself
            x, y = np.concatenate([x, held[0]]), np.concatenate([y, held[1]])
            weights = None
            more = {"early_stopping": True, "validation_fraction": 0.1, "n_iter_no_change": PATIENCE}
        self.inner = kind(
            max_iter=self.rounds, learning_rate=float(model["rate"]), max_leaf_nodes=int(model["leaves"]), min_samples_leaf=int(model["leaf"]),
            l2_regularization=float(model["l2"]), max_features=float(model["features"]), random_state=setting.seed, **(more or {"early_stopping": False}),
        )
        self.inner.fit(x, y, sample_weight=weights)
        self.rounds = int(self.inner.n_iter_)


def _inner(y: np.ndarray, setting: Any) -> Tuple[np.ndarray, np.ndarray]:
    """Rows to train on and rows to stop by; none to stop by of small data, or where a class would be lost."""
    rows = np.arange(len(y))
    if not setting.inner:
        return rows, rows[:0]
    order = np.random.default_rng([setting.seed, 4]).permutation(rows)
    order = order[np.argsort(y[order], kind="stable")]
    stop = np.zeros(len(y), bool)
    stop[order[5::10]] = True
    if setting.classes and len(np.unique(y[~stop])) < setting.classes:
        return rows, rows[:0]
    return rows[~stop], rows[stop]
