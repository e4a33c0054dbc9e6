"""A study as one HTML element: for a notebook that shows it, and for one that is to follow it while it runs.

The element needs nothing but itself: no script, no style sheet, no request to anywhere. It takes the colours of the page
around it, and what the curve shows stands in a table too.
"""

from __future__ import annotations

import contextlib
import math
import threading
import time
from html import escape
from typing import TYPE_CHECKING, Callable, Generator, List, NamedTuple, Optional, Protocol, Sequence, Tuple, cast

from diapason.frames import flat
from diapason.results import Config, Status, TrialRecord
from diapason.stdio import DiapasonError

if TYPE_CHECKING:
    from diapason.study import Study, Trial

__all__ = ["element", "html", "inside", "watching"]

_PAUSE_S = 0.5  # between two updates
_ROWS = 12  # of the table: the newest improvements


class Seen(NamedTuple):
    """A study at one moment, as far as it is shown."""

    name: str
    metric: str
    direction: str
    status: Status
    values: Sequence[Tuple[int, float]]
    """The metric of each trial that is complete, by number."""
    left_s: Optional[float] = None
    """About how long it will go on; None when nothing says so."""


def html(study: Study) -> str:
    """The study as it stands."""
    return element(_seen(study, study.trials))


@contextlib.contextmanager
def watching(study: Study, show: Optional[bool]) -> Generator[Callable[[Optional[Trial]], None], None, None]:
    """In a notebook (or where `show` says so) an element that is replaced as trials end; elsewhere nothing."""
    shown = _display() if (inside() if show is None else show) else None
    if shown is None:
        yield lambda trial: None
        return
    live = _Live(study, shown)
    live.update(None)
    try:
        yield live.update
    finally:
        live.update(None)


def inside() -> bool:
    """True in Jupyter, Colab, VS Code and the like; false in a terminal, IPython's too."""
    import sys

    if "IPython" not in sys.modules:
        return False
    return getattr(_ipython().get_ipython(), "kernel", None) is not None


def element(seen: Seen) -> str:
    """One `<section>`, well-formed."""
    curve = _best_so_far(seen.values, seen.direction)
    parts = [_headline(seen, curve), _curve(seen, curve), _counts(seen), _table(seen, curve)]
    style = "font: 14px/1.5 system-ui, sans-serif; max-width: 46em; padding: 0.5em 0"
    return '<section class="diapason" aria-label="Study %s" style="%s">%s</section>' % (escape(seen.name), style, "".join(parts))


# ---------------------------------------------------------------------------------------------------------------------
# What is shown


def _headline(seen: Seen, curve: Sequence[Tuple[int, float]]) -> str:
    title = "<strong>%s</strong>" % escape(seen.name)
    if not curve:
        return "<p>%s: no trial is complete yet</p>" % title
    aim = "lowest" if seen.direction == "minimize" else "highest"
    best = next((one for one in seen.status.best if seen.metric in one.values), None)
    text = "%s: %s %s <strong>%s</strong>" % (title, aim, escape(seen.metric), _short(curve[-1][1]))
    return "<p>%s%s</p>" % (text, _at(best.number, best.config) if best is not None else "")


def _at(number: int, config: Config) -> str:
    values = ", ".join("%s=%s" % (name, _short(value)) for name, value in flat(config).items())
    return " by trial %d<br/><code>%s</code>" % (number, escape(values))


def _curve(seen: Seen, curve: Sequence[Tuple[int, float]]) -> str:
    """The values as dots and the best so far as a line; nothing before there are two."""
    dots = [(number, value) for number, value in seen.values if math.isfinite(value)]
    if len(dots) < 2:
        return ""
    width, height, edge = 460.0, 90.0, 4.0
    first, last = dots[0][0], max(dots[-1][0], dots[0][0] + 1)
    low, high = _range([value for _, value in dots], seen.direction)

    def place(number: int, value: float) -> Tuple[float, float]:
        up = (min(max(value, low), high) - low) / (high - low)
        return edge + (width - 2 * edge) * (number - first) / (last - first), height - edge - (height - 2 * edge) * up

    steps = [place(*curve[0])]
    for number, value in [*curve[1:], (last, curve[-1][1])]:
        steps += [(place(number, value)[0], steps[-1][1]), place(number, value)]
    circles = "".join('<circle cx="%.1f" cy="%.1f" r="1.8"/>' % place(*dot) for dot in dots[-500:])
    line = " ".join("%.1f,%.1f" % point for point in steps)
    told = "Best %s so far: %s after trial %d, %s after trial %d" % (
        seen.metric,
        _short(curve[0][1]),
        curve[0][0],
        _short(curve[-1][1]),
        last,
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="%s" viewBox="0 0 %d %d" width="100%%" '
        'style="max-width: %dpx; display: block"><title>%s</title><g fill="currentColor" opacity="0.4">%s</g>'
        '<polyline points="%s" fill="none" stroke="currentColor" stroke-width="2"/></svg>'
        % (escape(told), width, height, width, escape(told), circles, line)
    )


