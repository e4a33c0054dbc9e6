"""What is searched for pictures: the network, what is done to the pictures in training, and how it is trained."""

from __future__ import annotations

from typing import Any, Dict, List

Json = Dict[str, Any]
FAMILY = "cnn"


def declare() -> Json:
    """In the JSON form of Diapason. A network is a chain of convolutions; a stride of 2 halves what the next layer sees."""
    layer = {
        "op": {"type": "choice", "values": ["conv", "sepconv"]},
        "width": {"type": "int", "low": 8, "high": 64, "scale": "log"},
        "kernel": {"type": "ordinal", "values": [3, 5]},
        "stride": {"type": "ordinal", "values": [1, 2]},
        "skip": {"type": "bool"},
        "normalisation": "batch",
    }
    return {
        "net": {"type": "network", "kind": "chain", "depth": {"type": "int", "low": 2, "high": 5}, "layer": layer, "default": chain(16, 32)},
        "rate": {"type": "float", "low": 3e-4, "high": 0.03, "scale": "log", "default": 5e-3},
        "decay": {"type": "float", "low": 1e-5, "high": 0.3, "scale": "log", "default": 1e-2},
        "batch": {"type": "ordinal", "values": [16, 32, 64, 128], "default": 32},
        "flip": {"type": "bool", "default": False},
        "shift": {"type": "float", "low": 0, "high": 0.25, "default": 0.1},
        "turn": {"type": "float", "low": 0, "high": 30, "default": 5},
        "smooth": {"type": "float", "low": 0, "high": 0.2, "default": 0.05},
    }


def chain(*widths: int, op: str = "conv", kernel: int = 3, skip: bool = False) -> Json:
    """Layers of these widths, each after the first at half the size of the one before."""
    layers = [{"op": op, "width": width, "kernel": kernel, "stride": 1 if number == 0 else 2, "skip": skip, "normalisation": "batch"} for number, width in enumerate(widths)]
    return {"layers": layers}


def portfolio() -> List[Json]:
    """Where the search begins: cheap and plain first, then wider, deeper, with mirrored pictures, without any change to them."""
    plain = {name: one["default"] for name, one in declare().items()}
    return [
        plain,
        {**plain, "net": chain(24, 48, 64)},
        {**plain, "net": chain(16, 32, 64, skip=True), "flip": True},
        {**plain, "net": chain(16, 32, 48, 64, skip=True), "rate": 2e-3, "decay": 0.05},
        {**plain, "net": chain(32, 64, op="sepconv", kernel=5), "shift": 0.0, "turn": 0.0},
    ]
