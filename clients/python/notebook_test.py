"""A study in a real kernel of notebooks. It needs ipykernel and nbclient, and is not found by the pattern of the other tests."""

import os
import re
import sys
import textwrap
import unittest
import xml.etree.ElementTree

import nbformat
from nbclient import NotebookClient

HERE = os.path.dirname(os.path.abspath(__file__))


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
        import subprocess

        script = "from IPython import get_ipython; from diapason import notebook; print(notebook.inside(), get_ipython())"
        told = subprocess.check_output([sys.executable, "-c", script], cwd=HERE, universal_newlines=True)
        self.assertEqual(told.split(), ["False", "None"])


if __name__ == "__main__":
    unittest.main()
