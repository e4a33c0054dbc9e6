"""Ax with its defaults, over BoTorch. It is given no conditions: it proposes every parameter, and values of inactive ones are dropped."""

import logging
from importlib.metadata import version

from frame import active_only, serve

import torch  # noqa: E402  after the threads are set
from ax.api.client import Client
from ax.api.configs import ChoiceParameterConfig, RangeParameterConfig

logging.disable(logging.CRITICAL)


class Ax:
    def __init__(self, problem):
        torch.set_num_threads(1)
        self.parameters, self.objectives = problem["parameters"], problem["objectives"]
        self.client = Client(random_seed=problem["seed"])
        self.client.configure_experiment(parameters=[described(p) for p in self.parameters])
        self.client.configure_optimization(
            objective=", ".join(f"-y{i}" for i in range(self.objectives)),
            outcome_constraints=[f"c{i} <= 0" for i in range(problem["constraints"])] or None,
        )

    def suggest(self):
        ((self.index, values),) = self.client.get_next_trials(max_trials=1).items()
        return active_only(self.parameters, values)

    def observe(self, losses, violations):
        named = [*((f"y{i}", x) for i, x in enumerate(losses)), *((f"c{i}", x) for i, x in enumerate(violations))]
        self.client.complete_trial(trial_index=self.index, raw_data={name: float(x) for name, x in named})

    def recommend(self):
        return active_only(self.parameters, self.client.get_best_parameterization()[0]) if self.objectives == 1 else None


def described(p):
    if p["type"] == "cat":
        return ChoiceParameterConfig(name=p["name"], parameter_type="str", values=p["choices"], is_ordered=False)
    scaling = "log" if p["log"] else "linear"
    return RangeParameterConfig(name=p["name"], parameter_type=p["type"], bounds=(p["low"], p["high"]), scaling=scaling)


if __name__ == "__main__":
    serve(Ax, {"ax-platform": version("ax-platform"), "botorch": version("botorch")})
