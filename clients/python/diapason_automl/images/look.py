"""`look --images`: reads the pictures, says what was understood, and prepares what the search works on."""

from __future__ import annotations

import os
import time
from argparse import Namespace
from typing import Any, Dict, List, Tuple

import numpy as np
import pandas as pd

from .. import splits, workdir
from ..columns import Column
from ..faults import Fault, Words, told
from ..look import versions
from ..metrics import METRICS
from ..target import Target, find_target
from . import space
from .listing import FILE, by_folder, by_table
from .network import Network
from .pixels import Pixels, Seen, form_of, glance

MOST = 50_000  # pictures; of more a sample is taken
EPOCHS = (3, 30, 150)  # at least; at most; and at most where pictures are few
STEPS = 1500  # of training that few pictures should get
TRIALS = 12  # whole ones that the time should be enough for


def look(asked: Namespace) -> Dict[str, Any]:
    """Everything that is known before the first trial; also written to the folder `asked.out`. Raises Fault."""
    name = asked.target or "class"
    frame, warnings = by_table(asked.data, asked.images, name, 10**9, asked.seed) if asked.data else by_folder(asked.images, name)
    frame, seen, lost = _read(_sampled(frame, asked.seed, warnings))
    warnings += lost + _sizes(seen)
    form = form_of(seen)
    target = _target(frame, name, asked)
    warnings += [_of_pictures(one) for one in target.warnings]
    frame = frame.loc[target.keep].reset_index(drop=True)
    y = target.values
    test = splits.held_back(0.2 if asked.holdout is None else asked.holdout, y, False, None, None, asked.seed)
    judges = np.zeros(len(y), bool)
    judges[np.flatnonzero(~test)] = splits.held_back(0.2, y[~test], False, None, None, asked.seed + 1)
    alone = ~np.isin(y, y[~test & ~judges])  # each class must be learned from
    test, judges = test & ~alone, judges & ~alone
    numbers, codes = form.apply(frame)
    train, held = (workdir.Part(numbers[rows], codes[rows], y[rows]) for rows in (~test, test))
    folds = splits.Folds("holdout", 1, 1, np.where(judges[~test], 0, -1).astype("int8").reshape(1, -1))
    seconds = _seconds_of_epoch(train.take(folds.split(1)[0]), form, len(target.classes))
    epochs = int(np.clip(0.7 * asked.seconds * asked.jobs / TRIALS / seconds, EPOCHS[0], np.clip(STEPS * 32 // len(folds.split(1)[0]), *EPOCHS[1:])))
    if seconds * EPOCHS[0] * 3 > asked.seconds:
        warnings.append(told("slow", f"one look at all pictures takes about {seconds:.0f} s, so that few networks can be tried", "each trial needs some of them", "give it more time: --for"))
    answer = _answer(asked, name, target, form, seen, folds, train, held, epochs, warnings)
    workdir.save(asked.out, answer, train, held, folds)
    import joblib

    column = Column(FILE, "image", 0, len(frame), "pictures", True)
    joblib.dump({"preparation": form, "columns": [column]}, os.path.join(asked.out, "preparation.joblib"))
    return answer


def _sampled(frame: pd.DataFrame, seed: int, warnings: List[Words]) -> pd.DataFrame:
    if len(frame) <= MOST:
        return frame
    warnings.append(told("sampled", f"{MOST:,} of {len(frame):,} pictures are used", "more would take the memory and the time that the search needs", ""))
    return frame.sample(MOST, random_state=seed).sort_index().reset_index(drop=True)


def _read(frame: pd.DataFrame) -> Tuple[pd.DataFrame, List[Seen], List[Words]]:
    """Without the pictures that cannot be read. Raises Fault: no-images, where that is most of them."""
    glances = [glance(file) for file in frame[FILE]]
    there = np.array([one is not None for one in glances], dtype=bool)
    broken = frame.loc[~there, FILE]
    if len(broken) * 2 > len(frame) or not there.any():
        raise Fault("no-images", f"{len(broken)} of {len(frame)} files cannot be read as pictures, {broken.iloc[0] if len(broken) else 'none'} first", "they are cut off, or of another kind than their name says", "look at them, and take out what is broken")
    warnings = [told("broken-image", f"{len(broken)} pictures cannot be read and are left out: {', '.join(broken[:3])}", "they are cut off or no pictures", "")] if len(broken) else []
    return frame.loc[there].reset_index(drop=True), [one for one in glances if one is not None], warnings


def _sizes(seen: List[Seen]) -> List[Words]:
    sizes = sorted({(one.width, one.height) for one in seen}, key=lambda one: one[0] * one[1])
    mixed = len({one.grey for one in seen}) > 1
    warnings = []
    if len(sizes) > 1:
        side = form_of(seen).side
        small, large = sizes[0], sizes[-1]
        warnings.append(told("sizes", f"sizes differ, from {small[0]}x{small[1]} to {large[0]}x{large[1]}; all are brought to {side}x{side}", "a network takes one size", ""))
    if mixed:
        warnings.append(told("colours", "some pictures are grey and some in colours; all are read in colours", "a network takes one form", ""))
    return warnings


def _target(frame: pd.DataFrame, name: str, asked: Namespace) -> Target:
    if asked.task == "regression":
        raise Fault("bad-flag", "pictures are told apart by class; a number is not predicted from them", "--task regression was given", "leave --task away")
    try:
        return find_target(frame.assign(**{name: frame[name].map(str).where(frame[name].notna())}), name, asked.task or ("binary" if frame[name].nunique() == 2 else "multiclass"), asked.metric)
    except Fault as fault:
        raise Fault(**_of_pictures(fault.words)) from None


def _of_pictures(words: Words) -> Words:
    """What is said of rows, said of pictures."""
    return {key: text if key == "code" else text.replace(" one row ", " one picture ").replace("rows", "pictures").replace("one row", "one picture") for key, text in words.items()}


def _seconds_of_epoch(train: workdir.Part, form: Pixels, classes: int) -> float:
    """Of the first start, by a few of its batches."""
    some = min(len(train.y), 256)
    network = Network(space.portfolio()[0], form.shape, classes, 0, 1)
    network.epoch(train.numbers[:32], train.y[:32])
    begun = time.perf_counter()
    network.epoch(train.numbers[:some], train.y[:some])
    return max(1e-3, (time.perf_counter() - begun) * len(train.y) / some)


def _answer(asked: Namespace, name: str, target: Target, form: Pixels, seen: List[Seen], folds: splits.Folds, train: Any, held: Any, epochs: int, warnings: List[Words]) -> Dict[str, Any]:
    rows, judges = folds.split(1)
    classes = len(target.classes)
    shares = np.bincount(train.y[rows], minlength=classes) / len(rows)
    count = np.bincount(train.y, minlength=classes)
    facts = {"rows": len(train.y), "side": form.side, "channels": form.channels, "classes": classes, "imbalance": round(float(count.min() / count.max()), 6)}
    return {
        "schema": "diapason.automl.look/1", "kind": "images", "data": os.path.abspath(asked.data or asked.images), "workdir": os.path.abspath(asked.out), "seed": asked.seed,
        "rows": len(seen), "rows_read": len(seen), "rows_used": len(target.values), "rows_train": len(train.y), "rows_judged": len(judges), "rows_test": len(held.y),
        "image": {"side": form.side, "channels": form.channels},
        "target": name, "task": target.task, "task_why": f"there are {classes} classes", "metric": target.metric, "metric_why": target.metric_why,
        "direction": METRICS[target.metric].direction, "classes": target.classes,
        "columns": [{"name": FILE, "kind": "image", "missing": 0, "distinct": len(target.values), "why": "pictures", "used": True}],
        "dummy": METRICS[target.metric].score(train.y[judges], np.tile(shares, (len(judges), 1))), "folds": splits.describe(folds),
        "fidelity": {"name": "epochs", "min": 1, "max": epochs}, "facts": facts, "families": [space.FAMILY], "without": [],
        "space": space.declare(), "defaults": space.portfolio()[0], "portfolio": space.portfolio(), "versions": {**versions(), **_torch()}, "warnings": warnings, "errors": [],
    }


def _torch() -> Dict[str, str]:
    from importlib import metadata

    return {name: metadata.version(name) for name in ("torch", "pillow")}
