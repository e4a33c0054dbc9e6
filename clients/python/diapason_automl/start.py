"""The portfolio: configurations to begin with, ordered so that each covers tables that those before it do not."""

from __future__ import annotations

from typing import Any, Dict, List

STARTS: List[Dict[str, Any]] = [
    {"model": {"use": "linear"}},
    {"model": {"use": "lightgbm"}},
    {"model": {"use": "extra_trees"}},
    {"model": {"use": "kernel"}},
    {"model": {"use": "mlp"}},
    {"model": {"use": "random_forest"}},
    {"model": {"use": "xgboost"}},
    {"model": {"use": "hist_boosting"}},
    {"model": {"use": "neighbours"}},
    {"model": {"use": "linear", "c": 0.03}},
    {"model": {"use": "lightgbm", "rate": 0.03, "rounds": 400, "leaves": 16, "leaf": 5, "features": 0.5, "rows": 0.7}},
    {"model": {"use": "linear", "degree": 2, "c": 0.03}},
    {"model": {"use": "mlp", "width": 128, "layers": 3, "alpha": 0.3, "epochs": 80}, "scale": "quantile"},
    {"model": {"use": "extra_trees", "features": 0.8, "leaf": 3}, "encode": "target"},
    {"model": {"use": "lightgbm", "extra": True, "rate": 0.05, "rounds": 300, "leaf": 5}, "encode": "target"},
]
