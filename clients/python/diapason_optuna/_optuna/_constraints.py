"""Limits of a trial: how they are kept among its system attributes."""

import math
import warnings
from typing import Any, Dict

_CONSTRAINT = "constraints:"


def constraints_of(system_attrs: Dict[str, Any]) -> Dict[str, float]:
    """Constraints by name: those of `set_constraint`, and those of a sampler's `constraints_func`, by their place."""
    named = {key[len(_CONSTRAINT) :]: value for key, value in system_attrs.items() if key.startswith(_CONSTRAINT)}
    return {**{str(place): value for place, value in enumerate(system_attrs.get("constraints") or ())}, **named}


def set_constraint(system_attrs: Dict[str, Any], key: str, value: float) -> None:
    """Raises TypeError for what is no number, ValueError for NaN; the first value of a constraint stays."""
    number = as_number(value)
    if math.isnan(number):
        raise ValueError("The constraint {!r} is NaN.".format(key))
    if _CONSTRAINT + key in system_attrs:
        warnings.warn("The constraint {!r} was set before; the first value stays.".format(key), UserWarning, stacklevel=3)
        return
    system_attrs[_CONSTRAINT + key] = number


def as_number(value: Any) -> float:
    """Raises TypeError for what is no number."""
    try:
        return float(value)
    except (TypeError, ValueError):
        raise TypeError("`value` is of type {}; it must be a number.".format(type(value).__name__)) from None
