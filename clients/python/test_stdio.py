"""The link to `diapason stdio`, against the real program."""

import math
import os
import signal
import stat
import sys
import tempfile
import threading
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from diapason.stdio import CommandNotFound, ConnectionLost, DiapasonError, Link, find_command  # noqa: E402

INIT = {"op": "init", "space": {"lr": "1e-5..1e-1:log", "kind": ["nan", "inf"]}, "objectives": [{"metric": "loss", "direction": "minimize"}], "sampler": "random"}


def program():
    """The real command, or None where it has not been built."""
    try:
        return find_command()
    except CommandNotFound:
        return None


@unittest.skipIf(program() is None, "the program diapason is not here")
class Links(unittest.TestCase):
    def open(self, **settings):
        link = Link(**settings)
        self.addCleanup(link.close)
        return link

    def test_requests_are_answered_and_errors_are_exceptions_and_the_study_lives_on(self):
        link = self.open()
        self.assertEqual(link.call(INIT)["ok"], True)
        with self.assertRaises(DiapasonError) as caught:
            link.call({"op": "tell", "trial": 99, "metrics": {"loss": 1}})
        self.assertRegex(caught.exception.code, r"^D\d\d\d$")
        self.assertIn(caught.exception.code, str(caught.exception))
        self.assertIn("99", caught.exception.message)
        with self.assertRaises(DiapasonError) as caught:
            link.call({"op": "telll"})
        self.assertEqual(caught.exception.code, "D506")
        self.assertEqual(link.call({"op": "ask"})["trial"], 0)

    def test_numbers_that_are_not_finite_go_both_ways_and_choices_named_like_them_stay_texts(self):
        link = self.open()
        link.call(INIT)
        config = {"lr": 0.001, "kind": "nan"}
        added = link.call({"op": "add", "config": config, "metrics": {"loss": 0.5, "extra": math.inf}})
        self.assertEqual(added["trial"], 0)
        best = link.call({"op": "best"})["best"][0]
        self.assertEqual(best["config"], config)
        self.assertEqual(best["values"], {"loss": 0.5, "extra": math.inf})
        asked = link.call({"op": "ask"})
        self.assertIn(asked["config"]["kind"], ("nan", "inf"))
        self.assertEqual(link.call({"op": "tell", "trial": asked["trial"], "metrics": {"loss": math.nan}})["failed"], "nan")

    def test_each_thread_gets_its_own_answer(self):
        link = self.open()
        link.call(INIT)
        seen, lock = [], threading.Lock()

        def work():
            for _ in range(5):
                asked = link.call({"op": "ask"})
                told = link.call({"op": "tell", "trial": asked["trial"], "metrics": {"loss": asked["config"]["lr"]}})
                with lock:
                    seen.append((asked["trial"], told["ok"]))

        threads = [threading.Thread(target=work) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(seen), [(number, True) for number in range(30)])

    def test_a_child_killed_in_the_middle_of_a_call_is_reported_to_all_who_wait(self):
        link = self.open()
        link.call(INIT)
        os.kill(link.pid, signal.SIGSTOP)
        waiting = [link.send({"op": "ask"}) for _ in range(3)]
        os.kill(link.pid, signal.SIGKILL)
        for future in waiting:
            with self.assertRaisesRegex(ConnectionLost, "signal 9"):
                future.result(20)
        with self.assertRaises(ConnectionLost):
            link.call({"op": "ask"})

    def test_what_the_child_said_last_is_in_the_message(self):
        link = self.open(command=[sys.executable, "-c", "import sys; sys.exit('no room on the disk')"])
        with self.assertRaisesRegex(ConnectionLost, "exit code 1, and said:\nno room on the disk"):
            link.call(INIT)

    def test_an_answer_that_does_not_come_in_time_is_left_and_the_next_call_gets_its_own(self):
        link = self.open()
        link.call(INIT)
        os.kill(link.pid, signal.SIGSTOP)
        with self.assertRaises(TimeoutError):
            link.call({"op": "ask"}, timeout=0.05)
        os.kill(link.pid, signal.SIGCONT)
        self.assertEqual(link.call({"op": "ask"})["trial"], 1)

    def test_closing_waits_for_the_child_and_puts_back_what_is_unfinished(self):
        with tempfile.TemporaryDirectory() as folder:
            init = {**INIT, "store": "sqlite:s.db", "name": "s"}
            with self.open(cwd=folder) as link:
                link.call(init)
                first = link.call({"op": "ask"})
            self.assertTrue(link.closed)
            with self.assertRaisesRegex(ConnectionLost, "closed"):
                link.call({"op": "ask"})
            with self.open(cwd=folder) as link:
                self.assertEqual(link.call(init)["resumed"], True)
                again = link.call({"op": "ask"})
        self.assertEqual((again["trial"], again["config"]), (first["trial"], first["config"]))

    @unittest.skipUnless(hasattr(os, "fork"), "no forks here")
    def test_a_fork_is_told_that_the_link_is_not_its_own_and_does_not_keep_the_child_alive(self):
        link = self.open()
        link.call(INIT)
        told, tell = os.pipe()
        held, release = os.pipe()
        fork = os.fork()
        if fork == 0:
            try:
                link.call({"op": "ask"})
            except DiapasonError as error:
                os.write(tell, str(error).encode())
            os.close(release)
            os.read(held, 1)  # until the parent has closed its link
            os._exit(0)
        self.assertIn(b"opened by process", os.read(told, 4096))
        self.assertEqual(link.call({"op": "ask"})["trial"], 0)
        link.close()
        os.close(release)
        self.assertEqual(os.waitpid(fork, 0)[1], 0)
        for end in (told, tell, held):
            os.close(end)


