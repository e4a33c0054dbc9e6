"""The Optuna-shaped face, on the real program. Needs no Optuna."""

import copy
import json
import math
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import unittest
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import diapason.optuna as optuna
from diapason.optuna import distributions as d
from diapason.optuna._conditions import Asked, conditions
from diapason.optuna._wire import inward, joined, nearest, outward, parameter, spread
from diapason.optuna.samplers import DiapasonSampler, RandomSampler
from diapason.optuna.trial import TrialState
from diapason.stdio import find_command

optuna.logging.set_verbosity(optuna.logging.CRITICAL)
warnings.simplefilter("ignore")


def quick(**settings):
    """A study that needs no program."""
    return optuna.create_study(sampler=RandomSampler(seed=1), **settings)


def branching(trial):
    kind = trial.suggest_categorical("kind", ["a", "b"])
    if kind == "a":
        return (trial.suggest_float("x", -4, 4) - 1) ** 2 + 1
    return 0.1 * sum(abs(trial.suggest_int("k{}".format(at), 0, 20) - 7) for at in range(trial.suggest_int("n", 1, 2)))


class Proposing(unittest.TestCase):
    def test_a_branching_space_is_learned_and_searched_well(self):
        study = optuna.create_study(sampler=DiapasonSampler("tpe", seed=3))
        study.optimize(branching, n_trials=60)
        self.assertLess(study.best_value, 1.0)
        later = study.trials[20:]
        self.assertGreater(sum(trial.params["kind"] == "b" for trial in later), len(later) / 2)
        for trial in study.trials:
            self.assertEqual("x" in trial.params, trial.params["kind"] == "a")
            self.assertEqual("k1" in trial.params, trial.params.get("n") == 2)

    def test_the_same_seed_gives_the_same_suggestions_and_another_does_not(self):
        def run(seed):
            study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=seed))
            study.optimize(branching, n_trials=14)
            return [trial.params for trial in study.trials]

        self.assertEqual(run(5), run(5))
        self.assertNotEqual(run(5), run(6))

    def test_the_default_finds_the_bottom_of_a_bowl(self):
        study = optuna.create_study(direction="maximize", sampler=DiapasonSampler(seed=1))
        study.optimize(
            lambda t: -((t.suggest_float("x", -10, 10) - 2) ** 2) - (t.suggest_float("y", 1e-3, 10, log=True) - 1) ** 2, n_trials=20
        )
        self.assertGreater(study.best_value, -0.5)

    def test_ranges_that_change_are_honoured(self):
        study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=2))

        def objective(trial):
            high = 5 + 3 * (trial.number % 4)
            x, k = trial.suggest_float("x", -high, high), trial.suggest_int("k", trial.number, 2 * trial.number + 3)
            self.assertTrue(-high <= x <= high and trial.number <= k <= 2 * trial.number + 3)
            return x * x + k

        study.optimize(objective, n_trials=25)
        self.assertEqual({trial.state for trial in study.trials}, {TrialState.COMPLETE})

    def test_when_everything_was_tried_it_goes_on(self):
        study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=1))
        study.optimize(lambda t: t.suggest_categorical("c", [None, True, 2, "s"]) is None, n_trials=8)
        self.assertEqual(len(study.trials), 8)

    def test_enqueued_and_added_trials_teach_and_are_kept_as_they_were(self):
        study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=1))
        study.enqueue_trial({"x": 3.25})
        study.enqueue_trial({"x": 3.25}, skip_if_exists=True)
        study.add_trial(optuna.create_trial(params={"x": 4.0}, distributions={"x": d.FloatDistribution(0, 10)}, value=0.5))
        study.optimize(lambda t: t.suggest_float("x", 0, 10) + t.suggest_int("n", 0, 3), n_trials=4)
        self.assertEqual([len(study.trials), study.trials[0].params["x"], study.trials[1].value], [5, 3.25, 0.5])

    def test_threads_share_a_study(self):
        study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=1))
        study.optimize(branching, n_trials=16, n_jobs=4)
        self.assertEqual([trial.number for trial in study.trials], list(range(16)))
        self.assertTrue(all(trial.state == TrialState.COMPLETE for trial in study.trials))

    def test_several_objectives_and_limits(self):
        def objective(trial):
            x, y = trial.suggest_float("x", 0, 5), trial.suggest_float("y", 0, 3)
            trial.set_constraint("sum", 1 - x - y)
            return x, y

        study = optuna.create_study(directions=["minimize", "minimize"], sampler=optuna.samplers.NSGAIISampler(seed=1))
        study.optimize(objective, n_trials=15)
        self.assertTrue(study.best_trials)
        self.assertTrue(all(sum(trial.values) >= 1 for trial in study.best_trials))

    def test_ctrl_c_in_the_middle_ends_the_trial_as_failed_and_the_study_goes_on(self):
        study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=1))

        def objective(trial):
            x = trial.suggest_float("x", 0, 1)
            if trial.number == 3:
                raise KeyboardInterrupt
            return x

        with self.assertRaises(KeyboardInterrupt):
            study.optimize(objective, n_trials=10)
        study.optimize(objective, n_trials=3)
        self.assertEqual([trial.state.name for trial in study.trials][3:], ["FAIL"] + ["COMPLETE"] * 3)

    def test_a_study_survives_a_copy(self):
        study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=1))
        study.optimize(lambda t: t.suggest_float("x", 0, 1), n_trials=3)
        again = pickle.loads(pickle.dumps(study))
        again.optimize(bowl, n_trials=2)
        self.assertEqual([len(study.trials), len(again.trials)], [3, 5])

    def test_importance_says_what_matters(self):
        study = quick()
        study.optimize(lambda t: 10 * t.suggest_float("a", 0, 1) + t.suggest_float("b", 0, 1) + 0 * t.suggest_float("c", 1, 1), n_trials=40)
        shares = optuna.importance.get_param_importances(study)
        self.assertEqual(list(shares), ["a", "b", "c"])
        self.assertAlmostEqual(sum(shares.values()), 1.0)
        self.assertGreater(shares["a"], 0.8)
        self.assertEqual(list(optuna.importance.get_param_importances(study, params=["b"])), ["b"])
        self.assertGreater(optuna.importance.get_param_importances(study, target=lambda t: t.params["b"])["b"], 0.8)
        self.assertEqual(optuna.importance.get_param_importances(quick()), {})
        with self.assertRaises(ValueError):
            optuna.importance.get_param_importances(study, params=["z"])


