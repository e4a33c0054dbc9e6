"""Optuna's side of the benchmark: one process of a study that others share.

python optuna_conductor.py URL STUDY SAMPLER TRIALS SPACE   says "ready", waits for a line on its input, does so many trials, says {"trials": ...}
python optuna_conductor.py make URL STUDY                   makes the study
"""

import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "latency"))

from peer import loss, optuna, suggest  # noqa: E402  the same problem as in the other benchmark

SAMPLERS = {"random": optuna.samplers.RandomSampler, "tpe": optuna.samplers.TPESampler}


def main(words):
    if words[0] == "make":
        optuna.create_study(storage=words[1], study_name=words[2])
        return
    url, name, sampler, trials, space = words[0], words[1], words[2], int(words[3]), json.loads(words[4])
    study = optuna.load_study(storage=url, study_name=name, sampler=SAMPLERS[sampler]())
    print("ready", flush=True)
    sys.stdin.readline()
    study.optimize(lambda trial: loss(suggest(trial, space)), n_trials=trials)
    print(json.dumps({"trials": trials}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
