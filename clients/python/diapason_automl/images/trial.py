"""One trial on pictures: an epoch, its judgement, and so on; what it has learned is saved after each, so that it goes on in any worker."""

from __future__ import annotations

import os
import time
from typing import Any, Callable, Dict, List

import numpy as np

from ..metrics import METRICS
from ..trials import Trial
from ..workdir import Workdir, write_json
from .network import Network
from .space import FAMILY

Message = Dict[str, Any]
STATE = "state.pt"


def epochs(workdir: Workdir, asked: Message, say: Callable[[Message], None], answer: Callable[[], str]) -> None:
    """Runs epochs `resume` + 1 to `fidelity`; reports the score of each."""
    number, folder = int(asked["trial"]), workdir.trial(int(asked["trial"]))
    os.makedirs(folder, exist_ok=True)
    rows, judges = workdir.folds.split(1)
    train, held = workdir.train.take(rows), workdir.train.take(judges)
    network = fresh(workdir, asked["config"], int(asked.get("seed") or 0))
    if asked.get("resume") and os.path.exists(os.path.join(folder, STATE)):
        network.load(os.path.join(folder, STATE))
    last = int(asked.get("fidelity") or network.total)
    state, begun, metrics = "complete", time.perf_counter(), {}
    while network.done < last:
        network.epoch(train.numbers, train.y)
        fitted = time.perf_counter()
        said = network.predict(held.numbers)
        ended = time.perf_counter()
        score = METRICS[workdir.look["metric"]].score(held.y, said)
        metrics = {"score": score, workdir.look["metric"]: score, "fit_seconds": fitted - begun, "predict_seconds": ended - fitted}
        _save(workdir, network, folder, said, {"trial": number, "config": asked["config"], "family": FAMILY, "folds": [{**metrics, "rounds": network.done}]})
        say({"type": "report", "trial": number, "step": network.done, "metrics": metrics})
        action = answer()
        if action == "pause" or (action == "stop" and network.done < last):
            state = "stopped" if action == "stop" else "paused"
            break
    if not metrics:
        raise ValueError("no epoch was asked for")
    say({"type": "result", "trial": number, "state": state, "metrics": {**metrics, "epochs": network.done}})


def fresh(workdir: Workdir, config: Dict[str, Any], seed: int) -> Network:
    """Before its first epoch."""
    form = workdir.look["image"]
    return Network(config, (form["channels"], form["side"], form["side"]), workdir.classes, seed, workdir.look["fidelity"]["max"])


def trained(workdir: Workdir, trials: List[Trial]) -> List[Network]:
    """The networks of these trials, as their last epoch left them."""
    return [fresh(workdir, trial.config, 0).load(os.path.join(trial.folder, STATE)) for trial in trials]


def _save(workdir: Workdir, network: Network, folder: str, said: np.ndarray, record: Dict[str, Any]) -> None:
    """What was predicted, what was learned, and last the record that makes them count."""
    np.save(os.path.join(folder, "fold-1.npy"), said)
    if len(workdir.test.y):
        np.save(os.path.join(folder, "test-1.npy"), network.predict(workdir.test.numbers))
    network.save(os.path.join(folder, STATE + ".part"))
    os.replace(os.path.join(folder, STATE + ".part"), os.path.join(folder, STATE))
    write_json(os.path.join(folder, "trial.json"), record)
