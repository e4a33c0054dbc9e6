"""The client against the real program and a real server, and what a notebook is shown."""

import asyncio
import datetime
import json
import math
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import xml.etree.ElementTree
from importlib.util import find_spec

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from diapason import aio, notebook, space  # noqa: E402
from diapason.client import ConnectionLost, DiapasonError, connect, create_study  # noqa: E402
from diapason.frames import flat  # noqa: E402
from diapason.results import Best, Status  # noqa: E402
from diapason.stdio import CommandNotFound, find_command  # noqa: E402

SPACE = {"x": space.real(0.0, 1.0), "k": space.integer(1, 4), "kind": ["a", "b"]}
QUICK = {"space": SPACE, "minimize": "loss", "sampler": "random", "seed": 1}


def program():
    try:
        return find_command()
    except CommandNotFound:
        return None


needed = unittest.skipIf(program() is None, "the program diapason is not here")


@needed
class Studies(unittest.TestCase):
    def study(self, **more):
        study = create_study(**{**QUICK, **more})
        self.addCleanup(study.close)
        return study

    def test_a_function_is_optimised_and_every_result_is_typed(self):
        study = self.study(budget=8)
        study.optimize(lambda trial: (trial.x - 0.3) ** 2, jobs=3)
        self.assertEqual([trial.number for trial in study.trials], list(range(8)))
        self.assertEqual({trial.state for trial in study.trials}, {"complete"})
        best = min(study.trials, key=lambda trial: trial.values["loss"])
        self.assertEqual(study.best, Best(best.number, best.config, best.values))
        self.assertEqual(study.recommended.number, best.number)
        status = study.status
        self.assertEqual((status.counts["complete"], status.total, status.spent_trials, status.budget_trials), (8, 8, 8, 8))
        self.assertIn("8 trials", study.done)
        self.assertIsNone(study.ask())
        self.assertRegex(study.importance().lacks, "needs 10")
        self.assertIn("study", repr(study))

    def test_what_a_function_may_return(self):
        study = self.study(minimize="loss", maximize="score", budget=5)
        returned = [(1, 2.0), {"loss": 3, "score": 4.5, "extra": math.inf}, None, (7,), "nothing"]

        def f(trial):
            if trial.number == 2:
                trial.report(loss=5, score=6)
            return returned[trial.number]

        study.optimize(f, catch=(TypeError,))
        trials = study.trials
        self.assertEqual(trials[0].values, {"loss": 1, "score": 2})
        self.assertEqual(trials[1].values, {"loss": 3, "score": 4.5, "extra": math.inf})
        self.assertEqual(trials[2].values, {"loss": 5, "score": 6})
        self.assertEqual([trial.failure.kind for trial in trials[3:]], ["crash", "crash"])
        self.assertIn("1 values were returned for 2 objectives", trials[3].failure.message)
        self.assertEqual([one.number for one in study.front], [0, 1, 2])

    def test_an_exception_is_told_and_raised_and_one_that_is_caught_is_only_told(self):
        study = self.study(budget=4)

        def f(trial):
            raise (MemoryError("no room"), ValueError("odd"), KeyboardInterrupt(), RuntimeError("CUDA out of memory"))[trial.number]

        with self.assertRaises(KeyboardInterrupt):
            study.optimize(f, catch=(MemoryError, ValueError))
        with self.assertRaisesRegex(RuntimeError, "CUDA"):
            study.optimize(lambda trial: f(trial) if trial.number == 3 else 1.0)
        kinds = {trial.number: trial.failure and trial.failure.kind for trial in study.trials}
        self.assertEqual(kinds, {0: "oom", 1: "crash", 2: None, 3: "oom"})
        self.assertEqual(study.trials[2].attempts, 2)

    def test_reports_stop_what_falls_behind_and_a_stop_needs_no_tell(self):
        study = self.study(budget=12, fidelity="epoch=1..9", scheduler="asha")

        def f(trial):
            for step in range(1, 10):
                if trial.report(loss=trial.number + 1 / step).stop:
                    self.assertTrue(trial.decision.why)
                    return None
            return trial.number

        study.optimize(f)
        states = [trial.state for trial in study.trials]
        self.assertGreater(states.count("pruned") + states.count("paused"), 3)
        self.assertGreaterEqual(states.count("complete"), 1)

    def test_metrics_that_are_no_numbers(self):
        study = self.study(budget=4)
        trial = study.ask()
        self.assertEqual(trial.tell(math.nan).failed, "nan")
        trial = study.ask()
        self.assertEqual(trial.tell(other=1).failed, "no-metric")
        trial = study.ask()
        with self.assertRaisesRegex(TypeError, "'loss' is not a number: 'high'"):
            trial.tell(loss="high")
        self.assertFalse(trial.ended)
        trial.fail("invalid", "it makes no sense")
        with self.assertRaisesRegex(DiapasonError, "no kind of failure"):
            study.ask().fail("sad")
        self.assertEqual(study.trials[2].failure.message, "it makes no sense")

    def test_a_loop_over_a_study(self):
        study = self.study(budget=3)
        numbers = []
        for trial in study:
            numbers.append(trial.number)
            if trial.number == 1:
                trial.report(loss=0.25)  # the next round tells it
            else:
                trial.tell(loss=1)
        self.assertEqual(numbers, [0, 1, 2])
        self.assertEqual(study.best.values, {"loss": 0.25})
        study = self.study(budget=2)
        for trial in study:
            break  # puts it back
        with self.assertRaisesRegex(DiapasonError, "neither reported, told, nor failed"):
            for again in study:
                self.assertEqual((again.number, again.config), (trial.number, trial.config))

    def test_values_by_name_and_with_their_types(self):
        study = self.study(space={"x": "1.5..1.5", "n": "int(2, 2)", "on": [True], "o": space.branch(sgd={"m": [4]}), "w": ["a"]})
        trial = study.ask()
        self.assertEqual((trial.x, trial["n"], trial.o["use"], "m" in trial), (1.5, 2, "sgd", False))
        self.assertEqual((trial.real("n"), trial.integer("n"), trial.flag("on"), trial.text("o"), trial.text("w")), (2.0, 2, True, "sgd", "a"))
        self.assertIsInstance(trial.real("n"), float)
        for way, name in (("real", "on"), ("integer", "x"), ("flag", "n"), ("text", "n")):
            with self.assertRaisesRegex(TypeError, name):
                getattr(trial, way)(name)
        with self.assertRaisesRegex(AttributeError, "no parameter 'onn'; did you mean 'on'"):
            trial.onn
        with self.assertRaisesRegex(KeyError, "there are: x, n"):
            trial["weight_decay"]

    def test_what_is_misspelled_or_missing_is_named(self):
        for wrong, error, words in (
            ({"minimise": "loss"}, TypeError, "minimise"),
            ({"minimize": None}, ValueError, 'minimize="loss"'),
            ({"fidelity": "epoch 1-30"}, ValueError, "epoch=1..30"),
            ({"budget": {"trails": 3}}, TypeError, "trails"),
            ({"space": {"x": object()}}, TypeError, "object"),
            ({"sampler": "tpee"}, DiapasonError, "tpe"),
            ({"command": "/nowhere/diapason"}, CommandNotFound, "/nowhere/diapason"),
        ):
            with self.subTest(wrong), self.assertRaisesRegex(error, words):
                create_study(**{**QUICK, **wrong}).close()
        study = self.study()
        with self.assertRaises(DiapasonError) as caught:
            study.add({"x": 0.5, "kk": 1, "kind": "a"}, 1.0)
        self.assertEqual(caught.exception.code, "D112")
        with self.assertRaises(DiapasonError) as caught:
            study.tell(99, 1.0)
        self.assertEqual(caught.exception.code, "D231")
        with self.assertRaisesRegex(ValueError, "jobs is 0"):
            study.optimize(lambda trial: 1, jobs=0)

    def test_a_lasting_study_goes_on_and_a_changed_one_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            store = "sqlite:" + os.path.join(folder, "s.db")
            wall = {"trials": 5, "wall": datetime.timedelta(hours=1)}
            with self.study(store=store, name="lasting", budget=wall, baselines=[{"x": 0.5, "k": 2, "kind": "b"}]) as study:
                self.assertFalse(study.resumed)
                self.assertEqual(study.ask().config, {"x": 0.5, "k": 2, "kind": "b"})
                study.tell(0, 0.5)
                self.assertEqual(study.add({"x": 0.1, "k": 1, "kind": "a"}, 0.25), 1)
                left = study.ask()
                self.assertEqual(study.status.budget_seconds, 3600)
            with self.study(store=store, name="lasting", budget=wall) as study:
                self.assertTrue(study.resumed)
                self.assertEqual(study.best.values, {"loss": 0.25})
                self.assertEqual(study.ask().config, left.config)
            with self.assertRaises(DiapasonError) as caught:
                create_study(**{**QUICK, "space": {"y": "0..1"}}, store=store, name="lasting")
            self.assertEqual(caught.exception.code, "D301")

    def test_a_program_that_is_killed_ends_the_run_with_its_reason(self):
        study = self.study(budget=9)

        def f(trial):
            os.kill(study._link.pid, signal.SIGKILL)
            return 1.0

        with self.assertRaisesRegex(ConnectionLost, "signal 9"):
            study.optimize(f, jobs=2, catch=(Exception,))

    if find_spec("pandas") is not None:

        def test_trials_as_a_table_of_pandas(self):
            study = self.study(space={"x": "0.0..1.0", "loss": [1, 2], "o": space.branch(sgd={"m": "0.0..1.0"}, adam={})}, budget=3)
            self.assertEqual(list(study.to_pandas().columns), ["state", "steps", "attempts", "why", "loss"])
            study.optimize(lambda trial: {"loss": trial.x, "time": 3})
            table = study.to_pandas()
            self.assertEqual(table.index.name, "trial")
            self.assertEqual(list(table.columns[:6]), ["state", "steps", "attempts", "why", "values.loss", "time"])
            self.assertLessEqual({"x", "loss", "o"}, set(table.columns))
            self.assertEqual(list(table["values.loss"]), list(table.x))
            self.assertEqual(list(table.time), [3, 3, 3])


