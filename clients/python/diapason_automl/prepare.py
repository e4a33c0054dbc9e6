"""From typed columns to two matrices: numbers (NaN where missing) and category codes (-1 where missing). Kept with the model."""

from __future__ import annotations

from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple

import numpy as np
import pandas as pd

from .columns import Column, as_dates, as_levels, as_numbers
from .text import Text

LEVELS = 1000  # of a category; the rarest beyond are one level
Prepared = Tuple[np.ndarray, np.ndarray]


class Preparation(NamedTuple):
    """How each used column becomes numbers or codes. Learned without the target, so it may see all training rows."""

    columns: List[Column]
    levels: Dict[str, List[str]]
    parts: Dict[str, List[str]]
    texts: Dict[str, Text]
    numbers: List[str]
    categories: List[str]
    keep_numbers: Optional[List[int]] = None  # after screening
    keep_categories: Optional[List[int]] = None

    def screened(self, numbers: Sequence[int], categories: Sequence[int]) -> Preparation:
        """The same with some features only."""
        return self._replace(keep_numbers=list(numbers), keep_categories=list(categories))

    def apply(self, frame: pd.DataFrame) -> Prepared:
        """Numbers and codes of the rows of a table that has these columns."""
        numbers: List[np.ndarray] = []
        codes: List[np.ndarray] = []
        for column in self.columns:
            values = frame[column.name]
            if column.kind == "number":
                numbers.append(as_numbers(values if pd.api.types.is_numeric_dtype(values.dtype) else _plain(values)))
            elif column.kind == "date":
                parts = date_parts(as_dates(values, column.form))
                numbers.extend(parts[part] for part in self.parts[column.name])
            elif column.kind == "text":
                numbers.extend(self.texts[column.name].apply(values).T)
            else:
                codes.append(pd.Categorical(as_levels(values, column.kind), categories=self.levels[column.name]).codes.astype("int32"))
        rows = len(frame)
        matrix = np.column_stack(numbers).astype("float64") if numbers else np.empty((rows, 0))
        coded = np.column_stack(codes) if codes else np.empty((rows, 0), "int32")
        if self.keep_numbers is not None:
            matrix = matrix[:, self.keep_numbers]
        if self.keep_categories is not None:
            coded = coded[:, self.keep_categories]
        return np.ascontiguousarray(matrix), np.ascontiguousarray(coded)

    def names(self) -> Tuple[List[str], List[str]]:
        """Names of the numbers and of the categories, as models see them."""
        numbers = self.numbers if self.keep_numbers is None else [self.numbers[index] for index in self.keep_numbers]
        categories = self.categories if self.keep_categories is None else [self.categories[index] for index in self.keep_categories]
        return numbers, categories

    def unseen(self, frame: pd.DataFrame) -> Dict[str, int]:
        """How many values of a category were never seen in training, by column; none are left out."""
        found: Dict[str, int] = {}
        for name, known in self.levels.items():
            column = next(one for one in self.columns if one.name == name)
            levels = as_levels(frame[name], column.kind).dropna()
            count = int((~levels.isin(known)).sum())
            if count:
                found[name] = count
        return found


def prepare(frame: pd.DataFrame, columns: Sequence[Column]) -> Preparation:
    """Learns levels, parts of dates and words from the training rows."""
    levels: Dict[str, List[str]] = {}
    parts: Dict[str, List[str]] = {}
    texts: Dict[str, Text] = {}
    numbers: List[str] = []
    categories: List[str] = []
    for column in columns:
        values = frame[column.name]
        if column.kind == "number":
            numbers.append(column.name)
        elif column.kind == "date":
            found = date_parts(as_dates(values, column.form))
            parts[column.name] = [part for part, row in found.items() if len(np.unique(row[np.isfinite(row)])) > 1] or ["days"]
            numbers.extend(f"{column.name}.{part}" for part in parts[column.name])
        elif column.kind == "text":
            texts[column.name] = Text.learn(values)
            numbers.extend(f"{column.name}.{index}" for index in range(texts[column.name].width))
        else:
            counts = as_levels(values, column.kind).value_counts()
            levels[column.name] = [str(one) for one in counts.index[:LEVELS]]
            categories.append(column.name)
    return Preparation(list(columns), levels, parts, texts, numbers, categories)


def date_parts(dates: pd.Series) -> Dict[str, np.ndarray]:
    """Days since 1970, and what repeats: month, weekday, hour and so on."""
    at = dates.dt
    nan = dates.isna().to_numpy()

    def part(values: Any) -> np.ndarray:
        return np.where(nan, np.nan, np.asarray(values, dtype="float64"))

    days = (dates - pd.Timestamp("1970-01-01")).dt.total_seconds() / 86400
    return {
        "days": part(days), "year": part(at.year), "month": part(at.month), "day": part(at.day), "weekday": part(at.dayofweek),
        "yearday": part(at.dayofyear), "hour": part(at.hour), "minute": part(at.minute),
    }


def _plain(values: pd.Series) -> pd.Series:
    if pd.api.types.is_bool_dtype(values.dtype):
        return values.astype("float64")
    return values.astype(object).where(values.notna(), np.nan)
