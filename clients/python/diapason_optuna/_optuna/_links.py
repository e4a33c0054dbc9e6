"""Conversations with the program, kept for the next study when one is over: to start the program takes a quarter of a second."""

import os
import threading
from typing import Any, List

from diapason.stdio import DiapasonError, Link

_idle: List[Link] = []
_lock = threading.Lock()
_MOST_IDLE = 4


def take() -> Link:
    """A conversation in which no study is begun. Raises CommandNotFound where the program is not there."""
    with _lock:
        while _idle:
            link = _idle.pop()
            if usable(link):
                return link
    return Link()


def warm(sampler: Any) -> None:
    """Starts the program in the background, so that it is there when the first trial has ended. Says nothing where it cannot be."""
    with _lock:
        if any(map(usable, _idle)):
            return
        try:
            link = Link()
            objective = {"metric": "v0", "direction": "minimize"}
            link.send({"op": "init", "space": {"p0": "float(0, 1)"}, "objectives": [objective], "sampler": sampler, "scheduler": "none"})
            link.send({"op": "ask"})
            link.send({"op": "close"})
        except DiapasonError:
            return
        _idle.append(link)


def give(link: Link, owner: int) -> None:
    """Takes a conversation back; `owner` is the process that opened it. In a fork it is left alone."""
    if os.getpid() != owner or link.closed:
        return
    try:
        link.send({"op": "close"})
    except DiapasonError:
        return
    with _lock:
        if len(_idle) < _MOST_IDLE:
            _idle.append(link)
            return
    link.close()


def usable(link: Any) -> bool:
    """Whether this process may speak in it."""
    return not link.closed and getattr(link, "_pid", os.getpid()) == os.getpid()
