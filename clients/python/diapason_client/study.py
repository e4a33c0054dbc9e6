"""A study that is conducted from here, and its trials: see `diapason.client`, which makes one."""

# The classes of this package know each other.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Callable, Iterator, List, Mapping, Optional, Protocol, SupportsFloat, Tuple, Type, Union

from diapason import Decision
from diapason.definition import Metrics, Objectives, Result, final_metrics, metrics_of, plain
from diapason.handed import HandedTrial, failing, failure_kind
from diapason.results import (
    Best,
    Importance,
    Recommended,
    Status,
    Told,
    TrialRecord,
    best_of,
    importance_of,
    members,
    recommended_of,
    record_of,
    status_of,
    text,
    whole,
)
from diapason.stdio import Answer, ConnectionLost, DiapasonError, Json

if TYPE_CHECKING:
    import pandas


class Asker(Protocol):
    """Whoever answers requests: a `Link`, or a study of a server."""

    def call(self, request: Mapping[str, Json], timeout: Optional[float] = None) -> Answer: ...

    def send(self, request: Mapping[str, Json]) -> Future[Answer]: ...

    def close(self) -> None: ...


class Trial(HandedTrial):
    """A trial to be tried here."""

    def __init__(self, answer: Answer, study: Study) -> None:
        super().__init__(answer)
        self._study = study

    def report(self, first: Optional[Metrics] = None, /, *, step: Optional[float] = None, **metrics: SupportsFloat) -> Decision:
        """Metrics at a step (the next one, when it is not given), and whether to go on: `if trial.report(loss=0.3).stop: return`.

        A stop ends the trial, and there is nothing more to tell; a pause is a stop too, and the trial may come again later.
        """
        return self._decided(self._study._link.call(self._reporting(metrics_of({**(first or {}), **metrics}), step)))

    def checkpoint(self, step: float, path: str) -> None:
        """Says where the state after a step was saved, for a later `resume_path`."""
        self._study._link.call({"op": "checkpoint", "trial": self.number, "step": step, "path": path})

    def tell(self, result: Result = None, /, **metrics: SupportsFloat) -> Told:
        """The end of the trial with its values: one number, one for each objective, or metrics by name; without any, the last report."""
        return self._study.tell(self, {**result, **metrics} if isinstance(result, Mapping) else metrics or result)

    def fail(self, kind: str = "crash", message: str = "") -> None:
        """The end of the trial without values. Kinds are those of docs/protocol.md: crash, oom, nan, invalid, timeout, …"""
        self._study.fail(self, kind, message)


