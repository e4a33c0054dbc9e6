"""A study conducted from Python: ask for a configuration, try it, tell what came of it.

    from diapason.client import create_study

    def train(trial):
        for epoch in range(1, 31):
            loss = step(trial.lr, trial.layers)
            if trial.report(loss=loss).stop:
                return None
        return loss

    with create_study(space={"lr": "1e-5..1e-1:log", "layers": "1..8"}, minimize="loss", budget=100) as study:
        study.optimize(train, jobs=4)
        print(study.best)

The study is thought out by the program `diapason` (see `diapason.stdio`), or by a server: `connect("https://…")`.
Needs nothing but Python 3.8 or later. `diapason.aio` is the same for asyncio.
"""

from __future__ import annotations

import os
import ssl
from typing import Callable, List, Mapping, Optional, Sequence, Union

from diapason import Decision
from diapason.definition import Budget, defined, objectives_in
from diapason.results import Best, Config, Failure, Importance, Recommended, Status, Told, TrialRecord, Value, members, text
from diapason.server import Http, ServerLink, worker_name
from diapason.stdio import CommandNotFound, ConnectionLost, DiapasonError, Link
from diapason.study import Study, Trial

__all__ = [
    "Best",
    "CommandNotFound",
    "Config",
    "ConnectionLost",
    "Decision",
    "DiapasonError",
    "Failure",
    "Importance",
    "Recommended",
    "Server",
    "Status",
    "Study",
    "Told",
    "Trial",
    "TrialRecord",
    "Value",
    "connect",
    "create_study",
]

Names = Union[None, str, Sequence[str]]
Chosen = Union[None, str, Mapping[str, object]]


def create_study(
    *,
    space: Mapping[str, object],
    minimize: Names = None,
    maximize: Names = None,
    budget: Optional[Budget] = None,
    sampler: Chosen = None,
    scheduler: Chosen = None,
    fidelity: Union[None, str, Mapping[str, object]] = None,
    constraints: Optional[Sequence[str]] = None,
    baselines: Optional[Sequence[Mapping[str, object]]] = None,
    priors: Optional[Mapping[str, object]] = None,
    store: Optional[str] = None,
    name: str = "study",
    seed: Optional[int] = None,
    command: Union[None, str, Sequence[str]] = None,
) -> Study:
    """A study of this machine, in memory or in a store (`"sqlite:tuning.db"`), where it goes on if it is there already.

    `space`: a parameter by name, each a line (`"1e-5..1e-1:log"`), a list of choices, or made by `diapason.space`.
    `minimize` and `maximize` name the metrics to reach for. `budget`: how many trials, a timedelta, or both in a dict.
    `fidelity`: `"epoch=1..30"`. `sampler` and `scheduler`: a name, or a dict with `type` and settings. `baselines` are
    tried first. `command`: how to start the program, see `diapason.stdio.find_command`.

    Raises DiapasonError for what is wrong with the definition, CommandNotFound, ValueError without an objective.
    """
    definition = defined(
        space=space,
        minimize=minimize,
        maximize=maximize,
        budget=budget,
        fidelity=fidelity,
        sampler=sampler,
        scheduler=scheduler,
        constraints=constraints,
        baselines=baselines,
        priors=priors,
        store=store,
        name=name,
        seed=seed,
    )
    link = Link(command)
    try:
        answer = link.call({"op": "init", **definition.request})
    except BaseException:
        link.close()
        raise
    return Study(link, text(answer, "study"), definition.objectives, resumed=answer.get("resumed") is True)


def connect(url: str, token: Optional[str] = None, *, patience: float = 60.0, tls: Optional[ssl.SSLContext] = None) -> Server:
    """A server that runs studies, see docs/server.md. `token` is that of DIAPASON_TOKEN when it is not given.

    `patience`: for how many seconds a server that is away is asked again before a call raises ConnectionLost. Nothing is
    sent yet; a wrong token is refused by the first call (DiapasonError D411).
    """
    return Server(url, token or os.environ.get("DIAPASON_TOKEN"), patience, tls)


class Server:
    """The studies of a server."""

    def __init__(self, url: str, token: Optional[str], patience: float, tls: Optional[ssl.SSLContext]) -> None:
        self._open: Callable[[], Http] = lambda: Http(url, token, patience, tls)
        self._http = self._open()

    def studies(self) -> List[str]:
        """The names of the studies that this token may see."""
        return [text(one, "study") for one in members(self._http.get("/v1/studies"), "studies")]

    def study(self, name: str) -> Study:
        """A study that is there. Raises DiapasonError D303 where it is not."""
        link = ServerLink(self._open(), name, worker_name())
        return Study(link, name, objectives_in(link.call({"op": "status"})), resumed=True)

    def create_study(
        self,
        *,
        space: Mapping[str, object],
        name: str,
        minimize: Names = None,
        maximize: Names = None,
        budget: Optional[Budget] = None,
        sampler: Chosen = None,
        scheduler: Chosen = None,
        fidelity: Union[None, str, Mapping[str, object]] = None,
        constraints: Optional[Sequence[str]] = None,
        baselines: Optional[Sequence[Mapping[str, object]]] = None,
        priors: Optional[Mapping[str, object]] = None,
        seed: Optional[int] = None,
    ) -> Study:
        """A study of the server, as `create_study` makes one here; the same definition again opens what is there."""
        definition = defined(
            space=space,
            minimize=minimize,
            maximize=maximize,
            budget=budget,
            fidelity=fidelity,
            sampler=sampler,
            scheduler=scheduler,
            constraints=constraints,
            baselines=None if baselines is None else [{"config": one} for one in baselines],
            priors=priors,
            name=name,
            seed=seed,
        )
        created = self._http.post("/v1/studies", definition.request)
        link = ServerLink(self._open(), name, worker_name())
        return Study(link, name, definition.objectives, resumed=created.get("created") is not True)
