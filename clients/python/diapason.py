"""One trial of a Diapason study, seen from the script that runs it.

Copy this file beside your script, or install it; it needs nothing but Python 3.8 or later. The script still runs by
itself: outside a study `trial(...)` is a plain object that holds the defaults you gave, and reporting goes nowhere.

    import diapason

    trial = diapason.trial(lr=1e-3, dropout=0.1)
    trial.resume(load)                                  # restores a checkpoint when there is one
    for step in trial.steps(30):                        # 1, 2, ... up to the fidelity asked for; ends on stop or pause
        loss = train(trial.lr, trial.dropout)
        trial.checkpoint(step, save)
        trial.report(val_loss=loss)

A fault of the connection never raises and never holds the script for more than a few seconds. What the script itself
gets wrong (an unknown parameter, a metric that is no number) raises at once. Nothing is sent before the first report,
note, checkpoint or other message; from then on two daemon threads read answers and send a heartbeat each 15 s.
Messages follow trial protocol 1.
"""

from __future__ import annotations

import atexit
import collections
import contextlib
import functools
import itertools
import json
import math
import os
import re
import select
import shutil
import signal
import socket
import sys
import threading
import time
from typing import Any, Callable, Deque, Dict, Iterable, Iterator, List, Mapping, NamedTuple, Optional, Tuple, Union

__version__ = "0.1.0"
__all__ = ["Branch", "Decision", "Trial", "atomic_save", "trial"]

if "__path__" not in globals():
    # Copied as one file it is no package, yet `diapason.lightgbm` and its like are found in the folders beside it.
    _BESIDE = ("diapason_callbacks", "diapason_networks", "diapason_client", "diapason_optuna")
    __path__ = [os.path.join(os.path.dirname(os.path.abspath(__file__)), name) for name in _BESIDE]

Number = Union[int, float]


def trial(**defaults: Any) -> Trial:
    """The trial this process runs, or a stand-in with these defaults when it runs none.

    Inside a trial the study's values replace the defaults of the same name, whole (a branch is not merged with the
    default branch). A default that is a float stays one: `trial(width=1.0)` is 4.0 where the study says 4.

    Where the study says `executor: warm`, the script is started once and stays here: what it did so far is done for
    all trials, and what follows runs in a fork for each of them, so that no trial sees what another one did.

    Raises ValueError when the study's values cannot be read: to run on with the defaults would be to lie about the
    result. Raises RuntimeError for `executor: warm` on a system that cannot fork.
    """
    if "DIAPASON" not in os.environ:
        return Trial(dict(defaults), _Session(inside=False))
    if "DIAPASON_WARM" in os.environ:
        _fork_for_each_trial()
    config = dict(defaults)
    for name, value in _given().items():
        config[name] = _like(defaults.get(name), value)
    return Trial(config, _shared_session())


class Decision(NamedTuple):
    """What the study answers to a report. Test `.stop`; the object itself is always true."""

    action: str = "continue"
    """`"continue"`, `"stop"` or `"pause"`."""
    why: str = ""
    """The reason in words; empty when none was given."""
    code: str = ""
    """The reason as a code, such as `asha.rung`; empty when none was given."""

    @property
    def stop(self) -> bool:
        """True when the script should leave its loop now: for `"stop"` and for `"pause"`."""
        return self.action in ("stop", "pause")

    @property
    def pause(self) -> bool:
        """True when the trial may go on later from its last checkpoint."""
        return self.action == "pause"


