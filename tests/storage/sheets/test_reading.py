"""Opening files: encodings, delimiters, headings, and everything that isn't a file we can use."""

import io
import zipfile
from pathlib import Path

import pytest

from scoring.errors import BadFile
from storage.sheets.cells import read_text
from storage.sheets.columns import FileKind
from storage.sheets.read import Line, Refusal, find_table, open_file, read_lines
from storage.sheets.workbook import MOST_EMPTY_ROWS, open_sheets
from tests.storage.sheets.files import a_csv, a_workbook

PEOPLE = ("name,email,grade,team", "Zoë Smith,zoe@council.example,SW,North")


def names_in(data: bytes) -> list[str]:
    """The names of the people that a file holds."""
    table = find_table(open_sheets(data))
    return [str(line.values["name"]) for line in read_lines(table, {}) if isinstance(line, Line)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_encoding_that_excel_writes_is_read(encoding: str) -> None:
    assert names_in(a_csv(*PEOPLE, encoding=encoding)) == ["Zoë Smith"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_delimiter_that_excel_writes_is_read(delimiter: str) -> None:
    assert names_in(a_csv(*(line.replace(",", delimiter) for line in PEOPLE))) == ["Zoë Smith"]


def test_excels_hint_of_the_delimiter_is_no_row() -> None:
    table = find_table(open_sheets(a_csv("sep=;", "name;email", "Zoë;bad")))
    assert [line.place for line in read_lines(table, {}) if isinstance(line, Refusal)] == ["row 3"]


def test_headings_are_matched_loosely_and_may_stand_below_a_title() -> None:
    rows: tuple[list[str], ...] = (
        ["Staff list, June"],
        [],
        ["Full Name", "E-mail Address", "JOB TITLE", "Shoe size"],
        ["Zoë", "z@c.example"],
    )
    table = find_table(open_sheets(a_workbook({"Sheet1": rows})))
    assert table.kind is FileKind.PEOPLE
    assert table.matched.unknown == ("Shoe size",)
    assert [line.number for line in read_lines(table, {}) if isinstance(line, Line)] == [4]


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        ("name,email,role,grade,fte,team,service,employment,start,end", FileKind.PEOPLE),
        ("email,reason,percent,from,to", FileKind.REDUCTIONS),
        ("email,responsibility,points", FileKind.EXTRAS),
        (
            "team,service,channel,supervisor_email,cover_email,cover_from,cover_to,established_fte",
            FileKind.TEAMS,
        ),
        ("reference,family", FileKind.FAMILIES),
        ("reference,kind,need,worker_email,team,family,allocated_on,last_seen,factors", FileKind.CASES),
    ],
)
def test_the_kind_of_a_file_is_known_from_its_headings(headings: str, kind: FileKind) -> None:
    table = find_table(open_sheets(a_csv(headings, "x")))
    assert table.kind is kind
    assert table.matched.unknown == ()
    assert len(table.matched.places) == headings.count(",") + 1


def test_a_missing_column_is_named_with_the_kind_the_file_looks_like() -> None:
    with pytest.raises(BadFile, match="looks like a people file, but it has no column “email”"):
        find_table(open_sheets(a_csv("name,grade,fte,team", "Zoë,SW,1,North")))


def test_two_columns_that_could_be_the_same_are_refused() -> None:
    with pytest.raises(BadFile, match=r"Two columns .* could be “team”"):
        find_table(open_sheets(a_csv("name,email,team,Team", "Zoë,z@c.example,North,South")))


def test_a_columns_own_name_goes_before_another_name_for_it() -> None:
    table = find_table(
        open_sheets(a_csv("reference,kind,team,id,worker_email", "1001,cin,North,9,z@c.example"))
    )
    assert table.matched.places["reference"] == 0
    assert table.matched.unknown == ("id",)


def test_headings_nobody_knows_are_answered_with_those_we_know() -> None:
    with pytest.raises(BadFile, match="people: name, email"):
        find_table(open_sheets(a_csv("a,b,c", "1,2,3")))


def test_a_row_tells_everything_that_is_wrong_with_it_and_repeats_nothing() -> None:
    table = find_table(open_sheets(a_csv("name,email,fte,start", ",not-an-address,lots,secret")))
    (refusal,) = read_lines(table, {})
    assert isinstance(refusal, Refusal)
    assert refusal.place == "row 2"
    for word in ("name is missing", "email isn't", "fte isn't", "start isn't a date"):
        assert word in refusal.reason
    assert "secret" not in refusal.reason


def _zip(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


def _bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        with archive.open("xl/sharedStrings.xml", "w") as part:
            for _ in range(110):
                part.write(b"a" * 2**20)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (a_workbook({"Sheet1": [["name", "email"]]})[:400], "damaged"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "xls"),
        (b"%PDF-1.7 ...", "PDF"),
        (_zip(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "Save it as .xlsx or .csv"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "Save it as .xlsx or .csv"),
        (_bomb(), "unpacks to far more"),
    ],
    ids=["nothing", "spaces", "cut short", "password", "old excel", "pdf", "calc", "picture", "bomb"],
)  # fmt: skip
def test_a_file_that_will_not_do_says_what_to_do(data: bytes, advice: str) -> None:
    with pytest.raises(BadFile, match=advice):
        find_table(open_sheets(data))


def test_a_workbook_whose_sheet_is_damaged_says_so() -> None:
    whole = a_workbook({"Sheet1": [["name", "email"], ["Zoë", "z@c.example"]]})
    source, buffer = zipfile.ZipFile(io.BytesIO(whole)), io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part in source.infolist():
            content = source.read(part)
            archive.writestr(part, content[:150] if "sheet1" in part.filename else content)
    with pytest.raises(BadFile, match="damaged"):
        find_table(open_sheets(buffer.getvalue()))


def test_entities_in_a_workbooks_xml_are_refused() -> None:
    whole = a_workbook({"Sheet1": [["name", "email"], ["Zoë", "z@c.example"]]})
    source, buffer = zipfile.ZipFile(io.BytesIO(whole)), io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part in source.infolist():
            content = source.read(part)
            if "sheet1" in part.filename:
                content = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + content
            archive.writestr(part, content)
    with pytest.raises(BadFile, match="damaged"):
        find_table(open_sheets(buffer.getvalue()))


def test_reading_stops_after_a_long_run_of_empty_rows() -> None:
    rows = [
        ["name", "email"],
        ["Zoë", "z@c.example"],
        *([[]] * (MOST_EMPTY_ROWS + 5)),
        ["Far", "far@c.example"],
    ]
    assert names_in(a_workbook({"Sheet1": rows})) == ["Zoë"]


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="no such file"):
        open_file(tmp_path / "people.csv")
    with pytest.raises(BadFile, match="folder"):
        open_file(tmp_path)


def test_a_hundred_thousand_rows_are_streamed() -> None:
    data = a_csv("name,email", *(f"Person {number},p{number}@c.example" for number in range(100_000)))
    table = find_table(open_sheets(data))
    assert sum(1 for _ in read_lines(table, {})) == 100_000
    assert read_text("Person 1") == "Person 1"
