"""What is wrong with the data, in words a person can act on."""

from __future__ import annotations

import difflib
import importlib.util
import sys
from typing import Dict, Iterable, Optional

Words = Dict[str, str]


class Fault(Exception):
    """Something that ends the work before time is spent: a code, what happened, why, and how to mend it."""

    def __init__(self, code: str, what: str, why: str, mend: str) -> None:
        super().__init__(what)
        self.words: Words = {"code": code, "what": what, "why": why, "mend": mend}


def told(code: str, what: str, why: str = "", mend: str = "") -> Words:
    """A warning: the work goes on, and this is what was done about it."""
    return {"code": code, "what": what, "why": why, "mend": mend}


def nearest(name: str, names: Iterable[str]) -> str:
    """The name that was most likely meant, quoted, or the first few that there are."""
    names = [str(one) for one in names]
    lower = {one.lower(): one for one in reversed(names)}
    close = difflib.get_close_matches(name.lower(), list(lower), 1, 0.6)
    if close:
        return f'did you mean "{lower[close[0]]}"?'
    shown = ", ".join(names[:8])
    return f"there are: {shown}" + (f" and {len(names) - 8} more" if len(names) > 8 else "")


def missing_packages(pictures: bool) -> Optional[Words]:
    """What is to be installed before anything can be done, or nothing. Pictures need more."""
    needed = (("numpy", "numpy"), ("pandas", "pandas"), ("sklearn", "scikit-learn")) + ((("torch", "torch"), ("PIL", "pillow")) if pictures else ())
    lost = [package for module, package in needed if importlib.util.find_spec(module) is None]
    if not lost:
        return None
    what = f"{sys.executable} has no {' and no '.join(lost)}"
    return told("no-packages", what, "data is read and models trained with these packages", f"{sys.executable} -m pip install {' '.join(lost)}")
