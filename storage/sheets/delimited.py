"""Delimited text as rows: commas, semicolons or tabs; UTF-8, Excel's UTF-16, or Windows' cp1252.

The text is decoded as it is read: a file of the largest size takes no more memory than its own bytes.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice

from scoring.errors import BadFile

DELIMITERS = (",", ";", "\t", "|")
MOST_CHARACTERS = 1_000_000
"""Of one row, its line breaks in cells included: whole lists have shorter ones."""

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_HINT = "sep="
_ROWS_TO_TRY = 20
_CHUNK = 2**20
_UNREADABLE = "The file can't be read as CSV: a quotation mark isn't closed, or a cell is endless."


class _Lines:
    """The lines of a file, only so many characters of them until the row is whole."""

    def __init__(self, data: bytes, encoding: str) -> None:
        self._text = io.TextIOWrapper(io.BytesIO(data), encoding, errors="replace", newline="")
        self._given = 0

    def renew(self) -> None:
        """The row was whole: the next one may be as long."""
        self._given = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(MOST_CHARACTERS + 1):
            self._given += len(line)
            if self._given > MOST_CHARACTERS:
                raise BadFile(_UNREADABLE)
            yield line


def delimited_rows(data: bytes) -> Iterator[tuple[int, tuple[object, ...]]]:
    """The rows with their numbers, counted as Excel counts them (a cell with line breaks is one row)."""
    encoding = _encoding_of(data)
    lines, first = _Lines(data, encoding), 1
    rest = iter(lines)
    hint = _hint(data, encoding)
    if hint is None:
        delimiter = _delimiter_of(data, encoding)
    else:
        delimiter, first = hint[len(_HINT) :].strip("\r\n") or ",", 2
        next(rest)
    try:
        for number, row in enumerate(csv.reader(rest, delimiter=delimiter), first):
            lines.renew()
            yield number, tuple(row)
    except (csv.Error, TypeError):
        raise BadFile(_UNREADABLE) from None


def _encoding_of(data: bytes) -> str:
    if data.startswith(_UTF_16):
        return "utf-16"
    if b"\0" in data:
        raise BadFile("This isn't an Excel workbook or CSV. Save it as .xlsx or .csv and use that.")
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _CHUNK):
            decoder.decode(data[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _hint(data: bytes, encoding: str) -> str | None:
    """Excel's first line that names the delimiter, if there is one."""
    line = next(iter(_Lines(data, encoding)), "")
    return line if line.casefold().startswith(_HINT) else None


def _delimiter_of(data: bytes, encoding: str) -> str:
    """The delimiter that divides one of the first rows into the most cells."""
    return max(DELIMITERS, key=lambda delimiter: _widest(data, encoding, delimiter))


def _widest(data: bytes, encoding: str, delimiter: str) -> int:
    rows = csv.reader(_Lines(data, encoding), delimiter=delimiter)
    try:
        return max((len(row) for row in islice(rows, _ROWS_TO_TRY)), default=0)
    except (csv.Error, BadFile):
        return 0