def bowl(trial):
    return trial.suggest_float("x", 0, 1)


class Studies(unittest.TestCase):
    def test_what_an_objective_returns_is_judged(self):
        for value in (None, math.nan, "s", (1.0, 2.0), object()):
            study = quick()
            study.optimize(lambda t: value, n_trials=1)
            self.assertEqual(study.trials[0].state, TrialState.FAIL, value)
        study = quick()
        study.optimize(lambda t: math.inf, n_trials=1)
        self.assertEqual(study.best_value, math.inf)

    def test_what_an_objective_raises_ends_its_trial_and_is_raised_again_unless_caught(self):
        def objective(trial):
            trial.suggest_int("x", 0, 3)
            raise ZeroDivisionError

        study = quick()
        with self.assertRaises(ZeroDivisionError):
            study.optimize(objective, n_trials=3)
        study.optimize(objective, n_trials=2, catch=(ZeroDivisionError,))
        study.optimize(objective, n_trials=1, catch=ArithmeticError)
        self.assertEqual([trial.state.name for trial in study.trials], ["FAIL"] * 4)
        with self.assertRaises(TypeError):
            study.optimize(objective, n_trials=1, catch=("no class",))
        with self.assertRaises(ValueError):
            study.best_trial

    def test_one_name_is_one_kind(self):
        study = quick()
        trial = study.ask()
        trial.suggest_float("x", 0, 1)
        for other in (
            lambda t: t.suggest_int("x", 0, 1),
            lambda t: t.suggest_categorical("x", [0, 1]),
            lambda t: t.suggest_float("x", 1e-3, 1, log=True),
        ):
            with self.assertRaises(ValueError):
                other(trial)
            with self.assertRaises(ValueError):
                other(study.ask())
        study.ask().suggest_float("x", 5, 6)
        trial.suggest_categorical("c", [0, 1])
        with self.assertRaises(ValueError):
            study.ask().suggest_categorical("c", [0, 1, 2])

    def test_asked_twice_is_the_same_value(self):
        trial = quick().ask()
        self.assertEqual(trial.suggest_float("x", 0, 1), trial.suggest_float("x", 0, 1))
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            self.assertEqual(trial.suggest_float("x", 3, 4), trial.params["x"])
        self.assertEqual([one.category for one in said], [RuntimeWarning])

    def test_telling(self):
        study = quick()
        study.tell(study.ask(), 1.0)
        self.assertEqual(study.tell(study.ask().number, [0.5]).value, 0.5)
        self.assertEqual(study.tell(study.ask(), state=TrialState.FAIL).state, TrialState.FAIL)
        trial = study.ask()
        trial.report(3.0, 7)
        self.assertEqual(study.tell(trial, state=TrialState.PRUNED).value, 3.0)
        self.assertEqual(study.tell(trial, 9.0, skip_if_finished=True).value, 3.0)
        for bad in (
            lambda: study.tell(trial, 1.0),
            lambda: study.tell(99, 1.0),
            lambda: study.tell(study.ask(), 1.0, state=TrialState.FAIL),
        ):
            with self.assertRaises(ValueError):
                bad()
        for bad in (
            lambda: study.tell(study.ask(), state=TrialState.COMPLETE),
            lambda: study.tell(study.ask(), 1.0, state=TrialState.RUNNING),
        ):
            with self.assertRaises(ValueError):
                bad()
        with self.assertRaises(TypeError):
            study.tell("1", 1.0)
        with self.assertRaises(optuna.exceptions.UpdateFinishedTrialError):
            trial.set_user_attr("late", 1)

    def test_making_and_finding(self):
        with self.assertRaises(ValueError):
            optuna.create_study(direction="up")
        with self.assertRaises(ValueError):
            optuna.create_study(direction="minimize", directions=["minimize"])
        with self.assertRaises(ValueError):
            optuna.create_study(directions=[])
        storage = optuna.storages.InMemoryStorage()
        one = quick(study_name="one", storage=storage, direction="maximize")
        with self.assertRaises(optuna.exceptions.DuplicatedStudyError):
            quick(study_name="one", storage=storage)
        one.optimize(bowl, n_trials=2)
        self.assertEqual(len(quick(study_name="one", storage=storage, load_if_exists=True).trials), 2)
        self.assertEqual(optuna.load_study(study_name="one", storage=storage).direction, optuna.study.StudyDirection.MAXIMIZE)
        optuna.copy_study(from_study_name="one", from_storage=storage, to_storage=storage, to_study_name="two")
        self.assertEqual(optuna.get_all_study_names(storage), ["one", "two"])
        self.assertEqual([summary.n_trials for summary in optuna.get_all_study_summaries(storage)], [2, 2])
        optuna.delete_study(study_name="one", storage=storage)
        with self.assertRaises(KeyError):
            optuna.load_study(study_name="one", storage=storage)
        for unknown in ("redis://here/0", "nonsense", "mysql://a@b/c"):
            with self.assertRaises(ValueError):
                optuna.create_study(storage=unknown)
        with self.assertRaises(TypeError):
            optuna.create_study(storage=7)

    def test_callbacks_stop_and_read(self):
        seen = []

        def callback(study, trial):
            seen.append(trial.number)
            if trial.number == 2:
                study.stop()

        study = quick()
        study.optimize(bowl, n_trials=9, callbacks=[callback])
        study.optimize(bowl, callbacks=[optuna.study.MaxTrialsCallback(5)])
        self.assertEqual([seen, len(study.trials)], [[0, 1, 2], 5])
        with self.assertRaises(RuntimeError):
            study.stop()
        with self.assertRaises(RuntimeError):
            study.optimize(lambda t: study.optimize(bowl, n_trials=1), n_trials=1)
        study.optimize(bowl, timeout=0.0)
        self.assertEqual(len(study.trials), 6)

    def test_attributes_names_and_table(self):
        study = quick()
        study.set_user_attr("by", "me")
        study.set_metric_names(["loss"])

        def objective(trial):
            trial.set_user_attr("seed", trial.number)
            return bowl(trial)

        study.optimize(objective, n_trials=2)
        self.assertEqual([study.user_attrs, study.metric_names, study.trials[1].user_attrs], [{"by": "me"}, ["loss"], {"seed": 1}])
        self.assertEqual(study.best_params, study.best_trial.params)
        study.trials[0].params["x"] = 99.0
        self.assertNotEqual(study.trials[0].params["x"], 99.0)
        try:
            import pandas  # noqa: F401
        except ImportError:
            return
        columns = ["number", "value_loss", "datetime_start", "datetime_complete", "duration", "params_x", "user_attrs_seed", "state"]
        self.assertEqual(list(study.trials_dataframe().columns), columns)

    def test_pruners_end_what_falls_behind(self):
        def objective(trial):
            for step in range(12):
                trial.report(trial.number + 1.0 / (step + 1), step)
                if trial.should_prune():
                    raise optuna.TrialPruned()
            return float(trial.number)

        pruners = optuna.pruners
        expected = {
            pruners.NopPruner(): 0,
            pruners.MedianPruner(n_startup_trials=2): 6,
            pruners.PercentilePruner(25.0, n_startup_trials=2, n_warmup_steps=5): 6,
            pruners.SuccessiveHalvingPruner(min_resource=2, reduction_factor=2): 7,
            pruners.ThresholdPruner(upper=3.5): 5,
            pruners.PatientPruner(None, patience=2): 0,
        }
        for pruner, count in expected.items():
            study = quick(pruner=pruner)
            study.optimize(objective, n_trials=8)
            self.assertEqual(sum(trial.state == TrialState.PRUNED for trial in study.trials), count, type(pruner).__name__)
        study = quick(pruner=pruners.HyperbandPruner(max_resource=12))
        study.optimize(objective, n_trials=12)
        self.assertIn(TrialState.PRUNED, {trial.state for trial in study.trials})
        study = quick(directions=["minimize", "minimize"])
        with self.assertRaises(NotImplementedError):
            study.ask().should_prune()

    def test_grids_and_brute_force_stop_when_all_was_tried(self):
        study = optuna.create_study(sampler=optuna.samplers.GridSampler({"a": [1, 2, 3], "b": ["x", "y"]}))
        study.optimize(lambda t: t.suggest_int("a", 0, 5) + (t.suggest_categorical("b", ["x", "y"]) == "x"))
        self.assertEqual(len({tuple(sorted(trial.params.items())) for trial in study.trials}), 6)
        study = optuna.create_study(sampler=optuna.samplers.BruteForceSampler(seed=1))
        study.optimize(lambda t: t.suggest_int("b", 0, 2) if t.suggest_categorical("a", [True, False]) else 0.0)
        self.assertEqual(len(study.trials), 4)

    def test_what_is_not_there_says_what_is(self):
        for name, words in (("visualization", "diapason plot"), ("integration", "diapason.lightgbm"), ("artifacts", "set_user_attr")):
            with self.assertRaisesRegex(AttributeError, words):
                getattr(optuna, name)
        with self.assertRaisesRegex(AttributeError, "sqlite:///"):
            optuna.storages.JournalStorage


