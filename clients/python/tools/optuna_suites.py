"""Optuna's own suites for samplers, as it publishes them, on DiapasonSampler. Run by pytest, where Optuna is installed.

What does not apply is not here: docs/optuna-face.md lists it with the reason, and a test holds the list to what is here.
"""

from typing import Any, Callable

import pytest
from optuna.samplers import BaseSampler
from optuna.testing.pytest_samplers import BasicSamplerTestCase, MultiObjectiveSamplerTestCase, RelativeSamplerTestCase

from diapason.optuna import DiapasonSampler

SAMPLERS = {
    "auto": lambda: DiapasonSampler(seed=1),
    "tpe": lambda: DiapasonSampler("tpe", seed=1),
}


@pytest.fixture(params=list(SAMPLERS))
def sampler(request: Any) -> Callable[[], BaseSampler]:
    return SAMPLERS[request.param]


class TestBasic(BasicSamplerTestCase):
    @pytest.fixture(params=list(SAMPLERS))
    def sampler(self, request: Any) -> Callable[[], BaseSampler]:
        return SAMPLERS[request.param]


class TestRelative(RelativeSamplerTestCase):
    @pytest.fixture(params=list(SAMPLERS))
    def sampler(self, request: Any) -> Callable[[], BaseSampler]:
        return SAMPLERS[request.param]


class TestMultiObjective(MultiObjectiveSamplerTestCase):
    @pytest.fixture(params=list(SAMPLERS))
    def sampler(self, request: Any) -> Callable[[], BaseSampler]:
        return SAMPLERS[request.param]
