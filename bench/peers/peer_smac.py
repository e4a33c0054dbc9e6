"""SMAC3: the facade for hyperparameter optimisation, each configuration evaluated once."""

import shutil
import tempfile
from importlib.metadata import version

from frame import plain, serve, single_objective, unconstrained

from smac import HyperparameterOptimizationFacade as Facade  # noqa: E402  after the threads are set
from smac import Scenario
from config_space import configuration_space
from smac.runhistory.dataclasses import TrialValue


class Smac:
    def __init__(self, problem):
        single_objective(problem, "smac")
        unconstrained(problem, "smac")
        self.types = {p["name"]: p for p in problem["parameters"]}
        self.folder = tempfile.mkdtemp()
        scenario = Scenario(
            configuration_space(problem["parameters"], problem["seed"]),
            n_trials=problem["trials"],
            seed=problem["seed"],
            deterministic=True,
            output_directory=self.folder,
        )
        once = Facade.get_intensifier(scenario, max_config_calls=1)
        self.facade = Facade(scenario, lambda config, seed=0: 0.0, overwrite=True, logging_level=False, intensifier=once)

    def suggest(self):
        self.info = self.facade.ask()
        return {name: plain(self.types[name], value) for name, value in dict(self.info.config).items()}

    def observe(self, losses, violations):
        self.facade.tell(self.info, TrialValue(cost=losses[0]))

    def __del__(self):
        shutil.rmtree(getattr(self, "folder", ""), ignore_errors=True)


if __name__ == "__main__":
    serve(Smac, {"smac": version("smac")})
