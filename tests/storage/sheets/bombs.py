"""Files that were made to fill the memory or the day, and what reading each takes.

`python -m tests.storage.sheets.bombs` reads them at full size, each in a process of its own, and prints time
and memory; the tests read them a little over the bounds.
"""

import io
import os
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from scoring.errors import BadFile
from storage.sheets.read import find_table, read_lines
from storage.sheets.workbook import open_sheets

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES = "".join(
    f'<Override PartName="/xl/{part}.xml" ContentType="{SHEET_TYPE}.{kind}+xml"/>'
    for part, kind in (
        ("workbook", "sheet.main"),
        ("worksheets/sheet1", "worksheet"),
        ("sharedStrings", "sharedStrings"),
        ("styles", "styles"),
    )
)
BEGIN = (
    f'<worksheet {MAIN}><sheetData><row r="1"><c t="inlineStr"><is><t>name</t></is></c>'
    '<c t="inlineStr"><is><t>email</t></is></c></row>'
)
END = "</sheetData></worksheet>"
KEPT_LARGE = 24
"""Every so many kilobytes something follows that can't be packed, as in an honest file."""


def workbook(
    sheet: Iterable[str] = (BEGIN, END),
    shared: Iterable[str] = (),
    styles: Iterable[str] = (),
    names: str = "",
) -> bytes:
    """A workbook of one sheet whose parts hold what is given."""
    out = io.BytesIO()
    relation = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Default Extension="rels" ContentType="{relation}+xml"/>{TYPES}</Types>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>'
            f"{names}</workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{relation}"><Relationship Id="rId1" Type="{OFFICE}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
        )
        _write(archive, "xl/worksheets/sheet1.xml", sheet)
        _write(archive, "xl/sharedStrings.xml", shared or (f"<sst {MAIN}/>",))
        _write(archive, "xl/styles.xml", styles or (f"<styleSheet {MAIN}/>",))
    return out.getvalue()


def _write(archive: zipfile.ZipFile, name: str, pieces: Iterable[str]) -> None:
    with archive.open(name, "w") as part:
        for piece in pieces:
            part.write(piece.encode())


def _much(before: str, unit: str, times: float, after: str) -> Iterator[str]:
    """Ten megabytes of a unit, so many times; once, they are mostly spaces, which are read at once."""
    unit += " " * 500 if times == 1 else ""
    yield before
    noise, size = Random(1), KEPT_LARGE * 1024
    for _ in range(int(times * 10 * 2**20 / size)):
        yield unit * (size // len(unit))
        if "/" in unit and times > 1:
            yield f"<!--{noise.randbytes(400).hex()}-->"
    yield after


def _marks(before: str, unit: str, number: int, after: str) -> Iterator[str]:
    return iter((before, unit * number, after))


BOMBS: Mapping[str, Callable[[float], bytes]] = {
    "one endless row": lambda size: workbook(
        _much(f"{BEGIN}<row r='2'>", "<c><v>1</v></c>", size, f"</row>{END}")
    ),
    "one row again and again": lambda size: workbook(
        _much(BEGIN, "<row r='1'/>", size, END)
    ),
    "columns before the rows": lambda size: workbook(
        _much(f"<worksheet {MAIN}><cols>", "<col/>", size, "</cols></worksheet>")
    ),
    "links after the rows": lambda size: workbook(
        _much(f"{BEGIN}</sheetData><hyperlinks>", "<hyperlink/>", size, "</hyperlinks></worksheet>")
    ),
    "an endless cell": lambda size: workbook(
        _much(f"{BEGIN}<row r='2'><c t='str'><v>", "ab", size, f"</v></c></row>{END}")
    ),
    "styles": lambda size: workbook(
        styles=_marks(f"<styleSheet {MAIN}><cellXfs>", "<xf/>", int(310_000 * size), "</cellXfs>")
    ),
    "defined names": lambda size: workbook(
        names=f"<definedNames>{'<definedName>A1</definedName>' * int(160_000 * size)}</definedNames>"
    ),
    "texts that cells share": lambda size: workbook(
        shared=_marks(f"<sst {MAIN}>", "<si/>", int(3_100_000 * min(size, 1.3)), "</sst>")
    ),
    "entities within entities": lambda _: workbook(
        shared=(
            '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
            f"<sst {MAIN}><si><t>&b;</t></si></sst>",
        )
    ),
    "one line of commas": lambda size: b"name,email\n" + b"," * int(2**21 * size),
    "a quotation that never ends": lambda size: b'name,email\n"' + b"a\n" * int(2**20 * size),
    "a row over endless lines": lambda size: b"name,email\n" + b'"\n",' * int(2**19 * size),
}  # fmt: skip
"""How each is made, `size` times a little over what is refused."""


def _read(path: Path) -> None:
    """Read one file and say what it took: for a process of its own."""
    data = path.read_bytes()
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    try:
        said = f"{sum(1 for _ in read_lines(find_table(open_sheets(data)), {}))} rows"
    except BadFile as problem:
        said = str(problem)
    took = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(
        f"{path.stem:28} {len(data) / 2**20:5.1f} MB file {time.perf_counter() - began:5.1f} s "
        f"+{took:4.0f} MB  {said}"
    )


def main() -> None:
    if len(sys.argv) > 1:
        _read(Path(sys.argv[1]))
        return
    with TemporaryDirectory() as folder:
        for name, make in BOMBS.items():
            path = Path(folder) / f"{name}.bin"
            path.write_bytes(make(30))
            subprocess.run(
                [sys.executable, "-m", "tests.storage.sheets.bombs", path], check=True, env=os.environ
            )


if __name__ == "__main__":
    main()