@needed
class Async(unittest.TestCase):
    def test_a_coroutine_is_optimised_by_several_at_a_time(self):
        async def main():
            running, most = 0, 0

            async def f(trial):
                nonlocal running, most
                running += 1
                most = max(most, running)
                await asyncio.sleep(0)
                await trial.report(loss=1)
                running -= 1
                if trial.number == 3:
                    raise ValueError("odd")
                return (trial.x - 0.3) ** 2

            async with await aio.create_study(**QUICK, budget=9) as study:
                await study.optimize(f, jobs=3, catch=(ValueError,))
                trials = await study.trials()
                self.assertEqual([trial.state for trial in trials].count("complete"), 8)
                self.assertEqual(trials[3].failure.message, "ValueError: odd")
                self.assertEqual((await study.best()).values["loss"], min(t.values["loss"] for t in trials if t.state == "complete"))
                self.assertEqual((await study.status()).total, 9)
            self.assertEqual(most, 3)

        asyncio.run(main())

    def test_what_is_cancelled_is_put_back_and_nothing_is_lost(self):
        async def main():
            async with await aio.create_study(**QUICK, budget=4) as study:
                begun = asyncio.Event()

                async def f(trial):
                    begun.set()
                    await asyncio.Event().wait()

                run = asyncio.ensure_future(study.optimize(f, jobs=2))
                await begun.wait()
                run.cancel()
                with self.assertRaises(asyncio.CancelledError):
                    await run
                asking = asyncio.ensure_future(study.ask())
                await asyncio.sleep(0)  # it has asked
                asking.cancel()
                with self.assertRaises(asyncio.CancelledError):
                    await asking
                seen = {}
                async for trial in study:
                    seen[trial.number] = (await trial.tell(loss=trial.x)).failed
                self.assertEqual(seen, {0: None, 1: None, 2: None, 3: None})

        asyncio.run(main())

    def test_the_first_exception_puts_the_others_back(self):
        async def main():
            async with await aio.create_study(**QUICK, budget=4) as study:

                async def f(trial):
                    if trial.number == 1:
                        raise ValueError("odd")
                    await asyncio.Event().wait()

                with self.assertRaisesRegex(ValueError, "odd"):
                    await study.optimize(f, jobs=2)
                states = [trial.state for trial in await study.trials()]
                self.assertEqual(states, ["waiting", "failed"])

        asyncio.run(main())