class Stores(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.place, ignore_errors=True)
        self.address = "sqlite:///" + os.path.join(self.place, "x.db")

    def test_a_study_is_kept_and_loaded_again_as_it_was(self):
        study = quick(storage=self.address, study_name="kept", direction="maximize")
        study.set_user_attr("by", ["me"])

        def objective(trial):
            kind = trial.suggest_categorical("a kind", ["a", None, True])
            x = trial.suggest_float("x.y", 0.0, 1.2, step=0.1) if kind is None else trial.suggest_int("k", 0, 30, step=7)
            trial.suggest_float("only", 1.0, 1.0)
            trial.report(x, 3)
            if trial.number == 2:
                raise optuna.TrialPruned()
            if trial.number == 4:
                raise ZeroDivisionError
            trial.set_user_attr("n", {"deep": [1, None]})
            return x

        study.optimize(objective, n_trials=9, catch=ZeroDivisionError)
        study.enqueue_trial({"x.y": 0.3})
        again = optuna.load_study(study_name="kept", storage=self.address)
        self.assertEqual([again.direction.name, again.user_attrs, len(again.trials)], ["MAXIMIZE", {"by": ["me"]}, 10])
        for before, after in zip(study.trials, again.trials):
            self.assertEqual(before, after)
        again.optimize(objective, n_trials=1)
        study.ask()
        self.assertEqual(len(study.get_trials(states=(TrialState.COMPLETE,))), 8)
        self.assertEqual(optuna.get_all_study_names(self.address), ["kept"])
        with self.assertRaises(optuna.exceptions.DuplicatedStudyError):
            quick(storage=self.address, study_name="kept")
        self.assertFalse(os.path.exists(os.path.join(self.place, "x.db")))
        self.assertTrue(os.path.exists(os.path.join(self.place, "x.diapason.db")))
        with self.assertRaises(NotImplementedError):
            optuna.delete_study(study_name="kept", storage=self.address)
        told = subprocess.run(
            [*find_command(), "trials", "kept", "--store", "sqlite:" + os.path.join(self.place, "x.diapason.db"), "--json"],
            stdout=subprocess.PIPE,
        )
        trials = json.loads(told.stdout)["trials"]
        self.assertEqual([t["state"] for t in trials][:9], ["complete"] * 2 + ["pruned", "complete", "failed"] + ["complete"] * 4)
        self.assertEqual([t["config"].get("a_kind") for t in trials][:9], [t.params["a kind"] for t in study.trials[:9]])

    def test_what_is_no_store_says_so(self):
        with open(os.path.join(self.place, "bad.diapason.db"), "w") as file:
            file.write("this is no database, and long enough not to be taken for an empty one" * 20)
        with self.assertRaises(optuna.exceptions.StorageInternalError):
            quick(storage="sqlite:///" + os.path.join(self.place, "bad.db"))


