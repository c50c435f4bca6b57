"""What looking at what is due costs: in proportion to what moves, never to what was marked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from handlers.upkeep.due import rescore_due
from scoring.breaches import Cause
from scoring.case import Facts, Kind
from scoring.ids import CaseId, Reference, WorkerId
from scoring.people import Grade
from scoring.readings import Subject, SubjectKind
from storage.allocations import add_case
from storage.audit import record_all
from storage.change import Change, Source
from storage.database import Database
from storage.details import PersonDetails
from storage.due import list_due, mark_subjects
from storage.joining import add_worker
from storage.tables.ledger import BREACHES
from storage.tables.post import AUDIT, OUTBOX
from tests.handlers.council import NOW, Council, a_council

CHANGE = Change(NOW, Source.SHELL)


@pytest.fixture
def council(database: Database) -> Council:
    council = a_council(database)
    settle(council)
    return council


def settle(council: Council) -> None:
    while look(council):
        pass


def look(council: Council) -> bool:
    with council.desk(NOW) as desk:
        return rescore_due(desk)


@contextmanager
def counted(council: Council) -> Iterator[list[str]]:
    """The statements that are sent to the database meanwhile."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    event.listen(council.database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(council.database.engine, "before_cursor_execute", note)


def join_many(council: Council, number: int, promise: int | None) -> list[WorkerId]:
    people = [
        PersonDetails(f"Worker {place}", f"w{place}@council.example", council.north, Grade.EXPERIENCED)
        for place in range(number)
    ]
    with council.database.writing() as session:
        return [add_worker(session, CHANGE, replace(each, promise=promise)) for each in people]


def give_each(council: Council, workers: list[WorkerId], number: int) -> list[CaseId]:
    leads = [worker for worker in workers for _ in range(number)]
    with council.database.writing() as session:
        return [
            add_case(
                session,
                CHANGE,
                reference=Reference(f"ZZ-{9000 + place}"),
                team=council.north,
                facts=Facts(Kind.CARE_LEAVER),
                lead=lead,
            )
            for place, lead in enumerate(leads)
        ]


def test_two_hundred_cases_for_which_nothing_moves_cost_under_forty_statements(council: Council) -> None:
    cases = give_each(council, join_many(council, 20, None), 10)
    settle(council)
    with council.database.writing() as session:
        mark_subjects(session, (Subject(SubjectKind.CASE, id_) for id_ in cases), NOW, Cause.CASE)
    with counted(council) as statements:
        assert look(council)
    assert not look(council)
    assert 0 < len(statements) < 40, len(statements)


def test_forty_workers_whose_promise_breaks_cost_under_a_hundred_and_fifty_statements(
    council: Council,
) -> None:
    workers = join_many(council, 40, 0)
    settle(council)
    give_each(council, workers, 1)
    with counted(council) as statements:
        assert look(council)
    assert not look(council)
    with council.database.reading() as session:
        kinds = select(OUTBOX.c.kind, func.count()).group_by(OUTBOX.c.kind)
        assert dict(session.execute(kinds).all()) == {"tell_worker": 40, "living": 41}
        opened = session.execute(select(func.count()).select_from(BREACHES)).scalar_one()
        audited = select(func.count()).where(AUDIT.c.action == "breach_opened")
        assert session.execute(audited).scalar_one() == opened == 41
    assert 0 < len(statements) < 150, len(statements)


def test_at_one_moment_workers_come_before_teams_and_teams_before_cases(council: Council) -> None:
    later = NOW + timedelta(hours=1)
    with council.database.writing() as session:
        for kind in (SubjectKind.CASE, SubjectKind.TEAM, SubjectKind.WORKER):
            mark_subjects(session, [Subject(kind, 2), Subject(kind, 1)], NOW, Cause.CASE)
        mark_subjects(session, [Subject(SubjectKind.CASE, 3)], NOW - timedelta(hours=1), Cause.CASE)
        found = [(mark.subject.kind.value, mark.subject.id) for mark in list_due(session, later, 9)]
    first, *others = found
    assert first == ("case", 3)
    assert others == [(kind, id_) for kind in ("worker", "team", "case") for id_ in (1, 2)]


def test_nothing_to_write_down_costs_nothing(council: Council) -> None:
    with council.database.writing() as session, counted(council) as statements:
        record_all(session, CHANGE, [])
        mark_subjects(session, [], NOW, Cause.CASE)
    assert statements == []