def _counts(seen: Seen) -> str:
    status = seen.status
    words = ["%d %s" % (count, state) for state, count in status.counts.items() if count > 0] or ["no trials yet"]
    spent = "" if status.budget_trials is None else "; %d of %d handed out" % (status.spent_trials, status.budget_trials)
    left = "" if seen.left_s is None else "; about %s left" % _duration(seen.left_s)
    return "<p>%s%s%s</p>" % (escape(", ".join(words)), spent, left)


def _table(seen: Seen, curve: Sequence[Tuple[int, float]]) -> str:
    if not curve:
        return ""
    head = '<tr><th scope="col">trial</th><th scope="col">best %s from then on</th></tr>' % escape(seen.metric)
    rows = "".join("<tr><td>%d</td><td>%s</td></tr>" % (number, _short(value)) for number, value in curve[-_ROWS:])
    return "<details><summary>As a table</summary><table><thead>%s</thead><tbody>%s</tbody></table></details>" % (head, rows)


def _best_so_far(values: Sequence[Tuple[int, float]], direction: str) -> List[Tuple[int, float]]:
    """The trials that were better than all before."""
    found: List[Tuple[int, float]] = []
    for number, value in values:
        better = not found or (value < found[-1][1] if direction == "minimize" else value > found[-1][1])
        if better and math.isfinite(value):
            found.append((number, value))
    return found


def _range(values: Sequence[float], direction: str) -> Tuple[float, float]:
    """From the best to what nine tenths are better than, so that a few bad trials do not flatten the rest."""
    ranked = sorted(values, reverse=direction == "maximize")
    best, worst = ranked[0], ranked[math.ceil(0.9 * (len(ranked) - 1))]
    low, high = min(best, worst), max(best, worst)
    return (low, high) if high > low else (low - 1, high + 1)


def _short(value: object) -> str:
    return "%.4g" % value if isinstance(value, float) else str(value)


def _duration(seconds: float) -> str:
    for size, name in ((3600.0, "h"), (60.0, "min")):
        if seconds >= 1.5 * size:
            return "%d %s" % (round(seconds / size), name)
    return "%d s" % round(seconds)


# ---------------------------------------------------------------------------------------------------------------------
# Where it is shown


class _Handle(Protocol):
    def update(self, obj: object) -> None: ...


class _Shell(Protocol):
    def get_ipython(self) -> object: ...


class _Live:
    """Replaces the element at most so often, whoever calls; what it shows is asked of the study."""

    def __init__(self, study: Study, shown: Callable[[str], Callable[[str], None]]) -> None:
        self._study = study
        self._begun = self._at = time.monotonic()
        self._trials = {trial.number: trial for trial in study.trials}
        self._known = len(self._trials)
        self._lock = threading.Lock()
        self._replace = shown(element(self._now()))

    def update(self, trial: Optional[Trial]) -> None:
        """After a trial has ended; None: now, in any case."""
        now = time.monotonic()
        with self._lock:
            if trial is not None and now < self._at + _PAUSE_S:
                return
            self._at = now
            try:
                self._replace(element(self._now()))
            except DiapasonError:
                pass  # whoever runs the study hears of it

    def _now(self) -> Seen:
        self._trials = {trial.number: trial for trial in self._study.trials}
        seen = _seen(self._study, list(self._trials.values()))
        return seen._replace(left_s=self._left(seen.status))

    def _left(self, status: Status) -> Optional[float]:
        """By the pace since it is watched, or by the time that the budget has."""
        limits: List[float] = []
        ended = sum(count for state, count in status.counts.items() if state in ("complete", "pruned", "failed"))
        if status.budget_trials is not None and ended > self._known:
            limits.append((status.budget_trials - ended) * (time.monotonic() - self._begun) / (ended - self._known))
        if status.budget_seconds is not None:
            limits.append(status.budget_seconds - status.spent_seconds)
        return max(0.0, min(limits)) if limits else None


def _seen(study: Study, trials: Sequence[TrialRecord]) -> Seen:
    metric, direction = study.objectives[0]
    values = [(trial.number, trial.values[metric]) for trial in trials if trial.state == "complete" and metric in trial.values]
    return Seen(study.name, metric, direction, study.status, values)


def _ipython() -> _Shell:
    import importlib

    return cast(_Shell, importlib.import_module("IPython"))


def _display() -> Optional[Callable[[str], Callable[[str], None]]]:
    """How to show an element, and then to replace it; None where there is no IPython."""
    import importlib

    try:
        display = importlib.import_module("IPython.display")
    except ImportError:
        return None

    def show(text: str) -> Callable[[str], None]:
        handle = cast(_Handle, display.display(display.HTML(text), display_id=True))
        return lambda newer: handle.update(display.HTML(newer))

    return show