@needed
class Servers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.token = json.loads(cls.said("token", "create", "--role", "owner"))["token"]
        cls.server, cls.url = cls.serve("127.0.0.1:0")

    @classmethod
    def tearDownClass(cls):
        cls.end(cls.server)
        cls.folder.cleanup()

    @classmethod
    def said(cls, *words):
        return subprocess.check_output([*program(), *words, "--json"], cwd=cls.folder.name)

    @classmethod
    def serve(cls, listen):
        """A server, once it says where it listens."""
        words = [*program(), "serve", "--listen", listen, "--json"]
        server = subprocess.Popen(words, cwd=cls.folder.name, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return server, json.loads(server.stdout.readline())["url"]

    @staticmethod
    def end(server, how=signal.SIGTERM):
        server.send_signal(how)
        server.wait(20)
        server.stdout.close()

    def connected(self, **more):
        return connect(self.url, self.token, **more)

    def test_a_study_of_a_server_is_conducted_as_one_of_here(self):
        with self.connected().create_study(**QUICK, name="one", budget=6, fidelity="epoch=1..3", scheduler="none") as study:

            def f(trial):
                for step in range(1, 4):
                    trial.report(loss=trial.x, step=step)
                if trial.number == 2:
                    raise MemoryError()
                return math.nan if trial.number == 3 else trial.x

            study.optimize(f, jobs=2, catch=(MemoryError,))
            trials = study.trials
            self.assertEqual([trial.state for trial in trials], ["complete", "complete", "failed", "failed", "complete", "complete"])
            self.assertEqual([trials[2].failure.kind, trials[3].failure.kind], ["oom", "nan"])
            self.assertEqual(study.best.values["loss"], min(trial.values["loss"] for trial in trials if trial.state == "complete"))
            self.assertEqual(study.status.budget_trials, 6)
            self.assertIn("<section", study._repr_html_())
            with self.assertRaisesRegex(DiapasonError, "diapason importance one"):
                study.importance()
        self.assertIn("one", self.connected().studies())
        with self.connected().study("one") as again:
            self.assertEqual((again.objectives, again.resumed), ([("loss", "minimize")], True))

    def test_what_still_runs_at_the_end_is_handed_out_again(self):
        with self.connected().create_study(**QUICK, name="two", budget=2) as study:
            first = study.ask()
        with self.connected().study("two") as study:
            again = study.ask()
            self.assertEqual((again.number, again.config), (first.number, first.config))
            with self.assertRaises(DiapasonError) as caught:
                first.tell(1.0)
            self.assertEqual(caught.exception.message, "the link is closed")

    def test_the_same_over_asyncio(self):
        async def main():
            server = aio.connect(self.url, self.token)
            async with await server.create_study(**QUICK, name="three", budget=4) as study:

                async def f(trial):
                    return trial.x

                await study.optimize(f, jobs=2)
                self.assertEqual((await study.status()).counts["complete"], 4)

        asyncio.run(main())

    def test_a_wrong_token_an_unknown_study_and_a_wrong_place_are_each_named(self):
        for token in (None, "dpt_wrong_token"):
            with self.assertRaises(DiapasonError) as caught:
                connect(self.url, token).studies()
            self.assertRegex(caught.exception.code, "^D41")
        with self.assertRaises(DiapasonError) as caught:
            self.connected().study("nobody")
        self.assertEqual(caught.exception.code, "D303")
        with self.assertRaises(DiapasonError) as caught:
            self.connected().create_study(**{**QUICK, "space": {"x": "0..banana"}}, name="odd")
        self.assertRegex(str(caught.exception), "banana")
        with self.assertRaisesRegex(ValueError, "copied whole"):
            connect(self.url, "dpt_…")
        with self.assertRaisesRegex(ValueError, "http://"):
            connect("localhost:4600")
        with self.assertRaisesRegex(ConnectionLost, "did not answer for 0.1 s"):
            connect("http://127.0.0.1:9", self.token, patience=0.1).studies()

    def test_a_server_that_is_away_and_comes_back_is_waited_for(self):
        study = connect(self.url, self.token).create_study(**QUICK, name="four", budget=2)
        trial = study.ask()
        self.end(self.server, signal.SIGKILL)
        told = []
        telling = threading.Thread(target=lambda: told.append(trial.tell(0.5)))
        telling.start()
        type(self).server, _ = self.serve(self.url[len("http://") :])
        telling.join(20)
        self.addCleanup(study.close)
        self.assertEqual([one.best for one in told], [True])
        self.assertEqual(study.best.values, {"loss": 0.5})


class Notebooks(unittest.TestCase):
    def seen(self, values, **more):
        best = [Best(values[-1][0], {"<lr>": 0.1, "o": {"use": "sgd", "m": 0.5}}, {"loss": values[-1][1]})] if values else []
        status = Status("a <study>", {"running": 1, "complete": len(values), "failed": 0}, len(values), 2.0, best, 100)
        return notebook.Seen("a <study>", "loss", "minimize", status, values, **more)

    def parsed(self, seen):
        """The element; raises where it is not one, or not well-formed."""
        return xml.etree.ElementTree.fromstring(notebook.element(seen))

    def test_it_is_one_element_with_a_curve_that_is_named_and_a_table_of_the_same(self):
        values = [(0, 4.0), (1, 5.0), (2, 2.0), (3, math.inf), (4, 2.5), (5, 1.0)]
        root = self.parsed(self.seen(values, left_s=200.0))
        self.assertEqual((root.tag, root.get("aria-label")), ("section", "Study a <study>"))
        words = " ".join(root.itertext())
        for part in ("lowest loss", "by trial 5", "<lr>=0.1, o=sgd, o.m=0.5", "1 running, 6 complete", "6 of 100 handed out", "about 3 min left"):
            self.assertIn(part, words)
        (svg,) = [one for one in root.iter() if one.tag.endswith("svg")]
        self.assertEqual(svg.get("role"), "img")
        self.assertEqual(svg.get("aria-label"), "Best loss so far: 4 after trial 0, 1 after trial 5")
        rows = [[cell.text for cell in row] for row in root.iter("tr")]
        self.assertEqual(rows, [["trial", "best loss from then on"], ["0", "4"], ["2", "2"], ["5", "1"]])
        self.assertNotRegex(notebook.element(self.seen(values)), r"<script|href=|src=|url\(")

    def test_a_study_without_values_with_one_and_with_equal_ones(self):
        self.assertIn("no trial is complete yet", "".join(self.parsed(self.seen([])).itertext()))
        for values in ([(3, 1.0)], [(0, 1.0), (1, 1.0)], [(0, math.nan), (1, math.inf)]):
            self.parsed(self.seen(values))

    def test_ten_thousand_trials_are_an_element_of_some_kilobytes(self):
        begun = time.perf_counter()
        text = notebook.element(self.seen([(n, 1e6 / (1 + n)) for n in range(10_000)]))
        self.assertLess(len(text), 600_000)
        self.assertLess(time.perf_counter() - begun, 2)

    def test_outside_a_notebook_nothing_is_shown(self):
        self.assertFalse(notebook.inside())

    def test_a_configuration_without_its_branches(self):
        nested = {"o": {"use": "a", "p": {"use": "b", "q": [1]}}, "n": {"x": 1}}
        self.assertEqual(flat(nested), {"o": "a", "o.p": "b", "o.p.q": [1], "n": {"x": 1}})


if __name__ == "__main__":
    unittest.main()
