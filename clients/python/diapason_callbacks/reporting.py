"""What the callbacks of all libraries share: which metrics go to the study, when to stop, which value may change."""

from __future__ import annotations

import importlib
from typing import Any, Callable, Dict, Mapping, Optional

import diapason


def library(*names: str) -> Any:
    """The first of these modules that is installed. Raises ImportError, naming them, where none is."""
    for name in names:
        try:
            return importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name is None or not (name + ".").startswith(error.name + "."):
                raise  # it is there, and something that it needs is not
    raise ImportError("this callback of diapason needs %s, which is not installed" % " or ".join(names), name=names[0])


class Reporter:
    """Reports what a library measured and says whether its training should end.

    `metrics` gives the names of the study for those of the library, `{"val_loss": "valid/logloss"}`; only these are
    sent. Without it all are, under the library's names. `live` is the parameter that the study may change while the
    library trains, with `set_live` as its setter. `wait` waits up to 2 s for the answer to each report.
    """

    def __init__(
        self,
        trial: Optional[diapason.Trial],
        metrics: Optional[Mapping[str, str]] = None,
        wait: bool = False,
        live: Optional[str] = None,
        set_live: Optional[Callable[[Any], Any]] = None,
    ) -> None:
        self.trial = diapason.trial() if trial is None else trial
        self._metrics = None if metrics is None else dict(metrics)
        self._wait = wait
        if live is not None and set_live is not None:
            self.trial.live(**{live: set_live})

    def finished(self, measured: Mapping[str, Any], step: int) -> bool:
        """Reports one step, counted from 1. True when the study said stop or pause, or the fidelity is reached.

        Raises ValueError for a metric that the library did not measure, naming those it did.
        """
        decision = self.trial.report(self._chosen(measured), step=step, wait=self._wait)
        fidelity = self.trial.fidelity
        return decision.stop or (fidelity is not None and step >= fidelity)

    def _chosen(self, measured: Mapping[str, Any]) -> Dict[str, Any]:
        if self._metrics is None:
            return dict(measured)
        for name in self._metrics.values():
            if name not in measured:
                raise ValueError("no metric %r was measured; there are: %s" % (name, ", ".join(measured) or "none"))
        return {ours: measured[theirs] for ours, theirs in self._metrics.items()}
