"""How a text file spells a table: encoding, separator, header, and the lines that do not fit. One pass, no memory."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
import sys
from typing import IO, Any, FrozenSet, List, NamedTuple, Optional, Tuple

from .faults import Fault, Words, told

SEPARATORS = (",", ";", "\t", "|")
SAID = re.compile(r"\"?sep=([,;\t|])\"?", re.IGNORECASE)  # a first line by which Excel is told


class Dialect(NamedTuple):
    """How the file is spelled. `decimal` is found later, from the values."""

    encoding: str
    separator: str
    header: bool
    names: List[str]
    compression: Optional[str]
    decimal: str = "."
    lead: int = 0  # records above the first row
    widest: int = 0  # fields of the widest row, with those that are empty at its end
    dropped: FrozenSet[int] = frozenset()  # lines, from 1, of rows that are too long


def survey(path: str) -> Tuple[Dialect, int, List[Words]]:
    """The dialect, how many rows can be read, and what is told about lines that do not fit.

    Raises Fault: unreadable, empty.
    """
    with open(path, "rb") as file:
        compression = "gzip" if file.read(2) == b"\x1f\x8b" else None
    encoding, warnings = _encoding(path, compression)
    with _text(path, compression, encoding) as file:
        lead, lines = _top(file)
    if not lines:
        raise Fault("empty", f"{path} is empty", "there is nothing but blank lines", "write the table again")
    said = SAID.fullmatch(lines[0].strip("\r\n"))
    if said and len(lines) > 1:
        lead, lines = lead + 1, lines[1:]
    separator = said.group(1) if said else _separator(lines)
    first = next(csv.reader(lines, delimiter=separator, skipinitialspace=True))
    header = not all(re.fullmatch(r"\s*[-+]?[\d.,]+([eE][-+]?\d+)?\s*|", cell) for cell in first) or not any(first)
    names = _unique(first) if header else [f"column_{index + 1}" for index in range(len(first))]
    if not header:
        warnings.append(told("header", "the first line holds numbers, so it is taken as a row", "no column has a name",
                             f"columns are called {names[0]} … {names[-1]}"))
    lead += int(header)
    rows, widest, long, ragged = _count(path, compression, encoding, separator, len(names), lead)
    if rows == 0 and long:
        raise Fault("unreadable", f"every row of {path} has more fields than its first line", "a name is missing there, most likely", "give each column a name")
    return Dialect(encoding, separator, header, names, compression, lead=lead, widest=widest, dropped=long), rows, warnings + ragged


class Kept(io.TextIOBase):
    """The text without the lines that are dropped. pandas cannot be told of them: it takes a quote within a skipped line for the begin of a quotation."""

    def __init__(self, path: str, dialect: Dialect) -> None:
        self.file, self.dropped, self.line = _text(path, dialect.compression, dialect.encoding), dialect.dropped, 0

    def readable(self) -> bool:
        return True

    def readline(self, size: Any = -1) -> str:
        """The next line that is kept, whole whatever the size."""
        for line in self.file:
            self.line += 1
            if self.line not in self.dropped:
                return line
        return ""

    def read(self, size: Any = -1) -> str:
        """Whole lines, until they are so many characters or more; "" at the end."""
        lines, length = [], 0
        while size is None or size < 0 or length < size:
            line = self.readline()
            if not line:
                break
            lines.append(line)
            length += len(line)
        return "".join(lines)

    def close(self) -> None:
        self.file.close()
        super().close()


def _top(file: IO[str]) -> Tuple[int, List[str]]:
    """How many blank lines there are on top, and the first lines below them."""
    lead, lines = 0, []
    for line in iter(lambda: file.readline(1_000_000), ""):
        if not lines and not line.strip():
            lead += 1
            continue
        lines.append(line)
        if len(lines) == 60:
            break
    return lead, lines


def _count(path: str, compression: Optional[str], encoding: str, separator: str, width: int, lead: int) -> Tuple[int, int, FrozenSet[int], List[Words]]:
    """Of the rows below the `lead` records on top: how many there are, the width of the widest, the lines of those that are too long, and what is told."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    rows, widest, long, short, left_out = 0, width, [], [], []
    long_count = short_count = 0
    with _text(path, compression, encoding) as file:
        reader = csv.reader((line.replace("\0", "") for line in file), delimiter=separator, skipinitialspace=True)
        end = 0
        for record, cells in enumerate(reader):
            begin, end = end + 1, reader.line_num
            if record < lead:
                continue
            if len(cells) == width:
                rows += 1
            elif len(cells) > width and any(cells[width:]):
                long_count += 1
                left_out.extend(range(begin, end + 1))
                if len(long) < 5:
                    long.append(str(reader.line_num))
            elif cells:
                rows += 1
                widest = max(widest, len(cells))
                if len(cells) < width:
                    short_count += 1
                    if len(short) < 5:
                        short.append(str(reader.line_num))
    warnings = []
    if long_count:
        more = " and others" if long_count > len(long) else ""
        warnings.append(told("ragged", f"{long_count} rows have more than {width} fields and are left out: line {', '.join(long)}{more}",
                             "a separator inside a value that is not quoted, most likely", "quote the values of these lines"))
    if short_count:
        more = " and others" if short_count > len(short) else ""
        warnings.append(told("ragged", f"{short_count} rows have fewer than {width} fields: line {', '.join(short)}{more}",
                             "what is not there is taken as missing", "complete these lines"))
    return rows, widest, frozenset(left_out), warnings


def _encoding(path: str, compression: Optional[str]) -> Tuple[str, List[Words]]:
    with _bytes(path, compression) as file:
        head = file.read(4096)
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig", []
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", []
    if b"\0" in head:
        if head[1::2].count(0) > len(head) // 3:
            return "utf-16-le", []
        raise Fault("unreadable", f"{path} is not text", "it has zero bytes near its beginning", "give a CSV or Parquet file")
    decoder, line = codecs.getincrementaldecoder("utf-8")(), 1
    with _bytes(path, compression) as file:
        while True:
            block = file.read(1 << 20)
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                line += error.object[: error.start].count(b"\n")
                what = f"line {line} is not UTF-8, so the file is read as Windows-1252"
                return "cp1252", [told("encoding", what, "letters outside of ASCII may be wrong if it is another encoding", "save it as UTF-8")]
            line += block.count(b"\n")
            if not block:
                return "utf-8", []


def _separator(lines: List[str]) -> str:
    """The one that cuts most lines into the same number of fields, more than one."""

    def fitness(separator: str) -> Tuple[float, int]:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=separator) if cells]
        width = widths[0] if widths else 0
        return (sum(one == width for one in widths) / len(widths), width) if width > 1 else (0.0, 0)

    best = max(SEPARATORS, key=fitness)
    return best if fitness(best)[1] > 1 else ","


def _unique(cells: List[str]) -> List[str]:
    names: List[str] = []
    for index, cell in enumerate(cells):
        name = cell.strip() or f"unnamed_{index + 1}"
        again = 2
        while name in names:
            name = f"{cell.strip() or 'unnamed'}_{again}"
            again += 1
        names.append(name)
    return names


def _bytes(path: str, compression: Optional[str]) -> IO[bytes]:
    opened: Any = gzip.open(path, "rb") if compression else open(path, "rb")
    return opened


def _text(path: str, compression: Optional[str], encoding: str) -> IO[str]:
    return io.TextIOWrapper(_bytes(path, compression), encoding=encoding, errors="replace", newline="")
