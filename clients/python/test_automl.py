"""AutoML for tables: what is read, what is judged, what is chosen. There when this interpreter has what it is made with."""

import contextlib
import importlib.util
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

THERE = sys.version_info >= (3, 9) and all(importlib.util.find_spec(name) for name in ("numpy", "pandas", "sklearn"))

if THERE:
    import numpy as np
    import pandas as pd

    from diapason_automl import ensemble, metrics, space, splits
    from diapason_automl.__main__ import _finite, main
    from diapason_automl.build import Pipeline
    from diapason_automl.faults import Fault
    from diapason_automl.model import check_place
    from diapason_automl.reading import read
    from diapason_automl.refit import refit
    from diapason_automl.trials import library
    from diapason_automl.workdir import load

HERE = os.path.dirname(os.path.abspath(__file__))


def run(*words):
    """A verb in this process: its exit code and the object it prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        code = main([str(word) for word in words])
    return code, json.loads(out.getvalue())


class Folder(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.place, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.place, name)

    def write(self, content, name="t.csv"):
        if isinstance(content, pd.DataFrame):
            content = content.to_csv(index=False)
        with open(self.path(name), "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        return self.path(name)

    def look(self, content, *words, target="y"):
        return run("look", self.write(content), "--target", target, "--out", self.path("w"), *words)[1]

    def fault(self, content, code, says, *words, target="y"):
        exit_code, answer = run("look", self.write(content), "--target", target, "--out", self.path("w"), *words)
        self.assertEqual((exit_code, answer["errors"][0]["code"]), (2, code))
        self.assertIn(says, " ".join(answer["errors"][0].values()))


def table(rows=120, seed=0):
    random = np.random.default_rng(seed)
    x = random.normal(size=rows).round(4)
    y = np.where(x + 0.5 * random.normal(size=rows) > 0, "yes", "no")
    return pd.DataFrame({"x": x, "z": random.normal(size=rows).round(4), "c": random.choice(list("abc"), rows), "y": y})


def kinds(answer):
    return {column["name"]: (column["kind"], column["used"]) for column in answer["columns"]}


def warned(answer, code):
    return " / ".join(one["what"] for one in answer["warnings"] if one["code"] == code)


if THERE:

    class Reading(Folder):
        def test_ragged_rows_are_named_by_their_line(self):
            lines = table().to_csv(index=False).split("\n")
            lines[5] += ",more"
            lines[9] = "1.0,2.0"
            answer = self.look("\n".join(lines))
            self.assertIn("line 6", warned(answer, "ragged"))
            self.assertIn("line 10", warned(answer, "ragged"))
            self.assertEqual((answer["rows"], answer["rows_used"]), (119, 118))
            self.assertIn("1 rows have no", warned(answer, "missing-target"))

        def test_rows_that_are_too_long_are_left_out_wherever_they_stand(self):
            rows = ["a,b,c", "1,2,3,9", '4,5" wide,6,8', "1,2", "1,2,3,", "7,8,9", '"x\ny",1,2,7', "5,5,5"]
            found = read(self.write("\n".join(rows)))
            self.assertEqual((found.rows, found.frame["a"].tolist(), found.frame["b"].tolist()), (4, [1, 1, 7, 5], [2, 2, 8, 5]))
            self.assertIn("3 rows have more than 3 fields and are left out: line 2, 3, 8", found.warnings[0]["what"])
            self.fault("a,y\n1,2,3\n4,5,6\n", "unreadable", "more fields than its first line")
            self.assertEqual(read(self.write("a,b,c\n1,2\n3,4\n")).frame["c"].isna().tolist(), [True, True])

        def test_what_stands_above_the_header_is_no_row(self):
            for top in ("\n  \n", "sep=;\r\n", "\n\"sep=;\"\n"):
                found = read(self.write(top + "a;b\n1,5;2\n3,5;4\n"))
                self.assertEqual((found.rows, found.frame.to_dict("list")), (2, {"a": [1.5, 3.5], "b": [2, 4]}))
            self.assertEqual(read(self.write("\n\n1,2\n3,4\n")).frame.iloc[:, 0].tolist(), [1, 3])

        def test_one_word_does_not_take_the_decimal_comma_from_a_column(self):
            found = read(self.write("a;b;c\n1,288;x, y;01.02.2020\n2.001,5;y;1\nk.A.;1,5;2\n1.000;w;3\n-3,25;q;4\n"))
            self.assertEqual(found.frame["a"].tolist(), ["1.288", "2001.5", "k.A.", "1000", "-3.25"])
            self.assertEqual((found.frame["b"].tolist()[:2], found.frame["c"].iloc[0]), (["x, y", "y"], "01.02.2020"))
            points = read(self.write("a;b\n12.5;1,5\n1.288;2,5\nk.A.;3,5\n"))  # a column of its own kind
            self.assertEqual(points.frame["a"].tolist(), ["12.5", "1.288", "k.A."])
            undecided = self.write("a;b\n1.288;x\n2.001;y\n")
            self.assertEqual([read(undecided, decimal=sign).frame["a"].astype(float).tolist() for sign in ",."], [[1288, 2001], [1.288, 2.001]])

        def test_another_encoding_separator_and_decimal_sign(self):
            frame = table().replace({"c": {"a": "é"}})
            answer = self.look(frame.to_csv(index=False, sep=";", decimal=",").encode("latin-1"))
            self.assertEqual((answer["encoding"], answer["separator"], answer["decimal"]), ("cp1252", ";", ","))
            self.assertIn("is not UTF-8", warned(answer, "encoding"))
            self.assertEqual(kinds(answer)["x"], ("number", True))
            self.assertEqual(read(self.write(frame.to_csv(index=False, sep="\t").encode("utf-16"))).frame["c"].iloc[0], frame["c"].iloc[0])

        def test_of_too_many_rows_a_sample_is_taken_and_said(self):
            answer = self.look(table(3000), "--max-rows", 500)
            self.assertEqual(answer["rows"], 3000)
            self.assertTrue(400 < answer["rows_used"] < 600)
            self.assertIn("of 3,000 rows", warned(answer, "sampled"))

        def test_quotes_may_hold_lines_and_separators(self):
            frame = table(40)
            frame.loc[3, "c"] = 'he said "a, b"\nand left'
            self.assertEqual(read(self.write(frame)).frame["c"].iloc[3], frame["c"].iloc[3])

        def test_files_that_are_no_table(self):
            self.fault("", "empty", "no bytes")
            self.fault("a,b,y\n", "empty", "no rows")
            self.fault(b"\x00\x01\x02" * 999, "unreadable", "not text")
            self.fault('a,y\n1,"x\n2,3\n4,5\n', "unreadable", "a quote that is not closed")
            self.assertEqual(run("look", self.path("none.csv"), "--target", "y", "--out", self.path("w"))[1]["errors"][0]["code"], "no-file")

    class Columns(Folder):
        def test_each_is_judged_and_what_is_left_out_is_told(self):
            frame = table(200)
            random = np.random.default_rng(1)
            frame["x"] = frame["x"].astype(object).where(np.arange(200) > 5, "unknown")
            frame["row_id"] = np.arange(1, 201)
            frame["code"] = [f"0{value}" for value in random.integers(0, 9, 200)]
            frame["same"] = (frame["y"] == "yes").astype(int)
            frame["cut"] = np.where(frame["y"] == "yes", 1, -1) * random.uniform(1, 2, 200)
            frame["one"] = 3
            frame["day"] = pd.date_range("2020-01-01", periods=200).strftime("%d/%m/%Y")
            frame["say"] = [" ".join(random.choice("the quick brown fox jumps over lazy dogs".split(), 8)) for _ in range(200)]
            frame["twin"] = frame["z"]
            frame.loc[3:8, "y"] = None
            answer = self.look(frame)
            expected = {
                "x": ("number", True), "row_id": ("id", False), "code": ("category", True), "same": ("leak", False), "cut": ("leak", False),
                "one": ("constant", False), "day": ("date", True), "say": ("text", True), "twin": ("constant", False), "y": ("target", False),
            }
            self.assertEqual({name: kinds(answer)[name] for name in expected}, expected)
            self.assertIn('3 other values such as "unknown"', warned(answer, "mixed"))
            self.assertIn('"same" is left out', warned(answer, "leak"))
            self.assertIn("6 rows have no", warned(answer, "missing-target"))
            again = self.look(frame, "--keep", "same,row_id", "--ignore", "say", "--time-column", "day")
            self.assertEqual([kinds(again)[name] for name in ("same", "row_id", "say")], [("number", True), ("number", True), ("ignored", False)])
            self.assertEqual(again["folds"]["kind"], "time")

        def test_what_is_missing_in_words_stays_missing(self):
            frame = table(60).assign(flag=lambda t: np.where(t["z"] > 0, "Yes", "no"))
            frame.loc[5:9, ["c", "flag"]] = None
            self.assertEqual(kinds(self.look(frame))["flag"], ("bool", True))
            codes = np.load(self.path("w/train-codes.npy"))
            self.assertEqual((codes.max(axis=0).tolist(), codes.min(axis=0).tolist()), ([2, 1], [-1, -1]))

        def test_numbers_that_are_infinite_or_too_large_are_missing(self):
            frame = table()
            frame.loc[[3, 4, 5], "x"] = [np.inf, 1e38, -1e300]
            frame["huge"] = frame["z"] * 1e200
            answer = self.look(frame)
            self.assertIn('"x" holds numbers, and 3 other values such as "inf"', warned(answer, "mixed"))
            self.assertEqual(kinds(answer)["huge"], ("empty", False))
            self.assertTrue(np.nanmax(np.abs(np.load(self.path("w/train-numbers.npy")))) < 10)

        def test_a_number_that_is_the_target_in_other_words_is_a_leak(self):
            frame = table().assign(y=lambda t: 3 * t["x"] + 7, w=lambda t: np.exp(t["x"]))
            answer = self.look(frame)
            self.assertEqual((answer["task"], kinds(answer)["x"][0], kinds(answer)["w"][0]), ("regression", "leak", "leak"))

        def test_of_very_many_columns_those_that_tell_are_kept(self):
            random = np.random.default_rng(2)
            frame = pd.DataFrame(random.normal(size=(150, 300)).round(3), columns=[f"f{index}" for index in range(300)])
            frame["y"] = (frame["f7"] + 0.1 * random.normal(size=150) > 0).astype(int)
            answer = self.look(frame, "--max-columns", 20)
            self.assertEqual(answer["facts"]["columns"], 20)
            self.assertIn("20 of 300", warned(answer, "screened"))

    class Targets(Folder):
        def test_the_task_is_found_with_its_reason(self):
            frame = table(200)
            self.assertEqual(self.look(frame)["task"], "binary")
            self.assertEqual(self.look(frame.assign(y=frame["c"]), "--ignore", "c")["metric"], "log_loss")
            self.assertEqual(self.look(frame.assign(y=frame["x"] + frame["z"]))["metric"], "rmse")
            self.assertIn("--task regression", self.look(frame.assign(y=np.arange(200) % 5))["task_why"])

        def test_what_cannot_be_learned_is_refused(self):
            frame = table()
            self.fault(frame.assign(y="yes"), "one-class", "one class only: yes")
            self.fault(frame.rename(columns={"y": "Income"}), "no-target", 'did you mean "Income"?', target="incom")
            self.fault(frame.assign(y=[f"a{index}" for index in range(120)]), "classes", "text or an id")
            self.fault(frame[:6], "too-few", "6 rows")
            self.fault(frame, "bad-flag", "log_loss", "--metric", "logloss")
            self.fault(frame, "bad-flag", "no metric for binary", "--metric", "rmse")
            self.fault(frame[["y"]], "no-features", "no column is left")
            self.fault(frame.assign(y=frame["x"] * 1e200), "too-large", "another unit")
            self.fault(frame.assign(day=np.arange(120), y=["no"] * 100 + ["yes"] * 20), "one-class", "trained on has one value", "--time-column", "day")
            self.fault(frame.assign(g=["a", "b"] * 60), "too-few-groups", "at least 3", "--group", "g")

        def test_an_infinite_target_is_a_missing_one(self):
            frame = table(200).assign(y=lambda t: t["x"] * 1e40)
            frame.loc[[1, 2], "y"] = [np.inf, -np.inf]
            answer = self.look(frame)
            self.assertEqual((answer["task"], answer["rows_used"]), ("regression", 198))
            frame = table(200).assign(y=np.arange(200) % 3).astype({"y": float})
            frame.loc[7, "y"] = np.inf
            self.assertEqual(self.look(frame)["classes"], ["0", "1", "2"])

        def test_what_is_printed_is_json(self):
            self.assertEqual(_finite({"a": [np.float32("inf"), np.float64("nan"), 1.5], "b": np.int64(2), "c": np.array([1.0, np.nan])}),
                             {"a": [None, None, 1.5], "b": 2, "c": [1.0, None]})

    class Rows(unittest.TestCase):
        def test_folds_keep_the_shares_of_classes_and_groups_together(self):
            y = np.array([0] * 80 + [1] * 20)
            folds = splits.make_folds(y, False, None, None, 0, 100)
            self.assertEqual((folds.n, folds.repeats), (5, 3))
            for step in range(1, 16):
                train, judges = folds.split(step)
                self.assertEqual((len(judges), int(y[judges].sum()), len(np.intersect1d(train, judges))), (20, 4, 0))
            groups = np.arange(100) // 5
            train, judges = splits.make_folds(y, False, groups, None, 0, 100).split(2)
            self.assertEqual(len(np.intersect1d(groups[train], groups[judges])), 0)
            again = splits.make_folds(y, False, None, None, 0, 100)
            self.assertTrue(np.array_equal(folds.of, again.of))

        def test_of_groups_the_part_nearest_to_the_share_is_held_back(self):
            groups = np.repeat(np.arange(11), [60] + [4] * 10)
            y = np.arange(100) % 2
            test = splits.held_back(0.2, y, False, groups, None, 0)
            self.assertEqual((len(np.intersect1d(groups[test], groups[~test])), bool(test[0]), int(test.sum())), (0, False, 12))
            few = np.repeat([0, 1, 2], [40, 35, 25])
            for share in (0.05, 0.2, 0.5):
                test = splits.held_back(share, y, False, few, None, 0)
                self.assertEqual((len(np.unique(few[test])), len(np.unique(few[~test]))), (1, 2))
            folds = splits.make_folds(y, False, groups, None, 0, 20_000_000)
            self.assertEqual((folds.kind, int((folds.of == 0).sum())), ("holdout", 12))

        def test_where_time_counts_nothing_is_trained_on_what_came_later(self):
            times = np.random.default_rng(0).permutation(200).astype(float)
            folds = splits.make_folds(times, True, None, times, 0, 100)
            for step in range(1, folds.n + 1):
                train, judges = folds.split(step)
                self.assertLess(times[train].max(), times[judges].min())
            test = splits.held_back(0.2, times, True, None, times, 0)
            self.assertEqual((int(test.sum()), times[test].min()), (40, 160.0))

    class Choice(unittest.TestCase):
        def test_greedy_selection_picks_as_the_paper_says(self):
            y = np.array([1, 0, 1, 0])
            said = [np.array([0.9, 0.6, 0.4, 0.2]), np.array([0.6, 0.1, 0.9, 0.6]), np.full(4, 0.5)]
            chosen = ensemble.greedy([np.column_stack([1 - p, p]) for p in said], y, metrics.log_loss, 5)
            self.assertEqual(chosen.picks, [1, 1, 0, 1, 1])
            np.testing.assert_allclose(chosen.losses, [0.40945935, 0.40945935, 0.40139836, 0.39899357, 0.39894293], atol=5e-9)
            np.testing.assert_allclose(chosen.weights, [0.2, 0.8, 0])

        def test_a_member_that_was_not_picked_by_luck_is_in_every_selection(self):
            y = np.array([0, 1] * 10)
            p = np.linspace(0.4, 0.6, 20)
            said = [np.column_stack([1 - q, q]) for q in (p, p[::-1], np.full(20, 0.5), np.where(y == 1, 0.95, 0.05))]
            by_luck = ensemble.bagged(said, y, metrics.log_loss, 12, 5, 0)
            always = ensemble.bagged(said, y, metrics.log_loss, 12, 5, 0, [3])
            self.assertLess(by_luck[3], 1)
            np.testing.assert_allclose(always, [0, 0, 0, 1])

        def test_metrics_agree_with_scikit_learn(self):
            from sklearn import metrics as theirs

            random = np.random.default_rng(3)
            y = random.integers(0, 3, 300)
            p = random.dirichlet([1, 1, 1], 300).round(2) + 1e-9
            p /= p.sum(axis=1, keepdims=True)
            self.assertAlmostEqual(metrics.log_loss(y, p), theirs.log_loss(y, np.clip(p, 1e-6, 1)), 4)
            self.assertAlmostEqual(metrics.roc_auc(y, p), theirs.roc_auc_score(y, p, multi_class="ovo"), 9)
            self.assertAlmostEqual(metrics.balanced_accuracy(y, p), theirs.balanced_accuracy_score(y, p.argmax(1)), 9)
            self.assertAlmostEqual(metrics.f1(y, p), theirs.f1_score(y, p.argmax(1), average="macro"), 9)
            two, q = (y == 0).astype(int), np.column_stack([1 - p[:, 0], p[:, 0]])
            self.assertAlmostEqual(metrics.roc_auc(two, q), theirs.roc_auc_score(two, q[:, 1]), 9)
            self.assertAlmostEqual(metrics.average_precision(two, q), theirs.average_precision_score(two, q[:, 1]), 9)

        def test_the_portfolio_begins_with_what_is_taken_without_a_search(self):
            from sklearn.ensemble import RandomForestClassifier

            facts = {"rows": 80, "columns": 9, "numbers": 9, "categories": 0, "levels": 0, "classes": 3, "missing": 0, "imbalance": 1}
            offered = ["linear", "random_forest", "lightgbm"]
            forest, boosted = space.references(offered, facts)
            self.assertEqual(space.portfolio(offered, facts)[1:3], [forest, boosted])
            self.assertEqual(space.portfolio(["linear", "random_forest", "hist_boosting"], facts)[1], forest)
            random = np.random.default_rng(5)
            x = random.normal(size=(80, 9))
            y = (x[:, 0] > 0).astype(int) + (x[:, 1] > 0)
            codes = np.zeros((80, 0), "int32")
            theirs = RandomForestClassifier(random_state=1).fit(x[:60], y[:60]).predict_proba(x[60:])
            np.testing.assert_allclose(Pipeline(forest, 3, 1).fit(x[:60], codes[:60], y[:60]).predict(x[60:], codes[60:]), theirs)
            self.assertEqual({**boosted["model"], "l2": 0}, {"use": "lightgbm", "rounds": 100, "rate": 0.1, "leaves": 31, "leaf": 20, "features": 1, "l2": 0, "rows": 1, "extra": False})

        def test_every_family_and_every_way_of_encoding_trains_and_predicts(self):
            random = np.random.default_rng(4)
            numbers, codes = random.normal(size=(60, 3)), random.integers(-1, 4, (60, 2)).astype("int32")
            numbers[::7, 1] = np.nan
            y = (numbers[:, 0] > 0).astype(int)
            from diapason_automl import families

            offered = families.available(60, 5)[0]
            facts = {"rows": 60, "columns": 5, "numbers": 3, "categories": 2, "levels": 9, "classes": 2, "missing": 0.1, "imbalance": 0.4}
            declared = space.declare(offered, facts)
            small = {"rounds": 5, "trees": 10, "epochs": 5, "parts": 20}
            for index, family in enumerate(offered):
                encode = ("onehot", "ordinal", "target")[index % 3]
                asked = {"model": {"use": family, **small}, "encode": encode, "impute": "flags", "select": 0.8, "weights": "balanced", "rare": 0.05}
                config = space.complete(asked, declared)
                config["model"].update({name: value for name, value in small.items() if name in config["model"]})
                said = Pipeline(config, 2).fit(numbers[:40], codes[:40], y[:40]).predict(numbers[40:], codes[40:])
                self.assertEqual(said.shape, (20, 2))
                np.testing.assert_allclose(said.sum(axis=1), 1, atol=1e-5)
                fitted = Pipeline({**config, "log_target": True}, 0).fit(numbers[:40], codes[:40], np.exp(numbers[:40, 0]))
                self.assertTrue(np.isfinite(fitted.predict(numbers[40:], codes[40:])).all())

        def test_a_fold_with_one_class_is_predicted_as_it(self):
            from diapason_automl import families

            x, codes = np.random.default_rng(6).normal(size=(30, 2)), np.zeros((30, 0), "int32")
            for family in families.NAMES:
                fitted = Pipeline({"model": {"use": family}}, 3).fit(x, codes, np.ones(30, int))
                self.assertEqual((fitted.predict(x[:2], codes[:2]).tolist(), fitted.rounds), ([[0, 1, 0]] * 2, 0))

    class Places(Folder):
        def test_a_model_replaces_a_model_and_nothing_else(self):
            os.makedirs(self.path("full"))
            self.write("a", "full/data.csv")
            self.write("{}", "full/schema.json")
            for path in (self.path("full"), self.path("full/data.csv")):
                with self.assertRaises(Fault):
                    check_place(path)
            self.assertEqual(run("finish", self.path("w"), "--out", self.path("full"))[1]["errors"][0]["code"], "bad-flag")
            self.assertEqual(sorted(os.listdir(self.path("full"))), ["data.csv", "schema.json"])
            os.makedirs(self.path("none"))
            check_place(self.path("none"))
            check_place(self.path("new/one"))

        def test_predictions_are_not_written_over_data_or_into_nothing(self):
            data = self.write(table(20))
            for out, says in ((data, "the data itself"), (self.place, "is a folder"), (self.path("no/dir/x.csv"), "there is no folder")):
                code, answer = run("predict", self.path("m"), data, "--out", out)
                self.assertEqual((code, answer["errors"][0]["code"]), (2, "bad-flag"))
                self.assertIn(says, " ".join(answer["errors"][0].values()))

    class Whole(Folder):
        def test_a_worker_runs_trials_and_finish_saves_a_model_that_predicts_new_data(self):
            import joblib

            frame = table(160)
            answer = self.look(frame.to_csv(index=False, sep=";", decimal=","))
            env = {**os.environ, "PYTHONPATH": HERE, "OMP_NUM_THREADS": "1"}
            asks = [
                {"op": "trial", "trial": 0, "config": {"model": {"use": "dummy"}}, "fidelity": 2, "seed": 1},
                {"op": "trial", "trial": 1, "config": answer["defaults"], "fidelity": 3, "seed": 1},
                {"op": "trial", "trial": 2, "config": {"model": {"use": "nothing"}}, "fidelity": 3},
                {"op": "trial", "trial": 1, "config": answer["defaults"], "fidelity": 4, "resume": 3, "seed": 1},
            ]
            actions = [["continue"] * 2, ["continue"] * 2 + ["pause"], [], ["continue"]]
            lines = [json.dumps(one) for ask, said in zip(asks, actions) for one in [ask, *({"action": word} for word in said)]]
            ran = subprocess.run(
                [sys.executable, "-m", "diapason_automl", "worker", self.path("w")], input="\n".join(lines), env=env, universal_newlines=True, stdout=subprocess.PIPE
            )
            said = [json.loads(line) for line in ran.stdout.splitlines()]
            self.assertEqual([one["type"] for one in said], ["ready", *["report"] * 2, "result", *["report"] * 3, "result", "fail", "report", "result"])
            self.assertEqual((said[7]["state"], said[8]["kind"], said[9]["step"], said[10]["metrics"]["folds"]), ("paused", "invalid", 4, 4))
            self.assertGreater(said[10]["metrics"]["score"], 0.8)
            workdir = load(self.path("w"))
            trials, _ = library(workdir, [1])
            slow = [trial._replace(folds=[{**fold, "fit_seconds": 9.0} for fold in trial.folds]) for trial in trials]
            self.assertEqual([len(one.pipelines) for one in refit(workdir, slow, [1.0], 0.0)], [1])  # in processes that are ended
            many = [slow[0], slow[0]._replace(number=2, folds=[{**fold, "fit_seconds": 3.0} for fold in slow[0].folds])]
            self.assertEqual([one.trial.number for one in refit(workdir, many, [0.9, 0.1], 6.0)], [2])  # what cannot end in time is not begun
            look = load(self.path("w")).look
            usual = {**answer["defaults"], "model": {**answer["defaults"]["model"], "c": 1e-4}}
            told = {"family": "linear", "folds": [{"score": 0.5, "fit_seconds": 0, "predict_seconds": 0, "rounds": 0}] * len(trials[0].folds)}
            others = [(10 + index, answer["defaults"]) for index in range(40)] + [(60, usual)]
            for number, config in others:
                shutil.copytree(workdir.trial(1), workdir.trial(number))
                with open(os.path.join(workdir.trial(number), "trial.json"), "w", encoding="utf-8") as file:
                    json.dump({**told, "config": config, **({} if number == 60 else {"folds": trials[0].folds})}, file)
            chosen = [one.number for one in library(workdir._replace(look={**look, "usual": [usual]}), None, 20)[0]]
            self.assertIn(60, chosen)  # what is taken without a search is looked at, however bad
            self.assertNotIn(60, [one.number for one in library(workdir._replace(look={**look, "usual": []}), None, 20)[0]])
            for number, _ in others:
                shutil.rmtree(workdir.trial(number))
            code, done = run("finish", self.path("w"), "--out", self.path("m"))
            self.assertEqual((code, done["rows_fitted"], done["leaderboard"][0]["trial"]), (0, 160, 1))
            self.assertTrue(done["test"]["low"] <= done["test"]["score"] <= done["test"]["high"])
            with open(self.path("m/model-card.md"), encoding="utf-8") as file:
                self.assertIn("rows that no part of the search has seen", file.read())
            self.assertEqual(joblib.load(self.path("m/model.joblib")).decimal, ",")  # the table below is of another kind, which its separator tells
            self.write("mine", "m/notes.txt")
            os.makedirs(self.path("m.part"))
            self.write("mine", "m.part/notes.txt")
            self.assertEqual(run("finish", self.path("w"), "--out", self.path("m"))[0], 0)
            self.assertEqual(sorted(os.listdir(self.path("m"))), ["model-card.md", "model.joblib", "notes.txt", "schema.json"])  # what is not the model's stays
            self.assertEqual((os.listdir(self.path("m.part")), [one for one in os.listdir(self.place) if one.startswith("m.")]), (["notes.txt"], ["m.part"]))
            new = self.write(table(50, 9).replace({"c": {"a": "new"}}), "new.csv")
            told = run("predict", self.path("m"), new, "--out", self.path("p.csv"), "--proba")[1]
            self.assertGreater(told["score"], 0.8)
            self.assertIn('of "c" were never seen', told["warnings"][0]["what"])
            out = pd.read_csv(self.path("p.csv"))
            self.assertEqual(list(out.columns), ["prediction", "probability_no", "probability_yes"])
            lost = self.write(table(20).drop(columns="x"), "lost.csv")
            self.assertEqual(run("predict", self.path("m"), lost, "--out", self.path("p.csv"))[1]["errors"][0]["code"], "missing-column")


if __name__ == "__main__":
    unittest.main()
