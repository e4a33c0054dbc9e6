"""What a parameter may be: a range of numbers or a list of choices."""

import decimal
import json
import math
import warnings
from typing import Any, Dict, Sequence, Tuple, Union

__all__ = [
    "BaseDistribution",
    "CategoricalChoiceType",
    "CategoricalDistribution",
    "DiscreteUniformDistribution",
    "FloatDistribution",
    "IntDistribution",
    "IntLogUniformDistribution",
    "IntUniformDistribution",
    "LogUniformDistribution",
    "UniformDistribution",
    "check_distribution_compatibility",
    "distribution_to_json",
    "json_to_distribution",
]

CategoricalChoiceType = Union[None, bool, int, float, str]


class BaseDistribution:
    """What all distributions have. An internal value is a float: the number itself, or the place of a choice."""

    def to_internal_repr(self, param_value_in_external_repr: Any) -> float:
        """The value as a float. Raises ValueError when it can be no value of such a parameter."""
        raise NotImplementedError

    def to_external_repr(self, param_value_in_internal_repr: float) -> Any:
        """The value as the script sees it."""
        return param_value_in_internal_repr

    def single(self) -> bool:
        """Whether there is just one value."""
        raise NotImplementedError

    def _contains(self, param_value_in_internal_repr: float) -> bool:
        raise NotImplementedError

    def _asdict(self) -> Dict[str, Any]:
        return dict(self.__dict__)

    def __eq__(self, other: Any) -> bool:
        if not isinstance(other, BaseDistribution):
            return NotImplemented
        return type(self) is type(other) and _plain(self) == _plain(other)

    def __hash__(self) -> int:
        return hash((type(self).__name__, repr(_plain(self))))

    def __repr__(self) -> str:
        return "{}({})".format(type(self).__name__, ", ".join("{}={!r}".format(k, v) for k, v in self._asdict().items()))


class FloatDistribution(BaseDistribution):
    """A real number of `[low, high]`, on a logarithmic scale with `log`, or a multiple of `step` from `low` on."""

    def __init__(self, low: float, high: float, log: bool = False, step: Union[None, float] = None) -> None:
        if log and step is not None:
            raise ValueError("`step` cannot be given together with `log`.")
        if low > high:
            raise ValueError("`low` is {}, above `high`, which is {}.".format(low, high))
        if log and low <= 0.0:
            raise ValueError("`low` is {}; it must be above 0 on a logarithmic scale.".format(low))
        if step is not None and step <= 0:
            raise ValueError("`step` is {}; it must be above 0.".format(step))
        self.step = None if step is None else float(step)
        self.low = float(low)
        self.high = float(high) if step is None else _last_step(float(low), float(high), float(step))
        self.log = log

    def single(self) -> bool:
        return self.low == self.high if self.step is None else self.high - self.low < self.step

    def to_internal_repr(self, param_value_in_external_repr: Any) -> float:
        value = _number(param_value_in_external_repr)
        if math.isnan(value):
            raise ValueError("{!r} is no value of a parameter.".format(param_value_in_external_repr))
        if self.log and value <= 0.0:
            raise ValueError("{!r} is not above 0, as values on a logarithmic scale are.".format(param_value_in_external_repr))
        return value

    def _contains(self, param_value_in_internal_repr: float) -> bool:
        value = param_value_in_internal_repr
        if not self.low <= value <= self.high:
            return False
        if self.step is None:
            return True
        steps = (value - self.low) / self.step
        return abs(steps - round(steps)) < 1e-8


class UniformDistribution(FloatDistribution):
    """The earlier name of a `FloatDistribution`."""

    def __init__(self, low: float, high: float) -> None:
        super().__init__(low, high)


class LogUniformDistribution(FloatDistribution):
    """The earlier name of a `FloatDistribution` with `log=True`."""

    def __init__(self, low: float, high: float) -> None:
        super().__init__(low, high, log=True)


class DiscreteUniformDistribution(FloatDistribution):
    """The earlier name of a `FloatDistribution` with a `step`."""

    def __init__(self, low: float, high: float, q: float) -> None:
        super().__init__(low, high, step=q)


class IntDistribution(BaseDistribution):
    """A whole number of `[low, high]`, on a logarithmic scale with `log`, or each `step`-th from `low` on."""

    def __init__(self, low: int, high: int, log: bool = False, step: int = 1) -> None:
        if log and step != 1:
            raise ValueError("`step` cannot be given together with `log`.")
        if low > high:
            raise ValueError("`low` is {}, above `high`, which is {}.".format(low, high))
        if log and low < 1:
            raise ValueError("`low` is {}; it must be 1 or more on a logarithmic scale.".format(low))
        if step <= 0:
            raise ValueError("`step` is {}; it must be above 0.".format(step))
        self.log = log
        self.step = int(step)
        self.low = int(low)
        self.high = self.low + (int(high) - self.low) // self.step * self.step
        if self.high != int(high):
            _warn("The range from {} to {} holds no whole number of steps of {}; it ends at {}.".format(low, high, step, self.high))

    def single(self) -> bool:
        return self.high - self.low < self.step

    def to_internal_repr(self, param_value_in_external_repr: Any) -> float:
        value = _number(param_value_in_external_repr)
        if math.isnan(value):
            raise ValueError("{!r} is no value of a parameter.".format(param_value_in_external_repr))
        if self.log and value <= 0.0:
            raise ValueError("{!r} is not above 0, as values on a logarithmic scale are.".format(param_value_in_external_repr))
        return value

    def to_external_repr(self, param_value_in_internal_repr: float) -> int:
        return int(param_value_in_internal_repr)

    def _contains(self, param_value_in_internal_repr: float) -> bool:
        value = param_value_in_internal_repr
        return self.low <= value <= self.high and (value - self.low) % self.step == 0


