"""What looking at what is due costs: in proportion to what moves, never to what was marked."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from handlers.upkeep.due import rescore_due
from scoring.breaches import Cause
from scoring.case import CoWorker, Facts, Kind
from scoring.ids import CaseId, FamilyKey, Reference, WorkerId
from scoring.people import Grade
from scoring.readings import Subject, SubjectKind
from storage.allocations import close_case, record_case
from storage.audit import record_all
from storage.cases import load_case
from storage.change import Change, Grounds, Source
from storage.database import Database
from storage.details import PersonDetails
from storage.due import list_due, mark_subjects
from storage.joining import add_worker
from storage.loads import find_load
from storage.tables.ledger import BREACHES, LOAD_NOW
from storage.tables.post import AUDIT, OUTBOX
from tests.handlers.council import NOW, Council, a_council
from tests.recording import add_case
from tests.statements import noted

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
    with noted(council.database) as statements:
        assert look(council)
    assert not look(council)
    assert 0 < len(statements) < 40, len(statements)


def test_forty_workers_whose_promise_breaks_cost_under_a_hundred_and_fifty_statements(
    council: Council,
) -> None:
    workers = join_many(council, 40, 0)
    settle(council)
    give_each(council, workers, 1)
    with noted(council.database) as statements:
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
    with council.database.writing() as session, noted(council.database) as statements:
        record_all(session, CHANGE, [])
        mark_subjects(session, [], NOW, Cause.CASE)
    assert statements == []


def share(council: Council, case: CaseId, who: str) -> None:
    """Somebody co-works a case by a quarter."""
    with council.database.writing() as session:
        before = load_case(session, case)
        after = replace(before, co_workers=(CoWorker(council.people[who], 25),))
        record_case(session, CHANGE, before, after, Grounds("facts_changed"))


def family(council: Council, number: int, lead: str) -> list[CaseId]:
    """Some siblings led by one worker."""
    with council.database.writing() as session:
        return [
            add_case(
                session,
                CHANGE,
                reference=Reference(f"ZZ-{7000 + place}"),
                team=council.north,
                facts=Facts(Kind.CP),
                family=FamilyKey("F-1"),
                lead=council.people[lead],
            )
            for place in range(number)
        ]


def points_of(council: Council, who: str) -> int:
    with council.database.reading() as session:
        load = find_load(session, council.people[who])
    assert load is not None
    return load.case_points


def test_somebody_who_shares_a_sibling_is_looked_at_when_the_family_changes(council: Council) -> None:
    first, second = family(council, 2, "sam")
    share(council, second, "ade")
    settle(council)
    assert points_of(council, "ade") == 10
    with council.database.writing() as session:
        close_case(session, CHANGE, load_case(session, first))
    settle(council)
    assert points_of(council, "ade") == 20


def test_nobody_is_rescored_who_was_not_marked_so_an_older_reading_overwrites_nothing(
    council: Council,
) -> None:
    [case] = family(council, 1, "sam")
    share(council, case, "ade")
    settle(council)
    with council.database.writing() as session:
        mark_subjects(session, [Subject(SubjectKind.WORKER, council.people["sam"])], NOW, Cause.TIME)
        faster = update(LOAD_NOW).where(LOAD_NOW.c.worker_id == council.people["ade"])
        session.execute(faster.values(case_points=990))
    settle(council)
    assert points_of(council, "ade") == 990
