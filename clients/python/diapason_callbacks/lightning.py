"""PyTorch Lightning: `Trainer(callbacks=[DiapasonCallback(trial)])`; of the packages `lightning` and `pytorch_lightning`."""

from __future__ import annotations

import sys
from typing import Any, Mapping, Optional

import diapason
from diapason.reporting import Reporter, library

# A script that has imported the older package trains with its classes, and the two do not mix.
_older = "pytorch_lightning" in sys.modules and "lightning.pytorch" not in sys.modules
_lightning = library(*(["pytorch_lightning"] if _older else ["lightning.pytorch", "pytorch_lightning"]))


class DiapasonCallback(_lightning.Callback):  # type: ignore[name-defined,misc]
    """Reports the logged metrics after each validation, with the epoch as the step, and ends the training when told to.

    `live` names the parameter that is the learning rate, where the study may change it. Of several processes only
    rank 0 talks, and all end together.
    """

    def __init__(
        self,
        trial: Optional[diapason.Trial] = None,
        metrics: Optional[Mapping[str, str]] = None,
        live: Optional[str] = None,
        wait: bool = False,
    ) -> None:
        super().__init__()
        self._trainer: Any = None
        self._reporter = Reporter(trial, metrics, wait, live, self._set_rate)

    def on_validation_end(self, trainer: Any, pl_module: Any) -> None:
        """Called by Lightning after each validation; the one before the training is passed over."""
        if trainer.sanity_checking or trainer.state.fn != "fit":
            return
        self._trainer = trainer
        ended = False
        if trainer.is_global_zero:
            ended = self._reporter.finished(trainer.callback_metrics, trainer.current_epoch + 1)
        if trainer.strategy.broadcast(ended, 0):
            trainer.should_stop = True

    def _set_rate(self, rate: float) -> None:
        for optimizer in self._trainer.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate
