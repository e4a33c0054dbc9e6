"""The link to Diapason: `diapason stdio` as a child process, one answer for each request.

    from diapason.stdio import Link

    with Link() as link:
        link.call({"op": "init", "space": {"lr": "1e-5..1e-1:log"}, "objectives": [{"metric": "loss", "direction": "minimize"}]})
        asked = link.call({"op": "ask"})

Any thread may call at any time: requests leave in the order in which they were made, and each call gets its own answer.
Only the process that opened a link may use it; a fork is told so. Requests and answers are those of docs/stdio.md.
Needs nothing but Python 3.8 or later, and the program `diapason`.
"""

# The classes of this package know each other.
# pyright: reportPrivateUsage=false
from __future__ import annotations

import collections
import json
import math
import os
import shlex
import shutil
import subprocess
import threading
import weakref
from concurrent.futures import Future
from typing import IO, Deque, Dict, Iterator, List, Mapping, NoReturn, Optional, Sequence, Union, cast

__all__ = ["Answer", "CommandNotFound", "ConnectionLost", "DiapasonError", "Json", "Link", "find_command", "from_wire", "to_wire"]

Json = Union[None, bool, int, float, str, Sequence["Json"], Mapping[str, "Json"]]
"""What a request may hold. Numbers that are not finite may stand anywhere."""
Answer = Dict[str, Json]

_NODE = (20, 12)  # the oldest Node that runs the program
_INSTALL = "npm install --global diapason"


class DiapasonError(Exception):
    """What Diapason refused, or what became of the link to it.

    `code` is one of the table of errors, such as `"D104"` (`diapason explain D104`); empty where it is a fault of this
    side, such as a program that is not installed. `message` says what happened; `why` and `fix` are empty when there is
    nothing to add.
    """

    def __init__(self, message: str, code: str = "", why: str = "", fix: str = "") -> None:
        super().__init__(message, code, why, fix)
        self.message, self.code, self.why, self.fix = message, code, why, fix

    def __str__(self) -> str:
        first = "%s: %s" % (self.code, self.message) if self.code else self.message
        return "\n".join([first, *(line for line in (self.why, self.fix) if line)])


class CommandNotFound(DiapasonError):
    """The program `diapason`, or the Node that runs it, is not there."""


class ConnectionLost(DiapasonError):
    """The other side ended, broke off, or never came up; the message has its last words."""


def find_command(command: Union[str, Sequence[str], None] = None) -> List[str]:
    """The words that start Diapason: those given, else of DIAPASON_COMMAND, else `diapason` on PATH or in the nearest node_modules.

    A string is the name or path of a program, else a line of a shell such as `"node /opt/diapason.js"`. The folders
    are those above the working folder, then those above this file. Raises CommandNotFound.
    """
    given = command if command is not None else os.environ.get("DIAPASON_COMMAND") or None
    if given is not None:
        words = _words(given)
        found = shutil.which(words[0]) if words else None
        if found is None:
            _not_found("there is no program %r to start" % (words[0] if words else ""))
        return [found, *words[1:]]
    for place in [None, *_bins(os.getcwd()), *_bins(os.path.dirname(os.path.abspath(__file__)))]:
        found = shutil.which("diapason", path=place)
        if found is not None:
            return [found]
    _not_found("the program diapason is neither on PATH nor in a node_modules folder above %s" % os.getcwd())


class Link:
    """A conversation with one `diapason stdio`. `command` and what comes without it are those of `find_command`.

    `env` adds to the environment of the child, `cwd` is the folder that relative stores are in. Raises CommandNotFound.
    """

    def __init__(
        self,
        command: Union[str, Sequence[str], None] = None,
        *,
        env: Optional[Mapping[str, str]] = None,
        cwd: Optional[str] = None,
    ) -> None:
        words = [*find_command(command), "stdio"]
        self._pid = os.getpid()
        try:
            # In a session of its own, so that Ctrl-C is heard by this process alone, which then ends the child in order.
            self._process = subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env={**os.environ, **(env or {})},
                cwd=cwd,
                start_new_session=True,
            )
        except OSError as error:
            raise CommandNotFound("%s cannot be started: %s" % (words[0], error), fix="Install it: %s" % _INSTALL) from None
        self._talk = _Talk(self._process)
        self._end = weakref.finalize(self, _finish, self._process, self._talk, self._pid)
        _open.add(self)

    def call(self, request: Mapping[str, Json], timeout: Optional[float] = None) -> Answer:
        """The answer to one request. Raises DiapasonError with the code of an answer that is an error, ConnectionLost,
        or TimeoutError after `timeout` seconds; the request may then still be carried out."""
        try:
            return self.send(request).result(timeout)
        except TimeoutError:
            raise
        except Exception as error:
            # Before Python 3.11 the future's is a class of its own.
            if type(error).__name__ == "TimeoutError" and not isinstance(error, DiapasonError):
                raise TimeoutError("no answer within %s s to %s" % (timeout, request.get("op"))) from None
            raise

    def send(self, request: Mapping[str, Json]) -> Future[Answer]:
        """Sends a request without waiting; the future has what `call` gives or raises. To cancel it is to ignore the answer."""
        if os.getpid() != self._pid:
            message = "this link was opened by process %d and cannot be used in its fork %d" % (self._pid, os.getpid())
            raise DiapasonError(message, fix="Open a link of its own there, or call in the process that opened it.")
        if not self._end.alive:
            raise ConnectionLost("the link is closed")
        line = json.dumps(to_wire(request), separators=(",", ":"), allow_nan=False).encode() + b"\n"
        return self._talk.say(line)

    @property
    def closed(self) -> bool:
        """True after `close`."""
        return not self._end.alive

    @property
    def pid(self) -> int:
        """The process id of the child."""
        return self._process.pid

    def close(self) -> None:
        """Ends the input and waits until the child has put back what is unfinished and has left. Raises ConnectionLost
        where it says on leaving that it could not."""
        if os.getpid() != self._pid or not self._end.alive:
            return
        code = self._end()
        if code and not self._talk.reported:
            raise ConnectionLost(self._talk.last_words(code))

    def __enter__(self) -> Link:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        try:
            self.close()
        except ConnectionLost:
            if error is None:
                raise


_open: weakref.WeakSet[Link] = weakref.WeakSet()
_CLOSING_S = 60.0  # for a child that has much to write; then it is ended


class _Talk:
    """Writes requests and hands each answer, in order, to the one who waits for it."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._writing = threading.Lock()
        self._waiting: Deque[Future[Answer]] = collections.deque()
        self._errors: Deque[bytes] = collections.deque(maxlen=40)
        self.answered = self.over = self.reported = False
        self._listeners = [threading.Thread(target=work, daemon=True) for work in (self._read, self._read_errors)]
        self._listeners[1].start()
        self._listeners[0].start()

    def say(self, line: bytes) -> Future[Answer]:
        future: Future[Answer] = Future()
        with self._writing:
            if self.over:
                raise self._lost()
            self._waiting.append(future)
            try:
                _write(cast(IO[bytes], self._process.stdin), line)
            except (OSError, ValueError):
                pass  # it has ended: the reader says so to all who wait
            except BaseException:
                self._process.kill()  # half a line may have left, and the rest would be read as its end
                raise
        return future

    def _read(self) -> None:
        for line in cast(IO[bytes], self._process.stdout):
            answer = _object(line)
            if answer is None or not self._waiting:
                self._errors.append(b"(not an answer) " + line[:200])
                self._process.kill()
                break
            self.answered = True
            _settle(self._waiting.popleft(), answer)
        self._process.wait()
        with self._writing:
            self.over = True
            left = list(self._waiting)
            self._waiting.clear()
        for future in left:
            if future.set_running_or_notify_cancel():
                future.set_exception(self._lost())

    def _read_errors(self) -> None:
        for line in cast(IO[bytes], self._process.stderr):
            self._errors.append(line)

    def _lost(self) -> DiapasonError:
        self.reported = True
        code = self._process.wait()
        missing = None if self.answered else _node_problem(code)
        if missing is not None:
            return CommandNotFound(missing, fix="Install Node %d.%d or later: https://nodejs.org" % _NODE)
        return ConnectionLost(self.last_words(code), fix="What was told before is in the store, where the study has one.")

    def last_words(self, code: int) -> str:
        self._listeners[1].join(2)
        ended = "was ended by signal %d" % -code if code < 0 else "ended with exit code %d" % code
        said = b"".join(self._errors).decode("utf-8", "replace").strip()
        return "diapason stdio %s%s" % (ended, ", and said:\n" + said if said else ", and said nothing")

    def stop(self) -> int:
        """Ends the input; the exit code."""
        with self._writing:
            _close(self._process.stdin)
        try:
            code = self._process.wait(_CLOSING_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        for listener in self._listeners:
            listener.join(2)
        _close(self._process.stdout)
        _close(self._process.stderr)
        return code


def _finish(process: subprocess.Popen[bytes], talk: _Talk, pid: int) -> int:
    """What `close` does, also when the link is let go of or the interpreter leaves."""
    if os.getpid() != pid:
        process.returncode = 0  # it is no child of this fork
        return 0
    return talk.stop()


def _forget_in_fork() -> None:
    """A fork that kept the child's input open would keep the child from ever seeing its end."""
    if not _open:
        return
    nothing = os.open(os.devnull, os.O_RDWR)  # in their place, so that whoever closes the numbers later closes nothing else
    for link in list(_open):
        for pipe in (link._process.stdin, link._process.stdout, link._process.stderr):
            if pipe is not None and not pipe.closed:
                os.dup2(nothing, pipe.fileno(), inheritable=False)
        link._end.detach()
    os.close(nothing)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_in_fork)


