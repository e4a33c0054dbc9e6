"""A conversation with the program about a script's study: where its space changes, another study is begun in it."""

import os
import weakref
from typing import Any, Dict, Mapping, Optional, Sequence

from . import _links


class Talk:
    """Begins with the first study. Given back for other scripts' studies when nobody holds it any more."""

    def __init__(self, directions: Sequence[str], sampler: Any, seed: int) -> None:
        objectives = [{"metric": "v{}".format(at), "direction": direction} for at, direction in enumerate(directions)]
        self._study = {"objectives": objectives, "seed": seed, "sampler": sampler, "scheduler": "none", "thread": False}
        self._link: Any = None
        self._closing: Any = None
        self._key = ""
        self._begun: Any = None
        self._coming: Any = None

    @property
    def silent(self) -> bool:
        """Whether nobody speaks: the program may have to be started."""
        return self._link is None

    def is_about(self, key: str) -> bool:
        """Whether it can go on with the study of this key."""
        return key == self._key and self._link is not None and _links.usable(self._link)

    def begin(self, key: str, space: Mapping[str, Any], limits: int) -> None:
        """A study with so many constraints. What is said before it is forgotten."""
        if self._link is not None and _links.usable(self._link):
            self._link.send({"op": "close"})
        else:
            self.drop()
            self._link = _links.take()
            self._closing = weakref.finalize(self, _links.give, self._link, os.getpid())
        self._coming = None
        constraints = {"constraints": ["l{} <= 0".format(at) for at in range(limits)]} if limits else {}
        self._begun = self._link.send({"op": "init", "space": space, **self._study, **constraints})
        self._key = key

    def say(self, request: Mapping[str, Any]) -> None:
        """Says something whose answer nobody waits for."""
        self._link.send(request)

    def think(self) -> None:
        """Has the program think of the next trial already."""
        self._coming = self._link.send({"op": "ask"})

    def ask(self) -> Dict[str, Any]:
        """The next trial, or that there is none."""
        coming, self._coming = self._coming, None
        asking = coming if coming is not None else self._link.send({"op": "ask"})
        self._begun.result()
        answer: Dict[str, Any] = asking.result()
        return answer

    def drop(self) -> None:
        """Lets go of the conversation; what comes next begins another one."""
        self._key, self._coming = "", None
        link, self._link = self._link, None
        if self._closing is not None:
            self._closing.detach()
        if link is not None and _links.usable(link):
            link.close()
