"""The model card of a model for pictures."""

from __future__ import annotations

from typing import Any, Dict

from ..card import estimate, members, remade, sentence


def card(look: Dict[str, Any], told: Dict[str, Any]) -> str:
    """Markdown. Nothing is claimed that was not measured."""
    side, colours = look["image"]["side"], "grey" if look["image"]["channels"] == 1 else "in colours"
    lines = [f"# A model that tells pictures apart by {look['target']}", ""]
    lines += [f"It says which of {len(look['classes'])} classes a picture shows: {', '.join(look['classes'][:20])}. It is judged by {look['metric']}: {look['metric_why']}.", ""]
    lines += ["## How good it is", "", *estimate(look, told, "pictures"), "The saved networks have not seen these pictures, so the number is theirs.", ""]
    lines += ["## What it was made from", "", f"- Data: `{look['data']}`, {look['rows_used']:,} of {look['rows']:,} pictures, brought to {side}x{side} pixels, {colours}."]
    lines += [f"- {look['rows_train'] - look['rows_judged']:,} pictures were learned from, {look['rows_judged']:,} judged each epoch and chose the networks, {look['rows_test']:,} were held back.", ""]
    if look["warnings"]:
        lines += ["## What was noticed in the data", "", *[f"- {sentence(one)}" for one in look["warnings"]], ""]
    lines += members(told)
    lines += ["", "## Limits", "", "- It holds for pictures that come as these came: the same camera, light and cut.", "- It always names one of its classes, also for a picture of something else."]
    if look["rows_used"] < 1000:
        lines.append("- The pictures are few: the interval above is wide for that reason.")
    if look["facts"]["imbalance"] < 0.1:
        lines.append("- One class is rare: look at its errors by themselves.")
    return "\n".join([*lines, *remade(look)])
