"""nevergrad: NGOpt with its defaults. It knows no conditions: values of inactive parameters are dropped."""

from importlib.metadata import version

from frame import active_only, serve

import nevergrad as ng  # noqa: E402  after the threads are set


class Nevergrad:
    def __init__(self, problem):
        self.parameters, self.objectives = problem["parameters"], problem["objectives"]
        space = ng.p.Dict(**{p["name"]: described(p) for p in self.parameters})
        space.random_state.seed(problem["seed"])
        self.optimizer = ng.optimizers.NGOpt(space, budget=problem["trials"])

    def suggest(self):
        self.candidate = self.optimizer.ask()
        return active_only(self.parameters, self.candidate.value)

    def observe(self, losses, violations):
        loss = losses[0] if self.objectives == 1 else losses
        if violations:
            self.optimizer.tell(self.candidate, loss, constraint_violation=[max(0.0, x) for x in violations])
        else:
            self.optimizer.tell(self.candidate, loss)

    def recommend(self):
        return active_only(self.parameters, self.optimizer.provide_recommendation().value) if self.objectives == 1 else None


def described(p):
    if p["type"] == "cat":
        return ng.p.Choice(p["choices"])
    scale = ng.p.Log if p["log"] else ng.p.Scalar
    made = scale(lower=p["low"], upper=p["high"])
    return made.set_integer_casting() if p["type"] == "int" else made


if __name__ == "__main__":
    serve(Nevergrad, {"nevergrad": version("nevergrad")})
