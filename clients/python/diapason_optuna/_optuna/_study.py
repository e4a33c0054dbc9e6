"""One search: asked, told, and read."""

import copy
import datetime
import enum
import math
import threading
import warnings
from typing import Any, Callable, Container, Dict, Iterable, List, Mapping, Optional, Sequence, Type, Union

from . import pruners as _pruners
from . import samplers as _samplers
from ._loop import run_trials
from ._outcome import feasible, judged, not_dominated
from ._table import table
from .distributions import BaseDistribution, check_distribution_compatibility
from .logging import get_logger
from .storages import Kept, get_storage
from .trial import FrozenTrial, Trial, TrialState, create_trial

Objective = Callable[[Trial], Union[float, Sequence[float]]]
Callback = Callable[["Study", FrozenTrial], None]


class StudyDirection(enum.IntEnum):
    """Which way an objective is better."""

    NOT_SET = 0
    MINIMIZE = 1
    MAXIMIZE = 2


class Study:
    """One search: its trials, its sampler and its pruner. `create_study` and `load_study` make one."""

    def __init__(self, study_name: str, storage: Any, sampler: Any = None, pruner: Any = None) -> None:
        self._storage = get_storage(storage)
        self._kept: Kept = self._storage.study(study_name)
        self.study_name = study_name
        self._study_id = self._kept.number
        self.sampler = sampler if sampler is not None else _samplers.default()
        self.pruner = pruner if pruner is not None else _pruners.MedianPruner()
        self._made()
        if isinstance(self.sampler, _samplers.DiapasonSampler):
            self.sampler.warm()

    def _made(self) -> None:
        self._changing = threading.RLock()
        self._thinking = threading.RLock()
        self._loop = threading.local()
        self._stop_flag = False

    def __getstate__(self) -> Dict[str, Any]:
        hidden = ("_changing", "_thinking", "_loop")
        return {name: value for name, value in vars(self).items() if name not in hidden}

    def __setstate__(self, state: Dict[str, Any]) -> None:
        vars(self).update(state)
        self._made()

    # What is known

    @property
    def directions(self) -> List[StudyDirection]:
        """One direction for each objective."""
        return [StudyDirection[direction.upper()] for direction in self._kept.directions]

    @property
    def direction(self) -> StudyDirection:
        """The direction of the one objective. Raises RuntimeError where there are several."""
        if self._is_multi_objective():
            raise RuntimeError("There are several objectives: read `directions`.")
        return self.directions[0]

    @property
    def trials(self) -> List[FrozenTrial]:
        """All trials, in order, as copies."""
        return self.get_trials()

    def get_trials(self, deepcopy: bool = True, states: Optional[Container[TrialState]] = None) -> List[FrozenTrial]:
        """The trials of these states, in order; with `deepcopy=False` not to be changed."""
        with self._changing:
            found = [trial for trial in self._kept.trials if states is None or trial.state in states]
            return copy.deepcopy(found) if deepcopy else found

    @property
    def best_trial(self) -> FrozenTrial:
        """The best complete trial that keeps all constraints. Raises ValueError when there is none yet."""
        return copy.deepcopy(self._best())

    @property
    def best_params(self) -> Dict[str, Any]:
        """The parameters of the best trial."""
        return self.best_trial.params

    @property
    def best_value(self) -> float:
        """The value of the best trial."""
        value = self._best().value
        assert value is not None
        return value

    @property
    def best_trials(self) -> List[FrozenTrial]:
        """The complete trials that no other one is better than in every objective; those that break a constraint are left out."""
        complete = [trial for trial in self.get_trials(deepcopy=False, states=(TrialState.COMPLETE,)) if feasible(trial)]
        return copy.deepcopy(not_dominated(complete, self._signs()))

    @property
    def user_attrs(self) -> Dict[str, Any]:
        """What `set_user_attr` has set."""
        return copy.deepcopy(self._kept.user_attrs)

    @property
    def system_attrs(self) -> Dict[str, Any]:
        """What is kept beside the study and is none of the script's."""
        return copy.deepcopy(self._kept.system_attrs)

    @property
    def metric_names(self) -> Optional[List[str]]:
        """The names of the objectives, when `set_metric_names` said them."""
        return self._kept.system_attrs.get("study:metric_names")

    def trials_dataframe(self, attrs: Sequence[str] = table.columns, multi_index: bool = False) -> Any:
        """The trials as a data frame of pandas, a row each. Raises ImportError without pandas."""
        return table(self, tuple(attrs), multi_index)

    # What runs

    def optimize(
        self,
        func: Objective,
        n_trials: Optional[int] = None,
        timeout: Optional[float] = None,
        n_jobs: int = 1,
        catch: Union[Iterable[Type[Exception]], Type[Exception]] = (),
        callbacks: Optional[Iterable[Callback]] = None,
        gc_after_trial: bool = False,
        show_progress_bar: bool = False,
    ) -> None:
        """Runs trials until there are `n_trials` more, `timeout` seconds are over, or `stop()` is called.

        What the objective raises ends its trial as failed; it is raised again unless `catch` names it.
        """
        run_trials(self, func, n_trials, timeout, n_jobs, catch, tuple(callbacks or ()), gc_after_trial, show_progress_bar)

    def ask(self, fixed_distributions: Optional[Mapping[str, BaseDistribution]] = None) -> Trial:
        """A trial to run: one that was enqueued, else a new one. `fixed_distributions` are suggested at once."""
        with self._changing:
            self._kept.look()
            frozen = next((trial for trial in self._kept.trials if trial.state == TrialState.WAITING), None)
            if frozen is None:
                frozen = self._take_in(create_trial(state=TrialState.WAITING))
            frozen.state, frozen.datetime_start = TrialState.RUNNING, datetime.datetime.now()
            self._kept.changed(frozen)
        trial = Trial(self, frozen)
        for name, distribution in (fixed_distributions or {}).items():
            trial._suggest(name, distribution)
        return trial

    def tell(
        self,
        trial: Union[Trial, int],
        values: Union[None, float, Sequence[float]] = None,
        state: Optional[TrialState] = None,
        skip_if_finished: bool = False,
    ) -> FrozenTrial:
        """Ends a trial with its values, or as pruned or failed. Raises ValueError for what contradicts itself, and for an ended one."""
        return copy.deepcopy(self._tell(trial, values, state, skip_if_finished)[0])

    def stop(self) -> None:
        """Ends `optimize` once the trials that run have ended. Raises RuntimeError outside of it."""
        if not getattr(self._loop, "inside", False):
            raise RuntimeError("`stop` is called by an objective or a callback, inside of `optimize`.")
        self._stop_flag = True

    # What is said

    def set_user_attr(self, key: str, value: Any) -> None:
        """Keeps a value beside the study."""
        self._kept.user_attrs[key] = value
        self._kept.changed(None)

    def set_system_attr(self, key: str, value: Any) -> None:
        """Keeps a value that is none of the script's."""
        self._kept.system_attrs[key] = value
        self._kept.changed(None)

    def set_metric_names(self, metric_names: List[str]) -> None:
        """Names the objectives, for the log and the data frame."""
        if len(metric_names) != len(self.directions):
            raise ValueError("There are {} objectives and {} names.".format(len(self.directions), len(metric_names)))
        self.set_system_attr("study:metric_names", list(metric_names))

    def enqueue_trial(self, params: Dict[str, Any], user_attrs: Optional[Dict[str, Any]] = None, skip_if_exists: bool = False) -> None:
        """Has these values tried next; what they leave out is suggested. With `skip_if_exists` not where a trial has the same."""
        if not isinstance(params, dict):
            raise TypeError("`params` is of type {}; it must be a dict.".format(type(params).__name__))
        if skip_if_exists and any(_same(trial.system_attrs.get("fixed_params", trial.params), params) for trial in self._kept.trials):
            get_logger().info("A trial with {} is there already; it is not enqueued.".format(params))
            return
        self.add_trial(create_trial(state=TrialState.WAITING, system_attrs={"fixed_params": dict(params)}, user_attrs=user_attrs))

    def add_trial(self, trial: FrozenTrial) -> None:
        """Takes in a trial that was made elsewhere. Raises ValueError where its values are not one for each objective."""
        trial._validate()
        if trial.values is not None and len(trial.values) != len(self.directions):
            raise ValueError("The trial has {} values, and the study {} objectives.".format(len(trial.values), len(self.directions)))
        for name, distribution in trial.distributions.items():
            self._agrees(name, distribution)
        with self._changing:
            self._kept.changed(self._take_in(copy.deepcopy(trial)))

    def add_trials(self, trials: Iterable[FrozenTrial]) -> None:
        """Takes in several."""
        for trial in trials:
            self.add_trial(trial)

    # Inside

    def _is_multi_objective(self) -> bool:
        return len(self._kept.directions) > 1

    def _signs(self) -> List[float]:
        return [-1.0 if direction == "maximize" else 1.0 for direction in self._kept.directions]

    def _take_in(self, trial: FrozenTrial) -> FrozenTrial:
        trial.number = trial._trial_id = len(self._kept.trials)
        self._kept.trials.append(trial)
        return trial

    def _agrees(self, name: str, distribution: BaseDistribution) -> None:
        """Raises ValueError where earlier trials have asked for this name as another kind."""
        known = self._kept.kinds.setdefault(name, distribution)
        if known is not distribution:
            check_distribution_compatibility(known, distribution)

    def _best(self) -> FrozenTrial:
        if self._is_multi_objective():
            raise RuntimeError("There are several objectives: read `best_trials`.")
        complete = self.get_trials(deepcopy=False, states=(TrialState.COMPLETE,))
        if not complete:
            raise ValueError("No trials are completed yet.")
        possible = [trial for trial in complete if feasible(trial)]
        if not possible:
            raise ValueError("No feasible trials are completed yet.")
        sign = self._signs()[0]
        return min(possible, key=lambda trial: sign * trial.value)  # type: ignore[operator]

    def _tell(self, trial: Any, told: Any, state: Optional[TrialState], skip_if_finished: bool = False, quiet: bool = False) -> Any:
        """The ended trial, and what was wrong with its values."""
        frozen = self._found(trial)
        with self._changing:
            if frozen.state.is_finished():
                if skip_if_finished:
                    return frozen, None
                raise ValueError("Trial {} has ended as {}; it cannot be told again.".format(frozen.number, frozen.state.name))
            if frozen.state == TrialState.WAITING:
                raise ValueError("Trial {} waits; it is told once it was asked for.".format(frozen.number))
            ended, values, flaw = judged(frozen, told, state, len(self.directions))
        if flaw is not None and not quiet:
            warnings.warn(flaw, UserWarning, stacklevel=3)
        try:
            with self._thinking:
                self.sampler.after_trial(self, frozen, ended, values)
        finally:
            with self._changing:
                frozen.values, frozen.datetime_complete = values, datetime.datetime.now()
                frozen.state = ended
                self._kept.changed(frozen)
        return frozen, flaw

    def _found(self, trial: Any) -> FrozenTrial:
        if isinstance(trial, Trial):
            return trial._frozen
        if isinstance(trial, bool) or not isinstance(trial, int):
            raise TypeError("`trial` is of type {}; it must be a Trial or the number of one.".format(type(trial).__name__))
        if not 0 <= trial < len(self._kept.trials):
            raise ValueError("There is no trial {} that could be told.".format(trial))
        return self._kept.trials[trial]


def _same(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    return a.keys() == b.keys() and all(_equal(a[name], b[name]) for name in b)


def _equal(a: Any, b: Any) -> bool:
    if not isinstance(b, type(a)):
        return False
    if isinstance(a, (int, float)):
        return math.isclose(a, b, rel_tol=1e-5, abs_tol=0.0) or (a != a and b != b)
    return bool(a == b)
