"""What samplers of this module and of Optuna do alike: they ask Diapason."""

import random
import threading
from typing import Any, Dict, Mapping, Optional, Sequence

from . import _links
from ._advice import Advice


class Advised:
    """The methods of a sampler, by way of an `Advice` for the study at hand.

    With `ahead` the next trial is thought about while the present one runs, where trials come one after another: nobody waits, and
    what is proposed does not know the result of the trial before. What is proposed does not depend on how fast anybody is.
    """

    def __init__(self, sampler: Any = "auto", seed: Optional[int] = None, ahead: bool = True) -> None:
        self._spec = sampler
        self._seed = random.SystemRandom().randrange(2**31) if seed is None else int(seed)
        self._ahead = ahead
        self._fresh()

    def _fresh(self) -> None:
        self._advice: Optional[Advice] = None
        self._of: Any = None
        self._asking = threading.RLock()

    def warm(self) -> None:
        """Has the program started while the first trial runs."""
        _links.warm(self._spec)

    def __getstate__(self) -> Dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name not in ("_advice", "_of", "_asking")}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        vars(self).update(state)
        self._fresh()

    def infer_relative_search_space(self, study: Any, trial: Any) -> Dict[str, Any]:
        """The parameters that the trials so far have asked for."""
        with self._asking:
            return self._knowing(study).space()

    def sample_relative(self, study: Any, trial: Any, search_space: Mapping[str, Any]) -> Dict[str, Any]:
        """What Diapason proposes for them; those that this trial will not ask for, by what was learned, are left out."""
        if not search_space:
            return {}
        with self._asking:
            return self._knowing(study).propose(trial.number, search_space)

    def sample_independent(self, study: Any, trial: Any, param_name: str, param_distribution: Any) -> Any:
        """A parameter that was not proposed."""
        with self._asking:
            return self._of_study(study).independent(trial.number, param_name, param_distribution)

    def reseed_rng(self) -> None:
        """Nothing: what is drawn depends on the seed and the trial, so threads do not draw the same."""

    def _knowing(self, study: Any) -> Advice:
        advice = self._of_study(study)
        advice.learn(getattr(study, "_study", study).get_trials(deepcopy=False))
        return advice

    def _of_study(self, study: Any) -> Advice:
        study = getattr(study, "_study", study)
        of = (id(study._storage), study._study_id)
        if self._advice is None or self._of != of:
            directions = ["maximize" if direction.name == "MAXIMIZE" else "minimize" for direction in study.directions]
            self._advice, self._of = Advice(directions, self._spec, self._seed, self._ahead), of
        return self._advice


def _sequence(values: Any) -> Sequence[float]:
    return tuple(float(value) for value in values)


def keep_constraints(constraints_func: Any, trial: Any) -> Sequence[float]:
    """What a `constraints_func` says of an ended trial. Raises ValueError for NaN."""
    limits = _sequence(constraints_func(trial))
    if any(limit != limit for limit in limits):
        raise ValueError("A constraint is NaN.")
    return limits
