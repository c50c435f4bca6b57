"""A made-up Annex A workbook as Excel writes one: shared strings, real dates, every column of Lists 6 to 8.

Written as plain XML, a row at a time: openpyxl's own writer would take minutes for 400,000 rows.
"""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import IO
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

WHO = ("Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)", "Does the Child have a Disability")
WHOSE = ("Allocated Team", "Allocated Worker")
LISTS: dict[str, tuple[str, ...]] = {
    "List 6": (
        "Child Unique ID", *WHO, "CIN Start Date", "Primary Need Code", "Date Child Was Last Seen",
        "CIN Closure Date", "Reason for Closure", "Case Status", *WHOSE,
    ),
    "List 7": (
        "Child Unique ID", *WHO, "Child Protection Plan Start Date", "Initial Category of Abuse",
        "Latest Category of Abuse", "Date of the Last Statutory Visit", "Was the Child Seen Alone?",
        "Date of Latest Review Conference", "Child Protection Plan End Date", "Subject to Emergency Order",
        "Number of Previous Child Protection Plans", *WHOSE,
    ),
    "List 8": (
        "Child Unique ID", *WHO, "Unaccompanied Asylum Seeking Child (UASC)",
        "Date Started to be Looked After", "Child's Category of Need", "Second or Subsequent Period",
        "Start Date of Current Legal Status", "Child's Legal Status", "Date of Latest Statutory Review",
        "Date of Last Social Work Visit", "Permanence Plan", "Date of Last IRO Visit",
        "Date of Last Health Assessment", "Date of Last Dental Check", "Number of Placements",
        "Date Ceased to be Looked After", "Reason Ceased to be Looked After",
        "Start Date of Most Recent Placement", "Placement Type", "Placement Provider", "Placement Postcode",
        "URN of Placement", "Placement Location", "LA of Placement", "Number of Missing Episodes",
        "Number of Absences", "Return Interview Offered", "Return Interview Accepted", *WHOSE,
    ),
}  # fmt: skip
"""The columns of Ofsted's Annex A (ILACS): 14, 17 and 34 of them."""

SHARES = (("List 6", 65), ("List 7", 13), ("List 8", 22))
"""Rows of each list in a hundred."""

_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Held:
    """Who leads a child, as the file writes it."""

    team: str
    worker: str


def write_workbook(path: Path, number: int, held: Iterator[Held], today: date, seed: int = 5) -> None:
    """A workbook with that many rows, each an open child of its own."""
    book = _Book(Random(seed), today)
    references = iter(range(1, number + 1))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        left = number
        for place, (name, percent) in enumerate(SHARES, start=1):
            rows = left if place == len(SHARES) else number * percent // 100
            left -= rows
            with file.open(f"xl/worksheets/sheet{place}.xml", "w", force_zip64=True) as sheet:
                book.write_sheet(sheet, name, [next(references) for _ in range(rows)], held)
        with file.open("xl/sharedStrings.xml", "w") as strings:
            strings.write(book.strings_xml().encode())
        for part, text in _PARTS.items():
            file.writestr(part, text)


@dataclass
class _Book:
    random: Random
    today: date
    strings: dict[str, int] = field(default_factory=dict)

    def write_sheet(self, sheet: IO[bytes], name: str, numbers: list[int], held: Iterator[Held]) -> None:
        headings = LISTS[name]
        whole = f"A1:{_LETTERS[len(headings) - 1]}{len(numbers) + 1}"
        start = f'{_XML}<worksheet xmlns="{_MAIN}"><dimension ref="{whole}"/><sheetData>'
        sheet.write(start.encode())
        sheet.write(self._row(1, headings).encode())
        for row, number in enumerate(numbers, start=2):
            sheet.write(self._row(row, self._cells(headings, number, next(held))).encode())
        sheet.write(b"</sheetData></worksheet>")

    def strings_xml(self) -> str:
        """Every string once."""
        items = "".join(f"<si><t>{escape(text)}</t></si>" for text in self.strings)
        return f'{_XML}<sst xmlns="{_MAIN}" uniqueCount="{len(self.strings)}">{items}</sst>'

    def _cells(self, headings: Iterable[str], number: int, held: Held) -> list[str | date | int | None]:
        own: dict[str, str | date | int | None] = {
            "Child Unique ID": f"A-{number * 7_654_321 % 100_000_007:09d}",
            "Allocated Team": held.team,
            "Allocated Worker": held.worker,
            "Case Status": self.random.choice(("c) Child in need", "c) Child in need", "d) Assessment")),
            "Age of Child (Years)": number % 18,
        }
        return [own[name] if name in own else self._value(name) for name in headings]

    def _value(self, name: str) -> str | date | int | None:
        if name.endswith(("Closure Date", "Plan End Date", "Reason for Closure")) or "Ceased" in name:
            return None
        if name.startswith("Number"):
            return self.random.randrange(4)
        if "Date" in name:
            return self.today - timedelta(days=self.random.randrange(1, 700))
        if name.startswith(("Does", "Was", "Unaccompanied")):
            return self.random.choice(("a) Yes", *["b) No"] * 9))
        return f"{name} {self.random.randrange(1, 9)}"

    def _row(self, number: int, cells: Iterable[str | date | int | None]) -> str:
        found = "".join(
            self._cell(f"{_LETTERS[place]}{number}", cell)
            for place, cell in enumerate(cells)
            if cell is not None
        )
        return f'<row r="{number}">{found}</row>'

    def _cell(self, place: str, cell: str | date | int) -> str:
        if isinstance(cell, date):
            return f'<c r="{place}" s="1"><v>{(cell - _EPOCH).days}</v></c>'
        if isinstance(cell, int):
            return f'<c r="{place}"><v>{cell}</v></c>'
        return f'<c r="{place}" t="s"><v>{self.strings.setdefault(cell, len(self.strings))}</v></c>'


_LETTERS = [get_column_letter(place) for place in range(1, 41)]
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _parts() -> dict[str, str]:
    """What makes three sheets a workbook."""
    ids = range(1, len(LISTS) + 1)
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{id_}" r:id="rId{id_}"/>' for id_, name in enumerate(LISTS, start=1)
    )
    links = "".join(
        f'<Relationship Id="rId{id_}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for id_, kind, target in (
            *((id_, "worksheet", f"worksheets/sheet{id_}.xml") for id_ in ids),
            (8, "sharedStrings", "sharedStrings.xml"),
            (9, "styles", "styles.xml"),
        )
    )
    kinds = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{_KIND}.{kind}+xml"/>'
        for part, kind in (
            ("workbook", "sheet.main"), ("styles", "styles"), ("sharedStrings", "sharedStrings"),
            *((f"worksheets/sheet{id_}", "worksheet") for id_ in ids),
        )
    )  # fmt: skip
    relationships = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    return {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{kinds}</Types>",
        "_rels/.rels": f"{_XML}{relationships}"
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f"{_XML}{relationships}{links}</Relationships>",
        "xl/styles.xml": f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>'
        '<fills count="1"><fill><patternFill/></fill></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
    }


_PARTS = _parts()
