"""The model families: which can be offered here, and the estimator that a configuration of one describes."""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any, Dict, List, NamedTuple, Tuple

from . import boosting, simple

NAMES = ("dummy", "linear", "neighbours", "kernel", "random_forest", "extra_trees", "hist_boosting", "lightgbm", "xgboost", "mlp")
SCALED = ("linear", "neighbours", "kernel", "mlp")  # distances and gradients need one scale; trees do not
BOOSTED = ("hist_boosting", "lightgbm", "xgboost")


class Setting(NamedTuple):
    """What an estimator is made for: `classes` is 0 for a number; `threads` it may use; `inner` rows stop a booster early."""

    classes: int
    rows: int
    width: int
    seed: int
    threads: int
    inner: bool


def available(rows: int, width: int) -> Tuple[List[str], List[Dict[str, str]]]:
    """The families that are offered, and those that are not with the reason."""
    offered: List[str] = []
    without: List[Dict[str, str]] = []
    for name in NAMES[1:]:  # the dummy is no place to search: look measures it
        if name in ("lightgbm", "xgboost") and importlib.util.find_spec(name) is None:
            without.append({"family": name, "why": f"{name} is not installed", "mend": f"pip install {name}"})
        elif name == "neighbours" and rows * width > 5_000_000:
            without.append({"family": name, "why": "to compare with every row takes too long here", "mend": ""})
        elif name == "kernel" and (rows > 20_000 or width > 1000):
            without.append({"family": name, "why": "kernels are for small data", "mend": ""})
        else:
            offered.append(name)
    return offered, without


def estimator(model: Dict[str, Any], setting: Setting) -> Any:
    """An object with fit(x, y, weights) and predict(x): probabilities (rows x classes) or numbers. Raises KeyError for an unknown family."""
    family = model["use"]
    if family in BOOSTED:
        return boosting.Boosted(family, model, setting)
    return simple.MAKERS[family](model, setting)


def load(family: Any) -> None:
    """Imports what a family is trained by, so that the time of a fit is a fit's."""
    library = {"lightgbm": "lightgbm", "xgboost": "xgboost", "mlp": "sklearn.neural_network", "linear": "sklearn.linear_model"}
    importlib.import_module(library.get(str(family), "sklearn.ensemble"))
