"""A script as people write it for Optuna: which of three models predicts best, and with which settings. Run under either import.

    python script.py optuna|diapason.optuna SEED TRIALS default|tpe

Prints one line of JSON: the best value, the best after each trial, and seconds in all and inside of scikit-learn.
"""

import importlib
import json
import sys
import time

optuna = importlib.import_module(sys.argv[1])

from sklearn.datasets import load_diabetes  # noqa: E402
from sklearn.ensemble import GradientBoostingRegressor  # noqa: E402
from sklearn.linear_model import ElasticNet  # noqa: E402
from sklearn.model_selection import KFold, cross_val_score  # noqa: E402
from sklearn.pipeline import make_pipeline  # noqa: E402
from sklearn.preprocessing import StandardScaler  # noqa: E402
from sklearn.svm import SVR  # noqa: E402

X, y = load_diabetes(return_X_y=True)
spent = 0.0


def model(trial):
    kind = trial.suggest_categorical("model", ["boosting", "svr", "elastic"])
    if kind == "boosting":
        return GradientBoostingRegressor(
            n_estimators=trial.suggest_int("n_estimators", 20, 200),
            learning_rate=trial.suggest_float("learning_rate", 1e-3, 0.5, log=True),
            max_depth=trial.suggest_int("max_depth", 1, 6),
            subsample=trial.suggest_float("subsample", 0.3, 1.0),
            random_state=0,
        )
    if kind == "svr":
        return make_pipeline(
            StandardScaler(),
            SVR(
                C=trial.suggest_float("svr_C", 1e-2, 1e4, log=True),
                gamma=trial.suggest_float("svr_gamma", 1e-5, 1e1, log=True),
                epsilon=trial.suggest_float("svr_epsilon", 1e-2, 1e2, log=True),
                max_iter=20_000,
            ),
        )
    alpha = trial.suggest_float("alpha", 1e-4, 10.0, log=True)
    return ElasticNet(alpha=alpha, l1_ratio=trial.suggest_float("l1_ratio", 0.0, 1.0), max_iter=5_000)


def objective(trial):
    global spent
    chosen = model(trial)
    begun = time.perf_counter()
    score = cross_val_score(chosen, X, y, cv=KFold(5, shuffle=True, random_state=0), scoring="r2").mean()
    spent += time.perf_counter() - begun
    return score


def main(seed, trials, kind):
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    sampler = optuna.samplers.TPESampler(seed=seed) if kind == "tpe" else None
    begun = time.perf_counter()
    study = optuna.create_study(direction="maximize", sampler=sampler)
    study.optimize(objective, n_trials=trials)
    whole = time.perf_counter() - begun
    best = [max(t.value for t in study.trials[: at + 1]) for at in range(trials)]
    print(json.dumps({"best": study.best_value, "curve": best, "seconds": whole, "model": spent}))


if __name__ == "__main__":
    main(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
