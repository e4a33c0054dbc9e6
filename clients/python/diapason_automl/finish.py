"""`finish`: joins the trials to one model, says honestly how good it is, and saves it with its card."""

from __future__ import annotations

import os
import time
from argparse import Namespace
from typing import Any, Dict, List, Optional, Sequence, Tuple

import numpy as np

from . import calibrate, ensemble
from .card import card
from .faults import Fault
from .images.card import card as picture_card
from .metrics import METRICS, by_fold, loss
from .model import Model, check_place
from .refit import Member, refit
from .trials import Trial, library, stacked
from .workdir import Workdir, load

ROWS = 20_000  # of predictions out of fold that the ensemble is chosen by
SMALL = 2_000  # rows below which the choice is averaged over bags


def finish(asked: Namespace) -> Dict[str, Any]:
    """Chooses, estimates, fits on every row, saves. Raises Fault: bad-flag, no-trials."""
    begun = asked.begun
    check_place(asked.out)
    workdir = load(asked.workdir)
    wanted = [int(word) for word in asked.trials.split(",") if word.strip()] if asked.trials else None
    trials, folds = library(workdir, wanted)
    if not trials:
        raise Fault("no-trials", "no trial has ended well, so there is no model", "each failed or was ended before its first fold", "give it more time: --for")
    chosen = time.monotonic()
    y, predictions, of = stacked(workdir, trials, folds)
    usual = [index for index, trial in enumerate(trials) if trial.config in workdir.look.get("usual", [])]
    weights = choose(predictions, y, of, workdir.look["metric"], int(workdir.look["seed"]), usual)
    members = [index for index in np.argsort(-weights, kind="stable") if weights[index] > 0]
    joining = time.monotonic() - chosen  # what is said and written after the refit takes about as long as the choice
    seconds = asked.seconds - (time.monotonic() - begun) - max(0.5, min(joining, 0.1 * asked.seconds))
    pictures = workdir.look.get("kind") == "images"
    fitted = (as_trained if pictures else refit)(workdir, [trials[index] for index in members], [float(weights[index]) for index in members], seconds)
    saved = {member.trial.number: member.weight for member in fitted}  # what was not reached is no part of what is said below
    weights = np.array([saved.get(trial.number, 0.0) for trial in trials])
    joint = _joint(predictions, weights)
    power, factors = _calibration(workdir, y, joint)
    test = _estimate(workdir, trials, weights, folds, power, factors)
    model = Model.join(workdir, fitted, power, factors)
    metric = METRICS[workdir.look["metric"]]
    best = int(np.argmin([trial.loss(metric.direction) for trial in trials]))
    told: Dict[str, Any] = {
        "schema": "diapason.automl.finish/1", "model": os.path.abspath(asked.out), "card": os.path.join(os.path.abspath(asked.out), "model-card.md"),
        "metric": workdir.look["metric"], "direction": metric.direction, "task": workdir.look["task"],
        "cv": {"ensemble": by_fold(metric.score, y, _adjusted(joint, power, factors), of), "best": {"trial": trials[best].number, "score": trials[best].score}, "folds": folds},
        "test": test, "calibration": power, "rows_fitted": len(workdir.folds.split(1)[0]) if pictures else len(workdir.train.y) + len(workdir.test.y),
        "members": [{"trial": one.trial.number, "family": one.trial.family, "weight": one.weight, "fits": len(one.pipelines)} for one in fitted],
        "leaderboard": _leaderboard(workdir, trials, weights, folds), "errors": [], "warnings": [],
    }
    told["seconds"] = time.monotonic() - begun
    model.save(asked.out, workdir, told, (picture_card if pictures else card)(workdir.look, told))
    return told


def as_trained(workdir: Workdir, trials: List[Trial], weights: List[float], seconds: float) -> List[Member]:
    """The networks of pictures as their trials left them, since to train one again takes as long as its trial; `seconds` is not needed."""
    from .images.trial import trained

    return [Member(trial, weight / sum(weights), [network]) for trial, weight, network in zip(trials, weights, trained(workdir, trials))]


