"""`predict` on a folder of pictures, or on one."""

from __future__ import annotations

import os
from argparse import Namespace
from typing import Any, Dict, List

import numpy as np
import pandas as pd

from ..faults import Fault, Words, told
from ..metrics import METRICS
from .listing import FILE, unlabelled

BLOCK = 1000  # pictures at a time


def predict(asked: Namespace, model: Any) -> Dict[str, Any]:
    """Writes the class of every picture; those that cannot be read get none. Raises Fault: no-images."""
    frame, labels = unlabelled(asked.data, model.classes)
    read = [model.preparation.read(file) for file in frame[FILE]]
    there = np.array([one is not None for one in read], dtype=bool)
    if not there.any():
        raise Fault("no-images", f"none of the {len(frame)} files can be read as a picture", "they are cut off, or of another kind than their name says", "look at them")
    warnings: List[Words] = []
    if not there.all():
        names = ", ".join(frame.loc[~there, FILE][:3])
        warnings.append(told("broken-image", f"{int((~there).sum())} pictures cannot be read and have no prediction: {names}", "they are cut off or no pictures", ""))
    good = frame.loc[there]
    joint = np.concatenate([model.predict(good.iloc[begin : begin + BLOCK]) for begin in range(0, len(good), BLOCK)])
    out = pd.DataFrame({FILE: frame[FILE].map(lambda file: os.path.relpath(file, asked.data) if os.path.isdir(asked.data) else file)})
    out.loc[there, "prediction"] = model.labels(joint)
    if asked.proba:
        for index, name in enumerate(model.classes):
            out.loc[there, f"probability_{name}"] = joint[:, index]
    out.to_parquet(asked.out, index=False) if asked.out.endswith(".parquet") else out.to_csv(asked.out, index=False)
    answer = {"schema": "diapason.automl.predict/1", "rows": len(out), "out": os.path.abspath(asked.out), "task": model.task, "metric": model.metric, "warnings": warnings, "errors": []}
    if labels is not None:
        y = np.array([model.classes.index(one) for one in np.asarray(labels)[there]])
        answer["score"] = METRICS[model.metric].score(y, joint if model.factors is None else joint * model.factors)
    return answer