class Values(unittest.TestCase):
    kinds = [
        d.FloatDistribution(-1.5, 2.5),
        d.FloatDistribution(1e-9, 1e3, log=True),
        d.FloatDistribution(-10.2, 10.2, step=0.1),
        d.IntDistribution(-3, 8),
        d.IntDistribution(1, 1000, log=True),
        d.IntDistribution(-5, 10, step=3),
        d.CategoricalDistribution([None, True, 1.5, "s", 7]),
    ]

    def test_there_and_back_inside_of_the_range(self):
        for kind in self.kinds:
            for at in range(101):
                value = spread(kind, at / 101)
                self.assertTrue(kind._contains(kind.to_internal_repr(value)), (kind, value))
                again = outward(kind, inward(kind, value))
                self.assertTrue(again == value or abs(again - value) < 1e-12, (kind, value, again))
            self.assertIsNotNone(parameter(kind))
            self.assertEqual(d.json_to_distribution(d.distribution_to_json(kind)), kind)
            self.assertEqual(copy.deepcopy(kind), kind)

    def test_odd_ranges(self):
        for bad in (
            lambda: d.FloatDistribution(2, 1),
            lambda: d.FloatDistribution(0, 1, log=True),
            lambda: d.FloatDistribution(1, 2, log=True, step=0.5),
        ):
            self.assertRaises(ValueError, bad)
        for bad in (lambda: d.IntDistribution(2, 1), lambda: d.IntDistribution(0, 4, log=True), lambda: d.IntDistribution(0, 4, step=0)):
            self.assertRaises(ValueError, bad)
        self.assertRaises(ValueError, lambda: d.CategoricalDistribution([]))
        self.assertEqual(d.FloatDistribution(0, 1, step=0.3).high, 0.9)
        self.assertEqual(d.IntDistribution(0, 10, step=4).high, 8)
        for alone in (
            d.FloatDistribution(1, 1),
            d.IntDistribution(2, 2),
            d.CategoricalDistribution(["a"]),
            d.FloatDistribution(-1e308, 1e308),
        ):
            self.assertIsNone(parameter(alone))
        wide = joined(d.IntDistribution(0, 10, step=5), d.IntDistribution(7, 22, step=5))
        self.assertEqual((wide.low, wide.high, wide.step), (-3, 22, 5))
        self.assertEqual([nearest(d.IntDistribution(0, 10, step=5), value) for value in (-4, 6, 99)], [0, 5, 10])


