"""A study on a server, spoken to as `diapason stdio` is: the same requests, carried over HTTP.

A server that is away is waited for: each request is sent again, with the same Idempotency-Key, so that it is done once.
What runs here gives a sign of life by itself, every 15 s.
"""

from __future__ import annotations

import json
import os
import re
import ssl
import threading
import time
import uuid
from concurrent.futures import Future, ThreadPoolExecutor
from http.client import HTTPException
from typing import Dict, List, Mapping, Optional, Tuple, Union, cast
from urllib import request as web
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit

from diapason.results import inner, members, number, text, whole
from diapason.stdio import Answer, ConnectionLost, DiapasonError, Json, from_wire, to_wire

__all__ = ["Http", "ServerLink", "worker_name"]

_BEAT_S = 15.0
_PASSING = (408, 429, 500, 502, 503, 504)  # answers that another try may turn into better ones


class Http:
    """Requests to one server. `patience`: for how many seconds one that does not answer is asked again."""

    def __init__(self, url: str, token: Optional[str], patience: float, tls: Optional[ssl.SSLContext]) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("the address of a server is http://… or https://…, not %r" % url)
        local = parts.hostname in ("localhost", "::1") or parts.hostname.startswith("127.")
        handlers: List[web.BaseHandler] = [web.ProxyHandler({})] if local else []
        if tls is not None:
            handlers.append(web.HTTPSHandler(context=tls))
        self._opener = web.build_opener(*handlers)
        self._url, self._patience = url.rstrip("/"), patience
        self._headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if token is not None and not re.match(r"^[!-~]*$", token):
            raise ValueError("the token has characters that no token has: was it copied whole?")
        if token:
            self._headers["Authorization"] = "Bearer " + token
        self.closing = threading.Event()

    def get(self, path: str) -> Answer:
        return self._until_answered("GET", path, None, self._headers, self._patience)

    def post(self, path: str, body: Mapping[str, Json], patience: Optional[float] = None) -> Answer:
        headers = {**self._headers, "Idempotency-Key": uuid.uuid4().hex}
        sent = json.dumps(to_wire(body), allow_nan=False).encode()
        return self._until_answered("POST", path, sent, headers, self._patience if patience is None else patience)

    def _until_answered(self, method: str, path: str, body: Optional[bytes], headers: Dict[str, str], patience: float) -> Answer:
        asked = web.Request(self._url + path, body, headers, method=method)
        until, pause = time.monotonic() + patience, 0.05
        while True:
            fault = self._once(asked)
            if not isinstance(fault, Exception):
                return fault
            if isinstance(fault, DiapasonError) or time.monotonic() + pause > until or self.closing.wait(pause):
                break
            pause = min(2 * pause, 5.0)
        if isinstance(fault, HTTPError):
            fault = self._refusal(fault)
        if isinstance(fault, DiapasonError):
            raise fault
        message = "the server at %s did not answer for %g s: %s" % (self._url, patience, fault)
        raise ConnectionLost(message, fix="What was told before is in its store. See that it runs, then call again.") from fault

    def _once(self, asked: web.Request) -> Union[Answer, Exception]:
        """The answer; a DiapasonError where asking again would not help, another exception where it may."""
        try:
            with self._opener.open(asked, timeout=60) as reply:
                body = reply.read()
        except HTTPError as error:
            return error if error.code in _PASSING else self._refusal(error)
        except (OSError, HTTPException) as error:
            return error
        try:
            told = json.loads(body)
        except ValueError as error:
            return DiapasonError("%s is no server of Diapason: its answer is no JSON (%s)" % (self._url, error))
        if not isinstance(told, dict):
            return DiapasonError("%s is no server of Diapason: its answer is no object" % self._url)
        return cast(Answer, from_wire(cast(Json, told)))

    def _refusal(self, error: HTTPError) -> DiapasonError:
        try:
            told = json.loads(error.read())
        except (OSError, ValueError):
            told = None
        if not isinstance(told, dict) or "code" not in told:
            return DiapasonError("%s is no server of Diapason: it answers %d %s" % (self._url, error.code, error.reason))
        problem = cast(Answer, told)
        return DiapasonError(text(problem, "title"), text(problem, "code"), text(problem, "why"), text(problem, "fix"))


