"""What a study answers, as plain frozen dataclasses; and how they are read from its JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, List, Mapping, Optional, Sequence, Tuple, Union, cast

from diapason.stdio import Answer, Json

__all__ = ["Best", "Config", "Failure", "Importance", "Recommended", "Status", "Told", "TrialRecord", "Value"]

Value = Union[None, bool, int, float, str, List["Value"], Dict[str, "Value"]]
"""A value of a configuration: a branch is a dict with `use`, a list a list."""
Config = Dict[str, Value]


@dataclass(frozen=True)
class Failure:
    """Why a trial failed: `kind` is a word such as oom, nan or crash."""

    kind: str
    message: str


@dataclass(frozen=True)
class TrialRecord:
    """One trial as the study has it."""

    number: int
    state: str
    """waiting, running, paused, complete, pruned or failed."""
    config: Config
    values: Dict[str, float]
    """The final values of a complete trial; of any other its last report."""
    steps: float
    """The last reported step; 0 when nothing was reported."""
    attempts: int
    why: str
    """Why this configuration was suggested."""
    by: str
    label: Optional[str] = None
    failure: Optional[Failure] = None
    decision: Optional[str] = None
    """Why it was pruned or paused."""


@dataclass(frozen=True)
class Best:
    """A trial of the best; with several objectives, one of the front."""

    number: int
    config: Config
    values: Dict[str, float]


@dataclass(frozen=True)
class Recommended:
    """The trial that the study would stake its name on, and what it is likely to come to."""

    number: int
    config: Config
    estimate: Dict[str, float]


@dataclass(frozen=True)
class Told:
    """What became of a trial that was told."""

    best: bool
    """Whether it is among the best now."""
    failed: Optional[str] = None
    """The kind of failure it was recorded as, where its values are no result: nan, no-metric."""


@dataclass(frozen=True)
class Importance:
    """What mattered: shares of variance by parameter, pairs as `a×b`, with the 5th and 95th percentile of both."""

    parameters: Dict[str, float]
    pairs: Dict[str, float]
    intervals: Dict[str, Tuple[float, float]]
    summary: str
    lacks: Optional[str] = None
    """Why there are none yet."""


@dataclass(frozen=True)
class Status:
    """A study at one moment."""

    study: str
    counts: Dict[str, int]
    """How many trials are in each state."""
    spent_trials: int
    spent_seconds: float
    best: List[Best]
    budget_trials: Optional[int] = None
    budget_seconds: Optional[float] = None

    @property
    def total(self) -> int:
        """How many trials there are."""
        return sum(self.counts.values())


def best_of(answer: Answer) -> List[Best]:
    return [Best(whole(one, "trial"), config_of(one), numbers(one, "values")) for one in members(answer, "best")]


def recommended_of(answer: Answer) -> Optional[Recommended]:
    one = inner(answer, "recommended")
    return Recommended(whole(one, "trial"), config_of(one), numbers(one, "estimate")) if one else None


def record_of(one: Mapping[str, Json]) -> TrialRecord:
    failure = inner(one, "failure")
    return TrialRecord(
        number=whole(one, "trial"),
        state=text(one, "state"),
        config=config_of(one),
        values=numbers(one, "values"),
        steps=number(one, "steps"),
        attempts=whole(one, "attempts"),
        why=text(one, "why"),
        by=text(one, "by"),
        label=text(one, "label") or None,
        failure=Failure(text(failure, "kind"), text(failure, "message")) if failure else None,
        decision=text(one, "decision") or None,
    )


def importance_of(answer: Answer) -> Importance:
    intervals: Dict[str, Tuple[float, float]] = {}
    for name, pair in inner(answer, "intervals").items():
        low, high = cast(Sequence[float], pair)
        intervals[name] = (low, high)
    lacks = text(inner(answer, "lacks"), "why") or None
    return Importance(numbers(answer, "parameters"), numbers(answer, "pairs"), intervals, text(answer, "summary"), lacks)


def status_of(answer: Answer) -> Status:
    budget, spent = inner(answer, "budget"), inner(answer, "spent")
    return Status(
        study=text(answer, "study"),
        counts={name: int(count) for name, count in numbers(answer, "counts").items()},
        spent_trials=whole(spent, "trials"),
        spent_seconds=number(spent, "wall") / 1000,
        budget_trials=whole(budget, "trials") if "trials" in budget else None,
        budget_seconds=number(budget, "wall") / 1000 if "wall" in budget else None,
        best=best_of(answer),
    )


# ---------------------------------------------------------------------------------------------------------------------
# Members of an answer, of the kind that is expected there


def text(of: Mapping[str, Json], name: str) -> str:
    value = of.get(name)
    return value if isinstance(value, str) else ""


def number(of: Mapping[str, Json], name: str) -> float:
    value = of.get(name)
    return value if isinstance(value, (int, float)) else 0


def whole(of: Mapping[str, Json], name: str) -> int:
    return int(number(of, name))


def numbers(of: Mapping[str, Json], name: str) -> Dict[str, float]:
    return {key: value for key, value in inner(of, name).items() if isinstance(value, (int, float))}


def inner(of: Mapping[str, Json], name: str) -> Mapping[str, Json]:
    value = of.get(name)
    return value if isinstance(value, Mapping) else {}


def members(of: Mapping[str, Json], name: str) -> List[Mapping[str, Json]]:
    value = of.get(name)
    if isinstance(value, str) or not isinstance(value, Sequence):
        return []
    return [one for one in value if isinstance(one, Mapping)]


def config_of(of: Mapping[str, Json]) -> Config:
    return cast(Config, dict(inner(of, "config")))
