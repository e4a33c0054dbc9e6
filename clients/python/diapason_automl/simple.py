"""Families that scikit-learn trains in one go: from the mean to forests and small networks."""

from __future__ import annotations

import inspect
from typing import Any, Callable, Dict

import numpy as np

Model = Dict[str, Any]


class Plain:
    """A scikit-learn estimator that predicts probabilities or numbers."""

    def __init__(self, inner: Any, classes: int) -> None:
        self.inner, self.classes = inner, classes
        self.rounds = 0

    def fit(self, x: np.ndarray, y: np.ndarray, weights: Any = None) -> Plain:
        """Trains; weights are left out where the estimator knows none."""
        last = self.inner.steps[-1][1] if hasattr(self.inner, "steps") else self.inner
        takes = weights is not None and "sample_weight" in inspect.signature(last.fit).parameters
        name = f"{self.inner.steps[-1][0]}__sample_weight" if hasattr(self.inner, "steps") else "sample_weight"
        self.inner.fit(x, y, **({name: weights} if takes else {}))
        return self

    def predict(self, x: np.ndarray) -> np.ndarray:
        """Rows x classes, or one number a row."""
        return self.inner.predict_proba(x) if self.classes else np.asarray(self.inner.predict(x), dtype="float64").ravel()


def dummy(model: Model, setting: Any) -> Plain:
    """What one gets without looking: the shares of the classes, or the mean."""
    from sklearn.dummy import DummyClassifier, DummyRegressor

    return Plain(DummyClassifier(strategy="prior") if setting.classes else DummyRegressor(), setting.classes)


def linear(model: Model, setting: Any) -> Plain:
    """Logistic regression or ridge; l1 for sparse weights; degree 2 adds squares and products."""
    from sklearn.linear_model import Lasso, LogisticRegression, Ridge
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import PolynomialFeatures, StandardScaler

    sparse = model.get("penalty") == "l1"
    c = float(model["c"])
    if setting.classes:
        how: Dict[str, Any] = _l1() if sparse and setting.classes == 2 else {}
        inner: Any = LogisticRegression(C=c, max_iter=300, random_state=setting.seed, **how)
    else:
        inner = Lasso(alpha=0.1 / c, max_iter=3000, random_state=setting.seed) if sparse else Ridge(alpha=1 / c)
    if int(model.get("degree", 1)) == 2:
        return Plain(make_pipeline(PolynomialFeatures(2, include_bias=False), StandardScaler(), inner), setting.classes)
    return Plain(inner, setting.classes)


def neighbours(model: Model, setting: Any) -> Plain:
    """The rows that are nearest."""
    from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

    kind = KNeighborsClassifier if setting.classes else KNeighborsRegressor
    k = max(1, min(int(model["k"]), setting.rows // 2))
    return Plain(kind(k, weights=model["vote"], p=int(model["p"]), n_jobs=setting.threads), setting.classes)


def kernel(model: Model, setting: Any) -> Plain:
    """Logistic regression or ridge in the space of a Gaussian kernel (Nystroem approximation, Williams and Seeger 2001)."""
    from sklearn.kernel_approximation import Nystroem
    from sklearn.linear_model import LogisticRegression, Ridge
    from sklearn.pipeline import make_pipeline

    gamma = float(model["gamma"]) / max(1, setting.width)
    parts = min(int(model["parts"]), max(2, int(setting.rows)))
    c = float(model["c"])
    last: Any = LogisticRegression(C=c, max_iter=200) if setting.classes else Ridge(alpha=1 / c)
    return Plain(make_pipeline(Nystroem(gamma=gamma, n_components=parts, random_state=setting.seed), last), setting.classes)


def forest(extra: bool) -> Callable[[Model, Any], Plain]:
    """Averaged trees; with `extra` their cuts are drawn at random (Geurts 2006)."""

    def make(model: Model, setting: Any) -> Plain:
        from sklearn import ensemble

        kind = ("ExtraTrees" if extra else "RandomForest") + ("Classifier" if setting.classes else "Regressor")
        more = {"criterion": model["criterion"]} if setting.classes and "criterion" in model else {}
        inner = getattr(ensemble, kind)(
            int(model["trees"]), max_features=float(model["features"]), min_samples_leaf=int(model["leaf"]),
            bootstrap=not extra, n_jobs=setting.threads, random_state=setting.seed, **more,
        )
        return Plain(inner, setting.classes)

    return make


def mlp(model: Model, setting: Any) -> Plain:
    """A small network, trained with Adam for a set number of epochs."""
    from sklearn.neural_network import MLPClassifier, MLPRegressor

    batch = int(np.clip(setting.rows // 30, 16, 256))
    epochs = int(model["epochs"])
    inner = (MLPClassifier if setting.classes else MLPRegressor)(
        hidden_layer_sizes=(int(model["width"]),) * int(model["layers"]), alpha=float(model["alpha"]), learning_rate_init=float(model["rate"]), batch_size=batch,
        max_iter=epochs, n_iter_no_change=epochs, tol=0.0, activation=model.get("activation", "relu"), random_state=setting.seed,
    )
    return Plain(inner, setting.classes)


def _l1() -> Dict[str, Any]:
    """The l1 penalty was a word until scikit-learn 1.7, and is a ratio since."""
    import sklearn

    major, minor = (int(part) for part in sklearn.__version__.split(".")[:2])
    return {"solver": "liblinear", **({"l1_ratio": 1.0} if (major, minor) >= (1, 8) else {"penalty": "l1"})}


MAKERS: Dict[str, Callable[[Model, Any], Plain]] = {
    "dummy": dummy, "linear": linear, "neighbours": neighbours, "kernel": kernel,
    "random_forest": forest(False), "extra_trees": forest(True), "mlp": mlp,
}
