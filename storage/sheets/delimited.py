"""Delimited text as rows: commas, semicolons or tabs; UTF-8, Excel's UTF-16, or Windows' cp1252."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from scoring.errors import BadFile

DELIMITERS = (",", ";", "\t", "|")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_HINT = "sep="
_ROWS_TO_TRY = 20


def delimited_rows(data: bytes) -> Iterator[tuple[int, tuple[object, ...]]]:
    """The rows with their numbers, counted as Excel counts them (a cell with line breaks is one row)."""
    text = _decoded(data)
    first = 1
    if text.casefold().startswith(_HINT):
        hint, _, text = text.partition("\n")
        delimiter, first = hint[len(_HINT) :].strip("\r") or ",", 2
    else:
        delimiter = _delimiter_of(text)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), first):
            yield number, tuple(row)
    except (csv.Error, TypeError):
        raise BadFile(
            "The file can't be read as CSV: a quotation mark isn't closed, or a cell is endless."
        ) from None


def _decoded(data: bytes) -> str:
    if data.startswith(_UTF_16):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise BadFile("This isn't an Excel workbook or CSV. Save it as .xlsx or .csv and use that.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter_of(text: str) -> str:
    """The delimiter that divides one of the first rows into the most cells."""
    return max(DELIMITERS, key=lambda delimiter: _widest(text, delimiter))


def _widest(text: str, delimiter: str) -> int:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return max((len(row) for row in islice(rows, _ROWS_TO_TRY)), default=0)
    except csv.Error:
        return 0