class Branch(Dict[str, Any]):
    """A branch of a configuration, such as `{"use": "sgd", "momentum": 0.9}`, whose values are attributes too."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(_unknown(name, self, self)) from None


class Trial:
    """One trial: its configuration by attribute or item, and the ways to talk to the study.

    `trial.lr` and `trial["lr"]` are the same value. Where a parameter has the name of something the trial itself has
    (`seed`, `step`, `report`, ...), the item is the parameter.
    """

    _config: Dict[str, Any]
    _session: _Session

    def __init__(self, config: Dict[str, Any], session: _Session) -> None:
        vars(self)["_config"] = {name: _branches(value) for name, value in config.items()}
        vars(self)["_session"] = session

    # What the study asks for

    def __getattr__(self, name: str) -> Any:
        config = vars(self).get("_config", {})
        if name in config:
            return config[name]
        raise AttributeError(_unknown(name, config, [*config, *_MEMBERS]))

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError("a trial never changes what it was asked to try: cannot set %r" % name)

    def __getitem__(self, name: str) -> Any:
        if name in self._config:
            return self._config[name]
        raise KeyError(_unknown(name, self._config, self._config))

    def __contains__(self, name: object) -> bool:
        return name in self._config

    def __repr__(self) -> str:
        values = ", ".join("%s=%r" % pair for pair in self._config.items())
        return "<trial %s: %s>" % ("outside a study" if self.number is None else self.number, values)

    @property
    def config(self) -> Dict[str, Any]:
        """All values by name, a new dict each time; `Model(**trial.config)`."""
        return dict(self._config)

    @property
    def inside(self) -> bool:
        """True when a study runs this process."""
        return self._session.inside

    @property
    def fidelity(self) -> Optional[Number]:
        """The step to run to in this attempt; None when the study names none."""
        return _parsed("DIAPASON_FIDELITY")

    @property
    def seed(self) -> int:
        """32-bit seed of this trial, the same in each attempt; 0 outside a study."""
        return int(_parsed("DIAPASON_SEED") or 0)

    @property
    def number(self) -> Optional[int]:
        """Number of the trial in its study, from 0; None outside."""
        return _whole("DIAPASON_TRIAL")

    @property
    def attempt(self) -> Optional[int]:
        """Which attempt at the trial this process is; None outside."""
        return _whole("DIAPASON_ATTEMPT")

    @property
    def study(self) -> Optional[str]:
        """Name of the study; None outside."""
        return _setting("DIAPASON_STUDY")

    @property
    def dir(self) -> str:
        """Folder for what this trial writes; the working folder outside a study."""
        return _setting("DIAPASON_DIR") or os.getcwd()

    @property
    def checkpoint_dir(self) -> Optional[str]:
        """Folder that `checkpoint` saves under; None when there is none."""
        return _setting("DIAPASON_CHECKPOINT_DIR")

    @property
    def resume_from(self) -> Optional[str]:
        """Folder to restore from; None when there is nothing to restore."""
        return _setting("DIAPASON_RESUME_FROM")

    # Reporting and decisions

    def report(
        self, first: Any = None, /, step: Optional[Number] = None, wait: bool = False, **metrics: Any
    ) -> Decision:
        """Report metrics at a step and learn whether to go on.

        `first` may be a dict of metrics (for names that are no Python words) or the step. `step` defaults to the
        step that `steps()` is at, else to the one after the last report, from 1. A value is a number or anything
        with `item()` or `float()`, so numpy and torch scalars do; None is left out; nan and inf are sent as such.

        The report leaves at once and the decision is the latest one known, so an answer may come one step late. With
        `wait` it blocks up to 2 s for its own answer; no answer means continue. A stop or pause, once received,
        stays. Raises TypeError for a value that is no number.
        """
        if isinstance(first, Mapping):
            metrics = {**first, **metrics}
        elif first is not None:
            step = first if step is None else step
        return self._session.report(_numbers(metrics), step, wait)

    @property
    def should_stop(self) -> bool:
        """True once the study said stop or pause."""
        return self._session.held is not None

    @property
    def save_requested(self) -> bool:
        """True when the study would like a checkpoint soon; false again after `checkpoint`."""
        return self._session.save_requested

    @property
    def history(self) -> List[Dict[str, Any]]:
        """Outside a study: what was reported, as `{"step": 1, "metrics": {...}}`. Inside, the study keeps it: empty."""
        return list(self._session.history)

    def steps(self, count: Optional[int] = None) -> Iterator[int]:
        """The steps still to do: from 1, or after the restored one, up to the fidelity, else up to `count`.

        Ends early on stop or pause. For studies whose fidelity counts steps (epochs, rounds); without a fidelity and
        a count it goes on until told to stop.
        """
        session, fidelity = self._session, self.fidelity
        last = count if fidelity is None else int(fidelity)
        session.counted = count
        try:
            for step in itertools.count(int(session.step) + 1):
                if session.held is not None or (last is not None and step > last):
                    return
                session.take(step, turn=True)
                session.loop_step = step
                yield step
        finally:
            session.loop_step = None

    def value(
        self, name: str, step: Number, *, total: Optional[Number] = None, losses: Optional[Iterable[Number]] = None
    ) -> float:
        """The value of a parameter at a step: of a number the number itself, of a learning-rate schedule its rate.

        So a script need not know which of the two it was given. `step` is how much of the run is done, from 0 to
        `total`, fractions too: `step - 1` before the first batch of a step, `step - 0.5` for the middle of it.
        `total` is the fidelity's maximum unless given, else the count that `steps` was called with. `losses`, smaller is
        better, are for a schedule that waits for a plateau; unless given, what was reported first by name.

        Raises KeyError for an unknown name, TypeError for a value that is neither, ValueError where nothing says how
        long the run is.
        """
        value = self[name]
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return value
        problem = _schedule_problem(value)
        if problem is not None:
            raise TypeError("%s is neither a number nor a schedule: %s" % (name, problem))
        session = self._session
        for known in (_parsed("DIAPASON_FIDELITY_MAX"), self.fidelity, session.counted):
            total = known if total is None else total
        if total is None:
            message = "%s is a schedule, and nothing says how long the run is: give total=100, or the study --fidelity"
            raise ValueError(message % name)
        return _rate(value, step, total, session.losses if losses is None else losses)

    def live(self, /, *names: str, **setters: Callable[[Any], Any]) -> None:
        """Say which values may change while the script runs: `trial.live("lr", batch=loader.set_batch)`.

        A new value is taken over inside `report`, or between two steps of `steps()` where the study asks for the next
        epoch: the setter, if there is one, is called with it, `trial.lr` is the new value from then on, and the study
        is told. A setter that raises refuses the update with what it says; then none of its values change. What lies
        in a branch goes by its path, `trial.live("optimizer.momentum")`.

        Raises KeyError for a parameter that is not there, RuntimeError after the first report.
        """
        session = self._session
        for name in names + tuple(setters):
            if name not in self._config:
                self[name.partition(".")[0]]  # or KeyError; which values its branch has depends on the choice
            if session.greeted and name not in session.live:
                message = "the study was told with the first report what can change: call live(%r) before"
                raise RuntimeError(message % name)
            session.live[name] = (self._config, setters.get(name))

    def result(self, first: Optional[Mapping[str, Any]] = None, /, **metrics: Any) -> None:
        """The final values, where they are not those of the last report."""
        self._session.send({"type": "result", "metrics": _numbers({**(first or {}), **metrics})})

    def fail(self, kind: str, text: str = "", retry: bool = False) -> None:
        """Say that the trial failed and why, before leaving: `trial.fail("invalid", "batch does not divide 60000")`.

        Kinds a script may name: invalid, oom, nan, crash, checkpoint; `retry` asks for another attempt. Running out
        of memory by an uncaught exception is said without this.
        """
        self._session.fail(kind, text, retry)

    # Checkpoints

    def resume(self, load: Callable[[str], Any]) -> int:
        """Restore when there is something to restore: calls `load(folder)` and returns the step to go on at, else 0.

        To call this is to tell the study that the script can be paused and continued. The step is the one that
        `checkpoint` saved; for a folder written otherwise it is the study's, the last finished step that `load`
        returns, or the number in a name such as `ckpt-3`. What `load` raises is passed on, after the study was told.
        """
        session = self._session
        session.restores = True
        folder = self.resume_from
        if folder is None:
            return 0
        try:
            loaded = load(folder)
        except Exception as error:
            session.fail(_out_of_memory(error) or "checkpoint", _told(error), retry=True)
            raise
        step = _saved_step(folder)
        if step is None:
            step = session.welcomed_step()
        if step is None and isinstance(loaded, int) and not isinstance(loaded, bool):
            step = loaded
        if step is None:
            step = _trailing_number(folder)
        if step is None:
            self.log("warn", "restored %s, but nothing says at which step; starting at 0" % folder)
            return 0
        session.step = step
        return int(step) + 1

    def checkpoint(self, step: Number, save: Callable[[str], Any]) -> Optional[str]:
        """Save a checkpoint: `save(folder)` writes into a new, empty folder, which then is made lasting and announced.

        Returns the folder; None, without calling `save`, where there is nowhere to save (outside a study) and in
        processes that do not speak for the trial (other ranks, forks). The folder takes its final name only when all
        is on the disk, so a half-written checkpoint is never restored. What `save` raises is passed on and the folder
        removed. The study owns old checkpoints and deletes them.
        """
        session, base = self._session, self.checkpoint_dir
        if base is None or not session.speaks:
            return None
        step = _step(step)
        draft = os.path.join(base, ".step-%s.%d" % (step, os.getpid()))
        shutil.rmtree(draft, ignore_errors=True)
        os.makedirs(draft)
        try:
            save(draft)
            with open(os.path.join(draft, _STEP_FILE), "w") as file:
                json.dump({"step": step}, file)
            size = _settle(draft)
            folder = _free_name(os.path.join(base, "step-%s" % step))
            os.rename(draft, folder)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        _sync(base)
        session.save_requested = False
        session.send({"type": "checkpoint", "step": step, "path": os.path.basename(folder), "bytes": size})
        return folder

    # Other words

    def artifact(self, name: str, path: str, media: Optional[str] = None) -> None:
        """Have the study keep a copy of a file, under a name; `media` is its type, such as `image/png`."""
        message = {"type": "artifact", "name": name, "path": os.path.abspath(path)}
        self._session.send(message if media is None else {**message, "media": media})

    def note(self, key: str, value: Any) -> None:
        """Keep a fact about the trial that is no metric: `trial.note("params_m", 11.2)`."""
        self._session.send({"type": "note", "key": key, "value": _plain(value)})

    def log(self, level: str, text: str) -> None:
        """A line for the trial's log; levels are debug, info, warn, error. What is printed is kept anyway."""
        self._session.send({"type": "log", "level": level, "text": text})


