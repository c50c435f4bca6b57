"""Personal data is dropped while reading: nothing of it reaches the database, the plan or the audit."""

from datetime import UTC, date, datetime
from pathlib import Path

from openpyxl import load_workbook

from storage.database import open_database, read_url
from storage.sheets.plan_lines import plan_lines
from tests.storage.sheets.council import Council, a_council
from tests.storage.sheets.files import SAMPLE

DROPPED = (
    "date of birth",
    "ethnicity",
    "gender",
    "placement postcode",
    "primary need",
    "category of abuse",
    "age",
)
NOW = datetime(2024, 1, 31, 10, tzinfo=UTC)


def personal_values() -> set[str]:
    """What the sample says of children that may not be kept: dates of birth, ethnicity, postcodes …"""
    found: set[str] = set()
    book = load_workbook(SAMPLE, read_only=True, data_only=True)
    for sheet in book.worksheets:
        headings, *rows = list(sheet.iter_rows(values_only=True))
        for place, heading in enumerate(headings):
            if str(heading).casefold().startswith(DROPPED):
                found |= {_text(row[place]) for row in rows if row[place] not in (None, "")}
    return {value for value in found if len(value) > 3}


def _text(value: object) -> str:
    return value.date().isoformat() if isinstance(value, datetime) else str(value)


def test_the_sample_has_personal_values_to_look_for() -> None:
    values = personal_values()
    assert {"2015-01-25", "T28 2WB", "a) WBRI", "b) Female"} <= values
    assert len(values) > 40


def test_nothing_personal_is_in_any_row_after_an_import(council: Council) -> None:
    council.take(SAMPLE.read_bytes(), date(2024, 1, 31), NOW, waiting_team="North")
    rows = repr(council.everything())
    assert "12598894" in rows
    assert [value for value in personal_values() if value in rows] == []


def test_nothing_personal_is_in_the_plan(council: Council) -> None:
    plan = council.plan(SAMPLE.read_bytes(), date(2024, 1, 31), NOW, waiting_team="North")
    text = "\n".join(plan_lines(plan, full=True)) + repr(plan)
    assert [value for value in personal_values() if value in text] == []


def test_nothing_personal_is_in_the_bytes_of_the_database_file(sqlite_url: str) -> None:
    database = open_database(read_url(sqlite_url))
    a_council(database).take(SAMPLE.read_bytes(), date(2024, 1, 31), NOW, waiting_team="North")
    database.close()
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    stored = b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*"))
    assert b"12598894" in stored
    assert [value for value in personal_values() if value.encode() in stored] == []
    assert b"Eugene" not in stored  # a worker nobody knows here is listed, not kept
