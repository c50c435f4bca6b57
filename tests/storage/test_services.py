"""Services summed up by the database, and how many of their promises aren't kept."""

from datetime import date

import pytest

from scoring.breaches import Level, Settled
from scoring.plans import Plan, PlanCode
from scoring.readings import Line, SubjectKind
from storage.breaches import record_climb, record_moves
from storage.change import Change, Source
from storage.database import Database
from storage.joining import add_service
from storage.plans import add_plan
from storage.services import (
    Broken,
    count_broken_in_services,
    count_broken_in_teams,
    list_climbed,
    list_service_loads,
)
from tests.handlers.council import NOW, Council, a_council
from tests.scoring.london import at


@pytest.fixture
def council(database: Database) -> Council:
    return a_council(database)


def test_a_service_is_the_sum_of_its_teams_by_name(council: Council) -> None:
    council.lead("sam", 14)
    council.lead("ade", 17)
    council.wait(council.north, 2)
    with council.database.writing() as session:
        add_service(session, Change(NOW, Source.SHELL), "Fostering")
    with council.database.reading() as session:
        [found] = list_service_loads(session, None)
        assert list_service_loads(session, [found.id]) == [found]
        assert list_service_loads(session, []) == []
    assert (found.name, found.teams, found.over) == ("Safeguarding", 2, 1)
    assert (found.children, found.promise, found.waiting) == (33, 42, 2)


def test_broken_promises_are_counted_by_whom_they_were_made_to(council: Council) -> None:
    sam, priya = council.people["sam"], council.people["priya"]
    first = council.breach(SubjectKind.WORKER, sam, Line.CHILDREN, at("Fri 09:00", -1))
    council.breach(SubjectKind.WORKER, sam, Line.POINTS, at("Fri 09:00", -1))
    planned = council.breach(SubjectKind.WORKER, priya, Line.POINTS, at("Fri 09:00", -1))
    settling = council.breach(SubjectKind.TEAM, council.north, Line.CHILDREN, at("Fri 09:00", -1))
    change = Change(NOW, Source.SHELL, council.people["ann"])
    with council.database.writing() as session:
        plan = Plan(PlanCode.MOVE, council.people["ann"], date(2026, 11, 27))
        add_plan(session, change, plan, [planned.id, first.id])
        record_moves(session, [Settled(settling.id, NOW)], {})
    with council.database.reading() as session:
        assert count_broken_in_teams(session, [council.north, council.south]) == {council.north: Broken(2, 1)}
        assert count_broken_in_services(session, None) == {council.service: Broken(2, 1)}
        assert count_broken_in_services(session, []) == {}


def test_only_what_has_come_to_a_level_is_listed_for_it(council: Council) -> None:
    sam = council.people["sam"]
    climbed = council.breach(SubjectKind.WORKER, sam, Line.CHILDREN, at("Fri 09:00", -1))
    council.breach(SubjectKind.WORKER, sam, Line.POINTS, at("Fri 09:00", -1))
    with council.database.writing() as session:
        record_climb(session, climbed.id, Level.SERVICE_MANAGER, NOW)
    with council.database.reading() as session:
        found = list_climbed(session, [Level.SERVICE_MANAGER], [council.service], 10)
        assert [each.id for each in found] == [climbed.id]
        assert list_climbed(session, [Level.SERVICE_MANAGER], [], 10) == []
        assert list_climbed(session, [Level.HEAD], None, 10) == []
