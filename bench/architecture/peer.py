# Asks Optuna for configurations of categories; losses come back line by line.
import json
import sys

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
first = json.loads(sys.stdin.readline())
sampler = getattr(optuna.samplers, first["sampler"])(seed=first["seed"])
study = optuna.create_study(sampler=sampler)
while True:
    trial = study.ask()
    values = {key: trial.suggest_categorical(key, levels) for key, levels in first["space"].items()}
    print(json.dumps(values), flush=True)
    line = sys.stdin.readline()
    if not line.strip():
        break
    answer = json.loads(line)
    if answer is None:
        study.tell(trial, state=optuna.trial.TrialState.FAIL)
    else:
        study.tell(trial, answer)
