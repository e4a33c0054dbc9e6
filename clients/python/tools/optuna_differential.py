"""The same small scripts under both imports: what comes of them has the same shape. Run by pytest, where Optuna is installed.

Values differ, since the samplers do: what is compared are states, names, types, numbers of trials, and which exceptions are raised.
"""

import importlib
import inspect
import math
import os
import re
from typing import Any, Callable, List

import optuna as real
import optuna.testing.pytest_importance
import optuna.testing.pytest_samplers
import optuna.testing.pytest_storages
import pytest

import diapason.optuna as face

SCRIPTS: List[Callable[[Any], Any]] = []
script = SCRIPTS.append
DOC = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "docs", "optuna-face.md")
HERE = os.path.dirname(os.path.abspath(__file__))


def raised(call: Callable[[], Any]) -> Any:
    try:
        call()
    except Exception as error:
        return type(error).__name__
    return None


def states(study: Any) -> List[str]:
    return [trial.state.name for trial in study.trials]


@script
def plain(optuna: Any) -> Any:
    study = optuna.create_study()
    study.optimize(lambda t: t.suggest_float("x", -1, 1) ** 2 + t.suggest_int("n", 1, 9, log=True), n_trials=6)
    best = study.best_trial
    return (
        states(study),
        sorted(best.params),
        [type(v) for v in best.params.values()],
        best.value == study.best_value,
        best.duration is not None,
    )


@script
def conditional(optuna: Any) -> Any:
    def objective(trial: Any) -> float:
        if trial.suggest_categorical("kind", ["a", "b"]) == "a":
            return trial.suggest_float("x", 0, 1)
        return trial.suggest_int("k", 0, 3)

    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=1))
    study.optimize(objective, n_trials=12)
    return states(study), {(t.params["kind"], tuple(sorted(t.params))) for t in study.trials}


@script
def what_objectives_give(optuna: Any) -> Any:
    study = optuna.create_study()
    for value in (1, None, math.nan, math.inf, (1.0, 2.0), [3.0], True, object()):
        study.optimize(lambda t: value, n_trials=1)
    return states(study), [t.value for t in study.trials]


@script
def what_objectives_raise(optuna: Any) -> Any:
    def objective(trial: Any) -> float:
        raise (ValueError, optuna.TrialPruned, KeyError)[trial.number % 3]()

    study = optuna.create_study()
    told = [raised(lambda: study.optimize(objective, n_trials=1, catch=(ValueError,))) for _ in range(6)]
    return states(study), told, raised(lambda: study.best_trial), study.best_trials


@script
def pruning(optuna: Any) -> Any:
    def objective(trial: Any) -> float:
        for step in range(20):
            trial.report(trial.number / (step + 1), step)
            if trial.should_prune():
                raise optuna.TrialPruned()
        return trial.number

    told = []
    pruners = optuna.pruners
    for pruner in (
        pruners.MedianPruner(n_startup_trials=2, n_warmup_steps=3, interval_steps=2),
        pruners.PercentilePruner(40.0, n_startup_trials=1),
        pruners.SuccessiveHalvingPruner(min_resource=2, reduction_factor=2),
        pruners.ThresholdPruner(upper=3.0, n_warmup_steps=1),
        pruners.PatientPruner(pruners.MedianPruner(n_startup_trials=2), patience=3),
        pruners.WilcoxonPruner(p_threshold=0.2),
        pruners.NopPruner(),
    ):
        study = optuna.create_study(pruner=pruner)
        study.optimize(objective, n_trials=9)
        told.append([(type(pruner).__name__, t.state.name, t.last_step, t.value) for t in study.trials])
    return told


@script
def ask_and_tell(optuna: Any) -> Any:
    study = optuna.create_study(direction="maximize")
    distributions = {"x": optuna.distributions.FloatDistribution(0, 1), "c": optuna.distributions.CategoricalDistribution(["a", None])}
    trial = study.ask(distributions)
    state = optuna.trial.TrialState
    told = [
        sorted(trial.params),
        study.tell(trial, 3.0).state.name,
        raised(lambda: study.tell(trial, 1.0)),
        raised(lambda: study.tell(77, 1.0)),
        raised(lambda: study.tell("x", 1.0)),
        raised(lambda: study.tell(study.ask(), 1.0, state=state.FAIL)),
        raised(lambda: study.tell(study.ask(), state=state.COMPLETE)),
        raised(lambda: study.tell(study.ask(), 1.0, state=state.WAITING)),
        study.tell(study.ask(), state=state.PRUNED).value,
        study.tell(trial, 9.0, skip_if_finished=True).value,
    ]
    return told, states(study)


