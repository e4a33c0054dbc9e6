"""What needs libraries: a study in a real kernel of notebooks, the program of a user, the pages' code and the example.

It needs ipykernel, nbclient, pandas and scikit-learn, and is not found by the pattern of the other tests."""

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import textwrap
import unittest
import xml.etree.ElementTree

import nbformat
from nbclient import NotebookClient

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from diapason.stdio import find_command  # noqa: E402


class Kept(NotebookClient):
    """Keeps each message by which the kernel shows something, or replaces what is shown."""

    def process_message(self, msg, cell, cell_index):
        if msg["msg_type"] in ("display_data", "update_display_data"):
            self.shown.append((msg["msg_type"], msg["content"]["transient"].get("display_id"), msg["content"]["data"]))
        return super().process_message(msg, cell, cell_index)


def run(source):
    """The outputs of one cell, and what was shown on the way."""
    cell = nbformat.v4.new_code_cell("import sys; sys.path.insert(0, %r)\n%s" % (HERE, textwrap.dedent(source)))
    client = Kept(nbformat.v4.new_notebook(cells=[cell]), timeout=60, kernel_name="python3")
    client.shown = []
    client.execute()
    return cell.outputs, client.shown


def element(html):
    """The one element that this is."""
    return xml.etree.ElementTree.fromstring(html)


class Notebooks(unittest.TestCase):
    def test_one_element_is_shown_and_replaced_while_trials_end(self):
        outputs, shown = run("""
            from diapason import notebook
            from diapason.client import create_study
            notebook._PAUSE_S = 0
            assert notebook.inside()
            study = create_study(space={"x": "0.0..1.0"}, minimize="loss", budget=6, sampler="random", seed=1, name="in a notebook")
            study.optimize(lambda trial: (trial.x - 0.3) ** 2, jobs=2)
            study.close()
        """)
        self.assertEqual([kind for kind, _, _ in shown[:2]], ["display_data", "update_display_data"])
        self.assertEqual(len({display for _, display, _ in shown}), 1)
        self.assertGreaterEqual(len(shown), 6)
        elements = [element(data["text/html"]) for _, _, data in shown]
        self.assertEqual({one.tag for one in elements}, {"section"})
        words = [" ".join(one.itertext()) for one in elements]
        self.assertIn("no trial is complete yet", words[0])
        self.assertIn("6 complete", words[-1])
        self.assertTrue(any(re.search(r"about \d+ s left", text) for text in words))
        (output,) = outputs
        self.assertEqual("".join(output["data"]["text/html"]), shown[-1][2]["text/html"])

    def test_a_study_is_shown_as_the_value_of_a_cell_and_not_where_nobody_wants_it(self):
        outputs, shown = run("""
            from diapason.client import create_study
            study = create_study(space={"x": "0.0..1.0"}, minimize="loss", budget=3, sampler="random")
            study.optimize(lambda trial: trial.x, show=False)
            study
        """)
        self.assertEqual(shown, [])
        (output,) = outputs
        self.assertEqual(output["output_type"], "execute_result")
        self.assertIn("3 complete", " ".join(element("".join(output["data"]["text/html"])).itertext()))
        self.assertEqual(output["data"]["text/plain"], "<study study: minimize loss>")

    def test_an_exception_of_a_trial_leaves_the_element_as_it_was_last(self):
        with self.assertRaisesRegex(Exception, "odd"):
            run("""
                from diapason.client import create_study
                def f(trial):
                    raise ValueError("odd")
                with create_study(space={"x": "0.0..1.0"}, minimize="loss", budget=3, sampler="random") as study:
                    study.optimize(f)
            """)

    def test_where_the_terminal_of_ipython_runs_nothing_is_shown(self):
        script = "from IPython import get_ipython; from diapason import notebook; print(notebook.inside(), get_ipython())"
        told = subprocess.check_output([sys.executable, "-c", script], cwd=HERE, universal_newlines=True)
        self.assertEqual(told.split(), ["False", "None"])


def blocks(page):
    """The Python of a page."""
    with open(os.path.join(HERE, "../../docs", page), encoding="utf8") as file:
        return re.findall(r"^```python\n(.*?)^```$", file.read(), re.S | re.M)


class Pages(unittest.TestCase):
    def run_script(self, text, **settings):
        """A program from a page, beside nothing but the client."""
        env = {**os.environ, "PYTHONPATH": HERE, **settings}
        told = subprocess.run([sys.executable, "-c", text], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
        self.assertEqual((told.returncode, told.stderr), (0, ""))
        return told.stdout

    def test_what_the_page_shows_runs(self):
        first, space, loop, server, coroutine = blocks("python.md")
        self.assertIn("Best(number=", self.run_script(first))
        used = "\nfrom diapason.client import create_study\ns = create_study(space=space, minimize='loss')\nprint(s.ask().text('optimizer'))\ns.close()"
        self.assertRegex(self.run_script(space + used), "^(sgd|adam)\n$")
        self.assertIn("count", self.run_script(loop))
        self.assertIn("Best(number=", self.run_script(coroutine))
        with served() as (url, token):
            self.assertIn("['from-python'] Best(", self.run_script(server.replace("http://127.0.0.1:4600", url).replace("dpt_…", token)))

    def test_the_program_of_a_user_that_type_checkers_pass_runs_too(self):
        with open(os.path.join(HERE, "typed_program.py"), encoding="utf8") as file:
            program = file.read()
        with served() as (url, token):
            told = self.run_script(program.replace("http://127.0.0.1:4600", url).replace("dpt_none", token))
        self.assertIn("D303", told)

    def test_the_example_beats_the_defaults_of_scikit_learn(self):
        with open(os.path.join(HERE, "../../examples/python-client/tune.py"), encoding="utf8") as file:
            told = self.run_script(file.read())
        found = dict(re.findall(r"^(on the test digits|with the defaults of scikit-learn): accuracy=([\d.]+)$", told, re.M))
        self.assertGreater(float(found["on the test digits"]), float(found["with the defaults of scikit-learn"]) + 0.05)


@contextlib.contextmanager
def served():
    """A real server: its address, and a token of an owner."""
    with tempfile.TemporaryDirectory() as folder:
        made = subprocess.check_output([*find_command(), "token", "create", "--role", "owner", "--json"], cwd=folder)
        server = subprocess.Popen([*find_command(), "serve", "--listen", "127.0.0.1:0", "--json"], cwd=folder, stdout=subprocess.PIPE)
        try:
            yield json.loads(server.stdout.readline())["url"], json.loads(made)["token"]
        finally:
            server.terminate()
            server.wait()
            server.stdout.close()


if __name__ == "__main__":
    unittest.main()