def choose(predictions: List[np.ndarray], y: np.ndarray, of: np.ndarray, metric: str, seed: int, usual: Sequence[int] = ()) -> np.ndarray:
    """Weights of the members, by what they said of rows they were not trained on; `usual` are those that are taken without a search."""
    if len(y) > ROWS:
        some = np.sort(np.random.default_rng([seed, 7]).choice(len(y), ROWS, replace=False))
        predictions, y, of = [one[some] for one in predictions], y[some], of[some]

    def lost(truth: np.ndarray, said: np.ndarray) -> float:
        return by_fold(lambda one, other: loss(metric, one, other), truth, said, of)

    if len(predictions) <= 2 or len(y) >= SMALL * 3:
        weights = ensemble.greedy(predictions, y, lost, 40).weights
    else:
        weights = ensemble.bagged(predictions, y, lost, 12, 20, seed, usual)
    return ensemble.pruned(weights, 0.015)


def _joint(predictions: List[np.ndarray], weights: np.ndarray) -> np.ndarray:
    return np.asarray(sum(weight * one for weight, one in zip(weights, predictions) if weight > 0))


def _adjusted(p: np.ndarray, power: float, factors: Optional[np.ndarray]) -> np.ndarray:
    if p.ndim == 1:
        return p
    warm = calibrate.tempered(p, power) if power != 1 else p
    return warm if factors is None else warm * factors


def _calibration(workdir: Workdir, y: np.ndarray, joint: np.ndarray) -> Tuple[float, Optional[np.ndarray]]:
    if joint.ndim == 1:
        return 1.0, None
    metric = workdir.look["metric"]
    power = calibrate.temperature(y, joint)
    factors = calibrate.rarity(y, joint, METRICS[metric].score) if metric in ("balanced_accuracy", "f1") else None
    return power, factors


def _estimate(workdir: Workdir, trials: List[Trial], weights: np.ndarray, folds: int, power: float, factors: Optional[np.ndarray]) -> Optional[Dict[str, Any]]:
    """The score on the part held back, by the models of the folds, with a bootstrap interval (percentiles of 400 draws)."""
    y = np.asarray(workdir.test.y)
    if len(y) == 0:
        return None
    joint = _adjusted(np.asarray(sum(weights[i] * trial.tested(folds) for i, trial in enumerate(trials) if weights[i] > 0)), power, factors)
    score = METRICS[workdir.look["metric"]].score
    random = np.random.default_rng([int(workdir.look["seed"]), 8])
    draws = []
    for _ in range(400 if len(y) <= 5000 else 60):
        rows = random.integers(len(y), size=len(y))
        draws.append(score(y[rows], joint[rows]))
    low, high = np.percentile(draws, [2.5, 97.5])
    more = {name: METRICS[name].score(y, joint) for name in (("accuracy", "log_loss") if joint.ndim == 2 else ("r2", "mae"))}
    return {"score": score(y, joint), "low": float(low), "high": float(high), "rows": len(y), "level": 0.95, "more": more}


def _leaderboard(workdir: Workdir, trials: List[Trial], weights: np.ndarray, folds: int) -> List[Dict[str, Any]]:
    metric = METRICS[workdir.look["metric"]]
    rows = []
    for index in sorted(range(len(trials)), key=lambda one: trials[one].loss(metric.direction))[:30]:
        trial = trials[index]
        test = metric.score(np.asarray(workdir.test.y), trial.tested(folds)) if len(workdir.test.y) else None
        rows.append({
            "trial": trial.number, "family": trial.family, "score": trial.score, "sd": trial.spread, "test": test,
            "fit_seconds": trial.mean("fit_seconds"), "predict_seconds": trial.mean("predict_seconds"), "weight": float(weights[index]),
        })
    return rows
