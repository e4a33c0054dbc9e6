"""The one saved model: what turns a table into predictions, with all that it needs beside it."""

from __future__ import annotations

import json
import os
import shutil
from typing import Any, Dict, List, NamedTuple, Optional, Tuple

import numpy as np
import pandas as pd

from . import calibrate
from .columns import Column
from .faults import Fault
from .prepare import Preparation
from .refit import Member
from .workdir import Workdir, plain

SCHEMA = "diapason.automl.model/1"
FILES = ("model.joblib", "schema.json", "model-card.md")  # what a model consists of; nothing else is ever removed


class Model(NamedTuple):
    """Members with weights, the preparation of columns, and what their joint prediction goes through."""

    preparation: Preparation
    columns: List[Column]
    target: str
    task: str
    classes: List[str]
    metric: str
    members: List[Tuple[float, List[Any]]]
    power: float
    factors: Optional[np.ndarray]
    decimal: str = "."  # of the file it was trained on; a model that was saved before has none

    @staticmethod
    def join(workdir: Workdir, fitted: List[Member], power: float, factors: Optional[np.ndarray]) -> Model:
        """Made of what was trained on every row."""
        import joblib

        kept = joblib.load(os.path.join(workdir.path, "preparation.joblib"))
        look = workdir.look
        members = [(one.weight, one.pipelines) for one in fitted]
        said = (look["target"], look["task"], look["classes"], look["metric"])
        return Model(kept["preparation"], kept["columns"], *said, members, power, factors, look.get("decimal") or ".")

    def predict(self, frame: pd.DataFrame) -> np.ndarray:
        """Probabilities (rows x classes) or numbers, for a table that has the columns of the schema."""
        numbers, codes = self.preparation.apply(frame)
        total: Any = 0
        for weight, pipelines in self.members:
            total = total + weight * np.mean([pipeline.predict(numbers, codes) for pipeline in pipelines], axis=0)
        return calibrate.tempered(total, self.power) if self.classes and self.power != 1 else np.asarray(total)

    def labels(self, said: np.ndarray) -> np.ndarray:
        """The class of each row, or the number itself."""
        if not self.classes:
            return said
        weighed = said if self.factors is None else said * self.factors
        return np.asarray(self.classes, dtype=object)[weighed.argmax(axis=1)]

    def save(self, path: str, workdir: Workdir, told: Dict[str, Any], card: str) -> None:
        """Writes the folder anew; it is there whole or as it was, and what else lies in it stays. Raises Fault: bad-flag."""
        path = os.path.realpath(path)
        check_place(path)
        part = f"{path}.{os.getpid()}.part"
        os.makedirs(part)
        try:
            self._write(part, workdir, card)
            _put(part, path)
        finally:
            shutil.rmtree(part, ignore_errors=True)

    def _write(self, part: str, workdir: Workdir, card: str) -> None:
        import joblib

        joblib.dump(self, os.path.join(part, "model.joblib"), compress=1)
        schema = {
            "schema": SCHEMA, "target": self.target, "task": self.task, "classes": self.classes, "metric": self.metric,
            "columns": [{"name": one.name, "kind": one.kind} for one in self.columns if one.used], "versions": workdir.look["versions"],
        }
        with open(os.path.join(part, "schema.json"), "w", encoding="utf-8") as file:
            json.dump(schema, file, indent=2, ensure_ascii=False, default=plain)
        with open(os.path.join(part, "model-card.md"), "w", encoding="utf-8") as file:
            file.write(card)


def check_place(path: str) -> None:
    """Whether a model may be saved there: where nothing is, in an empty folder, or in place of a model. Raises Fault: bad-flag."""
    if os.path.isdir(path):
        if not os.listdir(path) or _is_model(path):
            return
        what = f"{path} is a folder with other things in it"
    elif os.path.lexists(path):
        what = f"{path} is a file"
    else:
        return
    raise Fault("bad-flag", what, "a model is a folder of its own, and would replace it", "name a new folder for the model")


def _is_model(path: str) -> bool:
    try:
        with open(os.path.join(path, "schema.json"), encoding="utf-8") as file:
            said = json.load(file)
    except (OSError, ValueError):
        return False
    return isinstance(said, dict) and said.get("schema") == SCHEMA


def _put(part: str, path: str) -> None:
    """Puts a new folder in place of the one that is there, with all that is not the model's own in it."""
    if not os.path.isdir(path):
        os.replace(part, path)
        return
    old = part[: -len("part")] + "old"
    os.rename(path, old)
    try:
        os.replace(part, path)
    except OSError:
        os.rename(old, path)
        raise
    for name in os.listdir(old):
        if name in FILES:
            os.remove(os.path.join(old, name))
        else:
            os.rename(os.path.join(old, name), os.path.join(path, name))
    os.rmdir(old)
