"""Keras: `model.fit(..., validation_data=valid, callbacks=[DiapasonCallback(trial)])`."""

from __future__ import annotations

from typing import Any, Mapping, Optional

import diapason
from diapason.reporting import Reporter, library

_keras = library("keras")


class DiapasonCallback(_keras.callbacks.Callback):  # type: ignore[name-defined,misc]
    """Reports what Keras measured in each epoch, such as `val_loss`, and ends the training when told to.

    `live` names the parameter that is the learning rate, where the study may change it.
    """

    def __init__(
        self,
        trial: Optional[diapason.Trial] = None,
        metrics: Optional[Mapping[str, str]] = None,
        live: Optional[str] = None,
        wait: bool = False,
    ) -> None:
        super().__init__()
        self._reporter = Reporter(trial, metrics, wait, live, self._set_rate)

    def on_epoch_end(self, epoch: int, logs: Optional[Mapping[str, Any]] = None) -> None:
        """Called by Keras after each epoch, which it counts from 0."""
        if self._reporter.finished(logs or {}, epoch + 1):
            self.model.stop_training = True

    def _set_rate(self, rate: float) -> None:
        self.model.optimizer.learning_rate = rate
