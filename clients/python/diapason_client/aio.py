"""The client for asyncio: a study whose every word is awaited.

    from diapason.aio import create_study

    async def train(trial):
        loss = await measure(trial.lr)
        return loss

    async with await create_study(space={"lr": "1e-5..1e-1:log"}, minimize="loss", budget=100) as study:
        await study.optimize(train, jobs=8)
        print(await study.best())

What is cancelled leaves nothing behind: a trial whose `ask` was cancelled is put back, and so is one whose function was.
"""

# The classes of this package know each other.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import asyncio
import functools
import ssl
from concurrent.futures import Future
from typing import (
    TYPE_CHECKING,
    AsyncIterator,
    Awaitable,
    Callable,
    Iterator,
    List,
    Mapping,
    Optional,
    Sequence,
    Set,
    SupportsFloat,
    Tuple,
    Type,
    TypeVar,
    Union,
)

from diapason import Decision, client
from diapason.client import Chosen, Names
from diapason.definition import Budget, Metrics, Result, final_metrics, metrics_of
from diapason.handed import HandedTrial, failing, failure_kind
from diapason.results import Best, Importance, Recommended, Status, Told, TrialRecord, text
from diapason.stdio import Answer, DiapasonError, Json

if TYPE_CHECKING:
    import pandas

__all__ = ["AsyncServer", "AsyncStudy", "AsyncTrial", "connect", "create_study"]

T = TypeVar("T")


async def create_study(
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
) -> AsyncStudy:
    """`diapason.client.create_study` for asyncio."""
    made = functools.partial(
        client.create_study,
        space=space,
        minimize=minimize,
        maximize=maximize,
        budget=budget,
        sampler=sampler,
        scheduler=scheduler,
        fidelity=fidelity,
        constraints=constraints,
        baselines=baselines,
        priors=priors,
        store=store,
        name=name,
        seed=seed,
        command=command,
    )
    return AsyncStudy(await _opened(made))


def connect(url: str, token: Optional[str] = None, *, patience: float = 60.0, tls: Optional[ssl.SSLContext] = None) -> AsyncServer:
    """`diapason.client.connect` for asyncio."""
    return AsyncServer(client.connect(url, token, patience=patience, tls=tls))


class AsyncServer:
    """The studies of a server."""

    def __init__(self, server: client.Server) -> None:
        self._server = server

    async def studies(self) -> List[str]:
        """The names of the studies that this token may see."""
        return await _in_thread(self._server.studies)

    async def study(self, name: str) -> AsyncStudy:
        """A study that is there."""
        return AsyncStudy(await _opened(functools.partial(self._server.study, name)))

    async def create_study(
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
    ) -> AsyncStudy:
        """A study of the server, made or opened."""
        made = functools.partial(
            self._server.create_study,
            space=space,
            name=name,
            minimize=minimize,
            maximize=maximize,
            budget=budget,
            sampler=sampler,
            scheduler=scheduler,
            fidelity=fidelity,
            constraints=constraints,
            baselines=baselines,
            priors=priors,
            seed=seed,
        )
        return AsyncStudy(await _opened(made))


class AsyncTrial(HandedTrial):
    """A trial to be tried here."""

    def __init__(self, answer: Answer, study: AsyncStudy) -> None:
        super().__init__(answer)
        self._study = study

    async def report(self, first: Optional[Metrics] = None, /, *, step: Optional[float] = None, **metrics: SupportsFloat) -> Decision:
        """Metrics at a step, and whether to go on: `if (await trial.report(loss=0.3)).stop: return`."""
        return self._decided(await self._study._call(self._reporting(metrics_of({**(first or {}), **metrics}), step)))

    async def checkpoint(self, step: float, path: str) -> None:
        """Says where the state after a step was saved, for a later `resume_path`."""
        await self._study._call({"op": "checkpoint", "trial": self.number, "step": step, "path": path})

    async def tell(self, result: Result = None, /, **metrics: SupportsFloat) -> Told:
        """The end of the trial with its values; without any, the last report."""
        given = {**result, **metrics} if isinstance(result, Mapping) else metrics or result
        sent = final_metrics(self._study.objectives, given, self._last)
        self.ended = True  # also where the answer is not waited for
        answer = await self._study._call({"op": "tell", "trial": self.number, "metrics": sent})
        return Told(answer.get("best") is True, text(answer, "failed") or None)

    async def fail(self, kind: str = "crash", message: str = "") -> None:
        """The end of the trial without values."""
        self.ended = True
        await self._study._call(failing(self, kind, message))


