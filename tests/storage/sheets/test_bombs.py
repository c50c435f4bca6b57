"""Files that were made to fill the memory are refused with a sentence, before they have."""

import io
import resource
import zipfile

import pytest

from bot.memory import bounded_memory
from scoring.errors import BadFile
from storage.sheets.cells import read_name
from storage.sheets.read import Line, Refusal, find_table, read_lines
from storage.sheets.workbook import open_sheets
from tests.storage.sheets.bombs import BEGIN, BOMBS, END, workbook
from tests.storage.sheets.files import a_csv


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_file_made_to_fill_the_memory_is_refused_with_a_sentence(bomb: str) -> None:
    with pytest.raises(BadFile, match=r"far more than a list|damaged|can't be read as CSV|headings"):
        list(read_lines(find_table(open_sheets(BOMBS[bomb](1))), {}))


def test_rows_of_the_longest_texts_that_excel_takes_are_read() -> None:
    text = "x" * 32_767
    cells = "".join(f"<c t='inlineStr'><is><t>{text}</t></is></c>" for _ in range(100))
    rows = [list(sheet.rows()) for sheet in open_sheets(workbook((BEGIN, f"<row r='2'>{cells}</row>", END)))]
    assert [len(cell) for cell in rows[0][1][1]] == [32_767] * 100  # type: ignore[arg-type]


def test_a_million_empty_rows_are_no_rows() -> None:
    sheet = (BEGIN, "<row r='1048576'><c t='inlineStr'><is><t>far</t></is></c></row>", END)
    assert [len(list(each.rows())) for each in open_sheets(workbook(sheet))] == [1]


def test_a_size_that_is_said_smaller_than_it_is_unpacks_no_further() -> None:
    """The zip's directory lies about a part: Python stops where it said, and the sum is wrong."""
    honest = workbook((BEGIN, "<row/>" * 200_000, END))
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = honest.replace(size.to_bytes(4, "little"), (500).to_bytes(4, "little"))
    assert lying != honest
    with pytest.raises(BadFile, match="damaged"):
        list(read_lines(find_table(open_sheets(lying)), {}))


def test_another_workbook_or_file_that_a_sheet_points_to_is_never_opened() -> None:
    outside = (
        '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        BEGIN,
        "<row r='2'><c t='inlineStr'><is><t>&a;</t></is></c></row>",
        END,
    )
    with pytest.raises(BadFile, match="damaged"):
        list(read_lines(find_table(open_sheets(workbook(outside))), {}))
    formula = (
        "<row r='2'><c t='str'><f>'[other.xlsx]S'!A1</f><v>kept</v></c><c><f>WEBSERVICE(\"x\")</f></c></row>"
    )
    [sheet] = open_sheets(workbook((BEGIN, formula, END)))
    assert list(sheet.rows())[1][1][:2] == ("kept", None)


@pytest.mark.parametrize("odd", ["A\0b", "A\u202eb", "A\u200bb", "\x1bA", "A\u2028b\u2029", "A\ufeffb"])
def test_letters_nobody_sees_are_refused_with_their_row_and_not_repeated(odd: str) -> None:
    lines = list(
        read_lines(find_table(open_sheets(a_csv("name,email", f"{odd},p@c.example", encoding="utf-16"))), {})
    )
    names = [line.values["name"] for line in lines if isinstance(line, Line)]
    assert names in ([], ["A b"])  # a line's end within a cell is a space, as in every cell
    assert [line.reason for line in lines if isinstance(line, Refusal) and odd in line.reason] == []


def test_reading_may_take_only_so_much_more_memory_than_there_was() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(MemoryError), bounded_memory(100 * 2**20):
        bytearray(200 * 2**20)
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert read_name("Zoë") == "Zoë"
