"""Syne Tune's searches that learn from earlier studies, with their defaults: zero-shot by surrogates; zero-shot-shared, which wants that all
studies tried the same configurations; quantile; bounding-box, random search in it.

Beside what `frame.py` says, "start" has "memory": for each earlier study its configurations and their losses,
[{"values":[{"p0":0.1}],"losses":[0.3]}].
"""

from importlib.metadata import version

from frame import active_only, serve

import numpy as np  # noqa: E402  after the threads are set
import pandas as pd
from syne_tune.backend.trial_status import Trial
from syne_tune.config_space import lograndint, loguniform, randint, uniform
from syne_tune.optimizer.baselines import RandomSearch
from syne_tune.optimizer.schedulers.single_objective_scheduler import SingleObjectiveScheduler
from syne_tune.optimizer.schedulers.transfer_learning.bounding_box import BoundingBox
from syne_tune.optimizer.schedulers.transfer_learning.quantile_based.quantile_based_searcher import QuantileBasedSurrogateSearcher
from syne_tune.optimizer.schedulers.transfer_learning.transfer_learning_task_evaluation import TransferLearningTaskEvaluations
from syne_tune.optimizer.schedulers.transfer_learning.zero_shot import ZeroShotTransfer


class SyneTune:
    def __init__(self, problem):
        self.parameters = problem["parameters"]
        space = {p["name"]: described(p) for p in self.parameters}
        memory = {f"study {i}": evaluations(space, study) for i, study in enumerate(problem["memory"])}
        self.scheduler, self.zero_shot, self.told = made(problem["kind"], space, memory, problem["seed"]), problem["kind"].startswith("zero-shot"), 0

    def suggest(self):
        # The zero-shot scheduler chooses in get_config.
        config = self.scheduler.get_config() if self.zero_shot else self.scheduler.suggest().config
        self.config = config
        return active_only(self.parameters, config)

    def observe(self, losses, violations):
        if self.zero_shot:
            return
        trial = Trial(trial_id=self.told, config=self.config, creation_time=None)
        self.scheduler.on_trial_complete(trial, {"loss": losses[0]})
        self.told += 1


def made(kind, space, memory, seed):
    if kind == "zero-shot":
        # Version 0.16 reads it before it sets it.
        ZeroShotTransfer.random_state = np.random.RandomState(seed)
        return ZeroShotTransfer(space, "loss", memory, do_minimize=True, use_surrogates=True, random_seed=seed)
    if kind == "zero-shot-shared":
        return ZeroShotTransfer(space, "loss", memory, do_minimize=True, random_seed=seed)
    if kind == "quantile":
        searcher = QuantileBasedSurrogateSearcher(config_space=space, transfer_learning_evaluations=memory, random_seed=seed)
        return SingleObjectiveScheduler(space, metric="loss", do_minimize=True, searcher=searcher, random_seed=seed)
    if kind == "bounding-box":
        inside = lambda space, metric, do_minimize, seed: RandomSearch(space, [metric], do_minimize, seed)  # noqa: E731
        return BoundingBox(inside, space, "loss", memory, do_minimize=True, random_seed=seed)
    raise ValueError(f"no kind {kind}")


def described(p):
    if p["type"] == "float":
        return (loguniform if p["log"] else uniform)(p["low"], p["high"])
    return (lograndint if p["log"] else randint)(p["low"], p["high"])


def evaluations(space, study):
    return TransferLearningTaskEvaluations(
        configuration_space=space,
        hyperparameters=pd.DataFrame(study["values"])[list(space)],
        objectives_names=["loss"],
        objectives_evaluations=np.array(study["losses"], dtype=float).reshape(-1, 1, 1, 1),
    )


if __name__ == "__main__":
    serve(SyneTune, {"syne-tune": version("syne-tune")})
