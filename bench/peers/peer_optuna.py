"""Optuna: TPE, GP and CMA-ES with their defaults. The GP is told that there is no noise where there is none."""

from frame import is_active, serve, single_objective, unconstrained

import optuna  # noqa: E402  after the threads are set

optuna.logging.set_verbosity(optuna.logging.ERROR)


class Optuna:
    parallel = True

    def __init__(self, problem):
        self.out = []
        self.parameters = problem["parameters"]
        self.study = optuna.create_study(sampler=sampler(problem), directions=["minimize"] * problem["objectives"])

    def suggest(self):
        trial, values = self.study.ask(), {}
        self.out.append(trial)
        for p in self.parameters:
            if is_active(p, values):
                values[p["name"]] = self.one(trial, p)
        return values

    def one(self, trial, p):
        if p["type"] == "cat":
            return trial.suggest_categorical(p["name"], p["choices"])
        draw = trial.suggest_int if p["type"] == "int" else trial.suggest_float
        return draw(p["name"], p["low"], p["high"], log=p["log"])

    def observe(self, losses, violations):
        trial = self.out.pop(0)
        for i, violation in enumerate(violations):
            trial.set_constraint(f"c{i}", violation)
        self.study.tell(trial, losses)


def sampler(problem):
    made, seed = optuna.samplers, problem["seed"]
    if problem["kind"] == "gp":
        return made.GPSampler(seed=seed, deterministic_objective=not problem["noisy"])
    if problem["kind"] == "tpe":
        return made.TPESampler(seed=seed)
    single_objective(problem, "Optuna's CMA-ES")
    unconstrained(problem, "Optuna's CMA-ES")
    return made.CmaEsSampler(seed=seed)


if __name__ == "__main__":
    serve(Optuna, {"optuna": optuna.__version__})
