"""The model card: what the model is for, what it was made of, how good it is and where that ends (Mitchell 2019)."""

from __future__ import annotations

from typing import Any, Dict, List


def card(look: Dict[str, Any], told: Dict[str, Any]) -> str:
    """Markdown. Nothing is claimed that was not measured."""
    used = [column for column in look["columns"] if column["used"]]
    rest = [column for column in look["columns"] if not column["used"] and column["kind"] != "target"]
    lines = [f"# A model of {look['target']}", "", _task(look), "", "## How good it is", "", *estimate(look, told, "rows"), ""]
    lines += ["## What it was made from", "", f"- Data: `{look['data']}`, {look['rows_used']:,} of {look['rows']:,} rows, {len(used)} columns."]
    lines += [f"- Rows: {look['rows_train']:,} to search with ({_folds(look)}), {look['rows_test']:,} held back; the saved model is fitted on all of them.", ""]
    lines += ["| column | read as | missing | different values |", "|---|---|---|---|"]
    lines += [f"| {_cell(one['name'])} | {one['kind']} | {one['missing']} | {one['distinct']} |" for one in used[:60]]
    if len(used) > 60:
        lines.append(f"| and {len(used) - 60} more | | | |")
    lines += ["", "## What was left out", ""]
    lines += [f"- `{one['name']}` ({one['kind']}): {one['why']}" for one in rest[:40]] or ["Nothing."]
    if look["warnings"]:
        lines += ["", "## What was noticed in the data", "", *[f"- {sentence(one)}" for one in look["warnings"]]]
    lines += ["", *members(told)]
    lines += ["", "## Limits", "", *_limits(look)]
    return "\n".join([*lines, *remade(look)])


def members(told: Dict[str, Any]) -> List[str]:
    """Of what trials the model is made."""
    lines = ["## Members", "", "| trial | family | weight | fits |", "|---|---|---|---|"]
    return lines + [f"| {one['trial']} | {one['family']} | {one['weight']:.3f} | {one['fits']} |" for one in told["members"]]


def remade(look: Dict[str, Any]) -> List[str]:
    """What it takes to come to the same again."""
    versions = ", ".join(f"{name} {version}" for name, version in look["versions"].items())
    lines = ["", "## To make it again", "", f"Seed {look['seed']}, split and folds follow from it. {versions}."]
    return [*lines, "The study's log holds every configuration; `diapason replay` derives them again.", ""]


def _task(look: Dict[str, Any]) -> str:
    kinds = {"binary": "one of two classes", "multiclass": f"one of {len(look['classes'])} classes", "regression": "a number"}
    return f"It predicts `{look['target']}`, {kinds[look['task']]} ({look['task_why']}). It is judged by {look['metric']}: {look['metric_why']}."


def estimate(look: Dict[str, Any], told: Dict[str, Any], rows: str) -> List[str]:
    """What it scored on the part held back, and why what the search saw is more than that. `rows`: what they are called."""
    test, cv = told["test"], told["cv"]
    better = "higher is better" if told["direction"] == "maximize" else "lower is better"
    lines = []
    if test:
        lines.append(f"**{look['metric']} {test['score']:.4g}** ({better}; 95 % interval {test['low']:.4g} to {test['high']:.4g}) on {test['rows']:,} {rows} that no part of the search has seen.")
        lines.append(f"Also {', '.join(f'{name} {value:.4g}' for name, value in test['more'].items())}.")
        if rows == "rows":
            lines.append("It was measured before the last fit, with models trained without these rows; the saved model has seen them too, so it cannot be measured by them again.")
    else:
        lines.append(f"No {rows} were held back, so there is no honest estimate. The number below was chosen by and is too good.")
    how = "By cross-validation" if rows == "rows" else "By the pictures that judged"
    lines.append(f"{how} the ensemble has {cv['ensemble']:.4g} and its best single trial {cv['best']['score']:.4g}: the search chose by these, so they flatter.")
    return lines


def _folds(look: Dict[str, Any]) -> str:
    folds = look["folds"]
    again = f", {folds['repeats']} times" if folds["repeats"] > 1 else ""
    return "one part of them judges" if folds["kind"] == "holdout" else f"{folds['n']} folds, {folds['kind']}{again}"


def _limits(look: Dict[str, Any]) -> List[str]:
    lines = ["- It holds for rows that come as these came. Nothing here says what causes what.", "- A category that was not in the data is treated as missing."]
    if look["rows_used"] < 1000:
        lines.append("- The data is small: the interval above is wide for that reason.")
    if look["facts"]["classes"] and look["facts"]["imbalance"] < 0.1:
        lines.append("- One class is rare: look at its errors by themselves.")
    if look["folds"]["kind"] not in ("time",) and any(one["kind"] == "date" and one["used"] for one in look["columns"]):
        lines.append("- There are dates, and rows were not split by time: for a forecast run it again with `--time-column`.")
    return lines


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def sentence(one: Dict[str, str]) -> str:
    """A warning in one sentence."""
    return one["what"] + (f": {one['why']}." if one["why"] else ".")