class ServerLink:
    """One study of a server, with the face of a `Link`."""

    def __init__(self, http: Http, study: str, worker: str) -> None:
        self._http, self._study, self._worker = http, quote(study, safe=""), worker
        self._held: Dict[int, int] = {}  # the attempt of each trial that runs here
        self._lock = threading.Lock()
        self._beating: Optional[threading.Thread] = None
        self._pool: Optional[ThreadPoolExecutor] = None

    def call(self, request: Mapping[str, Json], timeout: Optional[float] = None) -> Answer:
        """The answer to one request of those of docs/stdio.md. Raises DiapasonError, ConnectionLost."""
        if timeout is not None:
            return self.send(request).result(timeout)
        return self._answer(request)

    def send(self, request: Mapping[str, Json]) -> Future[Answer]:
        """The same without waiting."""
        with self._lock:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(max_workers=16, thread_name_prefix="diapason")
            return self._pool.submit(self._answer, request)

    def close(self) -> None:
        """Gives back what still runs here, so that it is handed out again at once. The server lives on."""
        with self._lock:
            held, pool = list(self._held.items()), self._pool
            self._held.clear()
        if pool is not None:
            pool.shutdown()
        for trial, attempt in held:
            try:
                self._say(trial, ":fail", {"kind": "interrupted", "message": "its client closed", "attempt": attempt}, 0)
            except DiapasonError:
                pass  # its lease runs out
        self._http.closing.set()

    def _answer(self, request: Mapping[str, Json]) -> Answer:
        if self._http.closing.is_set():
            raise ConnectionLost("the link is closed")
        op, trial = text(request, "op"), whole(request, "trial")
        rest: Answer = {name: value for name, value in request.items() if name not in ("op", "trial")}
        if op == "ask":
            return self._ask(rest)
        if op in ("tell", "fail"):
            return self._end(op, trial, rest)
        if op == "report":
            return self._say(trial, "/reports", self._named(trial, rest))
        if op == "checkpoint":
            return self._say(trial, "/checkpoints", self._named(trial, rest))
        if op in ("best", "status"):
            return self._http.get("/v1/studies/%s" % self._study)
        if op == "trials":
            page = (whole(rest, "after") if "after" in rest else -1, whole(rest, "limit") or 1000)
            return self._http.get("/v1/studies/%s/trials?after=%d&limit=%d" % (self._study, *page))
        raise DiapasonError(
            "a server does not answer %r" % op, fix="Ask where its store is: diapason %s %s --store …" % (op, self._study)
        )

    def _ask(self, rest: Answer) -> Answer:
        answer = self._http.post("/v1/studies/%s/trials:ask" % self._study, {**rest, "worker": self._worker})
        for one in members(answer, "trials") or ([answer] if "trial" in answer else []):
            with self._lock:
                self._held[whole(one, "trial")] = whole(one, "attempt")
        self._beat()
        return _resumed(answer)

    def _end(self, op: str, trial: int, rest: Answer) -> Answer:
        told = self._say(trial, ":" + op, self._named(trial, rest))
        with self._lock:
            self._held.pop(trial, None)
        if op == "tell" and text(told, "state") == "failed":
            shown = self._http.get("/v1/studies/%s/trials/%d" % (self._study, trial))
            return {**told, "failed": text(inner(shown, "failure"), "kind")}
        return told

    def _named(self, trial: int, body: Answer) -> Answer:
        attempt = self._held.get(trial)
        return body if attempt is None else {**body, "attempt": attempt}

    def _say(self, trial: int, what: str, body: Answer, patience: Optional[float] = None) -> Answer:
        told = self._http.post("/v1/trials/%s/%d%s" % (self._study, trial, what), body, patience)
        if text(told, "action") in ("stop", "pause"):
            with self._lock:
                self._held.pop(trial, None)
        return told

    def _beat(self) -> None:
        with self._lock:
            if self._beating is None:
                self._beating = threading.Thread(target=self._keep_alive, daemon=True)
                self._beating.start()

    def _keep_alive(self) -> None:
        while not self._http.closing.wait(_BEAT_S):
            with self._lock:
                held: List[Tuple[int, int]] = list(self._held.items())
            for trial, attempt in held:
                try:
                    self._http.post("/v1/trials/%s/%d:heartbeat" % (self._study, trial), {"attempt": attempt}, 0)
                except DiapasonError:
                    pass  # the next word of the trial says what is wrong


def _resumed(answer: Answer) -> Answer:
    """The state to go on from, as standard output has it: `resume` and `path` beside each other."""
    state = inner(answer, "resume")
    if not state:
        return answer
    return {**answer, "resume": number(state, "step"), **({"path": text(state, "path")} if "path" in state else {})}


def worker_name() -> str:
    """Who asks, as the record will name it."""
    import socket

    return "%s-%d" % (socket.gethostname(), os.getpid())
