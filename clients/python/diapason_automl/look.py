"""`look`: reads the table, says what was understood, and prepares what the search works on."""

from __future__ import annotations

import os
import platform
from argparse import Namespace
from typing import Any, Dict, List, Optional

import numpy as np
import pandas as pd

from . import families, space, splits, workdir
from .columns import Column, as_dates, as_numbers, judge
from .faults import Fault, Words, nearest, told
from .leaks import leak
from .metrics import METRICS
from .prepare import prepare
from .reading import Table, read
from .screen import screen
from .target import Target, find_target


def look(asked: Namespace) -> Dict[str, Any]:
    """Everything that is known before the first fit; also written to the folder `asked.out`. Raises Fault."""
    table = read(asked.data, asked.max_rows, asked.seed)
    frame = table.frame
    ignored, kept = _listed(asked.ignore, frame), _listed(asked.keep, frame)
    time = _named(asked.time_column, frame, "--time-column")
    group = _named(asked.group, frame, "--group")
    target = find_target(frame, asked.target, asked.task, asked.metric)
    warnings = table.warnings + target.warnings
    frame = frame.loc[target.keep].reset_index(drop=True)
    times = _times(frame[time]) if time else None
    groups = _groups(frame[group], times is None) if group else None
    regression = target.task == "regression"
    share = asked.holdout if asked.holdout is not None else splits.default_holdout(len(frame))
    test = splits.held_back(share, target.values, regression, groups, times, asked.seed)
    _tells_apart(target, ~test)
    columns = _judged(frame, target, ~test, ignored, kept, group)
    warnings += _notices(columns, len(frame), kept)
    used = [column for column in columns if column.used]
    if not used:
        raise Fault("no-features", "no column is left to learn from", "; ".join(f"{one.name}: {one.why}" for one in columns[:5]), "--keep names columns to use")
    train_frame = frame.loc[~test]
    preparation = prepare(train_frame, used)
    train = workdir.Part(*preparation.apply(train_frame), target.values[~test])
    held = workdir.Part(*preparation.apply(frame.loc[test]), target.values[test])
    width = train.numbers.shape[1] + train.codes.shape[1]
    if width > asked.max_columns:
        numbers, codes = screen(train.numbers, train.codes, train.y, regression, asked.max_columns)
        preparation = preparation.screened(numbers.tolist(), codes.tolist())
        train, held = (part._replace(numbers=part.numbers[:, numbers], codes=part.codes[:, codes]) for part in (train, held))
        warnings.append(told("screened", f"{asked.max_columns} of {width} features are used, those that alone say most of the target",
                             "more would take the time that the search needs", f"--max-columns {width} uses them all"))
    if train.numbers.size > 20_000_000:
        train, held = (part._replace(numbers=part.numbers.astype("float32")) for part in (train, held))
    folds = splits.make_folds(train.y, regression, None if groups is None else groups[~test], None if times is None else times[~test], asked.seed, train.numbers.size)
    found = _answer(asked, table, target, columns, warnings, train, held, folds)
    import joblib

    workdir.save(asked.out, found, train, held, folds)
    joblib.dump({"preparation": preparation, "columns": columns}, os.path.join(asked.out, "preparation.joblib"))
    return found


def _judged(frame: pd.DataFrame, target: Target, train: np.ndarray, ignored: List[str], kept: List[str], group: Optional[str]) -> List[Column]:
    columns: List[Column] = []
    seen: Dict[int, str] = {}
    for name in frame.columns:
        values = frame[name]
        if name == target.name:
            columns.append(Column(name, "target", 0, int(values.nunique()), "to be predicted", False))
            continue
        if name in ignored or name == group:
            why = "as asked" if name in ignored else "rows of one group stay together"
            columns.append(Column(name, "ignored" if name in ignored else "group", int(values.isna().sum()), int(values.nunique()), why, False))
            continue
        column = judge(name, values)
        if column.used and name not in kept:
            column = _leaking(column, values[train], target, train)
        if name in kept and not column.used and column.kind == "id":
            column = column._replace(kind="number" if pd.api.types.is_numeric_dtype(values.dtype) else "category", used=True, why="kept, as asked")
        if column.used:
            mark = int(pd.util.hash_pandas_object(values, index=False).sum())
            if mark in seen and values.equals(frame[seen[mark]].rename(name)):
                column = column._replace(used=False, kind="constant", why=f'it equals "{seen[mark]}"')
            else:
                seen[mark] = name
        columns.append(column)
    return columns


def _leaking(column: Column, values: pd.Series, target: Target, train: np.ndarray) -> Column:
    number = None
    if column.kind == "number":
        number = as_numbers(values if pd.api.types.is_numeric_dtype(values.dtype) else values.astype(object).where(values.notna(), np.nan))
    why = leak(values, number, target.values[train], target.task == "regression")
    return column._replace(kind="leak", used=False, why=why) if why else column


def _notices(columns: List[Column], rows: int, kept: List[str]) -> List[Words]:
    told_of: List[Words] = []
    for column in columns:
        if column.kind == "leak":
            told_of.append(told("leak", f'"{column.name}" is left out: {column.why}', "a model that sees the answer learns nothing else",
                                f"--keep {column.name} if it is known before the target is"))
        if column.unread:
            told_of.append(told("mixed", f'"{column.name}" holds numbers, and {column.unread} other values such as "{column.example}"',
                                "these are taken as missing", "correct them if they mean something"))
    for kind, why in (("id", "they name a row and say nothing of another one"), ("constant", "they tell no row from another"), ("empty", "they have no value")):
        names = [column.name for column in columns if column.kind == kind and not column.used]
        if names:
            shown = ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
            told_of.append(told("constant" if kind == "empty" else kind, f"left out as {kind}: {shown}", why, f"--keep {names[0]} uses it" if kind == "id" else ""))
    return told_of


