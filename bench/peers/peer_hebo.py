"""HEBO with its defaults. It knows no conditions: it proposes a value for every parameter, and those of inactive ones are dropped."""

from importlib.metadata import version

from frame import active_only, serve, single_objective, unconstrained

import numpy as np  # noqa: E402  after the threads are set
import torch
from hebo.design_space.design_space import DesignSpace
from hebo.optimizers.hebo import HEBO


class Hebo:
    def __init__(self, problem):
        single_objective(problem, "hebo")
        unconstrained(problem, "hebo")
        torch.set_num_threads(1)
        torch.manual_seed(problem["seed"])
        np.random.seed(problem["seed"])
        self.parameters = problem["parameters"]
        self.hebo = HEBO(DesignSpace().parse([described(p) for p in self.parameters]), scramble_seed=problem["seed"])

    def suggest(self):
        self.row = self.hebo.suggest(1)
        return active_only(self.parameters, self.row.iloc[0].to_dict())

    def observe(self, losses, violations):
        self.hebo.observe(self.row, np.array([losses]))


def described(p):
    if p["type"] == "cat":
        return {"name": p["name"], "type": "cat", "categories": p["choices"]}
    kind = {"int": ("int", "pow_int"), "float": ("num", "pow")}[p["type"]][p["log"]]
    return {"name": p["name"], "type": kind, "lb": p["low"], "ub": p["high"]}


if __name__ == "__main__":
    serve(Hebo, {"hebo": version("HEBO")})
