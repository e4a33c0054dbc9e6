"""The members of the ensemble, trained on every row, in the time that there is: each once, then unsteady ones again with other seeds."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import sys
import time
from typing import Any, Dict, List, NamedTuple, Optional, Tuple

import numpy as np

from .build import Pipeline
from .trials import Trial
from .workdir import Part, Workdir, load

AGAIN = {"mlp": 4, "lightgbm": 3, "xgboost": 3, "hist_boosting": 3, "kernel": 2}  # fits with other seeds are averaged
MORE = 1.6  # of the seconds of a fold: all rows are more, and a fit that does not end in time was for nothing


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
    waiting = Waiting(rounds, [trial.mean("fit_seconds") for trial in trials], end)
    if sum(waiting.cost[index] for index, _ in rounds) < 5 or _processors() == 1:
        _here(workdir, trials, waiting, fits)
    else:
        _apart(workdir, trials, waiting, fits)
    kept = [index for index in fits if fits[index]]
    total = sum(weights[index] for index in kept)
    return [Member(trials[index], weights[index] / total, fits[index]) for index in kept]


class Waiting:
    """Fits that are still to be done, heaviest member first, and when all must be over."""

    def __init__(self, rounds: List[Tuple[int, int]], cost: List[float], end: float) -> None:
        self.rounds, self.cost, self.end = list(rounds), cost, end

    def next(self, needed: bool) -> Optional[Tuple[int, int]]:
        """The first that should end in time; where none does and a model is needed, the cheapest. None: enough was done."""
        left = self.end - time.monotonic()
        here = next((one for one in self.rounds if self.cost[one[0]] * MORE < left), None)
        if here is None and needed and self.rounds:
            here = min(self.rounds, key=lambda one: self.cost[one[0]])
        if here is not None:
            self.rounds.remove(here)
        return here


def _here(workdir: Workdir, trials: List[Trial], waiting: Waiting, fits: Dict[int, List[Pipeline]]) -> None:
    rows = _every(workdir)
    while (chosen := waiting.next(not any(fits.values()))) is not None:
        fits[chosen[0]].append(_fit(rows, workdir.classes, trials[chosen[0]], chosen[1]))


def _apart(workdir: Workdir, trials: List[Trial], waiting: Waiting, fits: Dict[int, List[Pipeline]]) -> None:
    """In as many processes as there are processors. They are ended when the time is over, whatever they do."""
    # A fork has the libraries already, whose import takes seconds on a busy machine; none of them has begun a thread here.
    context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    whole = list(waiting.rounds)
    hands: Dict[Any, Any] = {}
    doing: Dict[Any, int] = {}
    try:
        for _ in range(_processors()):
            mine, theirs = context.Pipe()
            hands[mine] = context.Process(target=_hand, args=(theirs, workdir.path), daemon=True)
            hands[mine].start()
            theirs.close()
        for pipe in list(hands):
            _give(pipe, waiting, trials, doing, fits)
        while doing and (time.monotonic() < waiting.end or not any(fits.values())):
            left = max(0.05, waiting.end - time.monotonic()) if any(fits.values()) else 1.0
            for pipe in multiprocessing.connection.wait(list(doing), left):
                _take(pipe, doing, fits)
                _give(pipe, waiting, trials, doing, fits)
    finally:
        for process in hands.values():
            process.kill()
    if not any(fits.values()):
        waiting.rounds = whole
        _here(workdir, trials, waiting, fits)


def _give(pipe: Any, waiting: Waiting, trials: List[Trial], doing: Dict[Any, int], fits: Dict[int, List[Pipeline]]) -> None:
    """The next fit; a process that is gone gets none."""
    chosen = waiting.next(not doing and not any(fits.values()))
    if chosen is None:
        return
    try:
        pipe.send((trials[chosen[0]], chosen[1]))
        doing[pipe] = chosen[0]
    except OSError:
        waiting.rounds.insert(0, chosen)


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
