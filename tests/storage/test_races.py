"""Two at the same moment: what a reader sees, and who is told that somebody else was faster."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from scoring.case import Case, Facts, Kind
from scoring.digest_weeks import DigestDue
from scoring.errors import Conflict
from scoring.ids import Reference, TeamId
from storage.allocations import NEW, record_case
from storage.change import Change, Grounds, Source
from storage.database import Database
from storage.digests import add_digest
from storage.session import Session
from storage.snapshots import add_snapshots
from storage.spells import lock_led
from storage.tables.cases import CASES
from storage.tables.ledger import SNAPSHOTS
from storage.tables.post import MARKS
from tests.handlers.council import NOW, Council, a_council
from tests.scoring.london import MONDAY

CHANGE = Change(NOW, Source.SHELL)


@pytest.fixture
def council(database: Database) -> Council:
    return a_council(database)


def count(session: Session, table: Any) -> int:
    number: int = session.execute(select(func.count()).select_from(table)).scalar_one()
    return number


def test_a_reader_sees_one_state_whatever_is_written_meanwhile(database: Database) -> None:
    with database.reading() as reader:
        before = count(reader, MARKS)
        with database.writing() as writer:
            writer.execute(insert(MARKS).values(name="tick", at=datetime(2026, 7, 1, tzinfo=UTC)))
        assert count(reader, MARKS) == before == 0
        reader.rollback()
        assert count(reader, MARKS) == 1


def test_a_writer_sees_what_others_have_written_meanwhile(database: Database) -> None:
    with database.reading() as reader:
        assert count(reader, MARKS) == 0
    with database.writing() as writer:
        writer.execute(insert(MARKS).values(name="tick", at=datetime(2026, 7, 1, tzinfo=UTC)))
        assert count(writer, MARKS) == 1


def a_new_case(council: Council, **changes: Any) -> Case:
    case = Case(NEW, Reference("AB-7777"), council.north, Facts(Kind.CIN), lead=council.people["sam"])
    return replace(case, **changes)


def record(council: Council, before: Case | None, after: Case) -> None:
    with council.database.writing() as session:
        record_case(session, CHANGE, before, after, Grounds("case_added"))


def test_a_reference_that_somebody_else_has_just_entered_is_a_conflict(council: Council) -> None:
    record(council, None, a_new_case(council))
    with pytest.raises(Conflict, match="just entered this reference"):
        record(council, None, a_new_case(council, lead=council.people["priya"]))


def test_a_case_that_somebody_else_has_just_given_away_is_a_conflict(council: Council) -> None:
    record(council, None, a_new_case(council))
    with council.database.reading() as session:
        id_ = session.execute(select(CASES.c.id).where(CASES.c.reference == "AB-7777")).scalar_one()
    without_lead = a_new_case(council, id=id_, lead=None)
    with pytest.raises(Conflict, match="just given this case"):
        record(council, without_lead, replace(without_lead, lead=council.people["priya"]))


def test_a_row_that_is_wrong_in_another_way_is_no_conflict(council: Council) -> None:
    with pytest.raises(IntegrityError):
        record(council, None, a_new_case(council, team=TeamId(999)))


def test_a_digest_is_added_once_and_a_wrong_one_is_never_taken_for_a_second(council: Council) -> None:
    due = DigestDue(council.north, "2026-W48", (), NOW)
    with council.database.writing() as session:
        assert add_digest(session, CHANGE, due)
        assert not add_digest(session, CHANGE, due)
    with pytest.raises(IntegrityError), council.database.writing() as session:
        add_digest(session, CHANGE, replace(due, team=TeamId(999)))


def test_a_day_that_another_process_keeps_meanwhile_is_kept_once(council: Council) -> None:
    with council.database.writing() as session:
        assert add_snapshots(session, MONDAY)
        kept = count(session, SNAPSHOTS)
        session.execute(SNAPSHOTS.delete().where(SNAPSHOTS.c.subject_id == council.people["sam"]))
        session.execute(SNAPSHOTS.update().values(children=7))
        assert not add_snapshots(session, MONDAY)
        assert count(session, SNAPSHOTS) < kept


def test_what_somebody_leads_is_read_with_its_versions(council: Council) -> None:
    [case] = council.lead("sam", 1)
    council.lead("priya", 1)
    with council.database.writing() as session:
        assert lock_led(session, council.people["sam"]) == {(case, 1)}
