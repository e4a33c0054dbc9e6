"""`worker`: a process that stays and runs one trial after another, so that libraries and data are loaded once."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import time
from typing import Any, Dict, Iterator, NoReturn, TextIO

import numpy as np

from . import families
from .build import Pipeline
from .metrics import METRICS
from .workdir import Workdir, load, plain, write_json

Message = Dict[str, Any]


class Late(Exception):
    """The time that a trial was given is over."""


def work(path: str) -> int:
    """Answers the lines on standard input until it ends. What a library prints goes to standard error."""
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    workdir = load(path)
    _say(lines, {"type": "ready", "pid": os.getpid()})
    for line in sys.stdin:
        if not line.strip():
            continue
        asked = json.loads(line)
        if asked.get("op") == "quit":
            break
        if asked.get("op") == "trial":
            _run(workdir, asked, lines)
    return 0


def _run(workdir: Workdir, asked: Message, lines: TextIO) -> None:
    number = int(asked["trial"])

    def fail(kind: str, text: str) -> None:
        _say(lines, {"type": "fail", "trial": number, "kind": kind, "text": text[:500]})

    try:
        with _deadline(asked.get("deadline")):
            if workdir.look.get("kind") == "images":
                from .images.trial import epochs

                epochs(workdir, asked, lambda message: _say(lines, message), _answer)
            else:
                _folds(workdir, asked, lines)
    except Late:
        fail("timeout", f"the {asked['deadline']} s that this trial was given are over")
    except MemoryError:
        fail("oom", "out of memory")
    except (KeyError, TypeError, ValueError) as error:
        fail("nan" if "NaN" in str(error) or "infinity" in str(error) else "invalid", f"{type(error).__name__}: {error}")
    except (EOFError, BrokenPipeError):
        raise SystemExit(0) from None
    except Exception as error:  # a library's own: the trial failed, the worker lives on
        fail("oom" if "alloc" in str(error).lower() else "crash", f"{type(error).__name__}: {error}")


def _folds(workdir: Workdir, asked: Message, lines: TextIO) -> None:
    number, config = int(asked["trial"]), asked["config"]
    folder = workdir.trial(number)
    os.makedirs(folder, exist_ok=True)
    begun = int(asked.get("resume") or 0)
    done = _record(folder)["folds"][:begun] if begun else []
    begun = len(done)
    last = int(asked.get("fidelity") or workdir.folds.n * workdir.folds.repeats)
    families.load((config.get("model") or {}).get("use"))
    state = "complete"
    for step in range(begun + 1, last + 1):
        done.append(judge_fold(workdir, config, step, int(asked.get("seed") or 0), folder))
        write_json(os.path.join(folder, "trial.json"), {"trial": number, "config": config, "family": config["model"]["use"], "folds": done})
        score = float(np.mean([fold["score"] for fold in done]))
        if not np.isfinite(score):
            raise ValueError("the score is NaN")
        metrics = {"score": score, workdir.look["metric"]: score, "fold_score": done[-1]["score"], "fit_seconds": done[-1]["fit_seconds"], "predict_seconds": done[-1]["predict_seconds"]}
        _say(lines, {"type": "report", "trial": number, "step": step, "metrics": metrics})
        action = _answer()
        if action in ("stop", "pause") and step < last:
            state = "stopped" if action == "stop" else "paused"
            break
        if action == "pause":
            state = "paused"
    if not done:
        raise ValueError("no fold was asked for")
    scores = [fold["score"] for fold in done]
    metrics = {"score": float(np.mean(scores)), "score_sd": float(np.std(scores)), "folds": len(done)}
    metrics[workdir.look["metric"]] = metrics["score"]
    metrics.update({name: float(np.mean([fold[name] for fold in done])) for name in ("fit_seconds", "predict_seconds")})
    _say(lines, {"type": "result", "trial": number, "state": state, "metrics": metrics})


def judge_fold(workdir: Workdir, config: Dict[str, Any], step: int, seed: int, folder: str) -> Dict[str, float]:
    """Trains on the rows of one fold, judges by the others, and saves what it said of them and of the part held back."""
    rows, judges = workdir.folds.split(step)
    train, held = workdir.train.take(rows), workdir.train.take(judges)
    begun = time.perf_counter()
    pipeline = Pipeline(config, workdir.classes, seed).fit(train.numbers, train.codes, train.y)
    fitted = time.perf_counter()
    said = pipeline.predict(held.numbers, held.codes)
    ended = time.perf_counter()
    if not np.isfinite(said).all():
        raise ValueError("the predictions hold NaN")
    np.save(os.path.join(folder, f"fold-{step}.npy"), said)
    if len(workdir.test.y):
        np.save(os.path.join(folder, f"test-{step}.npy"), pipeline.predict(workdir.test.numbers, workdir.test.codes))
    score = METRICS[workdir.look["metric"]].score(held.y, said)
    return {"score": score, "fit_seconds": fitted - begun, "predict_seconds": ended - fitted, "rounds": pipeline.rounds}


def _record(folder: str) -> Dict[str, Any]:
    try:
        with open(os.path.join(folder, "trial.json"), encoding="utf-8") as file:
            return dict(json.load(file))
    except FileNotFoundError:
        return {"folds": []}


def _say(lines: TextIO, message: Message) -> None:
    lines.write(json.dumps(message, default=plain) + "\n")
    lines.flush()


def _answer() -> str:
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return str(json.loads(line).get("action", "continue"))


@contextlib.contextmanager
def _deadline(seconds: Any) -> Iterator[None]:
    """Raises Late where Python gets to run again. A library that never comes back is ended from outside."""
    if not seconds or not hasattr(signal, "setitimer"):
        yield
        return

    def late(*_: Any) -> NoReturn:
        raise Late

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, float(seconds))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
