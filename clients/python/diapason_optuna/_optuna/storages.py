"""Where studies are kept: in memory, or in a store of Diapason."""

import threading
from typing import Any, Dict, List, Optional

from .distributions import BaseDistribution
from .trial import FrozenTrial

__all__ = ["BaseStorage", "InMemoryStorage", "Kept", "RDBStorage", "get_storage"]


class Kept:
    """One study as a storage keeps it."""

    def __init__(self, name: str, number: int, directions: List[str]) -> None:
        self.name = name
        self.number = number
        self.directions = directions
        self.trials: List[FrozenTrial] = []
        self.user_attrs: Dict[str, Any] = {}
        self.system_attrs: Dict[str, Any] = {}
        self.kinds: Dict[str, BaseDistribution] = {}

    def changed(self, trial: Optional[FrozenTrial]) -> None:
        """A trial, or the study itself, is not what it was."""

    def look(self) -> None:
        """Takes in what other processes have done since."""


class BaseStorage:
    """What a storage can do: begin, find, list and delete studies."""

    def __init__(self) -> None:
        self._studies: Dict[str, Kept] = {}
        self._count = 0
        self._lock = threading.RLock()

    def __getstate__(self) -> Dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "_lock"}

    def __setstate__(self, state: Dict[str, Any]) -> None:
        vars(self).update(state)
        self._lock = threading.RLock()

    def has(self, name: str) -> bool:
        """Whether a study of that name is there."""
        return name in self._studies

    def names(self) -> List[str]:
        """The names of all studies."""
        return list(self._studies)

    def begin(self, name: str, directions: List[str]) -> Kept:
        """Makes a study of that name."""
        with self._lock:
            self._studies[name] = self._new(name, directions)
            self._count += 1
            return self._studies[name]

    def study(self, name: str) -> Kept:
        """The study of that name. Raises KeyError when there is none."""
        if name not in self._studies:
            raise KeyError("There is no study {!r} in the storage.".format(name))
        return self._studies[name]

    def delete(self, name: str) -> None:
        """Takes a study out. Raises KeyError when there is none."""
        self.study(name)
        del self._studies[name]

    def _new(self, name: str, directions: List[str]) -> Kept:
        return Kept(name, self._count, directions)


class InMemoryStorage(BaseStorage):
    """Ends with the process. The default."""


def get_storage(storage: Any) -> BaseStorage:
    """The storage of an address, or the one that is given. Raises ValueError for an address that is none."""
    if storage is None:
        return InMemoryStorage()
    if isinstance(storage, BaseStorage):
        return storage
    if not isinstance(storage, str):
        raise TypeError("`storage` is of type {}; it must be an address, or None for memory.".format(type(storage).__name__))
    from ._store import stored

    return stored(storage)


def RDBStorage(url: str, **settings: Any) -> BaseStorage:  # noqa: N802
    """The storage of an address. Settings of a database's driver are not used."""
    return get_storage(url)


def __getattr__(name: str) -> Any:
    if name in ("JournalStorage", "GrpcStorageProxy", "RetryFailedTrialCallback", "JournalFileStorage", "JournalRedisStorage", "journal"):
        raise AttributeError(
            "`storages.{}` is not here: give an address, `storage='sqlite:///study.db'`, or a store of Diapason.".format(name)
        )
    raise AttributeError("module {!r} has no attribute {!r}".format(__name__, name))
