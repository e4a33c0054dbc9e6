"""A function called for one trial after another, by several threads if wanted."""

# The classes of this package know each other.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import threading
from typing import Callable, Optional, Tuple, Type

from diapason.definition import Result
from diapason.stdio import DiapasonError
from diapason.study import Study, Trial, tell_failure

__all__ = ["Run"]


class Run:
    """One call of `Study.optimize`. `shown` is called after each trial."""

    def __init__(
        self,
        study: Study,
        fn: Callable[[Trial], Result],
        trials: Optional[int],
        catch: Tuple[Type[Exception], ...],
        shown: Callable[[Optional[Trial]], None],
    ) -> None:
        self._study, self._fn, self._catch, self._shown = study, fn, catch, shown
        self._left = trials
        self._lock = threading.Lock()
        self._error: Optional[BaseException] = None

    def work(self, jobs: int) -> None:
        """Returns when all is done; raises the first exception after the other trials have ended."""
        if jobs < 1:
            raise ValueError("jobs is %d: there has to be one" % jobs)
        threads = [threading.Thread(target=self._work_guarded, daemon=True) for _ in range(jobs - 1)]
        for thread in threads:
            thread.start()
        self._work_guarded()
        for thread in threads:
            self._join(thread)
        if self._error is not None:
            raise self._error

    def _work_guarded(self) -> None:
        try:
            while self._take():
                trial = self._study._next()
                if trial is None:
                    return
                self._one(trial)
        except BaseException as error:  # of whichever thread: the first is raised by `work`
            with self._lock:
                self._error = self._error or error

    def _join(self, thread: threading.Thread) -> None:
        """Waits for it; of Ctrl-C meanwhile the others learn before they begin another trial."""
        while thread.is_alive():
            try:
                thread.join()
            except BaseException as error:
                with self._lock:
                    self._error = self._error or error

    def _take(self) -> bool:
        with self._lock:
            if self._error is not None or self._left == 0:
                return False
            self._left = None if self._left is None else self._left - 1
            return True

    def _one(self, trial: Trial) -> None:
        try:
            result = self._fn(trial)
            if not trial.ended:
                trial.tell(result)
        except BaseException as error:
            _tell(trial, error)
            if not isinstance(error, self._catch) or isinstance(error, DiapasonError):
                raise
        finally:
            self._shown(trial)


def _tell(trial: Trial, error: BaseException) -> None:
    try:
        tell_failure(trial, error)
    except DiapasonError:
        pass  # the exception that led here is the one to be seen
