"""The log of studies: one line when one is created, one for each trial that ends, on standard error as Optuna's are."""

import logging as _logging
import sys
from logging import CRITICAL, DEBUG, ERROR, FATAL, INFO, WARN, WARNING
from typing import Optional, Set

__all__ = [
    "CRITICAL",
    "DEBUG",
    "ERROR",
    "FATAL",
    "INFO",
    "WARN",
    "WARNING",
    "disable_default_handler",
    "disable_propagation",
    "enable_default_handler",
    "enable_propagation",
    "get_logger",
    "get_verbosity",
    "set_verbosity",
]

_ROOT = "diapason.optuna"
_handler: Optional[_logging.Handler] = None
_noted: Set[str] = set()


def get_logger(name: str = _ROOT) -> _logging.Logger:
    """A logger below the one of this module, which writes to standard error until `disable_default_handler()`."""
    _ready()
    return _logging.getLogger(name if name.startswith(_ROOT) else "{}.{}".format(_ROOT, name))


def get_verbosity() -> int:
    """The level from which lines are written."""
    return _ready().getEffectiveLevel()


def set_verbosity(verbosity: int) -> None:
    """Lines below this level are not written: `set_verbosity(optuna.logging.WARNING)` silences the line for each trial."""
    _ready().setLevel(verbosity)


def disable_default_handler() -> None:
    """Nothing is written to standard error any more; handlers of the script still get it."""
    if _handler is not None:
        _logging.getLogger(_ROOT).removeHandler(_handler)


def enable_default_handler() -> None:
    """Takes `disable_default_handler()` back."""
    root = _ready()
    if _handler is not None:
        root.addHandler(_handler)


def disable_propagation() -> None:
    """Handlers of the root logger do not get the lines; that is so from the beginning."""
    _ready().propagate = False


def enable_propagation() -> None:
    """Handlers of the root logger get the lines too."""
    _ready().propagate = True


def note(message: str) -> None:
    """A line that is written once in a process, however often it is called for."""
    if message not in _noted:
        _noted.add(message)
        get_logger().warning(message)


class _Stderr(_logging.StreamHandler):
    """Looks up standard error at each line, so that notebooks and tests that replace it see the lines."""

    def emit(self, record: _logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)


def _ready() -> _logging.Logger:
    global _handler
    root = _logging.getLogger(_ROOT)
    if _handler is None:
        _handler = _Stderr()
        _handler.setFormatter(_logging.Formatter("[%(levelname).1s %(asctime)s] %(message)s"))
        root.addHandler(_handler)
        root.setLevel(_logging.INFO)
        root.propagate = False
    return root
