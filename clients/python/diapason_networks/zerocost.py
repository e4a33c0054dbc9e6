"""Scores of an untrained network from what one batch gives, as formulas on arrays. Needs numpy; `diapason.torch.scores` measures."""

from __future__ import annotations

from typing import Any

import numpy


def jacobian_covariance(slopes: Any, k: float = 1e-5) -> float:
    """-sum(ln(l + k) + 1 / (l + k)) over the eigenvalues l of the correlations between the examples' slopes (Mellor et al. 2020, v1).

    `slopes` has one row an example: the gradient of the summed outputs by its input. Greater where examples are told apart.
    A network whose output does not depend on its input scores nan.
    """
    with numpy.errstate(all="ignore"):
        correlations = numpy.corrcoef(numpy.asarray(slopes, dtype=float))
    if not numpy.isfinite(correlations).all():
        return float("nan")
    eigenvalues = numpy.clip(numpy.linalg.eigvalsh(numpy.atleast_2d(correlations)), 0, None)  # rounding may leave one just below 0
    return float(-numpy.sum(numpy.log(eigenvalues + k) + 1 / (eigenvalues + k)))


def code_determinant(codes: Any) -> float:
    """NASWOT: ln |K|, K counting the units in which two examples agree to be on or off (Mellor et al. 2021).

    `codes` has one row an example, with one column a unit. Minus infinity where two examples have the same code.
    """
    on = numpy.asarray(codes, dtype=float)
    agreeing = on @ on.T + (1 - on) @ (1 - on).T
    sign, logarithm = numpy.linalg.slogdet(agreeing)
    return float(logarithm) if sign > 0 else float("-inf")
