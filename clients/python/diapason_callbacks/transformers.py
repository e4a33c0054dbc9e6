"""Hugging Face Transformers: `Trainer(..., callbacks=[DiapasonCallback(trial)])` with `eval_strategy="epoch"`."""

from __future__ import annotations

from typing import Any, Mapping, Optional

import diapason
from diapason.reporting import Reporter, library

_transformers = library("transformers")


class DiapasonCallback(_transformers.TrainerCallback):  # type: ignore[name-defined,misc]
    """Reports each evaluation, with metrics such as `eval_loss`, and ends the training when told to.

    A step is an evaluation, counted from 1. The rate follows the trainer's own schedule, so none is changed here. Of
    several processes only rank 0 hears the study: with more than one, `torch.distributed` carries its word to all.
    """

    def __init__(
        self,
        trial: Optional[diapason.Trial] = None,
        metrics: Optional[Mapping[str, str]] = None,
        wait: bool = False,
    ) -> None:
        self._reporter = Reporter(trial, metrics, wait)
        self._evaluations = 0

    def on_evaluate(self, args: Any, state: Any, control: Any, metrics: Any = None, **_: Any) -> None:
        """Called by the trainer after each evaluation."""
        self._evaluations += 1
        ended = state.is_world_process_zero and self._reporter.finished(metrics or {}, self._evaluations)
        if _agreed(bool(ended), args.world_size):
            control.should_training_stop = True


def _agreed(ended: bool, processes: int) -> bool:
    """What rank 0 says, on every rank."""
    if processes <= 1:
        return ended
    distributed = library("torch").distributed
    word = [ended]
    distributed.broadcast_object_list(word, src=0)
    return word[0]
