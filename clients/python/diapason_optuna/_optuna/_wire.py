"""A distribution as a parameter of Diapason, and values both ways. Works on distributions of this module and of Optuna alike."""

import math
from typing import Any, Dict, Optional, Union

Wire = Union[int, float]
_WIDEST_INT = 2**53


def is_choice(dist: Any) -> bool:
    """Whether it is one of several choices."""
    return hasattr(dist, "choices")


def is_int(dist: Any) -> bool:
    """Whether it is a range of whole numbers."""
    return not is_choice(dist) and type(dist).__name__.startswith("Int")


def parameter(dist: Any) -> Optional[Dict[str, Any]]:
    """The parameter, without its conditions; None where there is nothing to search: one value, or a range beyond numbers.

    Choices are their places. Steps are counted, so that no rounding comes between two programs.
    """
    if dist.single():
        return None
    if is_choice(dist):
        return {"type": "choice", "values": list(range(len(dist.choices)))}
    if not math.isfinite(dist.high - dist.low) or (is_int(dist) and max(abs(dist.low), abs(dist.high)) > _WIDEST_INT):
        return None
    if dist.log:
        return {"type": "int" if is_int(dist) else "float", "low": dist.low, "high": dist.high, "scale": "log"}
    step = _step(dist)
    if step is None or (is_int(dist) and step == 1):
        return {"type": "int" if is_int(dist) else "float", "low": dist.low, "high": dist.high}
    return {"type": "int", "low": 0, "high": round((dist.high - dist.low) / step)}


def outward(dist: Any, wire: Wire) -> Any:
    """What the script gets."""
    if is_choice(dist):
        return dist.choices[int(wire)]
    step = None if dist.log else _step(dist)
    if is_int(dist):
        return int(wire) if step in (None, 1) else dist.low + int(wire) * step
    value = float(wire) if step is None else dist.low + wire * step
    return min(max(value, dist.low), dist.high)


def inward(dist: Any, value: Any) -> Optional[Wire]:
    """What Diapason gets; None where the value lies outside."""
    try:
        internal = dist.to_internal_repr(value)
    except ValueError:
        return None
    if not dist._contains(internal):
        return None
    if is_choice(dist):
        return int(internal)
    step = None if dist.log else _step(dist)
    if step is None or (is_int(dist) and step == 1):
        return int(internal) if is_int(dist) else float(internal)
    return round((internal - dist.low) / step)


def spread(dist: Any, share: float) -> Any:
    """The value at a share of the range, from 0 to below 1: 0.5 is the middle, on the scale of the distribution."""
    if is_choice(dist):
        return dist.choices[min(int(share * len(dist.choices)), len(dist.choices) - 1)]
    step = None if dist.log else _step(dist)
    if step is not None:
        count = round((dist.high - dist.low) / step) + 1
        at = min(int(share * count), count - 1)
        return dist.low + at * step if is_int(dist) else min(dist.low + at * step, dist.high)
    half = 0.5 if is_int(dist) else 0.0
    low, high = dist.low - half, dist.high + half
    value = math.exp(math.log(low) * (1 - share) + math.log(high) * share) if dist.log else low * (1 - share) + high * share
    value = min(max(value, dist.low), dist.high)
    return min(max(int(math.floor(value + 0.5)), dist.low), dist.high) if is_int(dist) else value


def middle(dist: Any) -> Any:
    """The value to begin with: the middle of a range, the first choice."""
    return dist.choices[0] if is_choice(dist) else spread(dist, 0.5)


def nearest(dist: Any, value: Any) -> Any:
    """The value of a range that lies nearest to a number; None for choices."""
    if is_choice(dist):
        return None
    if value <= dist.low:
        return dist.low
    if value >= dist.high:
        return dist.high
    step = None if dist.log else _step(dist)
    return value if step is None else dist.low + round((value - dist.low) / step) * step


def joined(kept: Any, asked: Any) -> Any:
    """A distribution of the kind of both that holds both ranges."""
    if is_choice(asked):
        return asked
    step = {"step": asked.step} if not asked.log and asked.step is not None else {}
    low, high = min(kept.low, asked.low), max(kept.high, asked.high)
    if step:
        low = asked.low - math.ceil((asked.low - low) / asked.step) * asked.step
        high = asked.low + math.ceil((high - asked.low) / asked.step) * asked.step
    return type(asked)(low, high, log=asked.log, **step)


def _step(dist: Any) -> Optional[Any]:
    return getattr(dist, "step", None)