@script
def the_queue(optuna: Any) -> Any:
    study = optuna.create_study()
    study.enqueue_trial({"x": 0.25}, user_attrs={"why": "tried before"})
    study.enqueue_trial({"x": 0.25}, skip_if_exists=True)
    study.enqueue_trial({"x": 9.0, "unknown": 1})
    waiting = states(study)
    study.optimize(lambda t: t.suggest_float("x", 0, 1), n_trials=3)
    return waiting, states(study), [t.params["x"] for t in study.trials[:2]], study.trials[0].user_attrs, study.trials[0].system_attrs


@script
def one_name_two_kinds(optuna: Any) -> Any:
    study = optuna.create_study()
    trial = study.ask()
    trial.suggest_float("x", 0, 1)
    trial.suggest_categorical("c", [1, 2])
    calls = (
        lambda t: t.suggest_int("x", 0, 1),
        lambda t: t.suggest_float("x", 0.1, 1, log=True),
        lambda t: t.suggest_categorical("c", [1, 2, 3]),
        lambda t: t.suggest_float("x", 5, 6),
        lambda t: t.suggest_float("y", 1, 0),
        lambda t: t.suggest_float("y", 0, 1, log=True),
        lambda t: t.suggest_float("y", 0.1, 1, log=True, step=0.1),
        lambda t: t.suggest_int("y", 0, 4, step=0),
        lambda t: t.suggest_categorical("y", []),
        lambda t: t.report("a", 1),
        lambda t: t.report(1.0, -1),
        lambda t: t.report(1.0, "a"),
    )
    return [(raised(lambda: call(trial)), raised(lambda: call(study.ask()))) for call in calls]


@script
def several_objectives(optuna: Any) -> Any:
    study = optuna.create_study(directions=["minimize", "maximize"])
    study.optimize(lambda t: (t.suggest_int("a", 0, 3), t.suggest_int("b", 0, 3)), n_trials=8)
    front = {tuple(t.values) for t in study.best_trials}
    values = [t.values for t in study.trials]
    better = {tuple(v) for v in values if not any(w != v and w[0] <= v[0] and w[1] >= v[1] for w in values)}
    trial = study.ask()
    calls = (lambda: study.best_trial, lambda: study.direction, lambda: trial.report(1.0, 1), trial.should_prune)
    return states(study), front == better, [raised(call) for call in calls], raised(lambda: study.tell(trial, 1.0)), states(study)[-1]


@script
def limits(optuna: Any) -> Any:
    def objective(trial: Any) -> float:
        x = trial.suggest_float("x", 0, 1)
        trial.set_user_attr("c", (x - 0.5,))
        return -x

    sampler = optuna.samplers.TPESampler(seed=1, constraints_func=lambda t: t.user_attrs["c"])
    study = optuna.create_study(sampler=sampler)
    study.optimize(objective, n_trials=15)
    return all(t.constraints for t in study.trials), study.best_params["x"] <= 0.5, [t.params["x"] <= 0.5 for t in study.best_trials]


@script
def making_and_finding(optuna: Any) -> Any:
    storage = optuna.storages.InMemoryStorage()
    study = optuna.create_study(study_name="s", storage=storage)
    study.set_user_attr("k", [1])
    study.add_trial(optuna.create_trial(params={"x": 0.5}, distributions={"x": optuna.distributions.FloatDistribution(0, 1)}, value=1.0))
    told = [
        raised(lambda: optuna.create_study(study_name="s", storage=storage)),
        len(optuna.create_study(study_name="s", storage=storage, load_if_exists=True).trials),
        raised(lambda: optuna.load_study(study_name="t", storage=storage)),
        optuna.load_study(study_name=None, storage=storage).user_attrs,
        raised(lambda: optuna.create_study(direction="up")),
        raised(lambda: optuna.create_study(directions=[])),
        raised(lambda: optuna.create_trial(params={"x": 5}, distributions={"x": optuna.distributions.FloatDistribution(0, 1)}, value=1.0)),
        raised(lambda: optuna.create_trial(value=math.nan)),
        raised(lambda: study.add_trial(optuna.create_trial(values=[1.0, 2.0]))),
        raised(study.stop),
        raised(lambda: study.optimize(lambda t: study.optimize(lambda u: 0.0, n_trials=1), n_trials=1)),
        [s.study_name for s in optuna.get_all_study_summaries(storage)],
    ]
    optuna.delete_study(study_name="s", storage=storage)
    return told, optuna.get_all_study_names(storage)


