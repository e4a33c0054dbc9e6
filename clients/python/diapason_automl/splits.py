"""Which rows are trained on, which judge a trial, and which are held back until the end. Settled once, from the seed alone."""

from __future__ import annotations

from typing import Any, Dict, List, NamedTuple, Optional, Tuple

import numpy as np


class Folds(NamedTuple):
    """`kind`: stratified, shuffled, group, time or holdout; `n` folds, dealt `repeats` times.

    `of[r, i]` is the fold in which row i of the training part judges, in repeat r; -1 is a row that only trains.
    """

    kind: str
    n: int
    repeats: int
    of: np.ndarray

    def split(self, step: int) -> Tuple[np.ndarray, np.ndarray]:
        """Rows to train on and rows to judge by, for step 1, 2, …"""
        repeat, fold = divmod(step - 1, self.n)
        of = self.of[repeat]
        return np.flatnonzero(of < fold if self.kind == "time" else of != fold), np.flatnonzero(of == fold)


def held_back(share: float, y: np.ndarray, regression: bool, groups: Optional[np.ndarray], times: Optional[np.ndarray], seed: int) -> np.ndarray:
    """True for the rows of the test part: the latest where time counts, whole groups, else dealt so that classes keep their shares."""
    rows = len(y)
    if share <= 0:
        return np.zeros(rows, bool)
    if times is not None:
        return np.argsort(np.argsort(times, kind="stable"), kind="stable") >= rows - round(share * rows)
    parts = max(2, round(1 / share))
    of = _deal(parts, y, regression, groups, np.random.default_rng([seed, 2]))
    return of == (0 if groups is None else _nearest(of, share, groups, 2))  # two groups at least must be left for the folds


def default_holdout(rows: int) -> float:
    """Enough rows for an honest estimate: a fifth, fewer of many."""
    return 0.2 if rows <= 50_000 else max(0.05, 10_000 / rows)


def make_folds(y: np.ndarray, regression: bool, groups: Optional[np.ndarray], times: Optional[np.ndarray], seed: int, cells: int) -> Folds:
    """Folds by size: small data is judged more often, since one round of folds is luck there; of big data a fifth judges, once."""
    rows = len(y)
    if times is not None:
        n = 5 if rows >= 100 else 3
        rank = np.argsort(np.argsort(times, kind="stable"), kind="stable")
        return Folds("time", n, 1, (rank * (n + 1) // rows - 1).reshape(1, -1).astype("int8"))
    n, repeats = (5, 3) if rows < 400 else (5, 2) if rows < 1000 else (5, 1) if rows < 20_000 else (3, 1)
    single = rows >= 100_000 or cells >= 20_000_000
    if groups is not None:
        n = min(n, len(np.unique(groups)))
    of = np.stack([_deal(n, y, regression, groups, np.random.default_rng([seed, 3, repeat])) for repeat in range(repeats)])
    if single:
        judges = 0 if groups is None else _nearest(of[0], 1 / n, groups, 1)
        return Folds("holdout", 1, 1, np.where(of[:1] == judges, 0, -1).astype("int8"))
    return Folds("group" if groups is not None else "shuffled" if regression else "stratified", n, repeats, of.astype("int8"))


def describe(folds: Folds) -> Dict[str, Any]:
    """What `look` says of them."""
    return {"kind": folds.kind, "n": folds.n, "repeats": folds.repeats, "max": folds.n * folds.repeats}


def _deal(parts: int, y: np.ndarray, regression: bool, groups: Optional[np.ndarray], random: np.random.Generator) -> np.ndarray:
    """A part for each row. Rows are sorted by the target and dealt like cards, so every part has its share of each class and size."""
    if groups is not None:
        return _deal_groups(parts, groups, random)
    order = random.permutation(len(y))
    order = order[np.argsort(y[order], kind="stable")]
    part = np.empty(len(y), "int64")
    if not regression:
        part[order] = (np.arange(len(y)) + random.integers(parts)) % parts
        return part
    for begin in range(0, len(y), parts):
        hand = order[begin : begin + parts]
        part[hand] = random.permutation(parts)[: len(hand)]
    return part


def _deal_groups(parts: int, groups: np.ndarray, random: np.random.Generator) -> np.ndarray:
    names, inverse, counts = np.unique(groups, return_inverse=True, return_counts=True)
    sizes: List[int] = [0] * parts
    of = np.empty(len(names), "int64")
    shuffled = random.permutation(len(names))
    for group in shuffled[np.argsort(-counts[shuffled], kind="stable")]:
        of[group] = int(np.argmin(sizes))
        sizes[of[group]] += int(counts[group])
    return of[inverse]


def _nearest(of: np.ndarray, share: float, groups: np.ndarray, left: int) -> int:
    """The part of groups whose share of the rows is nearest to this one, among those beside which so many groups are left.

    Groups are dealt from the largest on, so the first part may be one that is far too large.
    """
    parts, sizes = np.unique(of, return_counts=True)
    fit = [part for part in range(len(parts)) if len(np.unique(groups[of != parts[part]])) >= left]
    return int(parts[min(fit, key=lambda part: abs(sizes[part] / len(of) - share))])
