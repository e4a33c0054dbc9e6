"""SMAC3: the facade for several fidelities, which is Hyperband over a random forest. A quarter of the trainings that there is time for
begin it, at most the 70 of its default."""

import shutil
import tempfile
from importlib.metadata import version

from curves_frame import serve_curves
from frame import plain

from smac import MultiFidelityFacade as Facade  # noqa: E402  after the threads are set
from smac import Scenario
from smac.runhistory.dataclasses import TrialValue
from config_space import configuration_space


class Smac:
    def __init__(self, problem):
        self.types = {p["name"]: p for p in problem["parameters"]}
        self.epochs, self.folder, self.out, self.next = problem["epochs"], tempfile.mkdtemp(), {}, 0
        scenario = Scenario(
            configuration_space(problem["parameters"], problem["seed"]),
            # Whoever plays it ends it; a Hyperband of so many full trainings has about four times as many trials.
            n_trials=100_000,
            min_budget=1,
            max_budget=self.epochs,
            seed=problem["seed"],
            deterministic=True,
            output_directory=self.folder,
        )
        design = Facade.get_initial_design(scenario, n_configs=min(10 * len(self.types), problem["size"]))
        self.facade = Facade(
            scenario,
            lambda config, seed=0, budget=0: 0.0,
            overwrite=True,
            logging_level=False,
            initial_design=design,
        )

    def ask(self):
        info = self.facade.ask()
        number, self.next = self.next, self.next + 1
        self.out[number] = info
        values = {name: plain(self.types[name], value) for name, value in dict(info.config).items()}
        return number, values, max(1, round(info.budget))

    def finish(self, number, loss):
        self.facade.tell(self.out.pop(number), TrialValue(cost=loss))

    def __del__(self):
        shutil.rmtree(getattr(self, "folder", ""), ignore_errors=True)


if __name__ == "__main__":
    serve_curves(Smac, {"smac": version("smac")})