def _object(line: bytes) -> Optional[Answer]:
    """The object that a line is; None when it is none."""
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return cast(Answer, found) if isinstance(found, dict) else None


def _settle(future: Future[Answer], answer: Answer) -> None:
    if not future.set_running_or_notify_cancel():
        return
    error = answer.get("error")
    if isinstance(error, Mapping):
        told = {name: str(error.get(name) or "") for name in ("message", "code", "why", "fix")}
        future.set_exception(DiapasonError(**told))
    else:
        future.set_result(cast(Answer, from_wire(answer)))


def _write(pipe: IO[bytes], line: bytes) -> None:
    pipe.write(line)
    pipe.flush()


def _close(pipe: Optional[IO[bytes]]) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except OSError:
        pass  # nobody reads any more


# ---------------------------------------------------------------------------------------------------------------------
# Values on the wire

_NAMED = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}
_NUMBERS = ("values", "metrics", "estimate", "value")  # below these names in an answer such a text is a number


def to_wire(value: Json) -> Json:
    """A value for the wire: numbers that are not finite as texts."""
    if isinstance(value, float):
        return value if math.isfinite(value) else "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"
    if isinstance(value, Mapping):
        return {name: to_wire(member) for name, member in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [to_wire(member) for member in value]
    return value


def from_wire(value: Json, numbers: bool = False) -> Json:
    """An answer from the wire: texts that stand for numbers as numbers, outside of configurations."""
    if isinstance(value, str):
        return _NAMED.get(value, value) if numbers else value
    if isinstance(value, Mapping):
        return {name: from_wire(member, numbers or name in _NUMBERS) if name != "config" else member for name, member in value.items()}
    if isinstance(value, Sequence):
        return [from_wire(member, numbers) for member in value]
    return value


# ---------------------------------------------------------------------------------------------------------------------
# The program


def _words(command: Union[str, Sequence[str]]) -> List[str]:
    if not isinstance(command, str):
        return list(command)
    return [command] if shutil.which(command) is not None else shlex.split(command, posix=os.name != "nt")


def _bins(folder: str) -> Iterator[str]:
    """The folders of programs of this folder and of those above it."""
    while True:
        yield os.path.join(folder, "node_modules", ".bin")
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def _not_found(message: str) -> NoReturn:
    fix = "Install it with %s (it needs Node %d.%d or later), or name it: DIAPASON_COMMAND=/path/to/diapason" % (_INSTALL, *_NODE)
    raise CommandNotFound(message, fix=fix)


def _node_problem(code: int) -> Optional[str]:
    """Why the program never came up, where that is because of Node."""
    node = shutil.which("node")
    if node is None:
        return "diapason stdio ended with exit code %d: it is run by Node, and there is no program node on PATH" % code
    try:
        told = subprocess.run([node, "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=10)
        version = told.stdout.decode().strip()
        numbers = tuple(int(part) for part in version.lstrip("v").split(".")[:2])
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    if numbers >= _NODE:
        return None
    return "diapason needs Node %d.%d or later, and %s is %s" % (*_NODE, node, version)
