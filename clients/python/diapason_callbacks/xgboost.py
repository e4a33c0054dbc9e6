"""XGBoost: `xgb.train(..., evals=[(valid, "valid")], callbacks=[DiapasonCallback(trial)])`."""

from __future__ import annotations

from typing import Any, Mapping, Optional

import diapason
from diapason.reporting import Reporter, library

_xgboost = library("xgboost")


class DiapasonCallback(_xgboost.callback.TrainingCallback):  # type: ignore[name-defined,misc]
    """Reports each round of boosting as a step, with metrics such as `valid/logloss`, and ends the training when told to.

    `live` names the parameter that is the learning rate, where the study may change it. In a distributed training
    only rank 0 talks, and all ranks end at the same round.
    """

    def __init__(
        self,
        trial: Optional[diapason.Trial] = None,
        metrics: Optional[Mapping[str, str]] = None,
        live: Optional[str] = None,
        wait: bool = True,
    ) -> None:
        super().__init__()
        self._model: Any = None
        self._reporter = Reporter(trial, metrics, wait, live, self._set_rate)

    def after_iteration(self, model: Any, epoch: int, evals_log: Mapping[str, Mapping[str, Any]]) -> bool:
        """Called by XGBoost after each round; true ends the training."""
        self._model = model
        measured = {"%s/%s" % (data, name): _last(log) for data, of in evals_log.items() for name, log in of.items()}
        communicator = _xgboost.collective
        speaks = communicator.get_rank() == 0
        ended = self._reporter.finished(measured, epoch + 1) if speaks else False
        return bool(communicator.broadcast(ended, 0)) if communicator.is_distributed() else ended

    def _set_rate(self, rate: float) -> None:
        self._model.set_param("learning_rate", rate)


def _last(log: Any) -> float:
    """The newest value; of a cross-validation, which has (mean, deviation), the mean."""
    value = log[-1]
    return float(value[0] if isinstance(value, tuple) else value)
