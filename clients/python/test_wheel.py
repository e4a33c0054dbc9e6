"""The wheel, built and installed as a user would; there when this interpreter has its build backend, hatchling."""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))

if importlib.util.find_spec("hatchling") is not None:

    class Wheel(unittest.TestCase):
        def test_it_installs_and_its_module_is_the_one_file(self):
            place = tempfile.mkdtemp()
            self.addCleanup(shutil.rmtree, place, ignore_errors=True)
            built = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--no-deps", "--no-build-isolation"]
            subprocess.run([*built, "-q", "-w", place, HERE], check=True)
            wheel = next(name for name in os.listdir(place) if name.endswith(".whl"))
            self.assertRegex(wheel, r"^diapason_client-[\d.]+-py3-none-any\.whl$")
            home = os.path.join(place, "venv")
            subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
            python = os.path.join(home, "Scripts" if os.name == "nt" else "bin", "python")
            pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python]
            subprocess.run([*pip, "install", "-q", "--no-index", os.path.join(place, wheel)], check=True)
            subprocess.run([*pip, "check"], check=True, stdout=subprocess.DEVNULL)
            env = {name: value for name, value in os.environ.items() if not name.startswith(("DIAPASON", "PYTHONPATH"))}
            modules = "diapason.reporting, diapason.aio, diapason.client, diapason.space, diapason.optuna.samplers"
            script = "import diapason, %s; print(diapason.__file__)" % modules
            init = subprocess.check_output([python, "-c", script], cwd=place, env=env, universal_newlines=True).strip()
            with open(init, "rb") as installed, open(os.path.join(HERE, "diapason.py"), "rb") as copied:
                self.assertEqual(installed.read(), copied.read())
            told = subprocess.run([python, "-m", "diapason_automl", "look", "t.csv", "--target", "y", "--out", "w"], cwd=place, env=env, stdout=subprocess.PIPE)
            self.assertIn(b"pip install numpy pandas scikit-learn", told.stdout)
            names = set(os.listdir(os.path.dirname(init)))
            folders = [os.listdir(os.path.join(HERE, name)) for name in ("diapason_callbacks", "diapason_networks", "diapason_client", "diapason_optuna")]
            self.assertLessEqual({"py.typed", *(name for folder in folders for name in folder)} - {"__pycache__"}, names)


if __name__ == "__main__":
    unittest.main()
