"""Optuna's TPE with its pruners: Hyperband and successive halving over the epochs that there are, the others with their defaults."""

from curves_frame import serve_curves
from frame import is_active

import optuna  # noqa: E402  after the threads are set

optuna.logging.set_verbosity(optuna.logging.ERROR)


class Optuna:
    def __init__(self, problem):
        self.parameters, self.epochs, self.out = problem["parameters"], problem["epochs"], {}
        sampler = optuna.samplers.TPESampler(seed=problem["seed"])
        self.study = optuna.create_study(sampler=sampler, pruner=pruner(problem), study_name=f"seed-{problem['seed']}")

    def ask(self):
        trial, values = self.study.ask(), {}
        self.out[trial.number] = trial
        for p in self.parameters:
            if is_active(p, values):
                values[p["name"]] = self.one(trial, p)
        return trial.number, values, self.epochs

    def one(self, trial, p):
        if p["type"] == "cat":
            return trial.suggest_categorical(p["name"], p["choices"])
        draw = trial.suggest_int if p["type"] == "int" else trial.suggest_float
        return draw(p["name"], p["low"], p["high"], log=p["log"])

    def report(self, number, epoch, loss):
        trial = self.out[number]
        trial.report(loss, epoch)
        # After the last epoch there is nothing left to end.
        if epoch == self.epochs or not trial.should_prune():
            return False
        self.study.tell(self.out.pop(number), state=optuna.trial.TrialState.PRUNED)
        return True

    def finish(self, number, loss):
        self.study.tell(self.out.pop(number), loss)


def pruner(problem):
    made, epochs = optuna.pruners, problem["epochs"]
    return {
        "hyperband": lambda: made.HyperbandPruner(min_resource=1, max_resource=epochs, reduction_factor=3),
        "halving": lambda: made.SuccessiveHalvingPruner(min_resource=1),
        "median": lambda: made.MedianPruner(),
        "none": lambda: made.NopPruner(),
    }[problem["kind"]]()


if __name__ == "__main__":
    serve_curves(Optuna, {"optuna": optuna.__version__})
