"""Many cases recorded at once, on both databases: the rows are those of each recorded by itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from scoring.case import Case, CoWorker, Factor, Kind, Need
from scoring.errors import Conflict
from scoring.ids import FamilyKey, Reference
from storage.allocations import NEW, record_case
from storage.cases import change_last_seen, find_case
from storage.change import Change, Grounds, Source
from storage.database import Database
from storage.entering import add_imported_cases, find_ids
from storage.forgetting import forget_open_case
from storage.session import Session
from storage.tables import METADATA
from tests.builders import some_facts
from tests.storage.sheets.council import NOW, Council, a_council

FILE = Change(NOW, Source.IMPORT)
SEEN = date(2026, 6, 1)
Cases = list[tuple[Case, date | None]]


@pytest.fixture
def council(database: Database) -> Council:
    return a_council(database)


def the_cases(council: Council) -> Cases:
    sam, ade = council.workers["sam"], council.workers["ade"]
    led = Case(NEW, Reference("L-1"), council.north, some_facts(), sam, date(2026, 5, 1), FamilyKey("F1"))
    heavy = some_facts(Kind.CLA, Factor.UASC, unsettled=True, travel=40)
    return [
        (led, SEEN),
        (replace(led, reference=Reference("L-2"), lead=ade, team=council.south, facts=heavy), None),
        (replace(led, reference=Reference("L-3"), family=None, facts=some_facts(need=Need.LOWER)), SEEN),
        (replace(led, reference=Reference("W-1"), lead=None, led_since=None), None),
    ]


def one_by_one(session: Session, cases: Cases) -> None:
    for case, seen in cases:
        id_ = record_case(session, FILE, None, case, Grounds("case_added", imported=True))
        if seen:
            change_last_seen(session, id_, seen)


def at_once(session: Session, cases: Cases) -> None:
    add_imported_cases(session, FILE, cases)


def written(council: Council, cases: Cases, write: Callable[[Session, Cases], None]) -> Any:
    """Every row afterwards, without the numbers the database gives; nothing of it is kept."""
    with council.database.reading() as session:
        write(session, cases)
        references = {
            id_: key for key, id_ in find_ids(session, [case.reference for case, _ in cases]).items()
        }
        return {
            table.name: sorted(map(repr, (_row(row, references) for row in session.execute(select(table)))))
            for table in METADATA.sorted_tables
        }


def _row(row: Any, references: dict[Any, Reference]) -> dict[str, Any]:
    found = dict(row._mapping)
    found.pop("id", None)
    if "case_id" in found:
        found["case_id"] = references.get(found["case_id"])
    if found.get("subject_kind") == "case":
        found["subject_id"] = references.get(found["subject_id"])
    return found


def test_many_cases_at_once_leave_the_rows_of_each_by_itself(council: Council) -> None:
    cases = the_cases(council)
    both = [written(council, cases, write) for write in (one_by_one, at_once)]
    assert both[0]["due"] != []
    assert both[0] == both[1]


def test_who_co_works_a_sibling_in_the_same_hands_is_looked_at_again(council: Council) -> None:
    first, *others = the_cases(council)
    shared = replace(
        first[0], reference=Reference("S-1"), co_workers=(CoWorker(council.workers["priya"], 20),)
    )
    with council.database.writing() as session:
        record_case(session, replace(FILE, at=NOW.replace(hour=1)), None, shared, Grounds("case_added"))
    both = [written(council, [first, *others], write) for write in (one_by_one, at_once)]
    assert both[0] == both[1]


def test_a_case_somebody_has_entered_meanwhile_is_a_conflict(council: Council) -> None:
    cases = the_cases(council)
    with council.database.writing() as session:
        one_by_one(session, cases[:1])
    with pytest.raises(Conflict, match="Make the plan again"), council.database.writing() as session:
        at_once(session, cases)


def test_a_file_gives_no_case_the_number_of_one_that_was_forgotten(council: Council) -> None:
    first, second = the_cases(council)[0], the_cases(council)[1]
    with council.database.writing() as session:
        at_once(session, [first])
        known = find_case(session, first[0].reference)
        assert known is not None
        forget_open_case(session, FILE, known)
        at_once(session, [second])
        assert find_ids(session, [second[0].reference])[second[0].reference] > known.id
