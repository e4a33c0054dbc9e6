"""The loop of `Study.optimize`: trials one after another, or several at a time in threads."""

import copy
import gc
import os
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Any, Callable, Optional, Set, Tuple

from .exceptions import TrialPruned
from .logging import INFO, get_logger
from .trial import FrozenTrial, TrialState

if TYPE_CHECKING:
    from ._study import Study


def run_trials(
    study: "Study",
    func: Callable[[Any], Any],
    n_trials: Optional[int],
    timeout: Optional[float],
    n_jobs: int,
    catch: Any,
    callbacks: Tuple[Callable[["Study", FrozenTrial], None], ...],
    gc_after_trial: bool,
    show_progress_bar: bool,
) -> None:
    """Raises TypeError for what `catch` cannot be, RuntimeError inside of another loop, and what an objective raised."""
    caught = catch if isinstance(catch, tuple) else tuple(catch) if isinstance(catch, (list, set, frozenset)) else (catch,)
    if not all(isinstance(kind, type) and issubclass(kind, BaseException) for kind in caught):
        raise TypeError("`catch` is a class of exceptions, or several of them.")
    if getattr(study._loop, "inside", False):
        raise RuntimeError("`optimize` is not called inside of an objective or a callback of the same study.")
    study._stop_flag = False
    bar = _progress(n_trials, timeout) if show_progress_bar else None
    begun = time.monotonic()

    def one() -> None:
        study._loop.inside = True
        try:
            ended = run_one(study, func, caught)
            if gc_after_trial:
                gc.collect()
            for callback in callbacks:
                callback(study, copy.deepcopy(ended))
            if bar is not None:
                bar.update(1)
        finally:
            study._loop.inside = False

    def more(handed: int) -> bool:
        over = timeout is not None and time.monotonic() - begun >= timeout
        return not study._stop_flag and not over and (n_trials is None or handed < n_trials)

    try:
        if n_jobs == 1:
            handed = 0
            while more(handed):
                one()
                handed += 1
        else:
            _in_threads(one, more, n_jobs if n_jobs > 0 else os.cpu_count() or 1)
    finally:
        if bar is not None:
            bar.close()


def run_one(study: "Study", func: Callable[[Any], Any], caught: Tuple[type, ...]) -> FrozenTrial:
    """One trial to its end. What the objective raises is raised again, unless it is caught, when the trial has ended."""
    trial = study.ask()
    told, state, error, flaw = None, None, None, None
    try:
        told = func(trial)
    except TrialPruned as pruned:
        state, flaw = TrialState.PRUNED, str(pruned)
    except (Exception, KeyboardInterrupt, SystemExit) as raised:
        state, error = TrialState.FAIL, raised
    ended, wrong = study._tell(trial, told, state, quiet=True)
    _log(study, ended, flaw, error if error is not None else wrong)
    if error is not None and not isinstance(error, caught):
        raise error
    return ended


def _in_threads(one: Callable[[], None], more: Callable[[int], bool], jobs: int) -> None:
    running: Set["Future[None]"] = set()
    handed = 0
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        while running or more(handed):
            while len(running) < jobs and more(handed):
                running.add(pool.submit(one))
                handed += 1
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                future.result()


def _log(study: "Study", trial: FrozenTrial, pruned: Optional[str], problem: Any) -> None:
    logger = get_logger()
    if not logger.isEnabledFor(INFO):
        if trial.state == TrialState.FAIL:
            logger.warning("Trial {} failed: {!r}".format(trial.number, problem))
    elif trial.state == TrialState.FAIL:
        logger.warning("Trial {} failed with {}: {!r}".format(trial.number, trial.params, problem))
    elif trial.state == TrialState.PRUNED:
        logger.info("Trial {} pruned. {}".format(trial.number, pruned or "").rstrip())
    elif study._is_multi_objective():
        logger.info("Trial {}: {} with {}.".format(trial.number, _named(study, trial), trial.params))
    else:
        try:
            best = study._best()
            rest = " Best is trial {}: {}.".format(best.number, best.value)
        except ValueError:
            rest = " It breaks a constraint, and no trial keeps all of them yet."
        logger.info("Trial {}: {} with {}.{}".format(trial.number, _named(study, trial), trial.params, rest))


def _named(study: "Study", trial: FrozenTrial) -> Any:
    names, values = study.metric_names, trial.values or []
    if names is not None:
        return dict(zip(names, values))
    return values if len(values) > 1 else values[0]


def _progress(n_trials: Optional[int], timeout: Optional[float]) -> Any:
    """A bar of tqdm, where that is installed and the number of trials is known."""
    try:
        from tqdm.auto import tqdm
    except ImportError:
        return None
    return tqdm(total=n_trials) if n_trials is not None else None
