"""Optuna's fANOVA on given trials: a file of JSON in, one line of JSON out, with the shares of each seed and the seconds each took."""

import json
import sys
import time
import warnings

import optuna
from optuna.importance import FanovaImportanceEvaluator

warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)

with open(sys.argv[1]) as file:
    asked = json.load(file)
places = {
    f"x{i}": optuna.distributions.CategoricalDistribution(list(range(n))) if n else optuna.distributions.FloatDistribution(0, 1)
    for i, n in enumerate(asked["levels"])
}
study = optuna.create_study()
study.add_trials(
    [
        optuna.trial.create_trial(params={f"x{i}": x for i, x in enumerate(row)}, distributions=places, value=loss)
        for row, loss in zip(asked["rows"], asked["losses"])
    ]
)
shares, wall, cpu = [], [], []
for seed in asked["seeds"]:
    begun = time.perf_counter(), time.process_time()
    found = optuna.importance.get_param_importances(study, evaluator=FanovaImportanceEvaluator(seed=seed), normalize=False)
    wall.append(time.perf_counter() - begun[0])
    cpu.append(time.process_time() - begun[1])
    shares.append([found[f"x{i}"] for i in range(len(asked["levels"]))])
print(json.dumps({"version": optuna.__version__, "shares": shares, "wall": wall, "cpu": cpu}))
