"""Optuna doing the work of the latency benchmark. Prints one JSON line per measurement:

python peer.py tpe HISTORY.json SIZES BUDGET   {"size": 1000, "ms": [...], "warm_s": ...}
python peer.py random FOLDER TRIALS            {"rate": ...}
python peer.py version                         {"optuna": "5.0.0", "python": "3.11.7"}

HISTORY.json: {"space": the space of problem.mjs, "seed": 1, "trials": [[config, loss], ...]}.
"""

import json
import math
import os
import platform
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import optuna  # noqa: E402  after the threads are set

optuna.logging.set_verbosity(optuna.logging.ERROR)

BEST_RATE = {"sgd": -1.5, "adam": -3, "rmsprop": -3.3}
PRICE = {"relu": 0.01, "gelu": 0, "silu": 0.002, "tanh": 0.04}


def loss(c):
    rate = math.log10(c["lr"]) - BEST_RATE[c["optimizer"]] + 0.3 * (math.log2(c["width"]) - 8)
    decay = math.log10(c["weight_decay"]) + 3.5 + 0.5 * rate
    size = math.log2(c["width"]) - 8.5
    depth = c["layers"] - 3 - size / 2
    momentum = (c["momentum"] - 0.9) ** 2 if c["optimizer"] == "sgd" else 0
    return (
        0.1 + 0.25 * rate**2 + 0.04 * decay**2 + 0.01 * size**2 + 0.008 * depth**2 + 0.4 * momentum
        + 0.5 * (c["dropout"] - 0.2) ** 2 + 0.2 * (c["smoothing"] - 0.1) ** 2 + PRICE[c["activation"]]
    )


def distributions(space):
    d = optuna.distributions
    made = {}
    for name, p in space.items():
        log = p.get("scale") == "log"
        if p["type"] == "choice":
            made[name] = d.CategoricalDistribution(p["values"])
        elif p["type"] == "int":
            made[name] = d.IntDistribution(p["low"], p["high"], log=log)
        else:
            made[name] = d.FloatDistribution(p["low"], p["high"], log=log)
    return made


def suggest(trial, space):
    config = {}
    for name, p in space.items():
        log = p.get("scale") == "log"
        if p["type"] == "choice":
            config[name] = trial.suggest_categorical(name, p["values"])
        elif p["type"] == "int":
            config[name] = trial.suggest_int(name, p["low"], p["high"], log=log)
        else:
            config[name] = trial.suggest_float(name, p["low"], p["high"], log=log)
    return config


def tpe(history, sizes, budget):
    """Median-worthy samples of ask + suggest + tell after each size; `budget`: seconds that one size may take."""
    with open(history) as file:
        known = json.load(file)
    space, made = known["space"], distributions(known["space"])
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=known["seed"]))
    at = 0
    for size in sizes:
        begin = time.perf_counter()
        study.add_trials([
            optuna.trial.create_trial(params=config, distributions=made, value=value) for config, value in known["trials"][at:size]
        ])
        at = size
        warm = time.perf_counter() - begin
        samples, begin = [], time.perf_counter()
        while len(samples) < 2 or (len(samples) < 21 and time.perf_counter() - begin < budget):
            start = time.perf_counter()
            trial = study.ask()
            config = suggest(trial, space)
            study.tell(trial, loss(config))
            samples.append((time.perf_counter() - start) * 1e3)
        # The first one meets cold caches.
        print(json.dumps({"size": size, "ms": samples[1:], "warm_s": warm}), flush=True)


def random(folder, trials, space):
    study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=1), storage=f"sqlite:///{folder}/optuna.db")
    begin = time.perf_counter()
    study.optimize(lambda trial: loss(suggest(trial, space)), n_trials=trials)
    print(json.dumps({"rate": trials / (time.perf_counter() - begin)}), flush=True)


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "version":
        print(json.dumps({"optuna": optuna.__version__, "python": platform.python_version()}))
    elif what == "tpe":
        tpe(rest[0], [int(n) for n in rest[1].split(",")], float(rest[2]))
    else:
        random(rest[0], int(rest[1]), json.loads(rest[2]))