class Conditions(unittest.TestCase):
    space = {
        "c": d.CategoricalDistribution(["a", "b", "z"]),
        "n": d.IntDistribution(1, 5),
        "m": d.CategoricalDistribution([True, False]),
        "x": d.FloatDistribution(0, 1),
    }

    def of(self, *params, whole=True):
        return conditions([Asked(one, whole) for one in params], self.space)

    def test_a_choice_explains(self):
        self.assertEqual(self.of({"c": "a", "x": 0.1}, {"c": "b"}), ({"x": {"c": [0, 2]}}, []))

    def test_a_number_explains_by_a_threshold(self):
        found, _ = self.of({"n": 1}, {"n": 4, "x": 0.1})
        self.assertEqual(found, {"x": {"n": [2, 3, 4, 5]}})

    def test_two_choices_together_explain(self):
        found, loose = self.of(
            {"c": "a", "m": True, "x": 0.1}, {"c": "a", "m": False}, {"c": "b", "m": True}, {"c": "a", "m": True, "x": 0.2}
        )
        self.assertEqual((found, loose), ({"x": {"c": [0], "m": [0]}}, []))

    def test_what_nothing_explains_is_loose_and_what_did_not_end_proves_nothing(self):
        self.assertEqual(self.of({"c": "a", "x": 0.1}, {"c": "a"}), ({}, ["x"]))
        self.assertEqual(self.of({"c": "a", "x": 0.1}, {"c": "a"}, whole=False), ({}, []))


if __name__ == "__main__":
    unittest.main()
