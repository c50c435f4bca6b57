"""A worker's broken promise goes with them into another team, watched there or not yet."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from storage.database import Database
from storage.joining import change_worker
from storage.tables.people import TEAMS
from tests.handlers.ledger.broken import breaches, close, give, without_allocations
from tests.office import Office, open_office


@pytest.fixture
def resting(database: Database) -> Office:
    """The office, with South not started yet."""
    office = open_office(database)
    with office.database.writing() as session:
        session.execute(update(TEAMS).where(TEAMS.c.id == office.teams["South"]).values(started_at=None))
    return office


def move(office: Office, who: str, team: str) -> None:
    with office.database.writing() as session:
        change_worker(session, office.change(), office.workers[who], team=office.teams[team])
    office.rescore()


def test_the_channel_they_leave_says_so_and_the_new_one_gets_its_own_message(office: Office) -> None:
    give(office, "sam", 16)
    office.deliver()
    move(office, "sam", "South")
    told = [(e.channel, p) for e, p in office.deliver() if e.subject.id == office.workers["sam"] and p]
    assert [(channel, post.update_ts is None) for channel, post in told] == [
        ("C01NORTH", False),
        ("C01SOUTH", True),
    ]
    assert told[0][1].message.text == (
        "Our promise to a colleague in North is looked after by their new team from now on."
    )
    assert told[1][1].message.text.startswith("We are not keeping our promise to a colleague in South: 16")


def test_in_a_team_that_has_not_started_it_eases_and_closes_in_silence(resting: Office) -> None:
    give(resting, "sam", 16)
    resting.deliver()
    move(resting, "sam", "South")
    assert [kind for kind, _ in without_allocations(resting)] == ["living"]
    close(resting, 4)
    resting.waits(hours=24)
    [row] = breaches(resting)
    assert row.closed_at == row.back_at + timedelta(hours=24)
    assert without_allocations(resting) == []


def test_there_nothing_new_opens_and_nothing_climbs(resting: Office) -> None:
    give(resting, "sam", 16)
    resting.deliver()
    move(resting, "sam", "South")
    resting.deliver()
    for number in range(6):
        resting.says("sue", f"/allocate AB-{7000 + number} cp @sam because=AGREED")
    resting.waits(days=10)
    assert [(row.line, row.climbed_to) for row in breaches(resting)] == [("children", "supervisor")]
    assert without_allocations(resting) == []


def test_once_the_team_starts_its_plan_has_the_usual_time(resting: Office) -> None:
    give(resting, "sam", 16)
    move(resting, "sam", "South")
    resting.waits(days=13)
    resting.click("sue", "team_start", str(resting.teams["South"]))
    resting.rescore()
    assert [row.climbed_to for row in breaches(resting)] == ["supervisor"]
    resting.waits(days=5)
    assert "service_manager" in {row.climbed_to for row in breaches(resting)}
