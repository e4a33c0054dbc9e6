"""`predict`: new data through a saved model, checked against what the model was trained on."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from typing import Any, Dict, List

import numpy as np
import pandas as pd

from .columns import as_levels, as_numbers
from .faults import Fault, Words, nearest, told
from .metrics import METRICS
from .model import Model
from .reading import read

BLOCK = 50_000  # rows at a time


def predict(asked: Namespace) -> Dict[str, Any]:
    """Writes the predictions of all rows. Raises Fault: bad-flag, no-model, missing-column, and those of reading."""
    import joblib

    _check_out(asked.out, asked.data)
    path = os.path.join(asked.model, "model.joblib")
    if not os.path.isfile(path):
        raise Fault("no-model", f"{asked.model} holds no model", "there is no model.joblib in it", "give the folder that automl saved")
    model: Model = joblib.load(path)
    if os.path.isdir(asked.data) or any(column.kind == "image" for column in model.columns):
        return _pictures(asked, model)
    table = read(asked.data, 10**12, decimal=model.decimal)
    frame = table.frame
    needed = [column.name for column in model.columns if column.used]
    lost = [name for name in needed if name not in frame.columns]
    if lost:
        why = nearest(lost[0], frame.columns)
        raise Fault("missing-column", f"the data has no column {', '.join(lost[:5])}", f"the model was trained with it; {why}", "add it, empty where it is unknown")
    warnings: List[Words] = list(table.warnings)
    for name, count in model.preparation.unseen(frame).items():
        warnings.append(told("new-category", f'{count} values of "{name}" were never seen in training', "they are treated as missing", ""))
    warnings += _unread(model, frame)
    said = []
    for begin in range(0, len(frame), BLOCK):
        said.append(model.predict(frame.iloc[begin : begin + BLOCK]))
        print(f"{min(begin + BLOCK, len(frame)):,} of {len(frame):,} rows", file=sys.stderr)
    joint = np.concatenate(said)
    out = pd.DataFrame({"prediction": model.labels(joint)})
    if asked.proba and model.classes:
        for index, name in enumerate(model.classes):
            out[f"probability_{name}"] = joint[:, index]
    out.to_parquet(asked.out, index=False) if asked.out.endswith(".parquet") else out.to_csv(asked.out, index=False)
    return {
        "schema": "diapason.automl.predict/1", "rows": len(out), "out": os.path.abspath(asked.out), "task": model.task, "metric": model.metric,
        "warnings": warnings, "errors": [], **_score(model, frame, joint),
    }


def _check_out(out: str, data: str) -> None:
    """What can be known of the file before the time of predicting is spent. Raises Fault: bad-flag."""
    folder = os.path.dirname(os.path.abspath(out))
    if os.path.isdir(out):
        raise Fault("bad-flag", f"{out} is a folder", "predictions are written to a file", "name a file, such as predictions.csv")
    if not os.path.isdir(folder):
        raise Fault("bad-flag", f"{out} cannot be written", f"there is no folder {folder}", "make the folder, or name another file")
    if os.path.exists(out) and os.path.exists(data) and os.path.samefile(out, data):
        raise Fault("bad-flag", f"{out} is the data itself", "the predictions would replace it", "name another file")


def _pictures(asked: Namespace, model: Model) -> Dict[str, Any]:
    if not any(column.kind == "image" for column in model.columns):
        raise Fault("no-file", f"{asked.data} is a folder", "this model predicts the rows of a table", "give a table")
    from .images.predict import predict as predict_pictures

    return predict_pictures(asked, model)


def _unread(model: Model, frame: pd.DataFrame) -> List[Words]:
    found = []
    for column in model.columns:
        if column.used and column.kind == "number":
            values = frame[column.name].dropna()
            plain = pd.api.types.is_numeric_dtype(values.dtype)
            count = int(np.isnan(as_numbers(values if plain else values.astype(object).map(str))).sum())
            if count:
                what = f'{count} values of "{column.name}" are {"infinite or too large" if plain else "no numbers"}'
                found.append(told("mixed", what, "they are treated as missing", ""))
    return found


def _score(model: Model, frame: pd.DataFrame, joint: np.ndarray) -> Dict[str, float]:
    """The metric, where the data has the target too."""
    if model.target not in frame.columns:
        return {}
    if model.classes:
        y = as_levels(frame[model.target], "category").map({name: index for index, name in enumerate(model.classes)}).to_numpy(dtype="float64", na_value=np.nan)
        weighed = joint if model.factors is None else joint * model.factors
    else:
        y, weighed = as_numbers(frame[model.target], np.inf), joint
    there = np.isfinite(y)
    if not there.any():
        return {}
    return {"score": METRICS[model.metric].score(y[there].astype("int64") if model.classes else y[there], weighed[there])}
