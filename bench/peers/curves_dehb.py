"""DEHB with its defaults. A configuration that it promotes as it is goes on; one that it has crossed or changed is a new one."""

import shutil
import tempfile
from importlib.metadata import version

from curves_frame import serve_curves
from frame import plain

from dehb import DEHB  # noqa: E402  after the threads are set
from config_space import configuration_space


class Dehb:
    def __init__(self, problem):
        self.types = {p["name"]: p for p in problem["parameters"]}
        self.folder, self.out, self.next = tempfile.mkdtemp(), {}, 0
        # Its workers would be processes of its own; whoever plays it asks as often as there are workers.
        self.dehb = DEHB(
            cs=configuration_space(problem["parameters"], problem["seed"]),
            min_fidelity=1,
            max_fidelity=problem["epochs"],
            seed=problem["seed"],
            n_workers=1,
            save_freq="end",
            output_path=self.folder,
        )

    def ask(self):
        job = self.dehb.ask()
        number, self.next = self.next, self.next + 1
        self.out[number] = job
        values = {name: plain(self.types[name], value) for name, value in dict(job["config"]).items()}
        return number, values, max(1, round(job["fidelity"]))

    def finish(self, number, loss):
        job = self.out.pop(number)
        self.dehb.tell(job, {"fitness": loss, "cost": job["fidelity"]})

    def __del__(self):
        shutil.rmtree(getattr(self, "folder", ""), ignore_errors=True)


if __name__ == "__main__":
    serve_curves(Dehb, {"dehb": version("DEHB")})
