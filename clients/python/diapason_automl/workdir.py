"""The folder that `look` writes and `worker` and `finish` read. Matrices are opened without reading them whole."""

from __future__ import annotations

import json
import os
from typing import Any, Dict, List, NamedTuple

import numpy as np

from .splits import Folds


class Part(NamedTuple):
    """Rows: numbers, category codes, and the target."""

    numbers: np.ndarray
    codes: np.ndarray
    y: np.ndarray

    def take(self, rows: np.ndarray) -> Part:
        """Some of the rows, in memory."""
        return Part(np.asarray(self.numbers[rows]), np.asarray(self.codes[rows]), np.asarray(self.y[rows]))


class Workdir(NamedTuple):
    """What one run works on."""

    path: str
    look: Dict[str, Any]
    train: Part
    test: Part
    folds: Folds

    @property
    def classes(self) -> int:
        """How many classes there are; 0 for a number."""
        return len(self.look["classes"])

    def trial(self, number: int) -> str:
        """The folder of a trial."""
        return os.path.join(self.path, "trials", str(number))


def save(path: str, look: Dict[str, Any], train: Part, test: Part, folds: Folds) -> None:
    """Writes all of it. `look.json` comes last: where it is, the rest is."""
    os.makedirs(os.path.join(path, "trials"), exist_ok=True)
    for name, part in (("train", train), ("test", test)):
        for field, values in part._asdict().items():
            np.save(os.path.join(path, f"{name}-{field}.npy"), values)
    np.save(os.path.join(path, "folds.npy"), folds.of)
    write_json(os.path.join(path, "look.json"), look)


def load(path: str) -> Workdir:
    """Opens what `save` wrote. Raises FileNotFoundError where it is not whole."""
    with open(os.path.join(path, "look.json"), encoding="utf-8") as file:
        look = json.load(file)
    parts: List[Part] = []
    for name in ("train", "test"):
        parts.append(Part(*(np.load(os.path.join(path, f"{name}-{field}.npy"), mmap_mode="r") for field in Part._fields)))
    told = look["folds"]
    return Workdir(path, look, parts[0], parts[1], Folds(told["kind"], told["n"], told["repeats"], np.load(os.path.join(path, "folds.npy"))))


def write_json(path: str, value: Any) -> None:
    """Writes a file that is there whole or not at all."""
    with open(path + ".part", "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, default=plain)
    os.replace(path + ".part", path)


def plain(value: Any) -> Any:
    """numpy's numbers as Python's, for JSON."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} has no JSON form")
