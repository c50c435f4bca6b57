"""Files for the tests, made as councils make them: tidy, unless a test says otherwise.

a_workbook({"List 6": [...rows]})       an Excel workbook, as bytes
annex_a(list_6=[{...}], list_7=[...])   an Annex A with the official headings; a row is a dict of what matters
a_csv("reference,kind", "1001,cin")     a CSV file, as bytes
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook

SAMPLE = Path(__file__).with_name("data") / "Annex_A_2024_Jan.xlsx"

_FIRST = ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)")
HEADINGS: Mapping[int, Sequence[str]] = {
    6: (
        *_FIRST, "Does the Child have a Disability", "CIN Start Date", "Primary Need Code",
        "Date Child Was Last Seen", "CIN Closure Date", "Reason for Closure", "Case Status", "Allocated Team",
        "Allocated Worker",
    ),
    7: (
        *_FIRST, "Does the Child have a Disability", "Child Protection Plan Start Date",
        "Latest Category of Abuse", "Date of the Last Statutory Visit", "Child Protection Plan End Date",
        "Allocated Team", "Allocated Worker",
    ),
    8: (
        *_FIRST, "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))",
        "Does the Child have a Disability", "Date Started to be Looked After",
        "Start date of current legal status",
        "Date of Latest Statutory Review", "Date of Last Social Work Visit",
        "Date of Last IRO Visit / Contact to the Child", "Date Ceased to be Looked After",
        "Placement postcode",
        "Number of Episodes the Child has been ‘Missing’ from their Placement in the last 12 months",
        "Allocated Team", "Allocated Worker",
    ),
}  # fmt: skip
_SHORT = {
    "id": "Child Unique ID",
    "team": "Allocated Team",
    "worker": "Allocated Worker",
    "status": "Case Status",
    "disability": "Does the Child have a Disability",
    "uasc": "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))",
    "dob": "Date of Birth",
    "age": "Age of Child (Years)",
}
_BY_LIST = {
    6: {"start": "CIN Start Date", "end": "CIN Closure Date", "seen": "Date Child Was Last Seen"},
    7: {
        "start": "Child Protection Plan Start Date",
        "end": "Child Protection Plan End Date",
        "seen": "Date of the Last Statutory Visit",
    },
    8: {
        "start": "Date Started to be Looked After",
        "end": "Date Ceased to be Looked After",
        "seen": "Date of Last Social Work Visit",
    },
}
Child = Mapping[str, Any]


def a_workbook(sheets: Mapping[str, Iterable[Sequence[Any]]]) -> bytes:
    """An Excel workbook with these sheets of rows."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def list_rows(
    number: int, children: Iterable[Child], headings: Sequence[str] | None = None
) -> list[list[Any]]:
    """The rows of one list, headings first; a child in North with Sam Okafor unless it says otherwise."""
    names = HEADINGS[number]
    rows: list[list[Any]] = [list(headings or names)]
    for child in children:
        full = {"team": "North", "worker": "Sam Okafor", "dob": datetime(2015, 1, 25), "age": 6.138, **child}
        if number == 6:
            full = {"status": "c) Child in need plan", **full}
        cells = {(_SHORT | _BY_LIST[number])[name]: value for name, value in full.items()}
        rows.append([cells.get(name) for name in names])
    return rows


def annex_a(
    list_6: Iterable[Child] = (), list_7: Iterable[Child] = (), list_8: Iterable[Child] = ()
) -> bytes:
    """An Annex A workbook with its Lists 6, 7 and 8."""
    lists = {6: list_6, 7: list_7, 8: list_8}
    return a_workbook({f"List {number}": list_rows(number, rows) for number, rows in lists.items()})


def a_csv(*lines: str, encoding: str = "utf-8") -> bytes:
    """A CSV file of these lines."""
    return "\r\n".join(lines).encode(encoding)


FILE_DAY = date(2026, 6, 8)
"""The Monday whose state the test files show."""
