"""What is to be predicted: classes or a number, and by which metric it is judged; each with its reason."""

from __future__ import annotations

from typing import Any, List, NamedTuple, Optional, Tuple

import numpy as np
import pandas as pd

from .columns import as_levels, as_numbers
from .faults import Fault, Words, nearest, told
from .metrics import METRICS

LARGEST = 1e150  # of a target: its square must be a number too
TASKS = ("binary", "multiclass", "regression")


class Target(NamedTuple):
    """The task, and the values of the rows that have one: class numbers, or floats."""

    name: str
    task: str
    task_why: str
    metric: str
    metric_why: str
    classes: List[Any]
    keep: np.ndarray  # which rows of the table have a target
    values: np.ndarray
    warnings: List[Words]


def find_target(frame: pd.DataFrame, name: str, task: Optional[str], metric: Optional[str]) -> Target:
    """Reads the target and settles task and metric. Raises Fault: no-target, one-class, too-few, too-large, classes, bad-flag."""
    if name not in frame.columns:
        raise Fault("no-target", f'there is no column "{name}"', nearest(name, frame.columns), "give the name of a column with --target")
    if task is not None and task not in TASKS:
        raise Fault("bad-flag", f'"{task}" is no task', nearest(task, TASKS), f"--task is one of {', '.join(TASKS)}")
    column = _without_infinite(frame[name])
    plain = pd.api.types.is_numeric_dtype(column.dtype)
    numbers = as_numbers(column.dropna() if plain else column.dropna().astype(object).map(str), np.inf)
    warnings: List[Words] = []
    guessed, why = (task, "as asked") if task else _guess(column, numbers)
    if guessed == "regression":
        values = as_numbers(column if plain else column.astype(object).where(column.notna(), np.nan), np.inf)
        if pd.api.types.is_bool_dtype(column.dtype):
            values = column.to_numpy(dtype="float64", na_value=np.nan)
        keep = np.isfinite(values)
        classes: List[Any] = []
        if len(np.unique(values[keep])) < 2:
            raise Fault("one-class", f'the target "{name}" has one value only', "there is nothing to tell apart", "choose another target")
        values = values[keep]
        if np.abs(values).max() > LARGEST:
            what = f'the target "{name}" has values such as {values[np.argmax(np.abs(values))]:g}'
            raise Fault("too-large", what, f"no error can be computed of numbers beyond {LARGEST:g}", "leave these rows out, or give the target in another unit")
    else:
        keep, values, classes, told_rare = _classes(column, name)
        warnings += told_rare
        if task is None:
            guessed = "binary" if len(classes) == 2 else "multiclass"
        elif guessed == "binary" and len(classes) != 2:
            raise Fault("bad-flag", f'the target "{name}" has {len(classes)} values, so the task is not binary', "binary means two", "--task multiclass")
    missing = int(len(column) - keep.sum())
    lost = int(column.isna().sum())
    if lost:
        warnings.append(told("missing-target", f'{lost} rows have no "{name}" and are left out', "nothing can be learned from them", ""))
    if guessed == "regression" and missing > lost:
        warnings.append(told("missing-target", f'{missing - lost} rows have a "{name}" that is no number and are left out', "the others are numbers", ""))
    if keep.sum() < 10:
        raise Fault("too-few", f"{int(keep.sum())} rows have a target", "at least 10 are needed to train and to judge", "collect more")
    chosen, metric_why = _metric(guessed, metric, values)
    return Target(name, guessed, why, chosen, metric_why, classes, keep, values, warnings)


def _without_infinite(column: pd.Series) -> pd.Series:
    return column.where(~np.isinf(column.to_numpy(dtype="float64", na_value=np.nan))) if pd.api.types.is_float_dtype(column.dtype) else column


def _guess(column: pd.Series, numbers: np.ndarray) -> Tuple[str, str]:
    present = column.dropna()
    distinct = int(present.nunique())
    if distinct <= 2:
        return "binary", f"the target has {distinct} values"
    readable = float(np.isfinite(numbers).mean()) if len(numbers) else 0.0
    if pd.api.types.is_bool_dtype(column.dtype) or readable < 0.9:
        return "multiclass", f"the target has {distinct} different words"
    finite = numbers[np.isfinite(numbers)]
    whole = bool(np.all(np.mod(finite, 1) == 0))
    few = distinct <= 10 or (distinct <= 30 and distinct <= 0.02 * len(finite))
    if whole and few and len(finite) >= 5 * distinct and finite.max() - finite.min() < 10 * distinct:
        return "multiclass", f"the target has {distinct} whole numbers; --task regression if their size matters"
    return "regression", f"the target has {distinct} different numbers"


def _classes(column: pd.Series, name: str) -> Tuple[np.ndarray, np.ndarray, List[Any], List[Words]]:
    levels = as_levels(column, "category")
    counts = levels.value_counts()
    warnings: List[Words] = []
    if len(counts) > max(100, 0.2 * len(column)) or len(counts) > 1000:
        mend = "choose a target with fewer classes, or --task regression if it is a number"
        raise Fault("classes", f'the target "{name}" has {len(counts)} classes', "that looks like a text or an id", mend)
    single = [str(one) for one in counts.index[counts < 2]]
    if single and len(counts) - len(single) >= 1:
        what = f"{len(single)} classes have one row and are left out: {', '.join(single[:5])}"
        warnings.append(told("rare-class", what, "one row cannot be both learned from and judged by", "join them with others"))
    classes = sorted((str(one) for one in counts.index[counts >= 2]), key=_order)
    if len(classes) < 2:
        only = classes[0] if classes else "nothing"
        raise Fault("one-class", f'the target "{name}" has one class only: {only}', "there is nothing to tell apart", "choose another target")
    rare = [one for one in classes if counts[one] < 10]
    if rare:
        warnings.append(told("rare-class", f"{len(rare)} classes have fewer than 10 rows: {', '.join(rare[:5])}", "what is said of them is a guess", ""))
    numbered = levels.map({one: index for index, one in enumerate(classes)}).to_numpy(dtype="float64", na_value=np.nan)
    keep = np.isfinite(numbered)
    return keep, numbered[keep].astype("int64"), classes, warnings


def _order(word: str) -> Tuple[int, float, str]:
    try:
        return (0, float(word), word)
    except ValueError:
        return (1, 0.0, word)


def _metric(task: str, asked: Optional[str], values: np.ndarray) -> Tuple[str, str]:
    fits = [name for name, metric in METRICS.items() if task in metric.tasks]
    if asked:
        if asked not in fits:
            raise Fault("bad-flag", f'"{asked}" is no metric for {task}', nearest(asked, fits), f"--metric is one of {', '.join(fits)}")
        return asked, "as asked"
    if task == "binary":
        share = float(np.bincount(values.astype("int64"), minlength=2).min() / len(values))
        return "roc_auc", f"how well the two classes are put in order; it does not mind that the rarer one is {share:.0%} of the rows"
    if task == "multiclass":
        return "log_loss", "it rewards honest probabilities of all classes"
    return "rmse", "the usual error of a number, in the target's unit"