class Commands(unittest.TestCase):
    def surroundings(self, **settings):
        before = dict(os.environ)
        self.addCleanup(lambda: (os.environ.clear(), os.environ.update(before)))
        os.environ.update(settings)

    def programs(self, **texts):
        """A folder with these shell scripts as programs."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        for name, text in texts.items():
            path = os.path.join(folder.name, name)
            with open(path, "w") as file:
                file.write("#!/bin/sh\n%s\n" % text)
            os.chmod(path, stat.S_IRWXU)
        return folder.name

    def test_a_program_that_is_not_there_is_named_with_the_way_to_install_it(self):
        for given in ({"command": "/nowhere/diapason"}, {"command": ["/nowhere/diapason"]}):
            with self.assertRaises(CommandNotFound) as caught:
                Link(**given)
            self.assertIn("/nowhere/diapason", str(caught.exception))
            self.assertIn("npm install", str(caught.exception))
        self.surroundings(DIAPASON_COMMAND="/nowhere/else")
        with self.assertRaisesRegex(CommandNotFound, "/nowhere/else"):
            Link()

    def test_the_argument_stands_over_the_variable_and_that_over_path(self):
        one, two = self.programs(diapason="exit 0"), self.programs(diapason="exit 0")
        self.surroundings(PATH=one + os.pathsep + os.environ["PATH"], DIAPASON_COMMAND="")
        self.assertEqual(find_command(), [os.path.join(one, "diapason")])
        self.surroundings(DIAPASON_COMMAND=os.path.join(two, "diapason"))
        self.assertEqual(find_command(), [os.path.join(two, "diapason")])
        self.assertEqual(find_command("sh -x"), [find_command("sh")[0], "-x"])

    def test_a_node_that_is_too_old_or_not_there_is_named(self):
        node = 'if [ "$1" = --version ]; then echo v18.20.4; else echo "SyntaxError: Unexpected token" >&2; exit 1; fi'
        folder = self.programs(node=node, diapason="exec node main.js")
        self.surroundings(PATH=folder + os.pathsep + "/usr/bin:/bin", DIAPASON_COMMAND="")
        with self.assertRaisesRegex(CommandNotFound, r"needs Node 20\.12 or later, and .*node is v18\.20\.4"):
            Link().call(INIT)
        os.remove(os.path.join(folder, "node"))
        os.symlink("/bin/sh", os.path.join(folder, "sh"))
        os.environ["PATH"] = folder
        with self.assertRaisesRegex(CommandNotFound, "no program node on PATH"):
            Link().call(INIT)


if __name__ == "__main__":
    unittest.main()
