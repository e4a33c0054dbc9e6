"""scikit-learn: partial fits, one a step, and cross-validation, one fold a step."""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterable, List, Mapping, Optional

import diapason
from diapason.reporting import Reporter, library

library("sklearn")


def partial_fit(
    trial: diapason.Trial,
    model: Any,
    inputs: Any,
    targets: Any,
    score: Callable[[Any], Mapping[str, Any]],
    *,
    steps: int,
    classes: Optional[Iterable[Any]] = None,
    wait: bool = True,
) -> Any:
    """Calls `model.partial_fit` once a step, reports what `score(model)` gives, and returns the model.

    It ends after `steps`, or at the fidelity, or when the study says so. `classes` is for classifiers whose first
    part may lack some.
    """
    more = {} if classes is None else {"classes": list(classes)}
    for step in trial.steps(steps):
        model.partial_fit(inputs, targets, **more)
        trial.report(dict(score(model)), step=step, wait=wait)
    return model


def cross_val(
    trial: diapason.Trial,
    model: Any,
    inputs: Any,
    targets: Any,
    *,
    metric: str = "score",
    cv: Any = 5,
    scoring: Any = None,
    wait: bool = True,
) -> List[float]:
    """Scores of the folds, in order, each by a fresh clone of the model. After each the mean so far is reported.

    A fold is a step: with `--fidelity fold=1..5` a configuration that is behind is left after some folds, and the
    list is shorter. `cv` and `scoring` are those of `cross_val_score`; scores are greater where better.
    """
    base = library("sklearn.base")
    selection = library("sklearn.model_selection")
    scorer = library("sklearn.metrics").check_scoring(model, scoring=scoring)
    reporter = Reporter(trial, wait=wait)
    folds = selection.check_cv(cv, targets, classifier=base.is_classifier(model))
    scores: List[float] = []
    for train, test in folds.split(inputs, targets):
        fitted = base.clone(model).fit(_rows(inputs, train), _rows(targets, train))
        scores.append(float(scorer(fitted, _rows(inputs, test), _rows(targets, test))))
        means: Dict[str, float] = {metric: sum(scores) / len(scores)}
        if reporter.finished(means, len(scores)):
            break
    return scores


def _rows(data: Any, rows: Any) -> Any:
    return data.iloc[rows] if hasattr(data, "iloc") else data[rows]
