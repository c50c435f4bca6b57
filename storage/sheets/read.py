"""From a file to rows whose cells have been read: a row is a line, or refused with number and reason."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from scoring.errors import BadFile, BadInput
from storage.sheets.cells import read_day, read_text
from storage.sheets.columns import COLUMNS, Column, FileKind, Matched, recognise
from storage.sheets.workbook import NumberedRow, Sheet, open_sheets

HEADER_ROWS = 20
"""Titles and notes may stand above the headings, but not more than these rows."""

Readers = Mapping[str, Callable[[object], Any]]


@dataclass(frozen=True, slots=True)
class Line:
    """One row as read: its number as Excel shows it, and its values by the name of their column."""

    number: int
    values: Mapping[str, Any]
    cells: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that can't be used, and why; nothing of the row itself is in it."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet whose headings were recognised."""

    kind: FileKind
    matched: Matched
    rows: Callable[[], Iterator[NumberedRow]]


def open_file(file: Path | bytes) -> list[Sheet]:
    """The sheets of a file on disk or already read. BadFile with what to do, if it can't be opened.

    A large workbook on disk is never held in memory as a whole.
    """
    try:
        return open_sheets(file if isinstance(file, bytes) else file.open("rb"))
    except IsADirectoryError:
        raise BadFile("This is a folder. Name the file itself.") from None
    except OSError:
        raise BadFile("There is no such file, or it may not be read.") from None


def first_rows(sheet: Sheet) -> list[NumberedRow]:
    """The rows among which the headings are."""
    return list(islice(sheet.rows(), HEADER_ROWS))


def find_table(sheets: Sequence[Sheet]) -> Table:
    """The one sheet that holds a list we know. BadFile when there is none, or more than one."""
    tables, problem = [], BadFile("The file has no rows. Export it again.")
    for sheet in sheets:
        rows = first_rows(sheet)
        if not rows:
            continue
        try:
            kind, matched = recognise(rows)
        except BadFile as unknown:
            problem = unknown
        else:
            tables.append(Table(kind, matched, sheet.rows))
    if len(tables) > 1:
        raise BadFile(
            "Several sheets of the workbook are lists we know. Save the one to import in a file of its own."
        )
    if not tables:
        raise problem
    return tables[0]


def read_lines(table: Table, readers: Readers) -> Iterator[Line | Refusal]:
    """Every row below the headings. `readers` replace those of the column table by the column's name."""
    plan = _cell_plan(COLUMNS[table.kind], table.matched, readers)
    for number, row in rows_below(table.rows(), table.matched):
        yield _read_line(number, row, plan)


def rows_below(rows: Iterator[NumberedRow], matched: Matched) -> Iterator[NumberedRow]:
    """The rows under the headings that have something in the columns we know."""
    places = tuple(matched.places.values())
    for number, row in rows:
        if number > matched.header_row and any(
            row[place] not in (None, "") for place in places if place < len(row)
        ):
            yield number, row


_CellPlan = tuple[tuple[str, int, Callable[[object], Any], bool], ...]


def _cell_plan(columns: Sequence[Column], matched: Matched, readers: Readers) -> _CellPlan:
    return tuple(
        (column.name, matched.places[column.name], readers.get(column.name, column.read), column.required)
        for column in columns
        if column.name in matched.places
    )


def _read_line(number: int, row: tuple[object, ...], plan: _CellPlan) -> Line | Refusal:
    values: dict[str, Any] = {}
    cells: dict[str, object] = {}
    problems: list[str] = []
    for name, place, read, required in plan:
        cells[name] = cell = row[place] if place < len(row) else None
        try:
            values[name] = value = read(cell)
        except BadInput as problem:
            problems.append(f"{name} {problem}")
            continue
        # 31/12/9999 is how systems write that there is no day; other words may mean nothing and be no gap.
        if required and value is None and (read is read_day or read_text(cell) is None):
            problems.append(f"{name} is missing")
    if problems:
        return Refusal(f"row {number}", "; ".join(problems))
    return Line(number, values, cells)
