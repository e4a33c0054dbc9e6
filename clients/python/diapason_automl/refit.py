"""The members of the ensemble, trained on every row, in the time that there is: each once, then unsteady ones again with other seeds."""

from __future__ import annotations

import multiprocessing
import os
import time
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from typing import Dict, List, NamedTuple, Tuple

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
    if expected < 3 or _processors() == 1:
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
    """In as many processes as there are processors. They are ended when the time is over."""
    count = _processors()
    pool = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), _open, (workdir.path,))
    waiting = list(rounds)
    running: "Dict[Future[Pipeline], int]" = {}
    try:
        while waiting or running:
            while waiting and len(running) < count and (time.monotonic() < end or not any(fits.values())):
                index, seed = waiting.pop(0)
                running[pool.submit(_fit_there, trials[index], seed)] = index
            if time.monotonic() >= end and any(fits.values()):
                break
            left = max(0.1, end - time.monotonic()) if any(fits.values()) else None
            for done in wait(running, left, FIRST_COMPLETED)[0]:
                _take(done, fits[running.pop(done)])
    finally:
        processes = list((getattr(pool, "_processes", None) or {}).values())
        pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.kill()


def _take(done: "Future[Pipeline]", into: List[Pipeline]) -> None:
    try:
        into.append(done.result())
    except (ValueError, MemoryError, FloatingPointError):
        pass  # the others carry the ensemble


_workdir: List[Workdir] = []


def _open(path: str) -> None:
    _workdir.append(load(path))


def _fit_there(trial: Trial, seed: int) -> Pipeline:
    return _fit(_every(_workdir[0]), _workdir[0].classes, trial, seed)


def _fit(rows: Part, classes: int, trial: Trial, seed: int) -> Pipeline:
    rounds = round(trial.mean("rounds")) or None
    return Pipeline(trial.config, classes, seed, rounds).fit(rows.numbers, rows.codes, rows.y)


def _every(workdir: Workdir) -> Part:
    return Part(*(np.concatenate([one, other]) for one, other in zip(workdir.train, workdir.test)))


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
