"""What can go wrong, under the names that scripts catch."""

__all__ = [
    "CLIUsageError",
    "DuplicatedStudyError",
    "ExperimentalWarning",
    "OptunaError",
    "StorageInternalError",
    "TrialPruned",
    "UpdateFinishedTrialError",
]


class OptunaError(Exception):
    """The root of the others."""


class TrialPruned(OptunaError):
    """Raised by an objective whose trial is not worth going on with; the trial ends as pruned."""


class CLIUsageError(OptunaError):
    """Not raised here; the name is there for scripts that catch it."""


class StorageInternalError(OptunaError):
    """The store could not be read or written."""


class DuplicatedStudyError(OptunaError):
    """A study of this name is in the storage, and `load_if_exists` was not said."""


class UpdateFinishedTrialError(OptunaError, RuntimeError):
    """A trial that has ended is to be changed."""


class ExperimentalWarning(Warning):
    """Not given here; the name is there for scripts that silence it."""
