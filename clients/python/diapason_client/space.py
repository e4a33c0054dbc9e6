"""Parameters of a search space, typed, for those who would rather have their editor help than remember a grammar.

    from diapason.space import branch, choice, integer, real

    space = {
        "lr": real(1e-5, 1e-1, log=True),
        "layers": integer(1, 8),
        "optimizer": branch(sgd={"momentum": real(0.0, 0.99)}, adam={}),
        "warmup": real(0.0, 0.2, when={"layers": [6, 7, 8]}),
    }

Each is the plain dict that docs/config.md describes, so it can stand beside the one-line form (`"1e-5..1e-1:log"`),
a list of choices, and a dict of your own.
"""

from __future__ import annotations

from typing import Dict, Mapping, Optional, Sequence, Union

from diapason.stdio import Json

__all__ = ["Parameter", "branch", "choice", "fixed", "flag", "integer", "ordinal", "real"]

Parameter = Dict[str, Json]
When = Union[str, Mapping[str, Sequence[Json]]]
"""An expression (`"layers > 4"`), or for each parent the values for which this parameter is there."""


def real(
    low: float,
    high: float,
    *,
    log: bool = False,
    step: Optional[float] = None,
    default: Optional[float] = None,
    when: Optional[When] = None,
) -> Parameter:
    """A number from `low` to `high`; `log` spreads it over its orders of magnitude."""
    return _with({"type": "float", "low": low, "high": high}, scale="log" if log else None, step=step, default=default, when=when)


def integer(
    low: int,
    high: int,
    *,
    log: bool = False,
    step: Optional[int] = None,
    default: Optional[int] = None,
    when: Optional[When] = None,
) -> Parameter:
    """A whole number from `low` to `high`, both included."""
    return _with({"type": "int", "low": low, "high": high}, scale="log" if log else None, step=step, default=default, when=when)


def choice(*values: Json, default: Json = None, when: Optional[When] = None) -> Parameter:
    """One of these values, between which there is no order."""
    return _with({"type": "choice", "values": list(values)}, default=default, when=when)


def ordinal(*values: Json, default: Json = None, when: Optional[When] = None) -> Parameter:
    """One of these values, in their order: `ordinal(16, 32, 64)`."""
    return _with({"type": "ordinal", "values": list(values)}, default=default, when=when)


def flag(*, default: Optional[bool] = None, when: Optional[When] = None) -> Parameter:
    """True or false."""
    return _with({"type": "bool"}, default=default, when=when)


def fixed(value: Json) -> Parameter:
    """A value that is not searched, yet stands in every configuration."""
    return {"type": "fixed", "value": value}


def branch(*, when: Optional[When] = None, **branches: Mapping[str, Json]) -> Parameter:
    """One of these parts, each with parameters of its own; a trial has `config["optimizer"]["use"]` and those of that part."""
    return _with({"type": "branch", "branches": {name: dict(inner) for name, inner in branches.items()}}, when=when)


def _with(parameter: Parameter, **more: Json) -> Parameter:
    return {**parameter, **{name: value for name, value in more.items() if value is not None}}