class AsyncStudy:
    """A study. `async with` closes it; what is asked of a `Study` by attribute is awaited here."""

    def __init__(self, study: client.Study) -> None:
        self._study = study
        self._ended: Set[asyncio.Event] = set()
        self.name = study.name
        self.objectives = study.objectives
        self.resumed = study.resumed
        self.done = ""
        """Why nothing more is handed out; empty while something may be."""

    async def ask(self) -> Optional[AsyncTrial]:
        """The next trial. None when there is none for now; then `done` says why there will be none."""
        sent = self._study._link.send({"op": "ask"})
        try:
            answer = await _settled(sent)
        except asyncio.CancelledError:
            sent.add_done_callback(self._put_back)
            raise
        self.done = text(answer, "why") if answer.get("done") is True else ""
        return AsyncTrial(answer, self) if "trial" in answer else None

    async def __aiter__(self) -> AsyncIterator[AsyncTrial]:
        """Trials until the study is done; each is to be told before the next is asked for."""
        while True:
            trial = await self._next()
            if trial is None:
                return
            try:
                yield trial
            finally:
                if not trial.ended and trial._last:
                    await trial.tell()
                elif not trial.ended:
                    self._abandon(trial)

    async def optimize(
        self,
        fn: Callable[[AsyncTrial], Awaitable[Result]],
        *,
        trials: Optional[int] = None,
        jobs: int = 1,
        catch: Tuple[Type[Exception], ...] = (),
    ) -> None:
        """Awaits `fn(trial)` until the study is done, or for so many `trials`, `jobs` of them at a time.

        What it returns is told. An exception is told as a failure; unless it is one of `catch`, the other trials are put back
        and it is raised.
        """
        if jobs < 1:
            raise ValueError("jobs is %d: there has to be one" % jobs)
        left = iter(range(trials)) if trials is not None else None
        workers = [asyncio.ensure_future(self._work(fn, left, catch)) for _ in range(jobs)]
        try:
            await asyncio.gather(*workers)
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)

    async def best(self) -> Optional[Best]:
        """The best complete trial; with several objectives the first of the front."""
        return await _in_thread(lambda: self._study.best)

    async def front(self) -> List[Best]:
        """All that nothing is better than."""
        return await _in_thread(lambda: self._study.front)

    async def recommended(self) -> Optional[Recommended]:
        """The one to take, when values are noisy. None over a server."""
        return await _in_thread(lambda: self._study.recommended)

    async def status(self) -> Status:
        """Counts, budget and what was spent of it."""
        return await _in_thread(lambda: self._study.status)

    async def trials(self) -> List[TrialRecord]:
        """All trials in the order of their numbers."""
        return await _in_thread(lambda: self._study.trials)

    async def add(self, config: Mapping[str, object], result: Result = None, /, **metrics: SupportsFloat) -> int:
        """Takes in what was tried elsewhere. Its number. Not over a server."""
        return await _in_thread(functools.partial(self._study.add, config, result, **metrics))

    async def importance(self, *, target: Optional[str] = None) -> Importance:
        """What mattered. Not over a server."""
        return await _in_thread(functools.partial(self._study.importance, target=target))

    async def to_pandas(self) -> pandas.DataFrame:
        """A row for each trial."""
        return await _in_thread(self._study.to_pandas)

    async def close(self) -> None:
        """Puts back what is unfinished, and ends the link."""
        await asyncio.shield(_in_thread(self._study.close))

    async def __aenter__(self) -> AsyncStudy:
        return self

    async def __aexit__(self, kind: object, error: object, trace: object) -> None:
        await self.close()

    async def _call(self, request: Mapping[str, Json]) -> Answer:
        """Once sent, a request is carried out; who no longer waits does not take it back."""
        answer = await _settled(self._study._link.send(request))
        if request["op"] in ("tell", "fail") or answer.get("action") in ("stop", "pause"):
            for waiting in self._ended:
                waiting.set()
        return answer

    async def _next(self) -> Optional[AsyncTrial]:
        while True:
            trial = await self.ask()
            if trial is not None or self.done:
                return trial
            event = asyncio.Event()
            self._ended.add(event)
            try:
                await asyncio.wait_for(event.wait(), 0.5)
            except asyncio.TimeoutError:
                pass
            finally:
                self._ended.discard(event)

    async def _work(
        self, fn: Callable[[AsyncTrial], Awaitable[Result]], left: Optional[Iterator[int]], catch: Tuple[Type[Exception], ...]
    ) -> None:
        while left is None or next(left, None) is not None:
            trial = await self._next()
            if trial is None:
                return
            try:
                result = await fn(trial)
                if not trial.ended:
                    await trial.tell(result)
            except asyncio.CancelledError:
                self._abandon(trial)
                raise
            except Exception as error:
                if not trial.ended:
                    await trial.fail(failure_kind(error), "%s: %s" % (type(error).__name__, error))
                if not isinstance(error, catch) or isinstance(error, DiapasonError):
                    raise

    def _abandon(self, trial: AsyncTrial) -> None:
        """Puts a trial back without waiting: whoever does this is being cancelled."""
        if not trial.ended:
            trial.ended = True
            try:
                self._study._link.send(failing(trial, "interrupted", "it was cancelled"))
            except DiapasonError:
                pass  # closed: what ran is put back by that

    def _put_back(self, sent: Future[Answer]) -> None:
        """What an `ask` was handed that nobody waits for any more."""
        if sent.cancelled() or sent.exception() is not None or "trial" not in sent.result():
            return
        self._abandon(AsyncTrial(sent.result(), self))


async def _settled(sent: Future[Answer]) -> Answer:
    """The answer. To cancel this is not to cancel what was sent."""
    return await asyncio.shield(asyncio.wrap_future(sent))


async def _in_thread(work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(None, work)


async def _opened(make: Callable[[], client.Study]) -> client.Study:
    """A study; one that nobody waits for any more is closed."""
    making = asyncio.ensure_future(_in_thread(make))
    try:
        return await asyncio.shield(making)
    except asyncio.CancelledError:
        making.add_done_callback(lambda made: None if made.cancelled() or made.exception() else made.result().close())
        raise