def _answer(asked: Namespace, table: Table, target: Target, columns: List[Column], warnings: List[Words], train: Any, held: Any, folds: splits.Folds) -> Dict[str, Any]:
    offered, without = families.available(len(train.y), train.numbers.shape[1] + train.codes.shape[1])
    classes = len(target.classes)
    shares = np.bincount(train.y.astype("int64"), minlength=classes) / len(train.y) if classes else np.array([1.0])
    missing = float(np.isnan(train.numbers).mean()) if train.numbers.size else 0.0
    levels = int((train.codes.max(axis=0) + 1).max()) if train.codes.size else 0
    facts = {
        "rows": len(train.y), "columns": train.numbers.shape[1] + train.codes.shape[1], "numbers": train.numbers.shape[1],
        "categories": train.codes.shape[1], "levels": levels, "classes": classes, "missing": round(missing, 6),
        "imbalance": round(float(shares.min() / shares.max()), 6) if classes else 1.0,
        "skew": round(float(_skew(train.y)), 6) if not classes else 0.0, "positive": bool(not classes and train.y.min() > 0),
    }
    most = folds.n * folds.repeats
    dialect = table.dialect
    return {
        "schema": "diapason.automl.look/1", "data": os.path.abspath(asked.data), "workdir": os.path.abspath(asked.out), "seed": asked.seed,
        "encoding": dialect.encoding if dialect else None, "separator": dialect.separator if dialect else None, "decimal": dialect.decimal if dialect else None,
        "rows": table.rows, "rows_read": len(table.frame), "rows_used": len(target.values), "rows_train": len(train.y), "rows_test": len(held.y),
        "target": target.name, "task": target.task, "task_why": target.task_why, "metric": target.metric, "metric_why": target.metric_why,
        "direction": METRICS[target.metric].direction, "classes": target.classes,
        "columns": [{"name": one.name, "kind": one.kind, "missing": one.missing, "distinct": one.distinct, "why": one.why, "used": one.used} for one in columns],
        "dummy": _dummy(train, folds, classes, target.metric), "folds": splits.describe(folds), "fidelity": {"name": "folds", "min": 1, "max": most}, "facts": facts, "families": offered, "without": without,
        "space": space.declare(offered, facts), "defaults": space.defaults(offered, facts), "portfolio": space.portfolio(offered, facts),
        "usual": space.references(offered, facts),
        "versions": versions(), "warnings": warnings, "errors": [],
    }


def _dummy(train: workdir.Part, folds: splits.Folds, classes: int, metric: str) -> float:
    """What one gets without looking at any column: the mean over folds of the shares of the classes, or of the mean."""
    scores = []
    for step in range(1, folds.n * folds.repeats + 1):
        rows, judges = folds.split(step)
        known, y = train.y[rows], train.y[judges]
        said = np.tile(np.bincount(known, minlength=classes) / len(known), (len(y), 1)) if classes else np.full(len(y), known.mean())
        scores.append(METRICS[metric].score(y, said))
    return float(np.mean(scores))


def versions() -> Dict[str, str]:
    """What the result depends on, as it is installed."""
    from importlib import metadata

    found = {"python": platform.python_version()}
    for name in ("numpy", "pandas", "scipy", "scikit-learn", "lightgbm", "xgboost", "xgboost-cpu", "pyarrow"):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            pass
    return found


def _skew(y: np.ndarray) -> float:
    spread = y.std()
    return float(((y - y.mean()) ** 3).mean() / spread**3) if spread > 0 else 0.0


def _groups(values: pd.Series, split_by: bool) -> np.ndarray:
    """The number of each row's group. Where rows are split by it, one group is held back and two are needed for folds. Raises Fault: too-few-groups."""
    groups, names = pd.factorize(values, use_na_sentinel=False)
    if split_by and len(names) < 3:
        what = f'"{values.name}" has {len(names)} group{"s" if len(names) > 1 else ""}'
        raise Fault("too-few-groups", what, "at least 3 are needed: rows of one group are never both trained on and judged", "name another column with --group")
    return np.asarray(groups)


def _tells_apart(target: Target, train: np.ndarray) -> None:
    """Raises Fault (one-class) where the part that is trained on has one class or value only; every column would look like a leak."""
    there = np.unique(target.values[train])
    if len(there) < 2:
        only = str(target.classes[int(there[0])] if target.classes else there[0]) if len(there) else "nothing"
        what = f'the part that is trained on has one value of "{target.name}" only: {only}'
        raise Fault("one-class", what, "all rows of the others are held back, by their time or their group", "split by another column, or by none")


def _times(values: pd.Series) -> np.ndarray:
    numbers = as_numbers(values if pd.api.types.is_numeric_dtype(values.dtype) else values.astype(object).where(values.notna(), np.nan))
    if np.isfinite(numbers).mean() > 0.9:
        return np.where(np.isfinite(numbers), numbers, -np.inf)
    dates = as_dates(values, judge(str(values.name), values).form)
    if dates.notna().mean() < 0.9:
        raise Fault("bad-flag", f'"{values.name}" is no column of times', "most of its values are no dates", "name another column with --time-column")
    return dates.fillna(dates.min()).astype("int64").to_numpy()


def _listed(names: Optional[str], frame: pd.DataFrame) -> List[str]:
    return [_named(name.strip(), frame, "a flag") or "" for name in (names or "").split(",") if name.strip()]


def _named(name: Optional[str], frame: pd.DataFrame, flag: str) -> Optional[str]:
    if name and name not in frame.columns:
        raise Fault("bad-flag", f'{flag} names "{name}", which is no column', nearest(name, frame.columns), "correct the name")
    return name
