"""LightGBM: `lgb.train(..., valid_sets=[valid], valid_names=["valid"], callbacks=[DiapasonCallback(trial)])`."""

from __future__ import annotations

from typing import Any, Mapping, Optional

import diapason
from diapason.reporting import Reporter, library

_lightgbm = library("lightgbm")


class DiapasonCallback:
    """Reports each round of boosting as a step, with metrics such as `valid/l2`, and ends the training when told to.

    `live` names the parameter that is the learning rate, where the study may change it. A model that was ended has
    the rounds grown until then. With the native `lgb.train` and with the `fit` of the scikit-learn classes.
    """

    order = 20  # after LightGBM's own callbacks that look at the evaluation, before its early stopping
    before_iteration = False

    def __init__(
        self,
        trial: Optional[diapason.Trial] = None,
        metrics: Optional[Mapping[str, str]] = None,
        live: Optional[str] = None,
        wait: bool = True,
    ) -> None:
        self._model: Any = None
        self._reporter = Reporter(trial, metrics, wait, live, self._set_rate)

    def __call__(self, env: Any) -> None:
        """Called by LightGBM after each round. Raises its EarlyStopException to end the training."""
        self._model = env.model
        results = env.evaluation_result_list or []
        measured = {"%s/%s" % (entry[0], entry[1]): entry[2] for entry in results}
        if self._reporter.finished(measured, env.iteration + 1):
            raise _lightgbm.callback.EarlyStopException(env.iteration, results)

    def _set_rate(self, rate: float) -> None:
        self._model.reset_parameter({"learning_rate": rate})
