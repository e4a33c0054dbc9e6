"""Arithmetic on weights that changes a network's shape and not its function (Net2Net: Chen, Goodfellow and Shlens 2016). Needs numpy.

Weights are arrays as torch lays them out: outputs first, then inputs, then the window of a convolution.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy


class Copies(NamedTuple):
    """Which channel of the parent each channel of the child copies, and with what share a reader counts it.

    The shares of all copies of one channel add up to 1.
    """

    of: Any  # whole numbers
    shares: Any  # numbers above 0


def unchanged(count: int) -> Copies:
    return Copies(numpy.arange(count), numpy.ones(count))


def placed(count: int, wanted: int) -> Copies:
    """The channel at the same place, from the first again where there are more; for layers that are not the same anyway."""
    return Copies(numpy.arange(wanted) % count, numpy.ones(wanted))


def copies(count: int, wanted: int, random: Any) -> Copies:
    """The `count` channels and, behind them, copies of some drawn at random, or the first `wanted` of them.

    Shares are uneven, so that copies, which do the same at first, are told apart by their gradients.
    """
    if wanted <= count:
        return unchanged(wanted)
    of = numpy.concatenate([numpy.arange(count), random.integers(0, count, wanted - count)])
    return Copies(of, split(of, random))


def split(of: Any, random: Any) -> Any:
    """Random shares, none less than a third of another of the same channel, that add up to 1 over its copies."""
    drawn = 0.5 + random.random(len(of))
    return drawn / numpy.bincount(of, weights=drawn)[of]


def after(first: Copies, second: Copies) -> Copies:
    """Copies of copies."""
    return Copies(first.of[second.of], first.shares[second.of] * second.shares)


def widened(weight: Any, outputs: Any, inputs: Copies) -> Any:
    """A linear map or a convolution for copied inputs, with copied outputs."""
    shares = inputs.shares.reshape((1, -1) + (1,) * (weight.ndim - 2))
    return weight[outputs][:, inputs.of] * shares


def flattened(channels: Copies, places: int) -> Copies:
    """The copies where a linear map reads `places` numbers of each channel in a row."""
    of = (channels.of[:, None] * places + numpy.arange(places)[None, :]).ravel()
    return Copies(of, numpy.repeat(channels.shares, places))


def framed(weight: Any, kernel: int) -> Any:
    """The window in the middle of a wider one whose rim is 0, or its middle where it must be narrower. Both odd."""
    for axis in range(2, weight.ndim):
        more = (kernel - weight.shape[axis]) // 2
        if more >= 0:
            weight = numpy.pad(weight, [(more, more) if at == axis else (0, 0) for at in range(weight.ndim)])
        else:
            weight = weight.take(range(-more, weight.shape[axis] + more), axis)
    return weight


def passing(of: Any, inputs: int, window: tuple = ()) -> Any:
    """A linear map, or a convolution with this window, whose output j is its input `of[j]`."""
    weight = numpy.zeros((len(of), inputs) + tuple(window))
    weight[(numpy.arange(len(of)), of) + tuple(size // 2 for size in window)] = 1
    return weight
