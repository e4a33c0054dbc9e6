"""The trials as a data frame of pandas."""

import enum
from typing import TYPE_CHECKING, Any, Dict, List, Tuple

if TYPE_CHECKING:
    from ._study import Study

Column = Tuple[str, Any]


class _Table:
    columns = (
        "number",
        "value",
        "datetime_start",
        "datetime_complete",
        "duration",
        "params",
        "user_attrs",
        "system_attrs",
        "state",
    )

    def __call__(self, study: "Study", attrs: Tuple[str, ...], multi_index: bool) -> Any:
        """Raises ImportError without pandas."""
        try:
            import pandas
        except ImportError:
            raise ImportError("`trials_dataframe` makes a data frame of pandas: pip install pandas") from None
        trials = study.get_trials(deepcopy=False)
        if not trials:
            return pandas.DataFrame()
        several = study._is_multi_objective()
        names = study.metric_names
        seen: Dict[str, List[Column]] = {}
        rows: List[Dict[Column, Any]] = []
        for trial in trials:
            row: Dict[Column, Any] = {}
            for attr in attrs:
                head = "values" if attr == "value" and several else attr
                cells = _cells(head.lstrip("_"), getattr(trial, head), names, len(study.directions))
                row.update(cells)
                seen.setdefault(attr, []).extend(cell for cell in cells if cell not in seen.get(attr, []))
            rows.append(row)
        ordered = [column for attr in attrs for column in _ordered(seen.get(attr, []), attr, names)]
        frame = pandas.DataFrame(rows, columns=pandas.MultiIndex.from_tuples(ordered))
        if not multi_index:
            frame.columns = ["_".join(str(part) for part in column if part != "") for column in ordered]
        return frame


table = _Table()


def _cells(head: str, value: Any, names: Any, objectives: int) -> Dict[Column, Any]:
    if head == "values":
        found = value if value is not None else [None] * objectives
        return {(head, names[at] if names else at): one for at, one in enumerate(found)}
    if isinstance(value, dict):
        return {(head, key): one for key, one in value.items()}
    if head == "value":
        return {(head, names[0] if names else ""): value}
    return {(head, ""): value.name if isinstance(value, enum.Enum) else value}


def _ordered(columns: List[Column], attr: str, names: Any) -> List[Column]:
    return columns if attr in ("values", "value") else sorted(columns, key=lambda column: str(column[1]))
