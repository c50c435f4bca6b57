"""The weekly digests: exactly one of each, late and owed weeks, whoever is there to read them."""

from datetime import time, timedelta
from threading import Barrier, Thread

from sqlalchemy import insert, select, update

from handlers.digests.digests import DRAWERS, digest_schedules
from handlers.messages import Post
from scoring.case import Kind
from scoring.ids import ChannelId
from scoring.people import Role
from storage.change import Change, Source
from storage.database import Database
from storage.digests import list_last_weeks
from storage.joining import add_cover, change_team, end_role
from storage.tables.people import TEAMS
from storage.tables.post import AUDIT, DIGESTS
from tests.handlers.council import BEFORE, NOW, Council, a_council
from tests.handlers.digest_desk import (
    KINDS,
    draw,
    due_for,
    write,
    written,
)
from tests.scoring.london import MONDAY, at
from tests.statements import noted


def test_a_started_team_has_its_own_hour_or_the_policys(database: Database) -> None:
    council = a_council(database)
    with database.writing() as session:
        change_team(session, Change(NOW, Source.SHELL), council.south, digest_weekday=3, digest_minute=870)
    with database.reading() as session:
        schedules = digest_schedules(session, council.policy)
    assert [(each.team, each.weekday, each.at) for each in schedules] == [
        (council.north, 0, time(9)),
        (council.south, 3, time(14, 30)),
    ]
    assert schedules[0].started_at == BEFORE


def test_a_team_that_was_not_started_has_none(database: Database) -> None:
    council = a_council(database)
    with database.writing() as session:
        session.execute(update(TEAMS).values(started_at=None))
    with database.reading() as session:
        assert digest_schedules(session, council.policy) == []
    write(council)
    assert council.outbox() == []


def test_there_is_exactly_one_whatever_restarts(database: Database) -> None:
    council = a_council(database)
    for now in (NOW, NOW, NOW + timedelta(minutes=1)):
        write(council, now)
    assert [(entry.kind, entry.channel, entry.worker) for entry in council.outbox()] == [
        ("team_digest", "C0NORTH", None),
        ("supervisor_digest", None, council.people["ann"]),
    ]
    with database.reading() as session:
        assert list_last_weeks(session) == {council.north: "2026-W48"}
        audit = session.execute(select(AUDIT.c.action).where(AUDIT.c.action == "digest_written"))
        assert len(audit.all()) == 1


def test_two_processes_at_the_same_moment_write_one(database: Database) -> None:
    council = a_council(database)
    ready, failures = Barrier(2), list[Exception]()

    def tick() -> None:
        ready.wait()
        try:
            write(council)
        except Exception as error:
            failures.append(error)

    threads = [Thread(target=tick) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert [entry.kind for entry in council.outbox()] == list(KINDS)


def test_a_channel_that_was_changed_meanwhile_is_where_it_goes(database: Database) -> None:
    council = a_council(database)
    write(council)
    with database.writing() as session:
        change_team(session, Change(NOW, Source.SHELL), council.north, channel=ChannelId("C0OTHER"))
    with council.desk() as desk:
        drawn = DRAWERS["team_digest"].draw(desk, council.outbox("team_digest")[0])
    assert isinstance(drawn, Post)
    assert drawn.channel == "C0OTHER"


def test_it_is_one_digest_even_where_the_outbox_has_been_cleared(database: Database) -> None:
    council = a_council(database)
    with database.writing() as session:
        row = {"team_id": council.north, "week": "2026-W48", "decided_at": NOW, "weeks_owed": "2026-W48"}
        session.execute(insert(DIGESTS).values(row))
    write(council)
    assert council.outbox() == []


def test_without_a_channel_it_goes_to_the_supervisor_and_says_so(database: Database) -> None:
    council = a_council(database)
    with database.writing() as session:
        change_team(session, Change(NOW, Source.SHELL), council.north, channel=None)
    text = written(council, "team_digest")
    assert {entry.worker for entry in council.outbox()} == {council.people["ann"]}
    assert "North has no channel that I know of, so this comes to you instead." in text


def test_without_a_supervisor_the_channel_still_has_it(database: Database) -> None:
    council = a_council(database)
    without_supervisor(council)
    assert "no channel" not in written(council, "team_digest")
    assert [entry.kind for entry in council.outbox()] == ["team_digest"]


def test_with_neither_it_stays_owed(database: Database) -> None:
    council = a_council(database)
    without_supervisor(council)
    with database.writing() as session:
        change_team(session, Change(NOW, Source.SHELL), council.north, channel=None)
    write(council)
    assert council.outbox() == []
    with database.reading() as session:
        assert list_last_weeks(session) == {}


def without_supervisor(council: Council) -> None:
    with council.database.writing() as session:
        end_role(
            session, Change(NOW, Source.SHELL), council.people["ann"], Role.SUPERVISOR, team=council.north
        )


def test_cover_gets_the_supervisors_digest(database: Database) -> None:
    council = a_council(database)
    with database.writing() as session:
        add_cover(session, Change(NOW, Source.SHELL), council.north, council.people["ben"], MONDAY, MONDAY)
    write(council)
    assert council.outbox("supervisor_digest")[0].worker == council.people["ben"]
    assert draw(council, "supervisor_digest") is not None
    assert draw(council, "supervisor_digest", NOW + timedelta(days=1)) is None


def test_what_was_held_back_waits_for_working_hours(database: Database) -> None:
    council = a_council(database)
    write(council, at("Sat 10:00"))
    assert {entry.not_before for entry in council.outbox()} == {at("Mon 08:00", 1)}


def test_a_late_digest_says_so_and_which_weeks_it_covers(database: Database) -> None:
    council = a_council(database)
    now = at("Tue 11:00")
    write(council, now, due_for(council.north, "2026-W46", "2026-W47"))
    for kind in KINDS:
        message = draw(council, kind, now)
        assert message is not None
        assert (
            "This digest also covers the weeks of 9 November and 16 November, which could not be sent."
            in message.text
        )
        assert (
            "It was due on Monday 23 November at 09:00 and is late; its numbers are today's." in message.text
        )


def test_one_week_owed_is_said_in_the_singular(database: Database) -> None:
    council = a_council(database)
    write(council, due=due_for(council.north, "2026-W47"))
    message = draw(council, "team_digest")
    assert message is not None
    assert "also covers the week of 16 November, which could not be sent." in message.text


def test_nothing_is_drawn_for_a_team_that_is_not_started_any_more(database: Database) -> None:
    council = a_council(database)
    write(council)
    entry = council.outbox("team_digest")[0]
    with database.writing() as session:
        session.execute(update(TEAMS).where(TEAMS.c.id == council.north).values(started_at=None))
    with council.desk() as desk:
        assert DRAWERS["team_digest"].draw(desk, entry) is None


def test_a_digest_costs_the_same_queries_for_two_workers_as_for_twelve(database: Database) -> None:
    counts = []
    council = a_council(database)
    write(council)
    for workers in (2, 12):
        for number in range(workers):
            key = f"x{workers}{number}"
            council.join(key, f"X {key}", council.north)
            council.lead(key, 2, Kind.CP)
        with noted(council.database) as statements:
            for kind in KINDS:
                draw(council, kind)
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[0] < 60
