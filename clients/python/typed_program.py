"""A program of a user: every public thing once, under the strictest settings."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Dict, List, Optional, Tuple

from diapason import aio
from diapason.client import Best, DiapasonError, Study, Told, Trial, TrialRecord, connect, create_study
from diapason.space import branch, choice, fixed, flag, integer, ordinal, real


def train(trial: Trial) -> Optional[float]:
    rate: float = trial.real("lr")
    layers: int = trial.integer("layers")
    kind: str = trial.text("optimizer")
    if trial.flag("nesterov") and kind == "sgd":
        rate = trial.lr * 2
    for step in range(1, 4):
        decision = trial.report(loss=rate * layers / step, step=step)
        if decision.stop:
            print(decision.why)
            return None
    trial.checkpoint(3, "state")
    return rate


def search() -> Tuple[Optional[Best], Dict[str, float]]:
    space = {
        "lr": real(1e-5, 1e-1, log=True, default=1e-3),
        "layers": integer(1, 8),
        "damping": real(0.0, 0.5, when={"nesterov": [True]}),
        "optimizer": branch(sgd={"momentum": real(0.0, 0.99)}, adam={}),
        "act": choice("relu", "gelu"),
        "width": ordinal(16, 32),
        "nesterov": flag(),
        "n": fixed(3),
    }
    with create_study(
        space=space,
        minimize="loss",
        budget={"trials": 9, "wall": timedelta(minutes=5)},
        sampler={"type": "random"},
        scheduler="asha",
        fidelity="epoch=1..9",
        constraints=["layers * width <= 64"],
        priors={"lr": {"around": 3e-3, "spread": "3x"}},
        store="memory:",
        seed=1,
    ) as study:
        study.optimize(train, trials=3, jobs=2, catch=(ValueError,), show=False)
        for trial in study:
            told: Told = trial.tell(loss=1.0)
            if told.best or told.failed is not None:
                break
        records: List[TrialRecord] = study.trials
        print(records[0].config["lr"], study.add(records[0].config, (1.0,)), study.recommended)
        return study.best, study.importance(method="fanova").parameters


def table(study: Study) -> int:
    return len(study.to_pandas())


async def search_async() -> Optional[Best]:
    async def measure(trial: aio.AsyncTrial) -> Dict[str, float]:
        await trial.report({"loss": trial.real("x")})
        return {"loss": trial.real("x")}

    async with await aio.create_study(space={"x": "0.0..1.0", "y": ["a", "b"]}, minimize="loss", budget=4) as study:
        await study.optimize(measure, jobs=2)
        async for trial in study:
            await trial.tell(0.5)
        return await study.best()


def remote() -> List[str]:
    server = connect("http://127.0.0.1:4600", token="dpt_none")
    try:
        with server.study("resnet") as study:
            trial = study.ask()
            if trial is not None:
                study.fail(trial, "invalid", "it does not fit")
            return server.studies()
    except DiapasonError as error:
        return [error.code, error.message, error.fix]


if __name__ == "__main__":
    print(search(), asyncio.run(search_async()), remote())
