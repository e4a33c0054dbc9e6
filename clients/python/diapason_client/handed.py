"""One trial that was handed out, without the ways to talk about it: what the faces of a study share."""

from __future__ import annotations

import difflib
from typing import Any, Dict, Mapping, Optional, Union

from diapason import Decision
from diapason.results import Config, Value, config_of, number, text, whole
from diapason.stdio import Answer, DiapasonError

__all__ = ["HandedTrial"]


class HandedTrial:
    """What is to be tried: values by attribute (`trial.lr`), by item (`trial["lr"]`), or with the type said (`trial.real("lr")`).

    Where a parameter is called like something of the trial itself, such as `report`, the item is the parameter.
    """

    number: int
    """Its number in the study, from 0."""
    config: Config
    """All values by name; `Model(**trial.config)`."""
    fidelity: Optional[float]
    """The step to run to, where the study has a fidelity."""
    resume: Optional[float]
    """The last finished step, where the trial goes on from there."""
    resume_path: Optional[str]
    """What was saved at that step."""
    why: str
    """Why this was suggested."""
    ended: bool
    """True once nothing is to be told about it any more: it was told, has failed, was pruned or paused."""
    decision: Decision
    """The newest answer to a report; test `.stop`."""

    def __init__(self, answer: Answer) -> None:
        self.number = whole(answer, "trial")
        self.config = config_of(answer)
        self.fidelity = number(answer, "fidelity") if "fidelity" in answer else None
        self.resume = number(answer, "resume") if "resume" in answer else None
        self.resume_path = text(answer, "path") or None
        self.why = text(answer, "why")
        self.ended = False
        self.decision = Decision()
        self._step: float = self.resume or 0
        self._last: Answer = {}

    # The one place where a type is not known: whatever is done with the value passes the type checker.
    def __getattr__(self, name: str) -> Any:
        config: Config = self.__dict__.get("config", {})
        if name in config and not name.startswith("_"):
            return config[name]
        raise AttributeError(_unknown(name, config))

    def __getitem__(self, name: str) -> Value:
        if name in self.config:
            return self.config[name]
        raise KeyError(_unknown(name, self.config))

    def __contains__(self, name: object) -> bool:
        return name in self.config

    def __repr__(self) -> str:
        return "<trial %d: %s>" % (self.number, ", ".join("%s=%r" % pair for pair in self.config.items()))

    def real(self, name: str) -> float:
        """A value that is a number; whole ones as float. Raises TypeError for any other."""
        value = self[name]
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise TypeError("%s is %r, no number" % (name, value))
        return float(value)

    def integer(self, name: str) -> int:
        """A value that is a whole number."""
        value = self[name]
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError("%s is %r, no whole number" % (name, value))
        return value

    def text(self, name: str) -> str:
        """A value that is a text, such as a choice; of a branch its name."""
        value = self[name]
        chosen = value.get("use") if isinstance(value, dict) else value
        if not isinstance(chosen, str):
            raise TypeError("%s is %r, no text" % (name, value))
        return chosen

    def flag(self, name: str) -> bool:
        """A value that is true or false."""
        value = self[name]
        if not isinstance(value, bool):
            raise TypeError("%s is %r, neither true nor false" % (name, value))
        return value

    def _reporting(self, metrics: Answer, step: Optional[float]) -> Answer:
        """The request that a report is; without a step, the one after the last."""
        if self.ended:
            raise DiapasonError("trial %d has ended: it takes no more reports" % self.number)
        self._step = self._step + 1 if step is None else step
        self._last = metrics
        return {"op": "report", "trial": self.number, "step": self._step, "metrics": metrics}

    def _decided(self, answer: Answer) -> Decision:
        self.decision = Decision(text(answer, "action") or "continue", text(answer, "why"))
        self.ended = self.ended or self.decision.stop
        return self.decision


def _unknown(name: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, list(known), 1)
    return "no parameter %r; %s" % (name, "did you mean %r?" % near[0] if near else "there are: %s" % (", ".join(known) or "none"))


def failure_kind(error: BaseException) -> str:
    """The kind of failure that an exception is."""
    named = type(error).__name__ in ("OutOfMemoryError", "ResourceExhaustedError")
    if isinstance(error, MemoryError) or named or "out of memory" in str(error).lower():
        return "oom"
    return "crash" if isinstance(error, Exception) else "interrupted"


def failing(trial: Union[int, HandedTrial], kind: str, message: str) -> Answer:
    """The request that tells of a failure."""
    number = trial if isinstance(trial, int) else trial.number
    request: Dict[str, str] = {"message": message[:2000]} if message else {}
    return {"op": "fail", "trial": number, "kind": kind, **request}
