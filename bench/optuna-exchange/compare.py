"""Compares the study "big" of two storages trial by trial, as Optuna itself reads them: compare.py A B."""

import sys

import optuna
from optuna.storages import JournalStorage, RDBStorage
from optuna.storages.journal import JournalFileBackend

optuna.logging.set_verbosity(optuna.logging.ERROR)


def trials(path: str) -> list:
    """The trials of the study in a file, without the keys that a storage gives them."""
    storage = JournalStorage(JournalFileBackend(path)) if path.endswith(".journal") else RDBStorage(f"sqlite:///{path}")
    fields = ("number", "state", "values", "params", "distributions", "user_attrs", "system_attrs", "intermediate_values")
    times = ("datetime_start", "datetime_complete")
    return [[getattr(trial, field) for field in fields + times] for trial in optuna.load_study(study_name="big", storage=storage).trials]


a, b = trials(sys.argv[1]), trials(sys.argv[2])
differ = sum(x != y for x, y in zip(a, b)) + abs(len(a) - len(b))
print(f"{len(b)} trials, {differ} of them differ")
sys.exit(1 if differ else 0)
