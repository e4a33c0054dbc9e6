"""A sampler for studies of the real Optuna. The one module that needs it."""

from typing import Any, Callable, Optional, Sequence

try:
    import optuna as _real
except ImportError:
    raise ImportError(
        "DiapasonSampler is a sampler for studies of Optuna: pip install optuna. Without it: diapason.optuna.samplers"
    ) from None

from ._advised import Advised, keep_constraints


class DiapasonSampler(Advised, _real.samplers.BaseSampler):
    """Diapason proposes the parameters of a study of Optuna.

    `sampler` is one of Diapason's by name, or a dict with its `type` and settings; the same `seed` gives the same suggestions.
    `constraints_func` says of an ended trial how far each limit is exceeded: it holds where the number is 0 or less.
    """

    def __init__(
        self, sampler: Any = "auto", *, seed: Optional[int] = None, constraints_func: Optional[Callable[[Any], Sequence[float]]] = None
    ) -> None:
        Advised.__init__(self, sampler, seed)
        self._constraints_func = constraints_func

    def after_trial(self, study: Any, trial: Any, state: Any, values: Optional[Sequence[float]]) -> None:
        """Asks for the constraints, and keeps them where Optuna does."""
        if self._constraints_func is not None and state.name in ("COMPLETE", "PRUNED"):
            study._storage.set_trial_system_attr(trial._trial_id, "constraints", keep_constraints(self._constraints_func, trial))