@script
def tables(optuna: Any) -> Any:
    study = optuna.create_study()
    study.set_metric_names(["loss"])

    def objective(trial: Any) -> float:
        trial.set_user_attr("n", trial.number)
        return trial.suggest_float("x", 0, 1) + (trial.suggest_int("k", 0, 1) if trial.number % 2 else 0)

    study.optimize(objective, n_trials=4)
    frame, deep = study.trials_dataframe(), study.trials_dataframe(multi_index=True)
    return (
        list(frame.columns),
        list(deep.columns),
        [str(kind) for kind in frame.dtypes],
        list(study.trials_dataframe(attrs=("number", "state")).columns),
    )


@script
def everything_tried(optuna: Any) -> Any:
    grid = optuna.create_study(sampler=optuna.samplers.GridSampler({"a": [1, 2], "b": ["x", "y", "z"]}))
    grid.optimize(lambda t: t.suggest_int("a", 0, 3) + len(t.suggest_categorical("b", ["x", "y", "z"])))
    brute = optuna.create_study(sampler=optuna.samplers.BruteForceSampler(seed=1))
    brute.optimize(
        lambda t: t.suggest_int("n", 0, 2) if t.suggest_categorical("c", [True, False]) else t.suggest_float("f", 0, 1, step=0.5)
    )
    return sorted(tuple(sorted(t.params.items())) for t in grid.trials), sorted(str(sorted(t.params.items())) for t in brute.trials)


@script
def fixed_trials(optuna: Any) -> Any:
    trial = optuna.trial.FixedTrial({"x": 0.5, "n": 3})
    return (
        trial.suggest_float("x", 0, 1),
        trial.suggest_int("n", 0, 5),
        raised(lambda: trial.suggest_float("y", 0, 1)),
        trial.should_prune(),
    )


@script
def importances(optuna: Any) -> Any:
    study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=1))
    study.optimize(lambda t: 10 * t.suggest_float("a", 0, 1) + t.suggest_float("b", 0, 1), n_trials=30)
    shares = optuna.importance.get_param_importances(study)
    return list(shares), round(sum(shares.values()), 9), raised(lambda: optuna.importance.get_param_importances(study, params=["z"]))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("run", SCRIPTS, ids=lambda run: run.__name__)
def test_a_script_comes_to_the_same_shape_under_both_imports(run: Callable[[Any], Any]) -> None:
    for module in (real, face):
        module.logging.set_verbosity(module.logging.CRITICAL)
    assert run(face) == run(real)


PLACES = ("", "study", "trial", "samplers", "pruners", "storages", "importance", "exceptions", "logging")


def listed(heading: str) -> List[str]:
    """The words in backquotes at the head of the rows of the table below that heading of the page."""
    with open(DOC, encoding="utf-8") as file:
        page = file.read()
    section = page[page.index("## " + heading) :].split("\n## ")[0 if not page.startswith("## " + heading) else 0]
    return [word for row in re.findall(r"^\| (`[^|]*`) \|", section, re.M) for word in re.findall(r"`([^`]+)`", row)]


def test_names_that_are_not_there_are_those_that_the_page_lists() -> None:
    missing = []
    for place in PLACES:
        theirs = importlib.import_module("optuna" + ("." + place if place else ""))
        ours = importlib.import_module("diapason.optuna" + ("." + place if place else ""))
        for name in getattr(theirs, "__all__", ()):
            if not name.startswith("_") and not hasattr(ours, name):
                missing.append((place + "." if place else "") + name)
    assert sorted(missing) == sorted(listed("What is not there"))


def test_suites_that_are_not_run_are_those_that_the_page_lists() -> None:
    published = set()
    for module in (real.testing.pytest_samplers, real.testing.pytest_storages, real.testing.pytest_importance):
        for name, case in inspect.getmembers(module, inspect.isclass):
            if name.endswith("TestCase") and not name.startswith("_") and case.__module__ == module.__name__:
                published.add(name)
    with open(os.path.join(HERE, "optuna_suites.py"), encoding="utf-8") as file:
        source = file.read()
    assert sorted(name for name in published if name not in source) == sorted(listed("Suites that do not apply"))
