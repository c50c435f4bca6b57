"""Odd files: spoiled workbooks and lists, planned and carried out; each ends in a plan or a sentence."""

import io
import zipfile
from collections import Counter
from collections.abc import Callable
from random import Random

from scoring.errors import CaseloadError
from scoring.working_time import london_day
from storage.change import Change, Source
from storage.policies import load_policy
from storage.sheets.apply import apply_plan
from storage.sheets.plan import plan_import
from storage.sheets.plan_lines import plan_lines
from tests.handlers.views_council import Council
from tests.odd.door import table_digest
from tests.odd.running import Found
from tests.odd.spoil import TEXTS, VALUES, spoil_text
from tests.storage.sheets.files import a_csv, a_workbook, annex_a

WHOLE = (
    "reference,kind,need,worker_email,team,family,allocated_on,last_seen,factors\n"
    "AB-7001,cin,lower,sam@council.example,North,F-1,01/11/2026,02/11/2026,court",
    "reference,kind,worker_email,team,allocated_on\nAB-1000,cp,jo@council.example,North,2026-10-01",
    "name,email,role,grade,fte,team,service\n"
    "Una New,una@council.example,worker,experienced,0.8,North,Safeguarding",
    "email,reason,percent,from,to\nsam@council.example,sickness,100,01/11/2026,",
    "email,responsibility,points\nsam@council.example,duty,5",
    "team,service,channel,digest_day,digest_time\nEast,Safeguarding,C01EAST,monday,09:00",
    "reference,family\nAB-1000,F-9",
)
"""A file of each kind, as it should be."""


def send_odd_files(council: Council, put_back: Callable[[], object], seed: int, size: int) -> Found:
    """Plan `size` odd files, and carry every second plan out; what is refused must store nothing."""
    found, random, endings = Found(), Random(seed), Counter[str]()
    for number in range(size):
        content = _odd_file(random)
        before = table_digest(council.database) if number % 10 == 0 else ""
        refused = False
        try:
            endings[_import(council, content, is_applied=random.random() < 0.5)] += 1
        except CaseloadError as error:
            refused = True
            endings[type(error).__name__] += 1
            if len(str(error)) < 8:
                found.faults.append(f"{number}: no sentence in {error!r}")
        except Exception as problem:  # that is what is looked for
            found.faults.append(f"{number}: {type(problem).__name__} {problem}\n  {content[:600]!r}")
        if refused and before and before != table_digest(council.database):
            found.faults.append(f"{number}: refused, and yet the store has changed")
        if number % 100 == 99:
            council.database.close()
            put_back()
    found.sent, found.endings = size, endings
    return found


def _import(council: Council, content: bytes, *, is_applied: bool) -> str:
    change = Change(council.now, Source.IMPORT)
    with council.database.reading() as session:
        policy = load_policy(session, london_day(council.now))
        plan = plan_import(session, content, "odd.xlsx", policy=policy, now=council.now, waiting_team="North")
    plan_lines(plan, True)
    if not is_applied:
        return "planned"
    with council.database.writing() as session:
        apply_plan(session, change, plan)
    return "applied"


def _odd_file(random: Random) -> bytes:
    chance = random.random()
    if chance < 0.5:
        return _spoiled_list(random)
    if chance < 0.75:
        return _spoiled_annex(random)
    return _spoiled_bytes(random.choice((_spoiled_list, _spoiled_annex))(random), random)


def _spoiled_list(random: Random) -> bytes:
    """A whole list with cells and headings spoiled, as CSV or as a workbook."""
    headings, row = (line.split(",") for line in random.choice(WHOLE).split("\n"))
    rows = [[_spoil_cell(cell, random) for cell in row] for _ in range(random.randint(1, 5))]
    titles = [_spoil_cell(each, random) if random.random() < 0.05 else each for each in headings]
    if random.random() < 0.6:
        return a_csv(*(",".join(map(_as_text, line)) for line in (titles, *rows)))
    return a_workbook({"Sheet1": [list(map(_as_cell, line)) for line in (titles, *rows)]})


def _spoiled_annex(random: Random) -> bytes:
    """An Annex A with odd ids, dates and workers."""
    names = ("id", "team", "worker", "disability", "start", "end", "seen", "dob", "age")
    whole = {"id": "700001", "team": "North", "worker": "Sam Okafor", "start": "01/02/2026"}
    rows = [
        {**whole, random.choice(names): _as_cell(random.choice(random.choice((TEXTS, VALUES))))}
        for _ in range(random.randint(1, 4))
    ]
    return annex_a(rows, rows[:1], rows[1:])


def _spoiled_bytes(content: bytes, random: Random) -> bytes:
    """Cut, flipped, doubled, or the parts of a workbook taken away."""
    deed = random.randrange(5)
    if deed == 0:
        return content[: random.randrange(len(content))]
    if deed == 1:
        return content + content
    if deed == 2 and content[:2] == b"PK":
        return _without_a_part(content, random)
    if deed == 3:
        return random.choice(
            (b"", b"\x00" * 1000, b"PK\x03\x04" + content[:50], b"%PDF-1.7", content.replace(b",", b";"))
        )
    spoiled = bytearray(content)
    for _ in range(random.randint(1, 30)):
        spoiled[random.randrange(len(spoiled))] = random.randrange(256)
    return bytes(spoiled)


def _without_a_part(content: bytes, random: Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        names = old.namelist()
        gone = random.choice(names)
        for name in names:
            if name != gone:
                new.writestr(name, old.read(name))
            elif random.random() < 0.5:
                new.writestr(name, b"<x>" + old.read(name)[:100])
    return made.getvalue()


def _spoil_cell(cell: str, random: Random) -> object:
    if random.random() < 0.7:
        return cell
    return (
        spoil_text(cell, random) if random.random() < 0.5 else random.choice(random.choice((TEXTS, VALUES)))
    )


def _as_text(cell: object) -> str:
    text = str(cell) if not isinstance(cell, int) or abs(cell) < 10**100 else "9" * 400
    return f'"{text}"' if "," in text else text.encode("utf-8", "replace").decode()


def _as_cell(cell: object) -> object:
    """Something a workbook can hold."""
    if isinstance(cell, bool | float) or cell is None:
        return cell
    if isinstance(cell, int):
        return cell if abs(cell) < 10**15 else str(cell)[:300]
    text = str(cell).encode("utf-8", "replace").decode()
    return "".join(each for each in text if each >= " " or each in "\n\t")[:30_000]
