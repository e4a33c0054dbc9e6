"""A table from a file: CSV whatever its encoding, separator and decimal sign, or Parquet, in bounded memory."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from typing import Any, Iterator, List, NamedTuple, Optional

import numpy as np
import pandas as pd

from .dialect import Dialect, Kept, survey
from .faults import Fault, Words, told

MISSING = ["", "NA", "N/A", "n/a", "NaN", "nan", "null", "NULL", "None", "?", "-", ".", "#N/A", "<NA>", "NaT"]
CHUNK_CELLS = 4_000_000
WITH_COMMA = re.compile(r"[$€£]?\s*[-+]?(\d{1,3}([.'\u00a0 ]\d{3})+|\d+)(,\d+)?\s*[%€$£]?")  # a number where the decimal sign is a comma


class Table(NamedTuple):
    """What was read: at most the rows that were asked for, how many there are, and what was noticed on the way."""

    frame: pd.DataFrame
    rows: int
    dialect: Optional[Dialect]
    warnings: List[Words]


def read(path: str, max_rows: int = 250_000, seed: int = 0, decimal: str = ".") -> Table:
    """Reads a file. Of more than `max_rows` rows a random sample is kept, in their order, and a warning says so.
    `decimal` is the sign that is taken where the values of a text file do not tell.

    Raises Fault: no-file, empty, unreadable, no-parquet.
    """
    if not os.path.isfile(path):
        raise Fault("no-file", f"{path} is not there", "no such file, or it is a folder", "give the path of a CSV or Parquet file")
    if os.path.getsize(path) == 0:
        raise Fault("empty", f"{path} is empty", "the file has no bytes", "write the table again")
    with open(path, "rb") as file:
        parquet = file.read(4) == b"PAR1"
    return _parquet(path, max_rows, seed) if parquet else _csv(path, max_rows, seed, decimal)


def _csv(path: str, max_rows: int, seed: int, usual: str) -> Table:
    found, rows, warnings = survey(path)
    if rows == 0:
        raise Fault("empty", f"{path} has no rows", "there is nothing below its first line", "write the table again")
    wide = [*found.names, *range(len(found.names), found.widest)]  # separators at the end of a row are fields to pandas, and are taken away again
    common: Any = {
        "sep": found.separator, "encoding_errors": "replace", "names": wide, "header": None,
        "skiprows": found.lead, "skipinitialspace": True, "on_bad_lines": "skip", "index_col": False,
        "skip_blank_lines": True, "quotechar": '"',
    }
    few = max(100, min(2000, 400_000 // max(1, len(found.names))))
    try:
        with _opened(path, found) as more:
            head = pd.read_csv(dtype=str, nrows=few, keep_default_na=False, na_values=MISSING, **more, **common)[found.names]
        decimal, words = _spelling(head, found.separator, usual)
        found = found._replace(decimal=decimal)
        with _opened(path, found) as more:
            chunks = pd.read_csv(
                dtype={name: str for name in words}, keep_default_na=False, na_values=MISSING, decimal=decimal, low_memory=False,
                chunksize=max(1000, CHUNK_CELLS // max(1, len(found.names))), **more, **common,
            )
            frame = _sample((chunk[found.names] for chunk in chunks), rows, max_rows, seed)
    except pd.errors.ParserError as error:
        why = f"{error}; a quote that is not closed, most likely"
        raise Fault("unreadable", f"{path} cannot be read as a table", why, "close the quote, or write the file again") from error
    for name in frame.columns if decimal == "," else ():
        frame[name] = _points(frame[name])
    return Table(frame, rows, found, warnings + _sampled(rows, len(frame), max_rows))


@contextmanager
def _opened(path: str, found: Dialect) -> Iterator[Any]:
    """What pandas reads from: the file itself, faster, or its text without the lines that are dropped."""
    if not found.dropped:
        yield {"filepath_or_buffer": path, "encoding": found.encoding, "compression": found.compression}
        return
    with Kept(path, found) as text:
        yield {"filepath_or_buffer": text}


def _parquet(path: str, max_rows: int, seed: int) -> Table:
    try:
        import pyarrow.parquet
    except ImportError:
        mend = "pip install pyarrow, or write the table as CSV"
        raise Fault("no-parquet", f"{path} is a Parquet file", "reading it needs pyarrow, which is not installed", mend) from None
    try:
        file = pyarrow.parquet.ParquetFile(path)
        rows, width = file.metadata.num_rows, max(1, len(file.schema_arrow.names))
        if rows == 0:
            raise Fault("empty", f"{path} has no rows", "the Parquet file holds columns and no row", "write the table again")
        batches = file.iter_batches(batch_size=max(1000, CHUNK_CELLS // width))
        frame = _sample((batch.to_pandas() for batch in batches), rows, max_rows, seed)
    except (OSError, ValueError) as error:
        raise Fault("unreadable", f"{path} cannot be read", str(error), "write the file again") from error
    frame.columns = [str(name) for name in frame.columns]
    for name in frame.columns:
        if isinstance(frame[name].dtype, pd.CategoricalDtype) or (frame[name].dtype == object):
            frame[name] = frame[name].map(lambda one: one if one is None or isinstance(one, (str, bool, int, float)) else str(one)).astype(object)
    return Table(frame, rows, None, _sampled(rows, len(frame), max_rows))


def _sample(chunks: Iterator[pd.DataFrame], rows: int, max_rows: int, seed: int) -> pd.DataFrame:
    """Each row is kept by a coin of its own, so that one pass and the memory of the sample are enough."""
    coins = np.random.default_rng([seed, 1])
    share = max_rows / rows
    kept = []
    for chunk in chunks:
        kept.append(chunk if share >= 1 else chunk[coins.random(len(chunk)) < share])
    return pd.concat(kept, ignore_index=True)


def _sampled(rows: int, kept: int, max_rows: int) -> List[Words]:
    if rows <= max_rows:
        return []
    return [told("sampled", f"{kept:,} of {rows:,} rows are used, drawn at random", f"more than {max_rows:,} rows add time, not accuracy",
                 f"--max-rows {rows} uses them all")]


def _points(values: pd.Series) -> pd.Series:
    """The numbers of a column of words with a point for the decimal sign, as everything behind expects it.

    One word is enough for a column to be words, so its numbers are still as they were written: 1.288,5 or 1,288.
    """
    if pd.api.types.is_numeric_dtype(values.dtype) or pd.api.types.is_bool_dtype(values.dtype):
        return values
    words = [one for one in values.dropna().unique() if isinstance(one, str)]
    decimals = any(re.fullmatch(r"[-+]?\d+\.(\d{1,2}|\d{4,})", one) for one in words)  # a lone point of this column is none of thousands, then
    mended = {one: (one if decimals and "," not in one else one.replace(".", "")).replace(",", ".") for one in words if WITH_COMMA.fullmatch(one.strip())}
    return values.map(lambda one: mended.get(one, one) if isinstance(one, str) else one)


def _spelling(head: pd.DataFrame, separator: str, usual: str) -> "tuple[str, List[str]]":
    """The decimal sign, `usual` where nothing tells, and the columns that must stay words: numbers with zeros in front are codes."""
    commas = points = 0
    words = []
    for name in head.columns:
        values = head[name].dropna().astype(str)
        if len(values) == 0:
            continue
        if separator != ",":
            commas += int(values.str.fullmatch(r"[-+]?(\d+|\d{1,3}(\.\d{3})+),\d+").mean() > 0.5)
            thousands = bool(values.str.fullmatch(r"[-+]?\d{1,3}(\.\d{3})+").all())  # or decimals: it does not tell
            points += int(not thousands and values.str.fullmatch(r"[-+]?\d+\.\d+").mean() > 0.5)
        if values.str.fullmatch(r"\d+").all() and values.map(lambda one: len(one) > 1 and bool(re.match("0", one))).any():
            words.append(name)
    return ("," if commas > points else "." if points or separator == "," else usual), words
