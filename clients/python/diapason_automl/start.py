"""The portfolio: configurations to begin with, ordered so that each covers tables that those before it do not.

The order comes from 58 configurations on five tables that are none of the bench's (built-in data of R packages: glass, housing, computers, diamonds,
mortgages), greedy by mean regret, and a grid of kernels on six; what these leave open is judgement. Cheap ones come early, so that there is a model at once.
"""

from __future__ import annotations

from math import sqrt
from typing import Any, Dict, List


def usual(facts: Dict[str, Any]) -> List[Dict[str, Any]]:
    """What people take without a search: a forest and boosted trees as scikit-learn and LightGBM have them. A search that loses to these is none."""
    forest = {"use": "random_forest", "trees": 100, "features": 1 / sqrt(facts["columns"]) if facts["classes"] else 1.0, "leaf": 1}
    boosted = {"use": "lightgbm", "rounds": 100, "rate": 0.1, "leaves": 31, "leaf": 20, "features": 1.0, "l2": 0.0, "rows": 1.0}
    return [{"model": forest}, {"model": boosted, "encode": "ordinal"}]


STARTS: List[Dict[str, Any]] = [
    {"model": {"use": "linear"}},
    {"model": {"use": "lightgbm", "rounds": 200, "rate": 0.07, "leaves": 24, "leaf": 5, "features": 0.55, "l2": 0.1, "rows": 0.88}, "encode": "ordinal"},
    {"model": {"use": "kernel", "c": 150, "gamma": 0.1}},
    {"model": {"use": "extra_trees", "features": 0.5, "criterion": "entropy"}, "encode": "ordinal"},
    {"model": {"use": "xgboost", "rounds": 240, "rate": 0.055, "depth": 4, "leaf": 0.85, "features": 0.65, "rows": 0.8}, "encode": "target"},
    {"model": {"use": "mlp"}},
    {"model": {"use": "random_forest"}},
    {"model": {"use": "hist_boosting", "rounds": 190, "rate": 0.075, "leaves": 5, "leaf": 12, "features": 0.5}, "encode": "ordinal"},
    {"model": {"use": "linear", "c": 0.03}, "scale": "power"},
    {"model": {"use": "neighbours"}},
    {"model": {"use": "lightgbm", "extra": True, "rounds": 300, "leaf": 5}, "encode": "target"},
    {"model": {"use": "linear", "degree": 2, "c": 0.03}},
    {"model": {"use": "mlp", "width": 128, "layers": 3, "alpha": 0.3, "epochs": 60}, "scale": "quantile"},
    {"model": {"use": "xgboost"}},
    {"model": {"use": "kernel", "c": 20, "gamma": 0.3}, "scale": "power"},
    {"model": {"use": "extra_trees", "features": 0.8, "leaf": 3}, "encode": "target"},
]
