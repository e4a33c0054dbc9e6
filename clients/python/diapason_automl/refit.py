"""The members of the ensemble, trained on every row, in the time that there is: each once, then unsteady ones again with other seeds."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import time
from typing import Any, Dict, List, NamedTuple, Tuple

import numpy as np

from .build import Pipeline
from .trials import Trial
from .workdir import Part, Workdir, load

AGAIN = {"mlp": 4, "lightgbm": 3, "xgboost": 3, "hist_boosting": 3, "kernel": 2}  # fits with other seeds are averaged


class Member(NamedTuple):
    """A trial with its weight and the pipelines that were trained for it."""

    trial: Trial
    weight: float
    pipelines: List[Pipeline]


def refit(workdir: Workdir, trials: List[Trial], weights: List[float], seconds: float) -> List[Member]:
    """Trains what the time allows, heaviest first; a member that was not reached is left out and the others weigh more."""
    end = time.monotonic() + seconds
    fits: Dict[int, List[Pipeline]] = {index: [] for index in range(len(trials))}
    rounds = [(index, seed) for seed in range(max(AGAIN.values())) for index in range(len(trials)) if seed < AGAIN.get(trials[index].family, 1)]
    expected = sum(trials[index].mean("fit_seconds") for index, _ in rounds)
    if expected < 5 or _processors() == 1:
        _here(workdir, trials, rounds, fits, end)
    else:
        _apart(workdir, trials, rounds, fits, end)
    kept = [index for index in fits if fits[index]]
    total = sum(weights[index] for index in kept)
    return [Member(trials[index], weights[index] / total, fits[index]) for index in kept]


def _here(workdir: Workdir, trials: List[Trial], rounds: List[Tuple[int, int]], fits: Dict[int, List[Pipeline]], end: float) -> None:
    rows = _every(workdir)
    for index, seed in rounds:
        enough = time.monotonic() + trials[index].mean("fit_seconds") * 1.5 < end
        if enough or not any(fits.values()):
            fits[index].append(_fit(rows, workdir.classes, trials[index], seed))


def _apart(workdir: Workdir, trials: List[Trial], rounds: List[Tuple[int, int]], fits: Dict[int, List[Pipeline]], end: float) -> None:
    """In as many processes as there are processors. They are ended when the time is over, whatever they do."""
    context = multiprocessing.get_context("spawn")
    waiting = list(rounds)
    hands: Dict[Any, Any] = {}
    doing: Dict[Any, int] = {}
    try:
        for _ in range(_processors()):
            mine, theirs = context.Pipe()
            hands[mine] = context.Process(target=_hand, args=(theirs, workdir.path), daemon=True)
            hands[mine].start()
            theirs.close()
        for pipe in list(hands):
            _give(pipe, waiting, trials, doing)
        while doing and (time.monotonic() < end or not any(fits.values())):
            left = max(0.05, end - time.monotonic()) if any(fits.values()) else 1.0
            for pipe in multiprocessing.connection.wait(list(doing), left):
                _take(pipe, doing, fits)
                if time.monotonic() < end:
                    _give(pipe, waiting, trials, doing)
    finally:
        for process in hands.values():
            process.kill()
    if not any(fits.values()):
        _here(workdir, trials, rounds, fits, end)


def _give(pipe: Any, waiting: List[Tuple[int, int]], trials: List[Trial], doing: Dict[Any, int]) -> None:
    """The next fit; one that is gone gets none."""
    if not waiting:
        return
    index, seed = waiting.pop(0)
    try:
        pipe.send((trials[index], seed))
        doing[pipe] = index
    except OSError:
        waiting.insert(0, (index, seed))


def _take(pipe: Any, doing: Dict[Any, int], fits: Dict[int, List[Pipeline]]) -> None:
    """What came back; nothing where the fit failed or its process died, and then the others carry the ensemble."""
    index = doing.pop(pipe)
    try:
        fitted = pipe.recv()
    except (EOFError, OSError):
        return
    if fitted is not None:
        fits[index].append(fitted)


def _hand(pipe: Any, path: str) -> None:
    """One process: fits what it is given until it is ended."""
    workdir = load(path)
    rows = _every(workdir)
    while True:
        trial, seed = pipe.recv()
        try:
            fitted: Any = _fit(rows, workdir.classes, trial, seed)
        except (ValueError, MemoryError, FloatingPointError):
            fitted = None
        pipe.send(fitted)


def _fit(rows: Part, classes: int, trial: Trial, seed: int) -> Pipeline:
    rounds = round(trial.mean("rounds")) or None
    return Pipeline(trial.config, classes, seed, rounds).fit(rows.numbers, rows.codes, rows.y)


def _every(workdir: Workdir) -> Part:
    return Part(*(np.concatenate([one, other]) for one, other in zip(workdir.train, workdir.test)))


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
