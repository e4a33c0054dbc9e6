"""The tables and the peers of `npm run bench -- automl`: one command, one line of JSON.

    peer.py tables FOLDER SEED          writes NAME-train.csv and NAME-test.csv
    peer.py fit PEER NAME FOLDER SECONDS
    peer.py score NAME FOLDER FILE      a file with `prediction` and `probability_…`
"""

import importlib.util
import json
import os
import sys
import tempfile
import time
import warnings

import numpy as np
import pandas as pd

warnings.simplefilter("ignore")
KINDS = {"iris": "multiclass", "wine": "multiclass", "breast_cancer": "binary", "digits": "multiclass", "diabetes": "regression", "mixed": "binary"}


def tables(folder, seed):
    """Five real tables of scikit-learn, and a generated one with categories, gaps and interactions; three tenths of each are the test."""
    from sklearn import datasets
    from sklearn.model_selection import train_test_split

    for name, kind in KINDS.items():
        frame = _mixed(seed) if name == "mixed" else getattr(datasets, "load_" + name)(as_frame=True).frame.rename(columns={"target": "y"})
        split = train_test_split(frame, test_size=0.3, random_state=seed, stratify=None if kind == "regression" else frame["y"])
        for part, rows in zip(("train", "test"), split):
            rows.to_csv(os.path.join(folder, f"{name}-{part}.csv"), index=False)
    return {"tables": list(KINDS), "peers": [name for name, (module, _) in PEERS.items() if importlib.util.find_spec(module)]}


def _mixed(seed, rows=2500):
    random = np.random.default_rng(seed)
    x, noise = random.normal(size=(rows, 6)), random.normal(size=(rows, 4))
    town, size = random.choice([f"town {index}" for index in range(30)], rows), random.choice(["small", "middle", "large"], rows, p=[0.5, 0.3, 0.2])
    effect = dict(zip([f"town {index}" for index in range(30)], random.normal(size=30)))
    level = x[:, 0] * x[:, 1] + np.sin(2 * x[:, 2]) + 0.5 * x[:, 3] + np.vectorize(effect.get)(town) + np.where(size == "large", x[:, 4], -0.5 * x[:, 4])
    frame = pd.DataFrame(np.hstack([x, noise]).round(4), columns=[f"x{index}" for index in range(10)]).assign(town=town, size=size)
    frame.loc[random.random(rows) < 0.1, "x0"] = np.nan
    frame["y"] = (level + random.normal(size=rows) > 0).astype(int)
    return frame


def _flaml(train, seconds, kind, only=None):
    from flaml import AutoML

    model = AutoML()
    model.fit(train.drop(columns="y"), train["y"], task="regression" if kind == "regression" else "classification", time_budget=seconds, n_jobs=2, verbose=0,
              seed=1, **({"estimator_list": only} if only else {}))
    return model


def _forest(train, seconds, kind):
    from sklearn.compose import make_column_selector, make_column_transformer
    from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder

    words = make_column_selector(dtype_exclude="number")
    columns = make_column_transformer((OneHotEncoder(handle_unknown="ignore"), words), remainder=SimpleImputer(strategy="median"))
    forest = RandomForestRegressor if kind == "regression" else RandomForestClassifier
    return make_pipeline(columns, forest(n_jobs=2, random_state=1)).fit(train.drop(columns="y"), train["y"])


def _autogluon(train, seconds, kind):
    from autogluon.tabular import TabularPredictor

    # Whether stacking serves is tried out in processes of another library, which need not be here; without the trial the time is its own.
    predictor = TabularPredictor("y", problem_type=kind, path=tempfile.mkdtemp(), verbosity=0)
    return predictor.fit(train, time_limit=seconds, presets="good_quality", num_cpus=2, dynamic_stacking=False)


PEERS = {
    "FLAML": ("flaml", _flaml),
    "LightGBM, tuned": ("flaml", lambda train, seconds, kind: _flaml(train, seconds, kind, ["lgbm"])),
    "random forest": ("sklearn", _forest),
    "AutoGluon": ("autogluon", _autogluon),
}


def fit(peer, name, folder, seconds):
    """Trains a peer for that long and scores it on the test."""
    train, test = (pd.read_csv(os.path.join(folder, f"{name}-{part}.csv")) for part in ("train", "test"))
    kind, begun = KINDS[name], time.perf_counter()
    model = PEERS[peer][1](train, float(seconds), kind)
    fitted = time.perf_counter()
    rows = test.drop(columns="y")
    p = model.predict(rows) if kind == "regression" else model.predict_proba(rows)
    return {"score": _score(kind, test["y"].to_numpy(), np.asarray(p)), "fit_seconds": fitted - begun, "predict_seconds": time.perf_counter() - fitted}


def score(name, folder, file):
    """Scores predictions by class name, or numbers."""
    said, y = pd.read_csv(file), pd.read_csv(os.path.join(folder, f"{name}-test.csv"))["y"].to_numpy()
    kind = KINDS[name]
    chances = said[[column for column in said if column.startswith("probability_")]]
    return {"score": _score(kind, y, said["prediction"].to_numpy() if kind == "regression" else chances.to_numpy())}


def _score(kind, y, p):
    """The area under the ROC curve for two classes, the share of right answers for more, the share of explained variance for a number."""
    from sklearn import metrics

    if kind == "regression":
        return metrics.r2_score(y, p)
    return metrics.roc_auc_score(y, p[:, 1]) if kind == "binary" else metrics.accuracy_score(y, np.unique(y)[p.argmax(axis=1)])


if __name__ == "__main__":
    verb, rest = sys.argv[1], sys.argv[2:]
    answer = {"tables": lambda folder, seed: tables(folder, int(seed)), "fit": fit, "score": score}[verb](*rest)
    print(json.dumps(answer))
