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
from .prepare import Preparation
from .refit import Member
from .workdir import Workdir, plain


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

    @staticmethod
    def join(workdir: Workdir, fitted: List[Member], power: float, factors: Optional[np.ndarray]) -> Model:
        """Made of what was trained on every row."""
        import joblib

        kept = joblib.load(os.path.join(workdir.path, "preparation.joblib"))
        look = workdir.look
        members = [(one.weight, one.pipelines) for one in fitted]
        return Model(kept["preparation"], kept["columns"], look["target"], look["task"], look["classes"], look["metric"], members, power, factors)

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
        """Writes the folder anew; it is there whole or as it was."""
        import joblib

        part = path.rstrip("/\\") + ".part"
        shutil.rmtree(part, ignore_errors=True)
        os.makedirs(part)
        joblib.dump(self, os.path.join(part, "model.joblib"), compress=1)
        schema = {
            "schema": "diapason.automl.model/1", "target": self.target, "task": self.task, "classes": self.classes, "metric": self.metric,
            "columns": [{"name": one.name, "kind": one.kind} for one in self.columns if one.used], "versions": workdir.look["versions"],
        }
        with open(os.path.join(part, "schema.json"), "w", encoding="utf-8") as file:
            json.dump(schema, file, indent=2, ensure_ascii=False, default=plain)
        with open(os.path.join(part, "model-card.md"), "w", encoding="utf-8") as file:
            file.write(card)
        shutil.rmtree(path, ignore_errors=True)
        os.replace(part, path)