def atomic_save(path: str, write: Callable[[str], Any]) -> None:
    """Write a file so that it is there whole or not at all, even after a power cut.

    `write(temporary_path)` writes beside `path`, with the same ending; the file is then made lasting and renamed.
    """
    folder, name = os.path.split(os.path.abspath(path))
    stem, ending = os.path.splitext(name)
    draft = os.path.join(folder, ".%s.%d%s" % (stem, os.getpid(), ending))
    try:
        write(draft)
        _sync(draft)
        os.replace(draft, path)
    except BaseException:
        if os.path.exists(draft):
            os.remove(draft)
        raise
    _sync(folder)


# ---------------------------------------------------------------------------------------------------------------------
# The conversation

_LIMIT = (1 << 20) - 64  # bytes of a line; the protocol allows 1 MiB with everything around it
_ANSWER_S = 2.0  # after this long, no answer means continue
_HEARTBEAT_S = 15.0
_RANKS = ("RANK", "LOCAL_RANK", "SLURM_PROCID", "OMPI_COMM_WORLD_RANK", "PMI_RANK")
_SPEAKER = "DIAPASON_SPEAKER"  # who speaks for which attempt; set for the processes it starts, which stay silent


class _Session:
    """The one conversation of a process with its study; silent outside, in forks, and in ranks other than 0."""

    def __init__(self, inside: bool) -> None:
        self.inside = inside
        self.restores = False
        self.save_requested = False
        self.held: Optional[Decision] = None  # the stop or pause that was received
        self.step: Number = 0
        self.loop_step: Optional[int] = None
        self.counted: Optional[int] = None  # what `steps` was told to count to
        self.losses: List[float] = []  # the values of the metric that was reported first
        self._watched: Optional[str] = None
        self.history: List[Dict[str, Any]] = []
        self.live: Dict[str, Tuple[Dict[str, Any], Optional[Callable[[Any], Any]]]] = {}
        self._updates: Deque[Dict[str, Any]] = collections.deque()  # received and not taken over yet
        self._rev = 0
        self._pid = os.getpid()
        self._silent = not inside or not _first_rank()
        self._sending = threading.RLock()  # taken only after `speaks`, so that a fork never meets a lock held elsewhere
        self._news = threading.Condition()
        self._links = _links(self._hear, self._deafened)
        self._link: Any = None
        self._deaf = False
        self._welcome: Optional[Dict[str, Any]] = None
        self._latest = Decision()
        self._answered = 0
        self._seq = 0
        self._spoke = 0.0
        self._failed = False
        self._beating = False

    @property
    def speaks(self) -> bool:
        return not self._silent and os.getpid() == self._pid

    @property
    def greeted(self) -> bool:
        """True once the study was told what this script can do."""
        return self.speaks and self._link is not None

    def report(self, metrics: Dict[str, Any], step: Optional[Number], wait: bool) -> Decision:
        if not metrics:
            return self._decision()
        if step is None:
            step = self.step + 1 if self.loop_step is None else self.loop_step
        self.step = step = _step(step)
        self._watched = self._watched or next(iter(metrics))
        if self._watched in metrics:
            self.losses.append(float(metrics[self._watched]))
        if not self.inside:
            self.history.append({"step": step, "metrics": metrics})
        if not self.speaks:
            return self._decision()
        with self._sending:
            self._seq += 1
            seq = self._seq
            sent = self.send({"type": "report", "seq": seq, "step": step, "metrics": metrics})
        answered = True
        if wait and sent:
            self._await(lambda: self.held is not None or self._answered >= seq)
            answered = self._answered >= seq
        self.take(math.floor(step) + 1, turn=self.loop_step is None)
        return self._decision() if answered else self.held or Decision()

    def take(self, step: int, turn: bool) -> None:
        """Take over what is due, in the order it was sent, and answer it; `step` is the first with the new values.

        What is for the next epoch waits for the `turn` from one step of the loop to the next.
        """
        while self.speaks and self._updates and (turn or self._updates[0].get("apply") == "next-step"):
            update = self._updates.popleft()
            problem = self._change(update["config"])
            answer = {"rev": update["rev"], "step": step}
            if problem is None:
                self.send({"type": "applied", **answer})
            else:
                self.send({"type": "refused", **answer, "why": problem})

    def _change(self, config: Dict[str, Any]) -> Optional[str]:
        """Takes over new values, all or none of them; why not, when a setter raises."""
        changes: List[Tuple[str, Any, Any]] = []
        try:
            for name, value in config.items():
                before = _member(self.live[name][0], name)
                changes.append((name, before, _like(before, value)))
                self._set(name, changes[-1][2])
        except Exception as error:
            for name, before, _ in changes[:-1]:
                with contextlib.suppress(Exception):
                    self._set(name, before)
            return _told(error)
        for name, _, value in changes:
            _put(self.live[name][0], name, value)
        return None

    def _set(self, name: str, value: Any) -> None:
        setter = self.live[name][1]
        if setter is not None:
            setter(value)

    def _decision(self) -> Decision:
        return self.held or self._latest

    def fail(self, kind: str, text: str, retry: bool) -> None:
        if not self._failed:  # the first word is the cause; what follows is its consequence
            self._failed = True
            self.send({"type": "fail", "kind": kind, "text": text, "retry": retry})

    def welcomed_step(self) -> Optional[Number]:
        """The step of the checkpoint as the study knows it. Says hello, and waits for the welcome."""
        if self.speaks:
            with self._sending:
                greeted = self._link is not None or self._connect()
            if greeted:
                self._await(lambda: self._welcome is not None)
        resume = (self._welcome or {}).get("resume")
        step = resume.get("step") if isinstance(resume, dict) else None
        return step if isinstance(step, (int, float)) else None

    def farewell(self) -> None:
        """At exit: name what ended the script if memory ran out, else say bye if anything was ever said."""
        error = getattr(sys, "last_exc", None) or getattr(sys, "last_value", None)
        if not self.speaks or not self._sending.acquire(timeout=_ANSWER_S):
            return
        try:
            if self._link is not None:
                self._link.rouse()
            kind = _out_of_memory(error)
            if kind:
                self.fail(kind, _told(error), retry=False)
            elif error is None and not self._failed and self._link is not None:
                self.send({"type": "bye"})
        finally:
            self._sending.release()

    def send(self, message: Dict[str, Any]) -> bool:
        """True when the message left or is queued. Connects first; tries the next way when one breaks."""
        if not self.speaks:
            return False
        with self._sending:
            whole, lines = _lines(message)
            return all([self._deliver(line) for line in lines]) and whole

    def _deliver(self, line: bytes) -> bool:
        while self._link is not None or self._connect():
            try:
                self._link.send(line)
                self._spoke = time.monotonic()
                return True
            except OSError:
                self._link.close()
                self._link = None
        return False

    def _connect(self) -> bool:
        if _spoken_for(self._pid):
            self._silent = True
            return False
        for open_link in self._links:
            link = None
            try:
                self._deaf = False
                link = open_link()
                link.send(_encoded(self._hello()))
            except (OSError, OverflowError, ValueError):  # the latter two: a number or a URL that cannot be
                if link is not None:
                    link.close()
                continue
            self._link = link
            self._spoke = time.monotonic()
            os.environ[_SPEAKER] = _speaker(self._pid)
            if link.beats and not self._beating:
                self._beating = True
                _start_thread(self._beat)
            return True
        self._silent = True
        return False

    def _hello(self) -> Dict[str, Any]:
        able = ["stop", "checkpoint", "pause"] if self.restores else ["stop"]
        able += ["update:" + name for name in self.live]
        return {"type": "hello", "protocol": [1], "client": "python/" + __version__, "capabilities": able}

    def _beat(self) -> None:
        while self.speaks:
            due = self._spoke + _HEARTBEAT_S - time.monotonic()
            if due > 0:
                time.sleep(due)
                continue
            with self._sending:
                link = self._link
                if link is not None and not link.beats:
                    self._beating = False
                    return
                self.send({"type": "heartbeat"})

    def _await(self, arrived: Callable[[], bool]) -> None:
        with self._news:
            self._news.wait_for(lambda: arrived() or self._deaf or not getattr(self._link, "listens", False), _ANSWER_S)

    def _deafened(self) -> None:
        with self._news:
            self._deaf = True
            self._news.notify_all()

    def _hear(self, line: bytes) -> None:
        """One line from the study. What is not understood is ignored, so that later minor versions may say more."""
        try:
            message = json.loads(line.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            return
        if not isinstance(message, dict):
            return
        kind = message.get("type")
        if kind == "decision" and message.get("action") == "update":  # first: whoever waits may be about to exit
            self._offered(message)
        with self._news:
            if kind == "welcome":
                self._welcome = message
            elif kind == "decision":
                self._decided(message)
            elif kind == "save":
                self.save_requested = True
            elif kind == "end":
                reason = "another attempt has taken over" if message.get("stale") else "the trial has ended"
                self._hold(Decision("stop", reason, "end"))
            self._news.notify_all()

    def _offered(self, message: Dict[str, Any]) -> None:
        """Keeps an update for the next safe point; refuses at once what names a value that is not live."""
        rev, config = message.get("rev"), message.get("config")
        if not isinstance(rev, int) or rev <= self._rev:
            return  # it came twice
        self._rev = rev
        if not isinstance(config, dict):
            config = {"what has no name": None}
        fixed = [name for name in config if name not in self.live]
        if fixed:
            why = "this script does not change %s while it runs" % ", ".join(fixed)
            self.send({"type": "refused", "rev": rev, "step": self.step, "why": why})
        else:
            self._updates.append(message)

    def _decided(self, message: Dict[str, Any]) -> None:
        why = message.get("why")
        reason = why if isinstance(why, dict) else {"text": why}
        action = message.get("action")
        known = action if action in ("stop", "pause") else "continue"
        self._latest = Decision(known, str(reason.get("text") or ""), str(reason.get("code") or ""))
        if self._latest.stop:
            self._hold(self._latest)
        answered = message.get("for")
        if isinstance(answered, (int, float)):
            self._answered = max(self._answered, int(answered))

    def _hold(self, decision: Decision) -> None:
        self.held = self.held or decision


def _speaker(pid: int) -> str:
    attempt = (_setting("DIAPASON_STUDY"), _setting("DIAPASON_TRIAL"), _setting("DIAPASON_ATTEMPT"))
    return "%d %s" % (pid, " ".join(map(str, attempt)))


def _spoken_for(pid: int) -> bool:
    """True when a process further up speaks for this very attempt; a study within a trial has a voice of its own."""
    speaker, own = _setting(_SPEAKER) or "", _speaker(pid)
    return speaker != own and speaker.partition(" ")[2] == own.partition(" ")[2]


_session: Optional[_Session] = None


def _shared_session() -> _Session:
    """One per process and its forks, however many times `trial()` is called."""
    global _session
    if _session is None:
        _session = _Session(inside=True)
        atexit.register(_session.farewell)
    return _session


# ---------------------------------------------------------------------------------------------------------------------
# The ways to the study. A link has send(line), which raises OSError once it is broken for good; close(); rouse(),
# called before the last words, to try again what was given up for a while; `listens`: answers come in later, by a
# thread; `beats`: heartbeats are of use.


def _links(hear: Callable[[bytes], None], deafened: Callable[[], None]) -> Iterator[Callable[[], Any]]:
    """The ways to try, best first."""
    descriptor, url, token, out = map(_setting, ("DIAPASON_FD", "DIAPASON_URL", "DIAPASON_TOKEN", "DIAPASON_OUT"))
    if descriptor is not None and descriptor.isdecimal():
        yield functools.partial(_Descriptor, int(descriptor), hear, deafened)
    if url is not None and token is not None:
        yield functools.partial(_Http, url, token, hear)
    if out is not None:
        yield functools.partial(_File, out)
    yield _Output


class _Descriptor:
    """An inherited UNIX stream socket. A study that does not read delays the script once by 2 s, then not at all."""

    listens = beats = True

    def __init__(self, descriptor: int, hear: Callable[[bytes], None], deafened: Callable[[], None]) -> None:
        if not hasattr(socket, "AF_UNIX"):
            raise OSError("no UNIX sockets here")
        if descriptor >= 2**31:
            raise OSError("no descriptor has such a number")  # its low bits may be the number of another
        connection = socket.socket(fileno=descriptor)
        try:
            if connection.family != socket.AF_UNIX or connection.type != socket.SOCK_STREAM:
                raise OSError("not a UNIX stream socket")
            connection.getpeername()
            connection.setblocking(True)
            connection.set_inheritable(False)
        except OSError:
            connection.detach()  # whatever it is, it is not ours to close
            raise
        self._connection = connection
        self._flags = socket.MSG_DONTWAIT | getattr(socket, "MSG_NOSIGNAL", 0)
        self._unsent = bytearray()
        self._writing = False
        self._patience = _ANSWER_S
        _start_thread(lambda: _listen(connection, hear, deafened))

    def send(self, line: bytes) -> None:
        if len(self._unsent) + len(line) > 8 * _LIMIT:
            return  # the study has not read for long; what it missed is in the script's output
        self._unsent += line
        if self._writing:
            return  # a signal handler reports in the middle of a report: the outer call sends it
        self._writing = True
        try:
            self._write()
        finally:
            self._writing = False

    def _write(self) -> None:
        deadline = time.monotonic() + self._patience
        while self._unsent:
            try:
                del self._unsent[: self._connection.send(bytes(self._unsent[:65536]), self._flags)]
                self._patience = _ANSWER_S
            except BlockingIOError:
                left = deadline - time.monotonic()
                if left <= 0:
                    self._patience = 0.0
                    return
                ready = select.poll()
                ready.register(self._connection, select.POLLOUT)
                ready.poll(left * 1000)

    def rouse(self) -> None:
        self._patience = _ANSWER_S

    def close(self) -> None:
        try:
            self._connection.shutdown(socket.SHUT_RDWR)  # wakes the reader
        except OSError:
            pass
        self._connection.close()


def _listen(connection: socket.socket, hear: Callable[[bytes], None], deafened: Callable[[], None]) -> None:
    """Reads lines until the other side closes. A line over the limit is dropped whole."""
    line, dropping = bytearray(), False
    while True:
        try:
            chunk = connection.recv(65536)
        except OSError:
            chunk = b""
        if not chunk:
            deafened()
            return
        *ended, rest = chunk.split(b"\n")
        for part in ended:
            if not dropping and len(line) + len(part) <= 1 << 20:
                hear(bytes(line + part))
            line, dropping = bytearray(), False
        line += rest
        if len(line) > 1 << 20:
            line, dropping = bytearray(), True


class _Http:
    """One POST a message; its reply holds what the study has to say. Messages of a bad moment are kept, in order."""

    listens = False
    beats = True

    def __init__(self, url: str, token: str, hear: Callable[[bytes], None]) -> None:
        from urllib import parse, request  # costs 30 ms, and most trials have a descriptor

        self._request = request
        host = parse.urlsplit(url).hostname or ""
        direct = [request.ProxyHandler({})] if host in ("localhost", "::1") or host.startswith("127.") else []
        self._open = request.build_opener(*direct).open
        self._url, self._hear = url, hear
        self._headers = {"Authorization": "Bearer " + token, "Content-Type": "application/json"}
        self._key = "%s-%s-%d" % (_setting("DIAPASON_TRIAL"), _setting("DIAPASON_ATTEMPT"), os.getpid())
        self._unsent: Deque[bytes] = collections.deque(maxlen=1000)
        self._posted = 0
        self._posting = False
        self._resting_until = 0.0

    def send(self, line: bytes) -> None:
        self._unsent.append(line)
        if self._posting or time.monotonic() < self._resting_until:
            return
        self._posting = True
        try:
            while self._unsent:
                reply = self._post(self._unsent[0])
                self._unsent.popleft()
                self._posted += 1
                for part in _replies(reply):
                    self._hear(part)
        except OSError:
            if self._posted == 0:
                raise
            self._resting_until = time.monotonic() + 5
        finally:
            self._posting = False

    def _post(self, line: bytes) -> bytes:
        from http.client import HTTPException
        from urllib.error import HTTPError

        headers = {**self._headers, "Idempotency-Key": "%s-%d" % (self._key, self._posted)}
        for pause in (0.2, 0.0):
            try:
                with self._open(self._request.Request(self._url, line, headers), timeout=_ANSWER_S) as reply:
                    body: bytes = reply.read(4 << 20)
                    return body
            except HTTPError as error:
                if self._posted > 0 and 400 <= error.code < 500 and error.code not in (408, 429):
                    return b""  # this message is refused; saying it again would not help
                fault: Exception = error
            except (OSError, HTTPException, ValueError) as error:
                fault = error
            time.sleep(pause)
        raise OSError(str(fault))

    def rouse(self) -> None:
        self._resting_until = 0.0

    def close(self) -> None:
        pass


def _replies(body: bytes) -> List[bytes]:
    """Lines of a reply, or the members of a JSON array."""
    if body.lstrip()[:1] != b"[":
        return body.split(b"\n")
    try:
        return [json.dumps(member).encode() for member in json.loads(body.decode("utf-8", "replace"))]
    except (ValueError, RecursionError):
        return []


class _File:
    """Appends to a file that the study follows. One way only."""

    listens = False
    beats = True

    def __init__(self, path: str) -> None:
        self._descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)

    def send(self, line: bytes) -> None:
        _write_all(self._descriptor, line)

    def rouse(self) -> None:
        pass

    def close(self) -> None:
        pass


