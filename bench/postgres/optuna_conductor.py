"""Optuna's side of the benchmark: one process of a study that others share.

python optuna_conductor.py URL STUDY SAMPLER TRIALS SPACE   says "ready", waits for a line on its input, does so many trials, says {"trials": ...}
python optuna_conductor.py make URL STUDY                   makes the study
python optuna_conductor.py rate URL STUDY                   trials per second from the first quarter on, as {"rate": ...}
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
    if words[0] == "rate":
        begun = sorted(trial.datetime_start for trial in optuna.load_study(storage=words[1], study_name=words[2]).trials)
        first = len(begun) // 4
        print(json.dumps({"rate": (len(begun) - 1 - first) / (begun[-1] - begun[first]).total_seconds()}))
        return
    url, name, sampler, trials, space = words[0], words[1], words[2], int(words[3]), json.loads(words[4])
    study = optuna.load_study(storage=url, study_name=name, sampler=SAMPLERS[sampler]())
    print("ready", flush=True)
    sys.stdin.readline()
    study.optimize(lambda trial: loss(suggest(trial, space)), n_trials=trials)
    print(json.dumps({"trials": trials}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
