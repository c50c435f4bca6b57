"""A workbook's zip, looked at before anything in it is built: how much it holds, and how much comes at once.

openpyxl keeps what it reads until a row is whole, and builds an object for each style, name and text. A file
of a few megabytes that was made for it takes gigabytes (measured: links after the rows, 12 MB, over 3 GB).
"""

import zipfile
from typing import IO, Any

from scoring.errors import BadFile

MOST_UNPACKED_BYTES = 600 * 2**20
MOST_OTHER_BYTES = 60 * 2**20
MOST_PARTS = 2_000
BLOWN_UP = 150
SMALL_BYTES = 20 * 2**20
"""A part over 20 MB that unpacks to more than 150 times its size was made to be large, not to be read."""
MOST_MARKS = 300_000
"""Elements of all that is neither a sheet nor its texts: Excel itself allows 64,000 cell styles."""
MOST_TEXT_MARKS = 3_000_000
"""Elements of the texts that cells share; each text is some four."""
MOST_BETWEEN_ROWS = 8 * 2**20
"""Bytes of a sheet from one row to the next: 100 cells of the longest text that Excel takes are 3 MB."""

SHEETS, TEXTS = "/worksheets/", "sharedStrings"
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".bin")
TOO_MUCH = "The workbook unpacks to far more than a list of cases. Export only the sheets needed."


class Archive(zipfile.ZipFile):
    """A zip whose parts, but for the counted texts, give only so many bytes until the next row was seen."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file)
        self._given = 0

    def renew(self) -> None:
        """A row was seen: the next one may take as much again."""
        self._given = 0

    def open(self, name: Any, *given: Any, **named: Any) -> IO[bytes]:
        """A part of the zip, as `ZipFile.open` has it, rationed."""
        part = super().open(name, *given, **named)
        if TEXTS in (name if isinstance(name, str) else name.filename):
            return part
        self.renew()
        whole_read = part.read

        def read(size: int | None = -1) -> bytes:
            taken = whole_read(-1 if size is None else size)
            self._given += len(taken)
            if self._given > MOST_BETWEEN_ROWS:
                raise BadFile(TOO_MUCH)
            return taken

        part.read = read  # type: ignore[method-assign]  # this one part's, of this one reading
        return part


def is_sheet(name: str) -> bool:
    """Whether a part of a workbook is a sheet's rows."""
    return SHEETS in name and not name.endswith(".rels")


def check_parts(archive: Archive) -> None:
    """Raises BadFile if the workbook holds more than any council's file, by what it says and what it has."""
    parts = archive.infolist()
    others = [part for part in parts if not is_sheet(part.filename)]
    blown_up = any(part.file_size > max(BLOWN_UP * part.compress_size, SMALL_BYTES) for part in parts)
    if (
        blown_up
        or len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES
        or sum(part.file_size for part in others) > MOST_OTHER_BYTES
    ):
        raise BadFile(TOO_MUCH)
    read = [part for part in others if not part.filename.lower().endswith(PICTURES)]
    _check_marks(archive, [part for part in read if TEXTS in part.filename], MOST_TEXT_MARKS)
    _check_marks(archive, [part for part in read if TEXTS not in part.filename], MOST_MARKS)


def _check_marks(archive: Archive, parts: list[zipfile.ZipInfo], most: int) -> None:
    """Raises BadFile if these parts together have more elements than this."""
    marks = 0
    for part in parts:
        with archive.open(part) as file:
            while taken := file.read(2**20):
                archive.renew()
                marks += taken.count(b"<")
                if marks > most:
                    raise BadFile(TOO_MUCH)