class _Output:
    """Marked lines on standard output. One way only; a heartbeat would fall into the middle of the script's lines."""

    listens = beats = False

    def send(self, line: bytes) -> None:
        if sys.__stdout__ is None:
            raise OSError("no standard output")
        try:
            sys.__stdout__.flush()
            _write_all(sys.__stdout__.fileno(), b"::diapason " + line)
        except ValueError as error:  # closed
            raise OSError(str(error)) from None

    def rouse(self) -> None:
        pass

    def close(self) -> None:
        pass


def _write_all(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def _start_thread(run: Callable[[], None]) -> None:
    try:
        threading.Thread(target=run, name="diapason", daemon=True).start()
    except RuntimeError:
        pass  # no threads here, or the interpreter is ending: the script goes on without answers


# ---------------------------------------------------------------------------------------------------------------------
# Messages


def _lines(message: Dict[str, Any]) -> Tuple[bool, List[bytes]]:
    """The lines that carry a message, and whether it is in them: one over the limit loses its text or is left out."""
    line = _encoded(message)
    if len(line) <= _LIMIT:
        return True, [line]
    notice = "a %s message of %d bytes is over 1 MiB and was " % (message["type"], len(line))
    if isinstance(message.get("text"), str):
        line = _encoded({**message, "text": message["text"][:1000]})
        if len(line) <= _LIMIT:
            return True, [line, _encoded({"type": "log", "level": "warn", "text": notice + "cut"})]
    return False, [_encoded({"type": "log", "level": "warn", "text": notice + "left out"})]


def _encoded(message: Dict[str, Any]) -> bytes:
    """A JSON line in ASCII, which any transport and any code page carries."""
    return (json.dumps(message, allow_nan=False, separators=(",", ":")) + "\n").encode("ascii")


def _numbers(metrics: Mapping[str, Any]) -> Dict[str, Any]:
    return {str(name): _number(name, value) for name, value in metrics.items() if value is not None}


def _number(name: str, value: Any) -> Union[Number, str]:
    """A number that JSON can carry; nan and inf by name."""
    original = value
    try:
        item = getattr(value, "item", None)
        if callable(item):
            value = item()  # may wait for the device, and may raise its faults: those are passed on
        if isinstance(value, int) and abs(value) <= 2**53:
            return int(value)
        value = float(value)
    except OverflowError:
        return "inf" if value > 0 else "-inf"
    except (TypeError, ValueError):
        raise TypeError("%r is not a number: %.80r" % (name, original)) from None
    return value if math.isfinite(value) else _named(value)


def _named(value: float) -> str:
    return "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"


def _step(value: Any) -> Number:
    step = _number("step", value)
    if isinstance(step, str):
        raise ValueError("step is %s" % step)
    return int(step) if step == int(step) else step


def _plain(value: Any) -> Any:
    """Anything, as JSON can carry it: scalars of libraries as numbers, the unknown as text."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else _named(value)
    if isinstance(value, Mapping):
        return {str(name): _plain(member) for name, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(member) for member in value]
    for way in ("tolist", "item"):
        if callable(getattr(value, way, None)):
            return _plain(getattr(value, way)())
    return str(value)


def _out_of_memory(error: Optional[BaseException]) -> Optional[str]:
    """`"oom"` when an exception, or what it was raised from, says that memory ran out."""
    for _ in range(8):
        if error is None:
            return None
        text = str(error).lower() if isinstance(error, RuntimeError) else ""
        named = type(error).__name__ in ("OutOfMemoryError", "ResourceExhaustedError")
        if isinstance(error, MemoryError) or named or "out of memory" in text or "can't allocate memory" in text:
            return "oom"
        error = error.__cause__
    return None


def _told(error: Optional[BaseException]) -> str:
    return ("%s: %s" % (type(error).__name__, error))[:2000]


# ---------------------------------------------------------------------------------------------------------------------
# Learning-rate schedules

# What each form reads besides base, warmup and warmupFrom, with the value of what a schedule leaves out.
_FORMS: Dict[str, Dict[str, Any]] = {
    "constant": {},
    "step": {"factor": 0.1, "every": 0.3},
    "multistep": {"factor": 0.1, "milestones": [0.5, 0.75]},
    "exponential": {"final": 0.01},
    "polynomial": {"power": 2, "floor": 0},
    "linear": {"floor": 0},
    "inverse-sqrt": {},
    "cosine": {"floor": 0},
    "warm-restarts": {"cycles": 3, "growth": 2, "floor": 0},
    "one-cycle": {"rise": 0.3, "start": 0.04, "end": 4e-6},
    "wsd": {"decay": 0.2, "curve": "sqrt", "floor": 0},
    "plateau": {"factor": 0.1, "patience": 10, "threshold": 1e-4, "cooldown": 0, "floor": 0},
}
_CLOSE = 1e-9  # what rounding of a time may come to; no step of a training is as short


def _schedule_problem(value: Any) -> Optional[str]:
    """Why a value is no schedule; None when it is one. What the study has sent it has checked."""
    if not isinstance(value, Mapping):
        return "it is no dict with a form and a base"
    if value.get("form") not in _FORMS:
        return "no form is named %s; the forms are %s" % (value.get("form"), ", ".join(_FORMS))
    base, warmup = value.get("base"), value.get("warmup", 0)
    if not isinstance(base, (int, float)) or not 0 < base < math.inf:
        return "its base is %r, expected a rate above 0" % (base,)
    if not isinstance(warmup, (int, float)) or not 0 <= warmup < 1:
        return "its warmup is %r, expected a share from 0 and below 1" % (warmup,)
    return None


def _rate(schedule: Mapping[str, Any], step: Number, total: Number, losses: Iterable[Number]) -> float:
    """The rate at a step; the same, but for the last digits of exp and sin, as the study and every other client has."""
    if not 0 < total < math.inf:
        raise ValueError("a schedule needs a total number of steps above 0, not %s" % total)
    if math.isnan(step):
        raise ValueError("a schedule is asked at a step that is no number")
    done, warm = min(max(step, 0), total), schedule.get("warmup", 0) * total
    rate: float = schedule["base"] * _share(schedule, max(done, warm), warm, total, losses)
    return rate if done >= warm else rate * _above(schedule.get("warmupFrom", 0), done / warm)


def _share(schedule: Mapping[str, Any], done: float, warm: float, total: float, losses: Iterable[Number]) -> float:
    """The rate after the warm-up as a share of the base."""
    form: str = schedule["form"]
    of = {**_FORMS[form], **schedule}
    passed, left = (done - warm) / (total - warm), (total - done) / (total - warm)
    if form == "step":
        return math.pow(of["factor"], math.floor(passed / of["every"] + _CLOSE))
    if form == "multistep":
        return math.pow(of["factor"], sum(passed + _CLOSE >= at for at in of["milestones"]))
    if form == "exponential":
        return math.pow(of["final"], passed)
    if form == "polynomial":
        return _above(of["floor"], math.pow(left, of["power"]))
    if form == "linear":
        return _above(of["floor"], left)
    if form == "inverse-sqrt":
        return 1 / math.sqrt(max(1, done / max(warm, 1)))
    if form == "cosine":
        return _above(of["floor"], _half_wave(left))
    if form == "warm-restarts":
        return _above(of["floor"], _restarts(passed, of["cycles"], of["growth"]))
    if form == "one-cycle":
        if passed < of["rise"]:
            return _above(of["start"], _half_wave(passed / of["rise"]))
        return _above(of["end"], _half_wave(min(1, left / (1 - of["rise"]))))
    if form == "wsd":
        fall = min(1, left / of["decay"])
        return _above(of["floor"], fall if of["curve"] == "linear" else fall / (1 + math.sqrt(1 - fall)))
    if form == "plateau":
        return max(float(of["floor"]), math.pow(of["factor"], _drops(losses, of)))
    return 1.0


def _above(floor: float, fall: float) -> float:
    return floor + (1 - floor) * fall


def _half_wave(left: float) -> float:
    """(1 + cos pi (1 - left)) / 2, written so that it keeps its digits near 0."""
    root = math.sin(math.pi / 2 * left)
    return root * root


def _restarts(passed: float, cycles: int, growth: float) -> float:
    whole, size = 0.0, 1.0
    for _ in range(cycles):
        whole += size
        size *= growth
    at, length = passed, 1 / whole
    for _ in range(cycles - 1):
        if at + _CLOSE * length < length:
            break
        at = max(0, at - length)
        length *= growth
    return _half_wave(max(0, 1 - at / length))


def _drops(losses: Iterable[Number], of: Mapping[str, Any]) -> int:
    """How often the rate was lowered because the loss no longer fell."""
    best, bad, rest, drops = math.inf, 0, 0, 0
    for loss in losses:
        if loss < best if best == math.inf else loss < best - of["threshold"] * abs(best):
            best, bad = loss, 0
        else:
            bad += 1
        if rest > 0:
            rest, bad = rest - 1, 0
        if bad > of["patience"]:
            drops, rest, bad = drops + 1, of["cooldown"], 0
    return drops


# ---------------------------------------------------------------------------------------------------------------------
# A warm process: requests for trials come on standard input; what their forks say goes out on standard output


def _fork_for_each_trial() -> None:
    """Returns in a fork for each trial that is asked for. The process itself stays, and leaves when nobody asks any more."""
    if not hasattr(os, "fork"):
        raise RuntimeError("executor: warm needs a system whose processes can fork; say executor: local here")
    del os.environ["DIAPASON_WARM"]
    study = os.dup(1)
    os.dup2(2, 1)  # what the script prints belongs into the log, and not among the messages
    part = b""
    while True:
        said = os.read(0, 65536)
        if not said:
            raise SystemExit(0)
        *lines, part = (part + said).split(b"\n")
        for request in map(_object, lines):
            if request.get("op") == "trial" and _in_fork(request, study):  # anything else is an answer that came late
                return


def _in_fork(request: Dict[str, Any], study: int) -> bool:
    """Runs one trial in a fork, where it is True. False here, unless the fork ended without a word: then this process ends as it did."""
    sys.stdout.flush()
    sys.stderr.flush()
    connection, theirs = socket.socketpair()
    with _unmoved() as as_before:
        pid = os.fork()
        if pid == 0:
            as_before()
            connection.close()
            _enter(request, theirs, study)
            return True
        theirs.close()
        status, last = _relay(pid, connection, study)
    connection.close()
    if status == 0 or last["type"] == "fail":
        _write_all(study, _encoded(last))
        return False
    if os.WIFSIGNALED(status):
        with contextlib.suppress(OSError):  # SIGKILL has no handler to take off
            signal.signal(os.WTERMSIG(status), signal.SIG_DFL)
        os.kill(os.getpid(), os.WTERMSIG(status))
    raise SystemExit(os.WEXITSTATUS(status))


def _enter(request: Dict[str, Any], connection: socket.socket, study: int) -> None:
    """Makes a fork what a process of its own would be: it has the variables of its trial, and asks for no other."""
    os.close(study)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    os.environ.update(request.get("env") or {})
    os.environ["DIAPASON_FD"] = str(connection.detach())


def _relay(pid: int, connection: socket.socket, study: int) -> Tuple[int, Dict[str, Any]]:
    """Carries messages both ways until the fork has ended: its wait status, and its last word, which waits for that."""
    last: Dict[str, Any] = {"type": "bye"}
    part, hears = b"", True
    while True:
        # What the fork has started may hold the connection for longer than the fork itself lives.
        ends: List[Any] = [connection, 0] if hears else [0]
        ready = select.select(ends, [], [], 0.1 if hears else 0.005)[0]
        ended, status = os.waitpid(pid, os.WNOHANG)
        if 0 in ready:
            said = os.read(0, 65536)
            if not said:  # the study is gone
                os.kill(pid, signal.SIGTERM)
                raise SystemExit(0)
            with contextlib.suppress(OSError):  # the fork may be gone
                connection.sendall(said)
        while hears and select.select([connection], [], [], 0)[0]:
            said = _received(connection)
            hears = said != b""
            *lines, part = (part + said).split(b"\n")
            for line in lines:
                message = _object(line)
                if message.get("type") in ("result", "fail", "bye"):
                    last = _last_word(last, message)
                else:
                    _write_all(study, line + b"\n")
        if ended:
            return status, last


def _last_word(known: Dict[str, Any], message: Dict[str, Any]) -> Dict[str, Any]:
    """The first failure is the cause; results add up."""
    if known["type"] == "fail" or message["type"] == "bye":
        return known
    if message["type"] == "fail":
        return message
    return {"type": "result", "metrics": {**known.get("metrics", {}), **message.get("metrics", {})}}


@contextlib.contextmanager
def _unmoved() -> Iterator[Callable[[], Any]]:
    """SIGTERM goes to the whole group, and a fork may take its time to leave. Gives what makes the fork heed it as before."""
    if threading.current_thread() is not threading.main_thread():
        yield lambda: None
        return
    heeding = signal.signal(signal.SIGTERM, signal.SIG_IGN) or signal.SIG_DFL
    mine = os.getpid()

    def as_before() -> None:
        signal.signal(signal.SIGTERM, heeding)

    try:
        yield as_before
    finally:
        if os.getpid() == mine:
            as_before()


def _received(connection: socket.socket) -> bytes:
    try:
        return connection.recv(65536)
    except OSError:
        return b""


def _object(line: bytes) -> Dict[str, Any]:
    """The JSON object in a line; an empty one where there is none."""
    try:
        message = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}


# ---------------------------------------------------------------------------------------------------------------------
# Surroundings


def _setting(name: str) -> Optional[str]:
    return os.environ.get(name) or None


def _parsed(name: str) -> Optional[Number]:
    """A number from the environment; a whole one as int. None when absent or no finite number."""
    try:
        value = float(_setting(name) or "nan")
    except ValueError:
        return None
    return None if not math.isfinite(value) else int(value) if value == int(value) else value


def _whole(name: str) -> Optional[int]:
    value = _parsed(name)
    return None if value is None else int(value)


def _first_rank() -> bool:
    """False where any launcher says that this is not the first process: one rank may be nested in another's job."""
    return all(_whole(name) in (None, 0) for name in _RANKS)


def _given() -> Dict[str, Any]:
    """The configuration the study asks for."""
    text, source = _setting("DIAPASON_PARAMS"), "DIAPASON_PARAMS"
    path = _setting("DIAPASON_PARAMS_FILE")
    try:
        if text is None and path is not None:
            source = path
            with open(path, encoding="utf-8") as file:
                text = file.read()
        config = {} if text is None else json.loads(text)
    except (OSError, ValueError) as error:
        raise ValueError("the configuration in %s cannot be read: %s" % (source, error)) from None
    if not isinstance(config, dict):
        raise ValueError("the configuration in %s is not a JSON object" % source)
    return config


def _branches(value: Any) -> Any:
    if isinstance(value, dict):
        return Branch({name: _branches(member) for name, member in value.items()})
    return [_branches(member) for member in value] if isinstance(value, list) else value


def _like(known: Any, value: Any) -> Any:
    """A whole number is a float where one is known."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    return float(value) if whole and isinstance(known, float) else value


def _member(config: Dict[str, Any], path: str) -> Any:
    """The value at a path such as `optimizer.momentum`. Raises KeyError where this configuration has none."""
    name, _, rest = path.partition(".")
    if path in config or not isinstance(config.get(name), dict):
        return config[path]
    return _member(config[name], rest)


def _put(config: Dict[str, Any], path: str, value: Any) -> None:
    name, _, rest = path.partition(".")
    if path in config:
        config[path] = value
    else:
        _put(config[name], rest, value)


_MEMBERS = [name for name in vars(Trial) if not name.startswith("_")]


def _unknown(name: Any, known: Iterable[str], candidates: Iterable[str]) -> str:
    """Says what there is, or what is meant if a candidate is near."""
    import difflib

    near = difflib.get_close_matches(str(name), list(candidates), 1)
    hint = "did you mean %r?" % near[0] if near else "there are: %s" % (", ".join(known) or "none")
    return "no parameter %r; %s" % (name, hint)


# ---------------------------------------------------------------------------------------------------------------------
# Files

_STEP_FILE = "diapason.json"


def _saved_step(folder: str) -> Optional[Number]:
    try:
        with open(os.path.join(folder, _STEP_FILE)) as file:
            step = json.load(file)["step"]
        return step if isinstance(step, (int, float)) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _trailing_number(folder: str) -> Optional[int]:
    """3 for `ckpt-3`."""
    found = re.search(r"[-_]([0-9]+)$", os.path.basename(os.path.normpath(folder)))
    return int(found.group(1)) if found else None


def _free_name(path: str) -> str:
    name, n = path, 1
    while os.path.exists(name):
        n += 1
        name = "%s.%d" % (path, n)
    return name


def _settle(folder: str) -> int:
    """Makes a folder and all in it lasting; its size in bytes."""
    size = 0
    for place, _, names in os.walk(folder, topdown=False):
        for path in (os.path.join(place, name) for name in names):
            _sync(path)
            size += os.path.getsize(path)
        _sync(place)
    return size


def _sync(path: str) -> None:
    """fsync by name. Folders cannot be synced on Windows, where a rename needs none."""
    windows = os.name == "nt"
    if windows and os.path.isdir(path):
        return
    descriptor = os.open(path, os.O_RDWR if windows else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