class IntUniformDistribution(IntDistribution):
    """The earlier name of an `IntDistribution`."""

    def __init__(self, low: int, high: int, step: int = 1) -> None:
        super().__init__(low, high, step=step)


class IntLogUniformDistribution(IntDistribution):
    """The earlier name of an `IntDistribution` with `log=True`."""

    def __init__(self, low: int, high: int, step: int = 1) -> None:
        super().__init__(low, high, log=True)


class CategoricalDistribution(BaseDistribution):
    """One of several choices, without order."""

    def __init__(self, choices: Sequence[Any]) -> None:
        if len(choices) == 0:
            raise ValueError("`choices` has nothing to choose from.")
        for choice in choices:
            if choice is not None and not isinstance(choice, (bool, int, float, str)):
                kind = type(choice).__name__
                _warn("The choice {!r} is of type {}; a lasting storage keeps None, bool, int, float and str alone.".format(choice, kind))
        self.choices: Tuple[Any, ...] = tuple(choices)

    def single(self) -> bool:
        return len(self.choices) == 1

    def to_external_repr(self, param_value_in_internal_repr: float) -> Any:
        return self.choices[int(param_value_in_internal_repr)]

    def to_internal_repr(self, param_value_in_external_repr: Any) -> float:
        for place, choice in enumerate(self.choices):
            if _same_choice(choice, param_value_in_external_repr):
                return place
        raise ValueError("{!r} is not among {}.".format(param_value_in_external_repr, self.choices))

    def _contains(self, param_value_in_internal_repr: float) -> bool:
        return 0 <= int(param_value_in_internal_repr) < len(self.choices)

    def __eq__(self, other: Any) -> bool:
        if not isinstance(other, BaseDistribution):
            return NotImplemented
        if not isinstance(other, CategoricalDistribution) or len(self.choices) != len(other.choices):
            return False
        return all(_same_choice(a, b) for a, b in zip(self.choices, other.choices))

    __hash__ = BaseDistribution.__hash__


def check_distribution_compatibility(dist_old: Any, dist_new: Any) -> None:
    """Raises ValueError where one parameter is asked for as two kinds: a range may change, its kind and choices may not."""
    if _kind(dist_old) is not _kind(dist_new):
        raise ValueError("One parameter cannot be {} and then {}.".format(type(dist_old).__name__, type(dist_new).__name__))
    if isinstance(dist_old, CategoricalDistribution):
        if dist_old != dist_new:
            raise ValueError("The choices of a parameter cannot change from {} to {}.".format(dist_old.choices, dist_new.choices))
    elif dist_old.log != dist_new.log:
        raise ValueError("One parameter cannot be on a logarithmic scale and then on none.")


def distribution_to_json(dist: BaseDistribution) -> str:
    """The distribution as one line of JSON."""
    return json.dumps({"name": _kind(dist).__name__, "attributes": dist._asdict()})


def json_to_distribution(json_str: str) -> BaseDistribution:
    """The distribution of such a line. Raises ValueError for a name that is not known."""
    told = json.loads(json_str)
    name, attributes = told.get("name"), dict(told.get("attributes", {}))
    if name is None:
        attributes = {key: value for key, value in told.items() if key != "type"}
        name = {"float": "FloatDistribution", "int": "IntDistribution", "categorical": "CategoricalDistribution"}.get(told.get("type"))
    for known in _KNOWN:
        if known.__name__ == name:
            return known(**attributes)
    raise ValueError("{!r} is no distribution.".format(told.get("name", told.get("type"))))


_KNOWN = (
    FloatDistribution,
    IntDistribution,
    CategoricalDistribution,
    UniformDistribution,
    LogUniformDistribution,
    DiscreteUniformDistribution,
    IntUniformDistribution,
    IntLogUniformDistribution,
)


def current(dist: BaseDistribution) -> BaseDistribution:
    """The distribution under its name of today."""
    if type(dist) in _KNOWN[:3]:
        return dist
    if isinstance(dist, FloatDistribution):
        return FloatDistribution(dist.low, dist.high, log=dist.log, step=dist.step)
    if isinstance(dist, IntDistribution):
        return IntDistribution(dist.low, dist.high, log=dist.log, step=dist.step)
    return dist


def only_value(dist: Any) -> Any:
    """The one value of a distribution that has no more."""
    return dist.choices[0] if isinstance(dist, CategoricalDistribution) else dist.low


def _kind(dist: Any) -> type:
    return next((known for known in _KNOWN[:3] if isinstance(dist, known)), type(dist))


def _plain(dist: BaseDistribution) -> Dict[str, Any]:
    return {key: tuple(value) if isinstance(value, (list, tuple)) else value for key, value in dist.__dict__.items()}


def _same_choice(a: Any, b: Any) -> bool:
    if isinstance(a, float) and isinstance(b, float) and math.isnan(a) and math.isnan(b):
        return True
    return isinstance(a, bool) == isinstance(b, bool) and bool(a == b) if not (a is None or b is None) else a is b


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise ValueError("{!r} is no number.".format(value)) from None


def _last_step(low: float, high: float, step: float) -> float:
    low_, high_, step_ = (decimal.Decimal(repr(value)) for value in (low, high, step))
    last = float((high_ - low_) // step_ * step_ + low_)
    if last != high:
        _warn("The range from {} to {} holds no whole number of steps of {}; it ends at {}.".format(low, high, step, last))
    return last


def _warn(message: str) -> None:
    warnings.warn(message, UserWarning, stacklevel=4)