class Study:
    """A study. Made by `create_study`, or by a `Server`. Any thread may use it; `close`, or a `with`, ends its link."""

    def __init__(self, link: Asker, name: str, objectives: Objectives, resumed: bool) -> None:
        self._link = link
        self._ended = threading.Condition()  # notified when a trial has ended: what waited may have something to do
        self.name = name
        """Its name."""
        self.objectives: List[Tuple[str, str]] = list(objectives)
        """Each metric with its direction, `minimize` or `maximize`."""
        self.resumed = resumed
        """Whether it was there already."""
        self.done = ""
        """Why nothing more is handed out; empty while something may be."""

    # One trial at a time

    def ask(self) -> Optional[Trial]:
        """The next trial to try. None when there is none for now; then `done` says why there will be none."""
        answer = self._link.call({"op": "ask"})
        self.done = text(answer, "why") if answer.get("done") is True else ""
        return Trial(answer, self) if "trial" in answer else None

    def report(
        self, trial: Trial, first: Optional[Metrics] = None, /, *, step: Optional[float] = None, **metrics: SupportsFloat
    ) -> Decision:
        """The same as `trial.report`."""
        return trial.report(first, step=step, **metrics)

    def tell(self, trial: Union[int, Trial], result: Result = None) -> Told:
        """The same as `trial.tell`; the number of a trial will do."""
        number, last = (trial, {}) if isinstance(trial, int) else (trial.number, trial._last)
        metrics = final_metrics(self.objectives, result, last)
        answer = self._link.call({"op": "tell", "trial": number, "metrics": metrics})
        self._over(trial)
        return Told(answer.get("best") is True, text(answer, "failed") or None)

    def fail(self, trial: Union[int, Trial], kind: str = "crash", message: str = "") -> None:
        """The same as `trial.fail`; the number of a trial will do."""
        self._link.call(failing(trial, kind, message))
        self._over(trial)

    def add(self, config: Mapping[str, object], result: Result = None, /, **metrics: SupportsFloat) -> int:
        """Takes in what was tried elsewhere; without values, as a failure. Its number. Not over a server."""
        given = metrics_of(metrics) if metrics else final_metrics(self.objectives, result, {})
        state: Answer = {} if given else {"state": "failed"}
        return whole(self._link.call({"op": "add", "config": plain(config), "metrics": given, **state}), "trial")

    def __iter__(self) -> Iterator[Trial]:
        """Trials until the study is done: `for trial in study: trial.tell(f(trial.x))`.

        One that is not told when the next is asked for is told its last report; it is an error when there is none.
        """
        while True:
            trial = self._next()
            if trial is None:
                return
            try:
                yield trial
            except GeneratorExit:
                if not trial.ended:
                    trial.fail("interrupted", "the loop was left")
                raise
            if not trial.ended and not trial._last:
                raise DiapasonError("trial %d was neither reported, told, nor failed" % trial.number, fix="Call trial.tell(…) in the loop.")
            if not trial.ended:
                trial.tell()

    def optimize(
        self,
        fn: Callable[[Trial], Result],
        *,
        trials: Optional[int] = None,
        jobs: int = 1,
        catch: Tuple[Type[Exception], ...] = (),
        show: Optional[bool] = None,
    ) -> None:
        """Calls `fn(trial)` until the study is done, or for so many `trials`; `jobs` of them at a time, in threads.

        What it returns is told. An exception is told as a failure, and raised again unless it is one of `catch`. Ctrl-C puts
        the running trials back. In a notebook the study is shown while it runs, unless `show` is False.
        """
        from diapason.notebook import watching
        from diapason.running import Run

        with watching(self, show) as shown:
            Run(self, fn, trials, catch, shown).work(jobs)

    # What there is to see

    @property
    def best(self) -> Optional[Best]:
        """The best complete trial; with several objectives the first of the front."""
        return next(iter(self.front), None)

    @property
    def front(self) -> List[Best]:
        """All that nothing is better than: one with one objective, the Pareto front with several."""
        return best_of(self._link.call({"op": "best"}))

    @property
    def recommended(self) -> Optional[Recommended]:
        """The one to take, when values are noisy and the best was luck in part. None over a server."""
        return recommended_of(self._link.call({"op": "best"}))

    @property
    def status(self) -> Status:
        """Counts, budget and what was spent of it."""
        return status_of(self._link.call({"op": "status"}))

    @property
    def trials(self) -> List[TrialRecord]:
        """All trials in the order of their numbers."""
        found: List[TrialRecord] = []
        after: Optional[int] = -1
        while after is not None:
            page = self._link.call({"op": "trials", "after": after, "limit": 1000})
            found += [record_of(one) for one in members(page, "trials")]
            after = whole(page, "next") if "next" in page else None
        return found

    def importance(
        self, *, method: Optional[str] = None, target: Optional[str] = None, top: Optional[float] = None, seed: Optional[int] = None
    ) -> Importance:
        """What mattered, see docs/importance.md. Not over a server."""
        given = {"method": method, "target": target, "top": top, "seed": seed}
        return importance_of(self._link.call({"op": "importance", **{name: value for name, value in given.items() if value is not None}}))

    def to_pandas(self) -> pandas.DataFrame:
        """A row for each trial, by number: state, values by metric, parameters by name (those of a branch as `optimizer.momentum`)."""
        from diapason.frames import frame

        return frame(self.trials, [name for name, _ in self.objectives])

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        from diapason.notebook import html

        return html(self)

    def __repr__(self) -> str:
        return "<study %s: %s>" % (self.name, ", ".join("%s %s" % (way, name) for name, way in self.objectives))

    # Its end

    def close(self) -> None:
        """Puts back what is unfinished, and ends the link. A study in memory is gone then."""
        self._link.close()

    def __enter__(self) -> Study:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        try:
            self.close()
        except ConnectionLost:
            if error is None:
                raise

    def _next(self) -> Optional[Trial]:
        """The next trial, waiting for one while others may lead to it; None when the study is done."""
        while True:
            trial = self.ask()
            if trial is not None or self.done:
                return trial
            with self._ended:
                self._ended.wait(0.5)

    def _over(self, trial: Union[int, Trial]) -> None:
        if not isinstance(trial, int):
            trial.ended = True
        with self._ended:
            self._ended.notify_all()


def tell_failure(trial: Trial, error: BaseException) -> None:
    """Tells of an exception that ended a trial; what is wrong with the link is not told over it."""
    if not trial.ended and not isinstance(error, ConnectionLost):
        trial.fail(failure_kind(error), "%s: %s" % (type(error).__name__, error))
