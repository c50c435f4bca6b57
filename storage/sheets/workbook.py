"""Opening a file as sheets of numbered rows: Excel workbooks here, delimited text next door.

A workbook is a zip of XML that somebody may have made to fill the memory, so it is looked at before it is
opened (`archive`), its XML is read by defusedxml, and reading stops after a long run of empty rows.
"""

import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import SEEK_END, BytesIO
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.exceptions import InvalidFileException

from scoring.errors import BadFile
from storage.sheets.archive import Archive, check_parts
from storage.sheets.delimited import delimited_rows

NumberedRow = tuple[int, tuple[object, ...]]

MOST_BYTES = 100 * 2**20
MOST_ROWS = 500_000
MOST_EMPTY_ROWS = 1_000
MOST_COLUMNS = 100

_ZIP, _COMPOUND, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BROKEN = (
    zipfile.BadZipFile, zlib.error, ParseError, DefusedXmlException, InvalidFileException, EOFError, OSError,
    KeyError, ValueError, IndexError, TypeError, AttributeError, NotImplementedError,
)  # fmt: skip
"""Everything that the zip and Excel readers were seen to raise on damaged files."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `rows` begins anew each time and numbers rows as Excel shows them."""

    name: str
    rows: Callable[[], Iterator[NumberedRow]]


def open_sheets(content: BinaryIO | bytes) -> list[Sheet]:
    """The sheets of a file; delimited text is one sheet without a name. BadFile says what to do.

    A workbook is read from an opened file as its rows are asked for: the file must stay open until then.
    """
    file = BytesIO(content) if isinstance(content, bytes) else content
    if file.seek(0, SEEK_END) > MOST_BYTES:
        raise BadFile("The file is larger than 100 MB. Export only the sheets that are needed.")
    file.seek(0)
    if file.read(len(_ZIP)) == _ZIP:
        return _workbook_sheets(file)
    file.seek(0)
    data = file.read()
    if not data.strip():
        raise BadFile("The file is empty. Export it again.")
    if data.startswith(_COMPOUND):
        raise BadFile(_compound_words(data))
    if data.startswith(_PDF):
        raise BadFile("This is a PDF. Export the list as an Excel workbook (.xlsx) or as CSV.")
    return [Sheet("", lambda: _bounded(delimited_rows(data)))]


def _compound_words(data: bytes) -> str:
    if _ENCRYPTED in data:
        return "The workbook is protected by a password. Save a copy without one and use that."
    return "This is an old Excel file (.xls). Open it in Excel and save it as an Excel workbook (.xlsx)."


def _workbook_sheets(file: BinaryIO) -> list[Sheet]:
    archive = _archive(file)
    try:
        with warnings.catch_warnings(action="ignore"):
            reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
            reader.archive = archive
            reader.read()
    except _BROKEN:
        raise BadFile(
            "The workbook is damaged. Open it in Excel, save it again as .xlsx and use that."
        ) from None
    return [Sheet(sheet.title, _row_reader(sheet, archive)) for sheet in reader.wb.worksheets]


def _archive(file: BinaryIO) -> Archive:
    """The workbook's parts. BadFile for what isn't a workbook, or would unpack to more than a council's."""
    try:
        archive = Archive(file)
    except _BROKEN:
        raise BadFile("The file is damaged: it ends too early. Copy or download it again.") from None
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise BadFile("This isn't an Excel workbook or CSV. Save it as .xlsx or .csv and use that.")
    if any(part.flag_bits & 1 for part in parts):
        raise BadFile("The file is protected by a password. Save a copy without one and use that.")
    try:
        check_parts(archive)
    except _BROKEN:
        raise BadFile("The workbook is damaged. Copy or download it again.") from None
    return archive


def _row_reader(sheet: object, archive: Archive) -> Callable[[], Iterator[NumberedRow]]:
    return lambda: _bounded(_sheet_rows(sheet, archive))


def _sheet_rows(sheet: object, archive: Archive) -> Iterator[NumberedRow]:
    # A wrong "dimension" in the file would otherwise cut the sheet off after its first cell.
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    try:
        rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)  # type: ignore[attr-defined]
        for numbered in enumerate(rows, start=1):
            archive.renew()
            yield numbered
    except _BROKEN:
        raise BadFile(
            "A sheet of the workbook is damaged. Open it in Excel, save it again and use that."
        ) from None


def _bounded(rows: Iterator[NumberedRow]) -> Iterator[NumberedRow]:
    """The rows that hold something, up to a run of empty rows that no list has."""
    last = 0
    for count, (number, cells) in enumerate(rows):
        if any(cell is not None and cell != "" for cell in cells):
            last = number
            yield number, cells
        elif number - last > MOST_EMPTY_ROWS:
            return
        if count > MOST_ROWS:
            raise BadFile(
                f"The file has more than {MOST_ROWS:,} rows. Split it, or delete what isn't needed."
            )
