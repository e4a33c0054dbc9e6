"""Studies: made, loaded, copied, and counted."""

import enum
import uuid
from typing import Any, Container, List, Optional, Sequence

from ._outcome import feasible
from ._study import Study, StudyDirection
from .exceptions import DuplicatedStudyError
from .logging import get_logger
from .storages import get_storage
from .trial import FrozenTrial, TrialState

__all__ = [
    "MaxTrialsCallback",
    "Study",
    "StudyDirection",
    "StudySummary",
    "copy_study",
    "create_study",
    "delete_study",
    "get_all_study_names",
    "get_all_study_summaries",
    "load_study",
]


class StudySummary:
    """One study of a storage in a few words."""

    def __init__(self, study: Study) -> None:
        self.study_name = study.study_name
        self._directions = study.directions
        self.user_attrs = study.user_attrs
        self.n_trials = len(study._kept.trials)
        complete = study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,))
        several = study._is_multi_objective()
        self.best_trial = study.best_trial if not several and any(map(feasible, complete)) else None
        self.datetime_start = min((t.datetime_start for t in study._kept.trials if t.datetime_start is not None), default=None)
        self._study_id = study._study_id

    directions = property(lambda self: self._directions, doc="One direction for each objective.")

    @property
    def direction(self) -> StudyDirection:
        """The direction of the one objective."""
        if len(self._directions) > 1:
            raise RuntimeError("There are several objectives: read `directions`.")
        return self._directions[0]


class MaxTrialsCallback:
    """Stops `optimize` once a study has so many trials of these states, also those of earlier calls."""

    def __init__(self, n_trials: int, states: Optional[Container[TrialState]] = (TrialState.COMPLETE,)) -> None:
        self._n_trials = n_trials
        self._states = states

    def __call__(self, study: Study, trial: FrozenTrial) -> None:
        if len(study.get_trials(deepcopy=False, states=self._states)) >= self._n_trials:
            study.stop()


def create_study(
    *,
    storage: Any = None,
    sampler: Any = None,
    pruner: Any = None,
    study_name: Optional[str] = None,
    direction: Any = None,
    load_if_exists: bool = False,
    directions: Optional[Sequence[Any]] = None,
) -> Study:
    """Begins a study, or with `load_if_exists` goes on with the one of that name.

    Raises DuplicatedStudyError where the name is taken, ValueError for a direction that is none.
    """
    if direction is not None and directions is not None:
        raise ValueError("`direction` and `directions` say the same thing; give one of them.")
    if directions is not None and len(directions) == 0:
        raise ValueError("`directions` is empty; a study has one objective or more.")
    wanted = [_direction(one) for one in (directions if directions is not None else [direction or "minimize"])]
    name = study_name if study_name is not None else "no-name-{}".format(uuid.uuid4())
    kept = get_storage(storage)
    if kept.has(name):
        if not load_if_exists:
            raise DuplicatedStudyError("A study {!r} is in the storage. `load_if_exists=True` goes on with it.".format(name))
        get_logger().info("Goes on with the study {!r}.".format(name))
    else:
        kept.begin(name, wanted)
        get_logger().info("A new study: {!r}.".format(name))
    return Study(name, kept, sampler, pruner)


def load_study(*, study_name: Optional[str], storage: Any, sampler: Any = None, pruner: Any = None) -> Study:
    """A study that is in a storage; without a name the only one there. Raises KeyError when there is no such study."""
    kept = get_storage(storage)
    if study_name is None:
        names = kept.names()
        if len(names) != 1:
            raise ValueError("The storage has {} studies; say which with `study_name`.".format(len(names)))
        study_name = names[0]
    return Study(study_name, kept, sampler, pruner)


def delete_study(*, study_name: str, storage: Any) -> None:
    """Takes a study out of a storage. Raises KeyError when there is no such study."""
    get_storage(storage).delete(study_name)


def copy_study(*, from_study_name: str, from_storage: Any, to_storage: Any, to_study_name: Optional[str] = None) -> None:
    """Copies a study with its trials and attributes."""
    source = load_study(study_name=from_study_name, storage=from_storage)
    made = create_study(study_name=to_study_name or from_study_name, storage=to_storage, directions=source.directions)
    for key, value in source._kept.system_attrs.items():
        made.set_system_attr(key, value)
    for key, value in source._kept.user_attrs.items():
        made.set_user_attr(key, value)
    made.add_trials(source.get_trials(deepcopy=False))


def get_all_study_names(storage: Any) -> List[str]:
    """The names of the studies of a storage."""
    return get_storage(storage).names()


def get_all_study_summaries(storage: Any, include_best_trial: bool = True) -> List[StudySummary]:
    """The studies of a storage in a few words each."""
    kept = get_storage(storage)
    return [StudySummary(Study(name, kept)) for name in kept.names()]


def _direction(said: Any) -> str:
    """`minimize` or `maximize`; raises ValueError for anything else."""
    name = said.name if isinstance(said, enum.Enum) else said
    if not isinstance(name, str) or name.lower() not in ("minimize", "maximize"):
        raise ValueError("{!r} is no direction; say 'minimize' or 'maximize'.".format(said))
    return name.lower()
