"""Uniform draws with the standard library alone: what a peer's program looks like."""

import math
import random

from frame import active_only, serve


class Uniform:
    def __init__(self, problem):
        self.parameters, self.random = problem["parameters"], random.Random(problem["seed"])

    def suggest(self):
        return active_only(self.parameters, {p["name"]: self.draw(p) for p in self.parameters})

    def observe(self, losses, violations):
        pass

    def draw(self, p):
        if p["type"] == "cat":
            return self.random.choice(p["choices"])
        low, high = p["low"], p["high"]
        x = math.exp(self.random.uniform(math.log(low), math.log(high))) if p["log"] else self.random.uniform(low, high)
        return min(max(round(x) if p["type"] == "int" else x, low), high)


if __name__ == "__main__":
    serve(Uniform, {})
