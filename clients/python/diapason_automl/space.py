"""The one declaration of what is searched: families, their ranges, and where they begin. `look` prints it for the tuner."""

from __future__ import annotations

from typing import Any, Dict, List

from .boosting import INNER_ROWS
from .families import BOOSTED, SCALED
from .start import STARTS, usual

Json = Dict[str, Any]


def declare(offered: List[str], facts: Json) -> Json:
    """The space of this table, in the JSON form of Diapason. What cannot matter here is not in it."""
    classes, rows = facts["classes"], facts["rows"]
    space: Json = {"model": {"type": "branch", "branches": {name: _family(name, facts) for name in offered}, "default": _first(offered)}}
    scaled = {"model": [name for name in SCALED if name in offered]}
    if facts["numbers"]:
        space["scale"] = {"type": "choice", "values": ["standard", "robust", "quantile", "power"], "default": "standard", "when": scaled}
    if facts["missing"] > 0:
        space["impute"] = {"type": "choice", "values": ["median", "mean", "flags"], "default": "median"}
    if facts["categories"]:
        space["encode"] = {"type": "choice", "values": ["onehot", "ordinal", "target"], "default": "onehot"}
        if facts["levels"] > 8:
            space["rare"] = {"type": "float", "low": 1e-4, "high": 0.05, "scale": "log", "default": 2 / rows if 1e-4 < 2 / rows < 0.05 else 0.001}
    if facts["columns"] > 8:
        space["select"] = {"type": "float", "low": 0.1, "high": 1, "default": 1}
    if classes and facts["imbalance"] < 0.5:
        space["weights"] = {"type": "choice", "values": ["none", "balanced"], "default": "none"}
    if facts.get("positive") and facts.get("skew", 0) > 0.5:
        space["log_target"] = {"type": "bool", "default": facts["skew"] > 1.5}
    return space


def defaults(offered: List[str], facts: Json) -> Json:
    """The configuration that costs least and still learns."""
    return complete({"model": {"use": "linear"}}, declare(offered, facts))


def portfolio(offered: List[str], facts: Json) -> List[Json]:
    """Where the search begins, best coverage first; only what is offered here."""
    space = declare(offered, facts)
    starts = [one for one in STARTS if one["model"]["use"] in offered]
    if _many(facts["rows"]):
        starts = [{**one, "model": {name: value for name, value in one["model"].items() if name != "rounds"}} for one in starts]
    first, *others = [complete(one, space) for one in starts]
    return [first, *references(offered, facts), *others]


def references(offered: List[str], facts: Json) -> List[Json]:
    """What is taken without a search, in this space: early enough in the portfolio that every fold of it is judged."""
    space = declare(offered, facts)
    return [complete(one, space) for one in usual(facts) if one["model"]["use"] in offered]


def complete(config: Json, space: Json) -> Json:
    """The configuration with the space's default for each parameter that it leaves out, without those that have no meaning in it."""
    family = config["model"]["use"]
    branch = space["model"]["branches"][family]
    model = {"use": family, **{name: _held(config["model"].get(name, one["default"]), one) for name, one in branch.items()}}
    whole: Json = {"model": model}
    for name, one in space.items():
        if name != "model" and family in one.get("when", {"model": [family]})["model"]:
            whole[name] = _held(config.get(name, one["default"]), one)
    return whole


def _held(value: Any, parameter: Json) -> Any:
    """Inside of the range, which may be narrower for this table."""
    if "low" in parameter:
        return min(max(value, parameter["low"]), parameter["high"])
    return value if value in parameter.get("values", [value]) else parameter["default"]


def _first(offered: List[str]) -> str:
    return next(name for name in ("lightgbm", "hist_boosting") if name in offered)


def _log(low: float, high: float, default: float, kind: str = "float") -> Json:
    return {"type": kind, "low": low, "high": high, "scale": "log", "default": default}


def _line(low: float, high: float, default: float, kind: str = "float") -> Json:
    return {"type": kind, "low": low, "high": high, "default": default}


def _choice(*values: Any) -> Json:
    return {"type": "choice", "values": list(values), "default": values[0]}


def _family(name: str, facts: Json) -> Json:
    classes, rows = facts["classes"], facts["rows"]
    if name in BOOSTED:
        return _boosted(name, rows)
    if name in ("random_forest", "extra_trees"):
        trees = _log(50, 500 if rows < 20_000 else 200, 200 if rows < 20_000 else 100, "int")
        forest = {"trees": trees, "features": _line(0.05, 1, 0.3 if classes else 0.5), "leaf": _log(1, 20, 1, "int")}
        return {**forest, "criterion": _choice("gini", "entropy")} if classes else forest
    if name == "linear":
        more = {"penalty": _choice("l2", "l1")} if classes <= 2 else {}
        return {"c": _log(1e-4, 1e3, 1.0), **more, **({"degree": _choice(1, 2)} if 1 < facts["columns"] <= 16 else {})}
    if name == "neighbours":
        return {"k": _log(1, 50, 5, "int"), "vote": _choice("distance", "uniform"), "p": _choice(2, 1)}
    if name == "kernel":
        return {"c": _log(1e-2, 1e5, 50.0), "gamma": _log(0.01, 10, 0.2), "parts": _log(50, 800, 300, "int")}
    if name == "mlp":
        return {
            "width": _log(16, 256, 64, "int"), "layers": _line(1, 3, 2, "int"), "alpha": _log(1e-6, 3, 1e-3), "rate": _log(3e-4, 0.02, 2e-3),
            "epochs": _log(10, 150, 40, "int"), "activation": _choice("relu", "tanh"),
        }
    return {}


def _many(rows: int) -> bool:
    """Whether an inner part says when a booster stops, so that its bound may be high."""
    return rows * 0.8 >= INNER_ROWS


def _boosted(name: str, rows: int) -> Json:
    many = _many(rows)
    shared = {
        "rounds": _log(20, 2000 if many else 600, 1000 if many else 100, "int"), "rate": _log(0.01, 0.4, 0.05 if many else 0.1),
        "features": _line(0.3, 1, 0.8), "l2": _log(1e-4, 30, 1.0),
    }
    if name == "xgboost":
        return {**shared, "depth": _line(2, 10, 5, "int"), "leaf": _log(0.5, 50, 1.0), "rows": _line(0.5, 1, 0.9)}
    leaves = {**shared, "leaves": _log(4, 256 if many else 32, 31 if many else 12, "int"), "leaf": _log(2, 100, 20, "int")}
    return {**leaves, "rows": _line(0.5, 1, 0.9), "extra": {"type": "bool", "default": False}} if name == "lightgbm" else leaves
