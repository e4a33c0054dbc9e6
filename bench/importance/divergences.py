"""Optuna's PED-ANOVA on given trials: a file of JSON in, one line of JSON out, with the divergences and the seconds that five runs took."""

import json
import sys
import time
import warnings

import optuna
from optuna.importance import PedAnovaImportanceEvaluator

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
cpu = []
for _ in range(5):
    begun = time.process_time()
    found = PedAnovaImportanceEvaluator().evaluate(study)
    cpu.append(time.process_time() - begun)
print(json.dumps({"version": optuna.__version__, "divergences": found, "cpu": cpu}))
