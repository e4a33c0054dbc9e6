"""The Python client against a parent that a test plays: real processes, real sockets, the protocol on the wire."""

import atexit
import contextlib
import http.server
import json
import math
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import diapason  # noqa: E402

DEADLINE_S = 20  # of anything that is waited for; reached only by a failure


COMPILED = tempfile.mkdtemp()  # so that a hundred scripts do not each compile the client
atexit.register(shutil.rmtree, COMPILED, ignore_errors=True)


def surroundings(**settings):
    """The environment of a script: this one's, without what a launcher or a study may have left in it."""
    strangers = ("RANK", "LOCAL_RANK", "SLURM_PROCID", "OMPI_COMM_WORLD_RANK", "PMI_RANK")
    clean = {k: v for k, v in os.environ.items() if not k.startswith("DIAPASON") and k not in strangers}
    python = {"PYTHONUNBUFFERED": "", "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": COMPILED}
    return {**clean, **python, "PYTHONPATH": HERE, **{name: str(value) for name, value in settings.items()}}


def run(script, *, fds=(), **settings):
    """Runs a script to its end. Its source is dedented."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        env=surroundings(**settings),
        pass_fds=fds,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        universal_newlines=True,
        timeout=DEADLINE_S,
    )


def marked(output):
    """The messages on standard output."""
    mark = "::diapason "
    return [json.loads(line[len(mark) :]) for line in output.split("\n") if line.startswith(mark)]


def types(messages):
    return [message["type"] for message in messages]


def of_type(messages, kind):
    return [message for message in messages if message["type"] == kind]


class Parent:
    """A study at the other end of DIAPASON_FD. It answers only what a test tells it to."""

    def __init__(self, script, **settings):
        self.connection, theirs = socket.socketpair()
        self.connection.settimeout(DEADLINE_S)
        self.lines = self.connection.makefile("rb")
        env = surroundings(DIAPASON=1, DIAPASON_TRIAL=7, DIAPASON_FD=theirs.fileno(), **settings)
        self.process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(script)],
            env=env,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            universal_newlines=True,
        )
        theirs.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()
        self.lines.close()
        self.connection.close()

    def say(self, *messages):
        self.connection.sendall(b"".join(json.dumps(message).encode() + b"\n" for message in messages))

    def decide(self, seq, action="continue", **more):
        self.say({"type": "decision", "for": seq, "action": action, **more})

    def go(self, line=""):
        """Lets the script pass its next input()."""
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def printed(self):
        return self.process.stdout.readline().strip()

    def hears(self):
        """The next message; None at the end."""
        try:
            line = self.lines.readline()
        except ConnectionResetError:  # it left without reading our last words
            return None
        return json.loads(line) if line else None

    def hears_type(self, kind):
        message = self.hears()
        while message is not None and message["type"] != kind:
            message = self.hears()
        return message

    def hears_all(self):
        return list(iter(self.hears, None))

    def end(self):
        """Exit code, standard output and error, once it ended."""
        out, err = self.process.communicate(timeout=DEADLINE_S)
        return self.process.returncode, out, err


class FolderTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def path(self, *names):
        return os.path.join(self.folder, *names)


class OutsideAStudy(unittest.TestCase):
    def setUp(self):
        before = dict(os.environ)
        self.addCleanup(lambda: (os.environ.clear(), os.environ.update(before)))
        os.environ.clear()

    def test_a_trial_holds_its_defaults(self):
        trial = diapason.trial(lr=0.1, batch=32)
        self.assertEqual((trial.lr, trial["batch"], "lr" in trial, "nope" in trial), (0.1, 32, True, False))
        self.assertEqual(trial.config, {"lr": 0.1, "batch": 32})
        self.assertFalse(trial.inside)

    def test_there_is_no_number_study_fidelity_or_checkpoint(self):
        trial = diapason.trial()
        facts = (trial.number, trial.attempt, trial.study, trial.fidelity, trial.checkpoint_dir, trial.resume_from)
        self.assertEqual(facts, (None,) * 6)
        self.assertEqual((trial.seed, trial.dir), (0, os.getcwd()))

    def test_a_report_is_kept_and_answered_continue(self):
        trial = diapason.trial()
        self.assertEqual(trial.report(loss=1.5).action, "continue")
        self.assertFalse(trial.report({"a/b": 2}, step=7, c=3, wait=True).stop)
        self.assertFalse(trial.report(loss=1).stop)
        self.assertEqual(
            trial.history,
            [
                {"step": 1, "metrics": {"loss": 1.5}},
                {"step": 7, "metrics": {"a/b": 2, "c": 3}},
                {"step": 8, "metrics": {"loss": 1}},
            ],
        )
        self.assertFalse(trial.should_stop)

    def test_to_say_what_is_live_changes_nothing(self):
        trial = diapason.trial(lr=0.1)
        trial.live(lr=self.fail)
        trial.report(loss=1)
        self.assertEqual([trial.lr for _ in trial.steps(3)], [0.1, 0.1])
        self.assertRaises(KeyError, trial.live, "rate")

    def test_saving_and_restoring_do_nothing(self):
        trial = diapason.trial()
        self.assertEqual(trial.resume(self.fail), 0)
        self.assertIsNone(trial.checkpoint(1, self.fail))

    def test_steps_count_from_one_and_a_report_takes_the_step_of_the_loop(self):
        trial = diapason.trial()
        seen = []
        for step in trial.steps(3):
            seen.append(step)
            trial.report(train=1)
            trial.report(val=2)
        self.assertEqual(seen, [1, 2, 3])
        self.assertEqual([r["step"] for r in trial.history], [1, 1, 2, 2, 3, 3])

    def test_the_value_of_a_number_is_itself_and_of_a_schedule_its_rate(self):
        trial = diapason.trial(lr={"form": "cosine", "base": 0.1, "warmup": 0.2}, momentum=0.9, layers=3)
        self.assertEqual([trial.value("momentum", 7), trial.value("layers", 7)], [0.9, 3])
        rates = [trial.value("lr", step, total=10) for step in (0, 1, 2, 6, 10)]
        for rate, expected in zip(rates, (0, 0.05, 0.1, 0.05, 0)):
            self.assertAlmostEqual(rate, expected, 15)

    def test_a_schedule_goes_over_the_steps_that_are_counted(self):
        trial = diapason.trial(lr={"form": "linear", "base": 1})
        self.assertEqual([trial.value("lr", step) for step in trial.steps(4)], [0.75, 0.5, 0.25, 0])

    def test_a_plateau_is_looked_for_in_what_was_reported_first(self):
        trial = diapason.trial(lr={"form": "plateau", "base": 1, "patience": 1})
        for loss in (1, 1, math.nan):
            trial.report(loss=loss, accuracy=0.5)
        trial.report(accuracy=0.7)
        self.assertEqual(trial.value("lr", 3, total=9), 0.1)
        self.assertEqual(trial.value("lr", 3, total=9, losses=[3, 2, 1]), 1)

    def test_what_has_no_value_at_a_step_is_refused(self):
        bad, sound = {"form": "cosin", "base": 1}, {"form": "cosine", "base": 1}
        trial = diapason.trial(a="adam", b=bad, c=sound, d={"form": "linear"})
        for name, options, error, text in (
            ("a", {}, TypeError, "a is neither a number nor a schedule: it is no dict"),
            ("b", {}, TypeError, "no form is named cosin; the forms are constant, step"),
            ("c", {}, ValueError, "nothing says how long the run is"),
            ("c", {"total": 0}, ValueError, "a total number of steps above 0, not 0"),
            ("d", {"total": 9}, TypeError, "its base is None, expected a rate above 0"),
            ("e", {}, KeyError, "no parameter 'e'"),
        ):
            with self.assertRaisesRegex(error, text):
                trial.value(name, 1, **options)
        with self.assertRaisesRegex(ValueError, "a step that is no number"):
            trial.value("c", math.nan, total=9)

    def test_an_unknown_name_is_answered_with_the_nearest(self):
        trial = diapason.trial(learning_rate=0.1, opt={"use": "sgd", "momentum": 0.9})
        with self.assertRaisesRegex(AttributeError, "'learnig_rate'.*did you mean 'learning_rate'"):
            trial.learnig_rate
        with self.assertRaisesRegex(KeyError, "did you mean 'learning_rate'"):
            trial["learnin_rate"]
        with self.assertRaisesRegex(AttributeError, "did you mean 'report'"):
            trial.repot
        with self.assertRaisesRegex(AttributeError, "did you mean 'momentum'"):
            trial.opt.momentun
        self.assertFalse(hasattr(trial, "zzz"))

    def test_a_value_cannot_be_set(self):
        trial = diapason.trial(lr=0.1)
        with self.assertRaises(AttributeError):
            trial.lr = 0.2
        self.assertEqual(trial.lr, 0.1)

    def test_a_parameter_with_a_name_of_the_trial_is_an_item(self):
        trial = diapason.trial(seed=5, report=6)
        self.assertEqual((trial["seed"], trial["report"], trial.seed), (5, 6, 0))

    def test_a_metric_that_is_no_number_raises_and_names_itself(self):
        trial = diapason.trial()
        for wrong in ("high", [1.0], {}, 1j):
            with self.assertRaisesRegex(TypeError, "'loss' is not a number"):
                trial.report(loss=wrong)
        self.assertEqual(trial.history, [])

    def test_a_step_must_be_finite(self):
        with self.assertRaises(ValueError):
            diapason.trial().report(loss=1, step=math.nan)

    def test_nothing_is_printed_and_the_process_ends(self):
        done = run("import diapason; t = diapason.trial(lr=1); t.report(loss=1); t.note('a', 1); t.result(loss=1)")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))


class Numbers(unittest.TestCase):
    def test_the_non_finite_have_names(self):
        given = {"a": math.nan, "b": math.inf, "c": -math.inf, "d": 10**400, "e": -(10**400)}
        named = {"a": "nan", "b": "inf", "c": "-inf", "d": "inf", "e": "-inf"}
        self.assertEqual(diapason._numbers(given), named)

    def test_scalars_of_other_libraries_are_taken_by_item_or_float(self):
        class Scalar:
            def item(self):
                return 0.25

        class Quantity:
            def __float__(self):
                return 0.5

        class NotFinite:
            def item(self):
                return math.nan

        numbers = diapason._numbers({"a": Scalar(), "b": Quantity(), "c": NotFinite(), "d": True, "e": None})
        self.assertEqual(numbers, {"a": 0.25, "b": 0.5, "c": "nan", "d": 1})

    def test_whole_numbers_stay_whole_and_steps_become_so(self):
        self.assertEqual(repr(diapason._number("n", 3)), "3")
        self.assertEqual(repr(diapason._step(3.0)), "3")
        self.assertEqual(diapason._step(0.5), 0.5)

    def test_a_note_may_hold_anything(self):
        class Array:
            def tolist(self):
                return [1, math.inf]

        self.assertEqual(diapason._plain({"a": Array(), 1: (None, True)}), {"a": [1, "inf"], "1": [None, True]})
        self.assertEqual(diapason._plain({1}), "{1}")


class Values(FolderTest):
    def printed(self, script, **settings):
        done = run("import diapason\n" + textwrap.dedent(script), DIAPASON=1, **settings)
        self.assertEqual(done.stderr, "")
        return done.stdout.strip()

    def test_the_studys_values_stand_over_the_defaults(self):
        out = self.printed(
            "t = diapason.trial(lr=1.0, batch=8, k=1); print(t.lr, t.batch, t.k, t.width)",
            DIAPASON_PARAMS='{"lr": 2, "batch": 16, "width": 4}',
        )
        self.assertEqual(out, "2.0 16 1 4")

    def test_a_branch_is_reached_by_attributes_and_replaces_the_default_whole(self):
        out = self.printed(
            """
            import json
            t = diapason.trial(optimizer={"use": "adam", "beta": 0.9})
            print(t.optimizer.use, t.optimizer.momentum, t["optimizer"]["momentum"], "beta" in t.optimizer)
            print(json.dumps(t.config))
            """,
            DIAPASON_PARAMS='{"optimizer": {"use": "sgd", "momentum": 0.9}}',
        )
        self.assertEqual(out.split("\n"), ["sgd 0.9 0.9 False", '{"optimizer": {"use": "sgd", "momentum": 0.9}}'])

    def test_they_may_come_in_a_file(self):
        with open(self.path("p.json"), "w") as file:
            file.write('{"name": "\\u00e9"}')
        out = self.printed("print(diapason.trial().name == '\\u00e9')", DIAPASON_PARAMS_FILE=self.path("p.json"))
        self.assertEqual(out, "True")

    def test_unreadable_values_stop_the_script(self):
        for settings in (
            {"DIAPASON_PARAMS": "{"},
            {"DIAPASON_PARAMS": "[]"},
            {"DIAPASON_PARAMS_FILE": self.path("no")},
        ):
            done = run("import diapason; diapason.trial(lr=1)", DIAPASON=1, **settings)
            self.assertEqual(done.returncode, 1)
            self.assertIn("ValueError: the configuration in", done.stderr)

    def test_the_facts_of_the_attempt_come_from_the_environment(self):
        out = self.printed(
            """
            t = diapason.trial()
            print(t.inside, t.fidelity, t.seed, t.number, t.attempt, t.study, t.dir, t.checkpoint_dir, t.resume_from)
            """,
            DIAPASON_FIDELITY="9",
            DIAPASON_SEED="4294967295",
            DIAPASON_TRIAL="0",
            DIAPASON_ATTEMPT="2",
            DIAPASON_STUDY="s",
            DIAPASON_DIR="/d",
            DIAPASON_CHECKPOINT_DIR="/c",
            DIAPASON_RESUME_FROM="/r",
        )
        self.assertEqual(out, "True 9 4294967295 0 2 s /d /c /r")
        self.assertEqual(self.printed("print(diapason.trial().fidelity)", DIAPASON_FIDELITY="0.5"), "0.5")


class Schedules(FolderTest):
    def test_inside_a_study_a_schedule_goes_up_to_the_fidelity(self):
        done = run(
            """
            import diapason
            trial = diapason.trial(lr=1e-3)
            print(*["%.3f" % trial.value("lr", step) for step in (0, 5, 10)])
            """,
            DIAPASON=1,
            DIAPASON_FIDELITY=5,
            DIAPASON_FIDELITY_MAX=10,
            DIAPASON_PARAMS='{"lr": {"form": "cosine", "base": 0.1, "warmup": 0, "floor": 0}}',
        )
        self.assertEqual((done.stdout, done.stderr), ("0.100 0.050 0.000\n", ""))


class ByDescriptor(FolderTest):
    def test_hello_comes_first_and_a_clean_end_says_bye(self):
        with Parent("import diapason; t = diapason.trial(); t.report(loss=0.5, step=3)") as parent:
            messages = parent.hears_all()
            self.assertEqual(parent.end(), (0, "", ""))
        version = diapason.__version__
        self.assertEqual(
            messages,
            [
                {"type": "hello", "protocol": [1], "client": "python/" + version, "capabilities": ["stop"]},
                {"type": "report", "seq": 1, "step": 3, "metrics": {"loss": 0.5}},
                {"type": "bye"},
            ],
        )

    def test_a_script_that_says_nothing_is_not_heard(self):
        with Parent("import diapason; diapason.trial(); print('loss=1')") as parent:
            self.assertEqual(parent.hears_all(), [])
            self.assertEqual(parent.end(), (0, "loss=1\n", ""))

    def test_non_finite_metrics_travel_by_name(self):
        with Parent("import diapason; diapason.trial().report(a=float('nan'), b=float('-inf'))") as parent:
            self.assertEqual(parent.hears_type("report")["metrics"], {"a": "nan", "b": "-inf"})

    def test_waiting_brings_the_answer_with_its_reason(self):
        script = """
            import diapason
            d = diapason.trial().report(loss=1, wait=True)
            print(d.action, d.stop, d.pause, d.code, d.why)
        """
        for action, flags in (("continue", "False False"), ("stop", "True False"), ("pause", "True True")):
            with Parent(script) as parent:
                parent.hears_type("report")
                parent.decide(1, action, why={"code": "asha.rung", "text": "rank 8 of 12"})
                self.assertEqual(parent.end()[1], "%s %s asha.rung rank 8 of 12\n" % (action, flags))

    def test_a_reason_may_be_a_plain_string(self):
        with Parent("import diapason; print(diapason.trial().report(loss=1, wait=True).why)") as parent:
            parent.hears_type("report")
            parent.decide(1, "stop", why="12th of 13")
            self.assertEqual(parent.end()[1], "12th of 13\n")

    def test_an_answer_may_come_a_step_late(self):
        script = """
            import diapason
            t = diapason.trial()
            print(t.report(loss=1).stop, flush=True)
            while not t.should_stop: pass
            print(t.report(loss=2).stop)
        """
        with Parent(script) as parent:
            parent.hears_type("report")
            self.assertEqual(parent.printed(), "False")
            parent.decide(1, "stop")
            self.assertEqual(parent.end()[1], "True\n")

    def test_the_first_stop_or_pause_stays_whatever_comes_after(self):
        script = """
            import diapason
            t = diapason.trial()
            print(t.report(loss=1, wait=True).action)
            while not t.save_requested: pass
            print(t.report(loss=2).action, t.report(loss=3, wait=True).action, t.should_stop)
        """
        for first, then in (("pause", "continue"), ("stop", "continue"), ("pause", "stop")):
            with Parent(script) as parent:
                parent.hears_type("report")
                parent.decide(1, first)
                parent.decide(1, then)
                parent.say({"type": "save"})
                self.assertEqual(parent.end()[1].split(), [first] * 3 + ["True"])

    def test_waiting_is_for_the_answer_to_this_report(self):
        script = "import diapason; t = diapason.trial(); t.report(loss=1); print(t.report(loss=2, wait=True).why)"
        with Parent(script) as parent:
            parent.hears_type("report")
            parent.hears_type("report")
            parent.decide(1, why="one")
            parent.say({"type": "decision", "action": "update", "rev": 1})
            parent.hears_type("refused")
            parent.decide(2, why="two")
            self.assertEqual(parent.end()[1], "two\n")

    def test_the_loop_over_steps_ends_on_stop_and_at_the_fidelity(self):
        script = """
            import diapason
            t = diapason.trial()
            for step in t.steps(30): t.report(loss=step, wait=True)
        """
        with Parent(script, DIAPASON_FIDELITY=3) as parent:
            for seq in (1, 2, 3):
                self.assertEqual(parent.hears_type("report")["step"], seq)
                parent.decide(seq)
            self.assertEqual(types(parent.hears_all()), ["bye"])
        with Parent(script) as parent:
            parent.hears_type("report")
            parent.decide(1, "stop")
            self.assertEqual(types(parent.hears_all()), ["bye"])

    def test_no_answer_in_two_seconds_means_continue(self):
        script = """
            import diapason, time
            diapason._ANSWER_S = 0.05
            print(diapason.trial().report(loss=1, wait=True).action)
        """
        with Parent(script) as parent:
            self.assertEqual(parent.end()[1], "continue\n")
        self.assertEqual(diapason._ANSWER_S, 2.0)

    def test_a_parent_that_stops_writing_is_not_waited_for(self):
        script = """
            import diapason
            diapason._ANSWER_S = 1000
            print(diapason.trial().report(loss=1, wait=True).action)
        """
        with Parent(script) as parent:
            parent.hears_type("report")
            parent.connection.shutdown(socket.SHUT_WR)
            self.assertEqual(parent.end()[1], "continue\n")

    def test_a_parent_that_stops_reading_does_not_hold_the_script(self):
        script = """
            import diapason
            diapason._ANSWER_S = 0.2
            t = diapason.trial()
            for _ in range(400): t.report({"metric%d" % i: 0.123456789 for i in range(1000)})
            print("done")
        """
        with Parent(script) as parent:
            code, out, err = parent.end()
            self.assertEqual((code, out, err), (0, "done\n", ""))

    def test_what_could_not_be_sent_at_once_is_sent_later_and_in_order(self):
        script = """
            import diapason
            diapason._ANSWER_S = 0.05
            t = diapason.trial()
            for _ in range(20): t.report({"metric%d" % i: 0.5 for i in range(2000)})
            print("slow", flush=True)
            diapason._ANSWER_S = 10
            t._session._link.rouse()
            t.report(loss=1)
        """
        with Parent(script) as parent:
            self.assertEqual(parent.printed(), "slow")
            self.assertEqual([m["seq"] for m in of_type(parent.hears_all(), "report")], list(range(1, 22)))

    def test_noise_from_the_parent_is_ignored(self):
        script = "import diapason; print(diapason.trial().report(loss=1, wait=True).why)"
        with Parent(script) as parent:
            parent.hears_type("report")
            parent.connection.sendall(b"{\n[]\n\n\xff\xfe\n" + b"[" * 100000 + b"\n" + b"x" * 3_000_000 + b"\n")
            parent.say({"type": "news"}, {"type": "decision", "action": "dance"})
            for byte in json.dumps(
                {"type": "decision", "for": 1, "action": "stop", "why": "é"}, ensure_ascii=False
            ).encode():
                parent.connection.sendall(bytes([byte]))
            parent.connection.sendall(b"\n")
            code, out, err = parent.end()
            self.assertEqual((code, out, err), (0, "é\n", ""))

    def test_a_line_that_is_too_long_is_dropped_to_its_last_byte(self):
        class Connection:
            chunks = [b"x" * (1 << 20) + b"x", b'{"type":"save"}\n{"a"', b":1}\n", b""]

            def recv(self, _):
                return self.chunks.pop(0)

        heard = []
        diapason._listen(Connection(), heard.append, lambda: heard.append(None))
        self.assertEqual(heard, [b'{"a":1}', None])

    def test_an_update_is_refused_and_the_trial_goes_on(self):
        with Parent("import diapason; print(diapason.trial().report(loss=1, wait=True).action)") as parent:
            parent.hears_type("report")
            parent.decide(1, "update", rev=2, config={"lr": 0.1})
            refused = parent.hears_type("refused")
            self.assertEqual((refused["rev"], refused["step"]), (2, 1))
            self.assertEqual(refused["why"], "this script does not change lr while it runs")
            self.assertEqual(parent.end()[1], "continue\n")

    def test_a_live_value_changes_in_a_report_after_its_setter_and_keeps_its_kind(self):
        script = """
            import diapason
            t = diapason.trial(lr=1.0, batch=8, opt={"use": "sgd", "momentum": 0.9})
            seen = []
            t.live("lr", "opt.momentum", batch=lambda value: seen.append((value, t.batch)))
            held = t.opt
            t.report(loss=1, wait=True)
            print(t.config, seen, held.momentum)
        """
        with Parent(script) as parent:
            hello = parent.hears_type("hello")
            self.assertEqual(hello["capabilities"], ["stop", "update:lr", "update:opt.momentum", "update:batch"])
            config = {"lr": 2, "batch": 16, "opt.momentum": 0.5}
            parent.decide(1, "update", rev=1, config=config, apply="next-step")
            self.assertEqual(parent.hears_type("applied"), {"type": "applied", "rev": 1, "step": 2})
            expected = "{'lr': 2.0, 'batch': 16, 'opt': {'use': 'sgd', 'momentum': 0.5}} [(16, 8)] 0.5\n"
            self.assertEqual(parent.end()[1], expected)

    def test_an_update_that_a_setter_refuses_changes_nothing_and_is_put_back(self):
        script = """
            import diapason
            t = diapason.trial(lr=1.0, batch=8)
            seen = []
            def set_batch(value):
                raise ValueError("a batch of %d does not fit" % value)
            t.live(lr=seen.append, batch=set_batch)
            t.report(loss=1, wait=True)
            print(t.config, seen)
        """
        with Parent(script) as parent:
            parent.hears_type("report")
            parent.decide(1, "update", rev=1, config={"lr": 0.5, "batch": 64}, apply="next-step")
            why = "ValueError: a batch of 64 does not fit"
            self.assertEqual(parent.hears_type("refused"), {"type": "refused", "rev": 1, "step": 2, "why": why})
            self.assertEqual(parent.end()[1], "{'lr': 1.0, 'batch': 8} [0.5, 1.0]\n")

    def test_a_value_of_a_branch_that_this_trial_has_not_is_refused(self):
        script = """
            import diapason
            t = diapason.trial(opt={"use": "adam"})
            t.live("opt.momentum")
            t.report(loss=1, wait=True)
        """
        with Parent(script) as parent:
            parent.hears_type("report")
            parent.decide(1, "update", rev=1, config={"opt.momentum": 0.5}, apply="next-step")
            self.assertIn("momentum", parent.hears_type("refused")["why"])

    def test_what_is_live_is_a_parameter_and_said_before_the_first_report(self):
        script = """
            import diapason
            t = diapason.trial(lr=1, batch=8)
            for late in ("rate", "batch"):
                try: t.live(late)
                except KeyError as error: print(error.args[0])
                except RuntimeError as error: print(error)
                t.live("lr")
                t.report(loss=1)
        """
        with Parent(script) as parent:
            printed = parent.end()[1].splitlines()
            self.assertIn("no parameter 'rate'", printed[0])
            self.assertIn("call live('batch') before", printed[1])

    def test_a_request_to_save_is_seen_and_answered_by_a_checkpoint(self):
        script = """
            import diapason
            t = diapason.trial()
            t.report(loss=1)
            while not t.save_requested: pass
            t.checkpoint(1, lambda folder: None)
            print(t.save_requested)
        """
        with Parent(script, DIAPASON_CHECKPOINT_DIR=self.folder) as parent:
            parent.hears_type("report")
            parent.say({"type": "save", "by": "2031-01-04T10:00:00Z"})
            self.assertEqual(parent.hears_type("checkpoint")["step"], 1)
            self.assertEqual(parent.end()[1], "False\n")

    def test_an_attempt_that_was_taken_over_stops(self):
        with Parent(
            "import diapason; d = diapason.trial().report(loss=1, wait=True); print(d.action, d.code)"
        ) as parent:
            parent.hears_type("report")
            parent.say({"type": "end", "stale": True})
            self.assertEqual(parent.end()[1], "stop end\n")

    def test_all_other_words_arrive(self):
        script = """
            import diapason, os
            t = diapason.trial()
            t.artifact("plot", "plot.png", media="image/png")
            t.note("params_m", 11.2)
            t.log("info", "caf\\u00e9 \\ud800")
            t.result({"a/b": 1}, loss=float("inf"))
            t.fail("invalid", "batch does not divide n")
        """
        with Parent(script) as parent:
            messages = parent.hears_all()
        self.assertEqual(
            messages[1:],
            [
                {"type": "artifact", "name": "plot", "path": os.path.abspath("plot.png"), "media": "image/png"},
                {"type": "note", "key": "params_m", "value": 11.2},
                {"type": "log", "level": "info", "text": "caf\u00e9 \ud800"},
                {"type": "result", "metrics": {"a/b": 1, "loss": "inf"}},
                {"type": "fail", "kind": "invalid", "text": "batch does not divide n", "retry": False},
            ],
        )

    def test_no_line_is_over_a_mebibyte(self):
        script = """
            import diapason
            t = diapason.trial()
            t.log("info", "x" * 2_000_000)
            t.report({"m%d" % i: 1 for i in range(200_000)}, wait=True)
            t.report(loss=1)
        """
        with Parent(script) as parent:
            lines = list(parent.lines)
            code, out, err = parent.end()
        self.assertEqual((code, err), (0, ""))
        self.assertLess(max(map(len, lines)), 1 << 20)
        messages = [json.loads(line) for line in lines]
        self.assertEqual(types(messages), ["hello", "log", "log", "log", "report", "bye"])
        self.assertEqual(messages[1]["text"], "x" * 1000)
        self.assertIn("over 1 MiB and was cut", messages[2]["text"])
        self.assertIn("over 1 MiB and was left out", messages[3]["text"])
        self.assertEqual(messages[4]["seq"], 2)

    def test_a_line_just_under_the_limit_arrives_whole(self):
        with Parent("import diapason; diapason.trial().log('info', 'x' * 1_048_000)") as parent:
            self.assertEqual(len(parent.hears_type("log")["text"]), 1_048_000)

    def test_heartbeats_are_sent_while_nothing_else_is(self):
        script = """
            import diapason
            diapason._HEARTBEAT_S = 0.02
            diapason.trial().report(loss=1)
            input()
        """
        with Parent(script) as parent:
            for _ in range(3):
                self.assertIsNotNone(parent.hears_type("heartbeat"))
            parent.go()
            self.assertEqual(parent.hears_all()[-1], {"type": "bye"})
            self.assertEqual(parent.end()[0], 0)

    def test_calling_trial_twice_is_one_conversation(self):
        script = """
            import diapason
            diapason.trial(a=1).report(loss=1)
            diapason.trial(b=2).report(loss=2)
        """
        with Parent(script) as parent:
            messages = parent.hears_all()
        self.assertEqual(types(messages), ["hello", "report", "report", "bye"])
        self.assertEqual([(m["seq"], m["step"]) for m in messages[1:3]], [(1, 1), (2, 2)])

    def test_threads_may_report_at_once(self):
        script = """
            import diapason, threading
            t = diapason.trial()
            def work(n):
                for _ in range(50): t.report(loss=n, step=1)
            threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
            for each in threads: each.start()
            for each in threads: each.join()
        """
        with Parent(script) as parent:
            reports = of_type(parent.hears_all(), "report")
        self.assertEqual([m["seq"] for m in reports], list(range(1, 201)))


class WhoSpeaks(FolderTest):
    @unittest.skipUnless(hasattr(os, "fork"), "there is no fork here")
    def test_a_fork_does_not_talk_and_does_not_hang(self):
        script = """
            import diapason, os, sys, warnings
            warnings.simplefilter("ignore")     # Python 3.12 warns of any fork beside a thread
            t = diapason.trial()
            t.report(loss=1)
            t._session._sending.acquire()       # as if another thread were sending at this moment
            pid = os.fork()
            if pid == 0:
                t.report(loss=99, wait=True); t.fail("oom"); diapason.trial().note("a", 1)
                assert t.checkpoint(1, lambda folder: 1 / 0) is None
                sys.exit(0)                     # runs what was registered for the exit
            assert os.waitpid(pid, 0)[1] == 0
            t._session._sending.release()
            t.report(loss=2)
        """
        with Parent(script, DIAPASON_CHECKPOINT_DIR=self.folder) as parent:
            messages = parent.hears_all()
            self.assertEqual(parent.end(), (0, "", ""))
        self.assertEqual(types(messages), ["hello", "report", "report", "bye"])
        self.assertEqual([m["metrics"]["loss"] for m in messages[1:3]], [1, 2])

    def test_a_process_started_by_the_speaker_stays_silent(self):
        child = "import diapason; t = diapason.trial(lr=1); t.report(loss=99); print(t.lr)"
        script = """
            import diapason, subprocess, sys
            diapason.trial().report(loss=1)
            subprocess.run([sys.executable, "-c", %r], check=True, close_fds=False)
        """
        out = self.path("out")
        with Parent(script % child, DIAPASON_PARAMS='{"lr": 5}', DIAPASON_OUT=out) as parent:
            self.assertEqual(types(parent.hears_all()), ["hello", "report", "bye"])
            self.assertEqual(parent.end(), (0, "5\n", ""))
        self.assertFalse(os.path.exists(out))

    def test_a_launcher_that_only_reads_values_leaves_the_word_to_its_child(self):
        child = "import diapason; diapason.trial().report(loss=5)"
        script = """
            import diapason, subprocess, sys
            diapason.trial(lr=1).lr
            subprocess.run([sys.executable, "-c", %r], check=True, close_fds=False)
        """
        with Parent(script % child) as parent:
            self.assertEqual(types(parent.hears_all()), ["hello", "report", "bye"])

    def test_a_trial_of_a_study_within_a_trial_talks(self):
        child = "import diapason; diapason.trial().report(loss=5)"
        script = """
            import diapason, os, subprocess, sys
            diapason.trial().report(loss=1)
            os.environ.update(DIAPASON_STUDY="inner", DIAPASON_FD="")
            subprocess.run([sys.executable, "-c", %r], check=True)
        """
        with Parent(script % child) as parent:
            self.assertEqual(types(marked(parent.end()[1])), ["hello", "report", "bye"])

    def test_only_rank_0_talks_and_every_rank_has_the_values(self):
        script = "import diapason; t = diapason.trial(lr=1); t.report(loss=1, wait=True); t.result(loss=1); print(t.lr)"
        for name in ("RANK", "LOCAL_RANK", "SLURM_PROCID", "OMPI_COMM_WORLD_RANK", "PMI_RANK"):
            done = run(script, DIAPASON=1, DIAPASON_PARAMS='{"lr": 2}', **{name: 1})
            self.assertEqual((done.stdout, done.stderr), ("2\n", ""))
            done = run(script, DIAPASON=1, DIAPASON_PARAMS='{"lr": 2}', **{name: 0})
            self.assertEqual(types(marked(done.stdout)), ["hello", "report", "result", "bye"])


@unittest.skipUnless(hasattr(os, "fork"), "there is no fork here")
class Warm(FolderTest):
    """A script that is asked for one trial after another, and forks for each."""

    def start(self, script):
        env = surroundings(DIAPASON=1, DIAPASON_WARM=1)
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        process = subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)], env=env, universal_newlines=True, **pipes)
        self.addCleanup(process.__exit__, None, None, None)
        self.addCleanup(process.kill)
        return process

    def ask(self, process, number, **config):
        """What is said of one trial, up to its last word; fewer at the end of the process."""
        env = {"DIAPASON_TRIAL": str(number), "DIAPASON_ATTEMPT": "1", "DIAPASON_PARAMS": json.dumps(config)}
        process.stdin.write(json.dumps({"op": "trial", "trial": number, "env": env}) + "\n")
        process.stdin.flush()
        said = []
        for line in process.stdout:
            said.append(json.loads(line))
            if said[-1]["type"] in ("result", "fail", "bye"):
                break
        return said

    def test_what_stands_above_the_trial_is_done_once_and_no_trial_sees_another(self):
        script = """
            import diapason, os
            begun, seen = os.getpid(), []
            t = diapason.trial(x=0)
            seen.append(t.x)
            print("printed, and no message")
            assert diapason.trial().x == t.x
            t.report(x=t.x)
            t.note("seen", [begun, len(seen), t.number])
            t.result(loss=t.x, other=1)
            t.result(loss=t.x + 1)
        """
        process = self.start(script)
        for number in (0, 1):
            said = self.ask(process, number, x=5 + number)
            self.assertEqual(types(said), ["hello", "report", "note", "result"])
            self.assertEqual((said[1]["metrics"], said[2]["value"]), ({"x": 5 + number}, [process.pid, 1, number]))
            self.assertEqual(said[3]["metrics"], {"loss": 6 + number, "other": 1})
        self.assertEqual((process.communicate(timeout=DEADLINE_S), process.returncode), (("", 2 * "printed, and no message\n"), 0))

    def test_a_failure_that_is_told_costs_a_fork_and_an_exit_or_a_signal_the_process(self):
        script = """
            import diapason, os, sys
            t = diapason.trial(how="")
            if t.how == "told": t.report(x=1); t.fail("nan", "lost"); t.fail("oom"); sys.exit(3)
            if t.how == "code": t.result(x=1); sys.exit(65)
            if t.how == "signal": os.kill(os.getpid(), 9)
            if t.how == "silent": os._exit(0)
        """
        process = self.start(script)
        told = self.ask(process, 0, how="told")
        self.assertEqual((types(told), told[-1]["kind"]), (["hello", "report", "fail"], "nan"))
        self.assertEqual(types(self.ask(process, 1, how="silent")), ["bye"])
        self.assertEqual((types(self.ask(process, 2, how="code")), process.wait(DEADLINE_S)), (["hello"], 65))
        process = self.start(script)
        self.assertEqual((self.ask(process, 3, how="signal"), process.wait(DEADLINE_S)), ([], -9))

    def test_a_decision_reaches_the_fork_and_one_that_is_late_nobody(self):
        script = """
            import diapason
            t = diapason.trial()
            for step in t.steps(9): t.report(x=step, wait=True)
        """
        process = self.start(script)
        late = {"type": "decision", "for": 1, "action": "stop", "why": {"text": "too late"}}
        process.stdin.write(json.dumps(late) + "\n")
        process.stdin.write(json.dumps({"op": "trial", "trial": 0, "env": {"DIAPASON_TRIAL": "0"}}) + "\n")
        process.stdin.flush()
        said = [json.loads(process.stdout.readline()) for _ in range(2)]
        process.stdin.write(json.dumps({**late, "why": {"text": "enough"}}) + "\n")
        process.stdin.flush()
        said.append(json.loads(process.stdout.readline()))
        self.assertEqual(types(said), ["hello", "report", "bye"])

    def test_when_the_study_is_gone_the_fork_goes_too(self):
        script = """
            import diapason, os, time
            t = diapason.trial()
            t.note("pid", os.getpid())
            time.sleep(60)
        """
        process = self.start(script)
        process.stdin.write(json.dumps({"op": "trial", "trial": 0, "env": {"DIAPASON_TRIAL": "0"}}) + "\n")
        process.stdin.flush()
        self.assertEqual(json.loads(process.stdout.readline())["type"], "hello")
        pid = json.loads(process.stdout.readline())["value"]
        process.communicate(timeout=DEADLINE_S)
        self.assertEqual(process.returncode, 0)
        end = time.monotonic() + DEADLINE_S
        while time.monotonic() < end:
            try:
                os.kill(pid, 0)
            except ProcessLookupError:
                return
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
            time.sleep(0.01)
        self.fail("the fork lives on")


class OtherWays(FolderTest):
    REPORT = "import diapason; print(diapason.trial().report(loss=1, wait=True).action)"

    def messages_in(self, path):
        with open(path) as file:
            return [json.loads(line) for line in file]

    def test_a_descriptor_that_is_closed_or_no_socket_falls_back_to_the_file(self):
        with open(self.path("plain"), "w") as plain, socket.socket() as inet, socket.socket(socket.AF_UNIX) as loose:
            fds = [plain.fileno(), inet.fileno(), loose.fileno()]
            left_open = "\nimport os\nassert %r == [os.fstat(fd).st_ino for fd in %r]"
            left_open %= ([os.fstat(fd).st_ino for fd in fds], fds)
            for n, descriptor in enumerate([*fds, 199, 2**40, -1, "x", "²"]):
                out = self.path("out%d" % n)
                done = run(self.REPORT + left_open, fds=fds, DIAPASON=1, DIAPASON_FD=descriptor, DIAPASON_OUT=out)
                self.assertEqual((done.stdout, done.stderr), ("continue\n", ""))
                self.assertEqual(types(self.messages_in(out)), ["hello", "report", "bye"])

    def test_a_descriptor_whose_other_end_is_gone_falls_back(self):
        ours, theirs = socket.socketpair()
        ours.close()
        with theirs:
            done = run(self.REPORT, fds=[theirs.fileno()], DIAPASON=1, DIAPASON_FD=theirs.fileno())
        self.assertEqual(done.stderr, "")
        self.assertEqual(types(marked(done.stdout)), ["hello", "report", "bye"])

    def test_a_descriptor_that_breaks_on_the_way_is_left_for_the_file(self):
        script = """
            import diapason
            t = diapason.trial()
            t.report(loss=1)
            input()
            t.report(loss=2); t.report(loss=3)
        """
        out = self.path("out")
        with Parent(script, DIAPASON_OUT=out) as parent:
            parent.hears_type("report")
            parent.connection.shutdown(socket.SHUT_RDWR)
            parent.go()
            self.assertEqual(parent.end(), (0, "", ""))
        messages = self.messages_in(out)
        self.assertEqual(types(messages), ["hello", "report", "report", "bye"])
        self.assertEqual([m["seq"] for m in messages[1:3]], [2, 3])

    def test_the_file_is_appended_to(self):
        for _ in range(2):
            run(self.REPORT, DIAPASON=1, DIAPASON_OUT=self.path("out"))
        self.assertEqual(types(self.messages_in(self.path("out"))), ["hello", "report", "bye"] * 2)

    def test_a_file_that_cannot_be_opened_falls_back_to_standard_output(self):
        done = run(self.REPORT, DIAPASON=1, DIAPASON_OUT=self.path("no", "out"))
        self.assertEqual(types(marked(done.stdout)), ["hello", "report", "bye"])

    def test_marked_lines_keep_their_place_among_what_the_script_prints(self):
        script = """
            import contextlib, diapason, io
            t = diapason.trial()
            print("before")
            with contextlib.redirect_stdout(io.StringIO()): t.report(loss=1)
            print("after")
        """
        done = run(script, DIAPASON=1)
        heads = [line.partition('"seq"')[0][:30] for line in done.stdout.split("\n")]
        self.assertEqual(heads[0], "before")
        self.assertEqual(heads[2], '::diapason {"type":"report",')
        self.assertEqual(heads[3], "after")

    def test_with_no_way_left_the_script_runs_on(self):
        script = """
            import diapason, os, sys
            os.close(1); sys.__stdout__ = sys.stdout = None
            t = diapason.trial()
            for _ in range(3): assert t.report(loss=1, wait=True).action == "continue"
            print("ran", file=sys.stderr)
        """
        done = run(script, DIAPASON=1)
        self.assertEqual((done.returncode, done.stderr), (0, "ran\n"))

    def test_a_reader_of_standard_output_that_left_does_not_change_the_exit_code(self):
        script = "import diapason, time; t = diapason.trial(); input(); t.report(loss=1); t.report(loss=2)"
        process = subprocess.Popen(
            [sys.executable, "-c", script],
            env=surroundings(DIAPASON=1),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        process.stdout.close()
        process.stdout = None
        _, err = process.communicate(b"\n", timeout=DEADLINE_S)
        self.assertEqual((process.returncode, err), (0, b""))


class ByHttp(FolderTest):
    def serve(self, answer):
        """A server on loopback. `answer(n, message)` gives status and body for the n-th request, from 0."""
        seen = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                seen.append((message, dict(self.headers)))
                status, body = answer(len(seen) - 1, message)
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        self.addCleanup(lambda: (server.shutdown(), thread.join(), server.server_close()))
        return "http://127.0.0.1:%d/attempt" % server.server_port, seen

    def test_each_message_is_a_post_and_its_reply_decides(self):
        def answer(_, message):
            if message["type"] == "hello":
                return 200, b'{"type":"welcome","protocol":1}\n'
            if message["type"] == "report" and message["seq"] == 1:
                return 200, b'[{"type":"decision","for":1,"action":"continue","why":"first"}]'
            return 200, b'{"type":"save"}\n{"type":"decision","for":2,"action":"stop"}\n'

        url, seen = self.serve(answer)
        script = """
            import diapason
            t = diapason.trial()
            print(t.report(loss=1).why, t.report(loss=2).action, t.save_requested)
        """
        proxy = "http://127.0.0.1:9"  # must not be asked for a loopback address
        done = run(script, DIAPASON=1, DIAPASON_URL=url, DIAPASON_TOKEN="t0k", http_proxy=proxy)
        self.assertEqual((done.stdout, done.stderr), ("first stop True\n", ""))
        self.assertEqual(types(message for message, _ in seen), ["hello", "report", "report", "bye"])
        self.assertEqual({headers["Authorization"] for _, headers in seen}, {"Bearer t0k"})
        self.assertEqual(len({headers["Idempotency-Key"] for _, headers in seen}), 4)

    def test_a_fault_of_the_server_is_tried_again_with_the_same_key(self):
        url, seen = self.serve(lambda n, _: (503 if n == 1 else 200, b""))
        run("import diapason; diapason.trial().report(loss=1)", DIAPASON=1, DIAPASON_URL=url, DIAPASON_TOKEN="t")
        self.assertEqual(types(message for message, _ in seen), ["hello", "report", "report", "bye"])
        keys = [headers["Idempotency-Key"] for _, headers in seen]
        self.assertEqual(keys[1], keys[2])

    def test_what_a_bad_moment_kept_back_arrives_in_order(self):
        url, seen = self.serve(lambda n, _: (503 if n in (1, 2) else 200, b""))
        script = "import diapason; t = diapason.trial(); t.report(loss=1); t.report(loss=2)"
        run(script, DIAPASON=1, DIAPASON_URL=url, DIAPASON_TOKEN="t")
        self.assertEqual([m.get("seq") for m, _ in seen], [None, 1, 1, 1, 2, None])

    def test_a_refused_message_is_not_said_again(self):
        url, seen = self.serve(lambda n, _: (400 if n == 1 else 200, b""))
        run("import diapason; diapason.trial().report(loss=1)", DIAPASON=1, DIAPASON_URL=url, DIAPASON_TOKEN="t")
        self.assertEqual(types(message for message, _ in seen), ["hello", "report", "bye"])

    def test_an_address_without_a_server_falls_back(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            for url in ("http://127.0.0.1:%d/" % free.getsockname()[1], "nonsense", "http://["):
                done = run(OtherWays.REPORT, DIAPASON=1, DIAPASON_URL=url, DIAPASON_TOKEN="t")
                self.assertEqual(done.stderr, "")
                self.assertEqual(types(marked(done.stdout)), ["hello", "report", "bye"])


class Checkpoints(FolderTest):
    SCRIPT = """
        import diapason, os
        state = {"n": 0}
        def save(folder):
            with open(os.path.join(folder, "n"), "w") as file: file.write(str(state["n"]))
        def load(folder):
            with open(os.path.join(folder, "n")) as file: state["n"] = int(file.read())
        t = diapason.trial()
        print("start", t.resume(load))
        for step in t.steps(5):
            state["n"] += 10
            t.checkpoint(step, save)
            t.report(n=state["n"], wait=True)
    """

    def test_a_paused_trial_goes_on_where_it_was(self):
        with Parent(self.SCRIPT, DIAPASON_CHECKPOINT_DIR=self.folder, DIAPASON_FIDELITY=2) as parent:
            self.assertEqual(parent.hears()["capabilities"], ["stop", "checkpoint", "pause"])
            self.assertEqual(parent.hears(), {"type": "checkpoint", "step": 1, "path": "step-1", "bytes": 13})
            parent.hears_type("report")
            parent.decide(1)
            self.assertEqual(parent.hears()["path"], "step-2")
            self.assertEqual(parent.hears_type("report")["metrics"], {"n": 20})
            parent.decide(2, "pause")
            self.assertEqual(parent.end()[:2], (0, "start 0\n"))
        self.assertEqual(sorted(os.listdir(self.folder)), ["step-1", "step-2"])
        self.assertEqual(sorted(os.listdir(self.path("step-2"))), ["diapason.json", "n"])

        settings = {"DIAPASON_CHECKPOINT_DIR": self.folder, "DIAPASON_RESUME_FROM": self.path("step-2")}
        with Parent(self.SCRIPT, DIAPASON_FIDELITY=3, **settings) as parent:
            report = parent.hears_type("report")
            self.assertEqual((report["seq"], report["step"], report["metrics"]), (1, 3, {"n": 30}))
            parent.decide(1)
            self.assertEqual(parent.end()[:2], (0, "start 3\n"))

    def test_a_step_saved_twice_gets_a_folder_of_its_own(self):
        os.mkdir(self.path("step-1"))
        with Parent(
            "import diapason; print(diapason.trial().checkpoint(1, lambda f: None))",
            DIAPASON_CHECKPOINT_DIR=self.folder,
        ) as parent:
            self.assertEqual(parent.hears_type("checkpoint")["path"], "step-1.2")
            self.assertEqual(parent.end()[1].strip(), self.path("step-1.2"))

    def test_a_save_that_fails_leaves_nothing_and_announces_nothing(self):
        script = """
            import diapason
            def save(folder):
                open(folder + "/half", "w").close()
                raise KeyError("full")
            try: diapason.trial().checkpoint(1, save)
            except KeyError: print("passed on")
        """
        done = run(script, DIAPASON=1, DIAPASON_CHECKPOINT_DIR=self.folder)
        self.assertEqual((done.stdout, done.stderr), ("passed on\n", ""))
        self.assertEqual(os.listdir(self.folder), [])

    def test_the_step_of_a_foreign_folder_is_the_studys_or_loads_or_its_names(self):
        def start(name, loaded, *words):
            script = "import diapason; t = diapason.trial(); print(t.resume(lambda f: %r)); t.report(a=1)" % (loaded,)
            with Parent(script, DIAPASON_RESUME_FROM=self.path(name)) as parent:
                parent.say({"type": "welcome", "protocol": 1, **(words[0] if words else {})})
                out = parent.end()[1].strip()
                return out, of_type(parent.hears_all(), "report")[0]["step"]

        self.assertEqual(start("ckpt-8", 5, {"resume": {"step": 3, "path": "ckpt-8"}}), ("4", 4))
        self.assertEqual(start("ckpt-8", 5), ("6", 6))
        self.assertEqual(start("ckpt-8", None), ("9", 9))
        self.assertEqual(start("abc8", None), ("0", 1))

    def test_a_restore_that_fails_is_told_and_passed_on(self):
        script = "import diapason; diapason.trial().resume(lambda folder: {}['weights'])"
        with Parent(script, DIAPASON_RESUME_FROM=self.path("gone")) as parent:
            messages = parent.hears_all()
            self.assertEqual(parent.end()[0], 1)
        self.assertEqual(types(messages), ["hello", "fail"])
        self.assertEqual((messages[1]["kind"], messages[1]["retry"]), ("checkpoint", True))
        self.assertIn("weights", messages[1]["text"])

    def test_atomic_save_replaces_whole_or_not_at_all(self):
        path = self.path("model.npz")

        def write(text):
            def into(draft):
                self.assertTrue(draft.endswith(".npz"))
                with open(draft, "w") as file:
                    file.write(text)
                if text == "bad":
                    raise OSError("full")

            return into

        diapason.atomic_save(path, write("one"))
        diapason.atomic_save(path, write("two"))
        with self.assertRaises(OSError):
            diapason.atomic_save(path, write("bad"))
        with open(path) as file:
            self.assertEqual(file.read(), "two")
        self.assertEqual(os.listdir(self.folder), ["model.npz"])


class Ends(FolderTest):
    def ending(self, script):
        with Parent("import diapason, sys\nt = diapason.trial()\n" + textwrap.dedent(script)) as parent:
            messages = parent.hears_all()
            return parent.end()[0], messages

    def test_running_out_of_memory_is_told_even_before_the_first_report(self):
        causes = (
            "raise MemoryError('cannot allocate 3 GiB')",
            "raise RuntimeError('CUDA out of memory. Tried to allocate 20.00 MiB')",
            "class OutOfMemoryError(RuntimeError): pass\nraise OutOfMemoryError('x')",
            "try: raise MemoryError()\nexcept MemoryError as e: raise ValueError('step failed') from e",
        )
        for cause in causes:
            code, messages = self.ending(cause)
            self.assertEqual(code, 1)
            self.assertEqual(types(messages), ["hello", "fail"])
            self.assertEqual((messages[1]["kind"], messages[1]["retry"]), ("oom", False))

    @unittest.skipUnless(sys.platform == "linux", "limits the data segment as Linux does")
    def test_memory_that_is_really_spent_is_told(self):
        cause = """
            import resource
            t.report(loss=1)
            resource.setrlimit(resource.RLIMIT_DATA, (200 << 20, 200 << 20))
            kept = []
            while True: kept.append(bytearray(1 << 20))
        """
        code, messages = self.ending(cause)
        self.assertEqual(code, 1)
        self.assertEqual([types(messages)[-1], messages[-1]["kind"]], ["fail", "oom"])

    def test_any_other_exception_leaves_the_exit_code_to_speak(self):
        for cause in ("raise RuntimeError('shapes differ')", "raise KeyboardInterrupt", "1 / 0"):
            code, messages = self.ending("t.report(loss=1)\n" + cause)
            self.assertNotEqual(code, 0)
            self.assertEqual(types(messages), ["hello", "report"])

    def test_a_failure_already_told_is_not_told_again_and_no_bye_follows(self):
        _, messages = self.ending("t.fail('invalid', 'no')\nt.fail('crash')\nraise MemoryError")
        self.assertEqual(types(messages), ["hello", "fail"])
        self.assertEqual(messages[1]["kind"], "invalid")
        _, messages = self.ending("t.fail('invalid')")
        self.assertEqual(types(messages), ["hello", "fail"])

    def test_an_exception_is_printed_as_always(self):
        done = run("import diapason; diapason.trial(); raise MemoryError('much')", DIAPASON=1)
        self.assertIn("MemoryError: much", done.stderr)
        self.assertEqual(done.stderr.count("Traceback"), 1)

    def test_the_threads_do_not_keep_the_process(self):
        began = time.monotonic()
        with Parent("import diapason; diapason.trial().report(loss=1)") as parent:
            self.assertEqual(parent.end()[0], 0)
        self.assertLess(time.monotonic() - began, diapason._HEARTBEAT_S / 2)

    def test_a_signal_ends_the_script_as_it_would_without_the_client(self):
        with Parent("import diapason; diapason.trial().report(loss=1); input()") as parent:
            parent.hears_type("report")
            parent.process.terminate()
            self.assertEqual(parent.end()[0], -signal.SIGTERM)


if __name__ == "__main__":
    unittest.main()
