"""What a column is: number, bool, category, date, text, id, constant. And its values, read in that way."""

from __future__ import annotations

import re
import warnings as python_warnings
from typing import Any, NamedTuple, Optional, Tuple

import numpy as np
import pandas as pd

ID_NAME = re.compile(r"(^|[_\W]|[a-z](?=I))(id|uuid|guid|key|index|rowid|row|nr)$|^unnamed", re.IGNORECASE)
TRUE, FALSE = {"true", "yes", "y", "t", "on"}, {"false", "no", "n", "f", "off"}


LARGEST = 1e37  # forests and XGBoost compute in float32, where more is infinite


class Column(NamedTuple):
    """A column as it was judged. `used` is whether models see it; `why` says what made it so."""

    name: str
    kind: str
    missing: int
    distinct: int
    why: str
    used: bool
    unread: int = 0  # values that are no number (or date) in a column of numbers (or dates)
    example: str = ""
    form: Optional[str] = None  # "dayfirst" for dates that are written so


def judge(name: str, values: pd.Series, sorted_ids: bool = True) -> Column:
    """Judges a column by its name and its values alone, not by what it says of the target."""
    present = values.dropna()
    missing, rows = int(len(values) - len(present)), len(values)

    def column(kind: str, distinct: int, why: str, used: bool = True, **more: Any) -> Column:
        return Column(name, kind, missing, distinct, why, used, **more)

    if len(present) == 0:
        return column("empty", 0, "every value is missing", False)
    distinct = int(present.nunique())
    if distinct == 1 and missing == 0:
        return column("constant", 1, "it has one value only", False)
    if pd.api.types.is_bool_dtype(present.dtype):
        return column("bool", distinct, "true or false")
    if pd.api.types.is_datetime64_any_dtype(present.dtype):
        return column("date", distinct, "dates")
    if pd.api.types.is_numeric_dtype(present.dtype):
        numbers = present.to_numpy()
        strange = np.isnan(as_numbers(present))
        if strange.all():
            return column("empty", distinct, "no value is finite", False)
        if _counts_rows(name, numbers, distinct, rows):
            return column("id", distinct, "whole numbers that count the rows", False)
        unread = int(strange.sum())
        why = f"numbers, but for {unread} that are infinite or too large" if unread else "numbers"
        return column("number", distinct, why, unread=unread, example=str(present[strange].iloc[0]) if unread else "")
    return _words(column, name, present.astype(str), distinct)


def _words(column: Any, name: str, present: pd.Series, distinct: int) -> Column:
    lower = set(present.unique()[:10]) if distinct <= 10 else set()
    if lower and {one.strip().lower() for one in lower} <= TRUE | FALSE:
        return column("bool", distinct, "yes or no")
    sample = present if len(present) <= 20_000 else present.sample(20_000, random_state=0)
    numbers = as_numbers(sample)
    share = float(np.isfinite(numbers).mean())
    zeros = bool(sample.str.fullmatch(r"0\d+").any()) if share == 1 else False
    if zeros:
        return column("category", distinct, "digits with zeros in front: codes, not amounts")
    if share >= 0.9 or (share >= 0.5 and distinct > 50):
        whole = as_numbers(present)
        unread = int(len(whole) - np.isfinite(whole).sum())
        example = str(present[~np.isfinite(whole)].iloc[0]) if unread else ""
        if _counts_rows(name, whole, distinct, len(present)):
            return column("id", distinct, "whole numbers that count the rows", False)
        return column("number", distinct, "numbers" if not unread else f"numbers, but for {unread} values", unread=unread, example=example)
    if share < 0.1:
        form, dates = _dates(sample)
        if dates >= 0.9:
            return column("date", distinct, "dates", form=form)
    spaced = float(sample.str.count(r"\s").mean())
    if distinct > 20 and (spaced >= 2 or float(sample.str.len().mean()) > 40) and distinct > 0.2 * len(present):
        return column("text", distinct, "sentences")
    if distinct >= 20 and distinct > (0.5 if ID_NAME.search(name) else 0.95) * len(present):
        return column("id", distinct, "nearly every row has a value of its own", False)
    return column("category", distinct, "words" if share < 1 else "codes")


def as_numbers(values: pd.Series, largest: float = LARGEST) -> np.ndarray:
    """Numbers, also where they carry a currency, a percent sign or separators of thousands; NaN for what is none, infinite or larger than `largest`.

    A comma parts thousands here: where it is the decimal sign, reading has written a point for it.
    """
    plain = pd.to_numeric(values, errors="coerce")
    if plain.isna().any() and not pd.api.types.is_numeric_dtype(values.dtype):
        strange = plain.isna()
        text = values[strange].astype(str).str.strip().str.replace(r"^[$€£]\s*|\s*[%€$£]$", "", regex=True)
        text = text.str.replace(r"(?<=\d)[,'\u00a0 ](?=\d{3}(\D|$))", "", regex=True)
        plain = plain.astype("float64")
        plain[strange] = pd.to_numeric(text, errors="coerce")
    numbers = plain.to_numpy(dtype="float64", na_value=np.nan)
    return np.where(np.isfinite(numbers) & (np.abs(numbers) <= largest), numbers, np.nan)


def as_dates(values: pd.Series, form: Optional[str]) -> pd.Series:
    """Dates without a time zone; NaT for what is none."""
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        dates = values
    else:
        with python_warnings.catch_warnings():
            python_warnings.simplefilter("ignore")
            levels = pd.Series(values.dropna().unique(), dtype=object).astype(str)
            try:
                read = pd.to_datetime(levels, errors="coerce", dayfirst=form == "dayfirst", utc=True)
            except (ValueError, TypeError):
                read = pd.Series(pd.NaT, index=levels.index)
        dates = values.astype(object).where(values.notna(), None).map(dict(zip(levels, read)))
        dates = pd.to_datetime(dates, errors="coerce", utc=True)
    return dates.dt.tz_localize(None) if dates.dt.tz is not None else dates


def as_levels(values: pd.Series, kind: str) -> pd.Series:
    """Words as they are compared: without blanks around them, whole numbers without a fraction; None where missing."""
    codes, levels = pd.factorize(values)
    whole = pd.api.types.is_float_dtype(levels.dtype) and bool(np.all(np.mod(levels, 1) == 0))
    words = [str(int(one)) if whole else str(one).strip() for one in levels]
    known = np.array([*(word.lower() if kind == "bool" else word for word in words), None], dtype=object)
    return pd.Series(known[codes], index=values.index, dtype=object)


def _dates(sample: pd.Series) -> Tuple[Optional[str], float]:
    if not sample.str.contains(r"\d", regex=True).mean() > 0.9 or not sample.str.contains(r"\d[-/.: ]|[A-Za-z]{3}.*\d", regex=True).mean() > 0.9:
        return None, 0.0
    few = sample.iloc[:2000]
    month = float(as_dates(few, None).notna().mean())
    if month == 1:
        return None, month
    day = float(as_dates(few, "dayfirst").notna().mean())
    return ("dayfirst", day) if day > month else (None, month)


def _counts_rows(name: str, numbers: np.ndarray, distinct: int, rows: int) -> bool:
    if rows < 20 or distinct != len(numbers) or not np.isfinite(numbers.astype("float64")).all():
        return False
    if not np.all(np.mod(numbers, 1) == 0):
        return False
    steps = np.diff(numbers)
    return bool(np.all(steps == 1)) or (ID_NAME.search(name) is not None)
