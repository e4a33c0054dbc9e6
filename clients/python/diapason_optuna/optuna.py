"""Studies in the way of Optuna, conducted by Diapason: `import diapason.optuna as optuna`, and the script stays as it is.

    import diapason.optuna as optuna

    def objective(trial):
        x = trial.suggest_float("x", -10, 10)
        return (x - 2) ** 2

    study = optuna.create_study()
    study.optimize(objective, n_trials=50)
    print(study.best_params)

Needs nothing but Python 3.8 or later, and the program `diapason`. Optuna itself is needed for one thing alone: `DiapasonSampler`,
which is a sampler for studies of the real one, `optuna.create_study(sampler=diapason.optuna.DiapasonSampler())`.
What is not as in Optuna stands in docs/optuna-face.md.
"""

import importlib
import os
from typing import Any

__path__ = [os.path.join(os.path.dirname(os.path.abspath(__file__)), "_optuna")]

from diapason.optuna import distributions, exceptions, importance, logging, pruners, samplers, storages, study, trial  # noqa: E402
from diapason.optuna.exceptions import TrialPruned  # noqa: E402
from diapason.optuna.study import (  # noqa: E402
    Study,
    copy_study,
    create_study,
    delete_study,
    get_all_study_names,
    get_all_study_summaries,
    load_study,
)
from diapason.optuna.trial import Trial, create_trial  # noqa: E402

__version__ = "5.0.0"
"""The version of Optuna whose words these are: scripts compare it."""

__all__ = [
    "Study",
    "Trial",
    "TrialPruned",
    "__version__",
    "copy_study",
    "create_study",
    "create_trial",
    "delete_study",
    "distributions",
    "exceptions",
    "get_all_study_names",
    "get_all_study_summaries",
    "importance",
    "load_study",
    "logging",
    "pruners",
    "samplers",
    "storages",
    "study",
    "trial",
]

_ELSEWHERE = {
    "visualization": "`diapason serve` and `diapason plot` show a study that a storage keeps; `study.trials_dataframe()` gives its numbers",
    "integration": "`diapason.lightgbm`, `diapason.xgboost`, `diapason.keras` and their like report and stop from within a library",
    "artifacts": "save the file yourself and keep its path with `trial.set_user_attr`",
    "terminator": "`diapason tune --until` and terminators of the command line end a search by what it has found",
    "search_space": "nothing has to be inferred; `study.trials[-1].distributions` says what a trial asked for",
    "cli": "the command line is `diapason`",
    "multi_objective": "`create_study(directions=[...])` takes several objectives",
    "progress_bar": "`study.optimize(..., show_progress_bar=True)` shows one where tqdm is installed",
}


def __getattr__(name: str) -> Any:
    if name == "DiapasonSampler":
        return importlib.import_module("diapason.optuna._plug").DiapasonSampler
    if name == "version":
        return importlib.import_module("diapason.optuna.version")
    if name in _ELSEWHERE:
        raise AttributeError("diapason.optuna has no {}: {}.".format(name, _ELSEWHERE[name]))
    raise AttributeError("module 'diapason.optuna' has no attribute {!r}".format(name))
