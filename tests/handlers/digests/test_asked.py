"""/caseload digest: a team's week on demand, for whom, and never posted by asking."""

from datetime import timedelta

from handlers.digests.asked import show_digest
from handlers.messages import Command, Message, Origin
from scoring.digest_weeks import DigestDue, week_of
from scoring.ids import SlackUserId
from scoring.working_time import london_day
from storage.database import Database
from storage.digests import add_digest
from tests.handlers.council import a_council
from tests.handlers.digest_desk import a_large_team
from tests.handlers.slack_rules import require_postable
from tests.handlers.views_council import Council, open_council, said


def test_a_supervisor_gets_the_teams_week_and_each_worker_and_nothing_is_posted(council: Council) -> None:
    council.holds("sam", 16)
    council.deliver()
    told = said(council.command("ann", "/caseload digest"))
    assert told.startswith("North, week of 23 November.\n\nWe are not keeping our promise to one colleague.")
    assert "For your eyes only, with the numbers of this moment." in told
    assert "North, week of 23 November: before supervision." in told
    assert "16 children" in told.partition("before supervision")[0]
    assert "Sam Okafor: 16 of 15 children" in told.partition("before supervision")[2]
    assert council.deliver() == []
    [(who, team, detail)] = council.audited("digest_read")
    assert (who, team) == ("ann", council.teams["North"])
    assert council.workers["sam"] in detail["workers"]
    assert council.workers["ann"] not in detail["workers"]


def test_it_says_when_this_weeks_was_sent_or_will_be(council: Council) -> None:
    now, north = council.now, council.teams["North"]
    week = week_of(london_day(now))
    with council.database.writing() as session:
        add_digest(session, council.change(), DigestDue(north, week, (week,), now))
    assert "This week's was sent on Thursday 26 November at 10:00." in said(
        council.command("ann", "/caseload digest")
    )
    council.now = now + timedelta(days=3, hours=22)
    assert "This week's is sent on Monday 30 November at 09:00." in said(
        council.command("ann", "/caseload digest north")
    )


def test_those_above_name_a_team_and_read_no_worker(council: Council) -> None:
    council.holds("sam", 3)
    for who in ("mel", "hal"):
        told = said(council.command(who, "/caseload digest North"))
        assert told.startswith("North, week of 23 November.")
        assert "Sam" not in told
    assert "Which team?" in said(council.command("hal", "/caseload digest"))


def test_a_worker_reads_what_their_teams_channel_reads(council: Council) -> None:
    council.holds("sam", 3)
    told = said(council.command("jo", "/caseload digest"))
    assert told.startswith("North, week of 23 November.")
    assert "Sam" not in told
    assert "for the team itself and for those who look after it" in said(
        council.command("jo", "/caseload digest South")
    )


def test_cover_reads_each_worker_while_it_lasts(council: Council) -> None:
    council.holds("sam", 3)
    council.covers("max", "North", council.now, council.now)
    assert "before supervision" in said(council.command("max", "/caseload digest North"))
    council.now += timedelta(days=1)
    assert "before supervision" not in said(council.command("max", "/caseload digest North"))


def test_it_is_asked_for_in_words_too(council: Council) -> None:
    council.holds("sam", 3)
    told = said(council.ask("ann", "show me this week's digest"))
    assert told.startswith("North, week of 23 November.")


def test_a_team_that_has_not_started_has_none(database: Database) -> None:
    council = open_council(database, started=False)
    assert "North hasn't been started yet, so it has no digest." in said(
        council.command("ann", "/caseload digest")
    )


def test_with_a_large_team_both_still_fit_into_one_message(database: Database) -> None:
    council = a_council(database)
    a_large_team(council, 30, 5)
    origin = Origin(SlackUserId("U0ANN"), "T0COUNCIL", "T0COUNCIL")
    with council.desk(viewer="ann") as desk:
        reply = show_digest(Command(origin, "/caseload digest", ""), desk)
    assert isinstance(reply, Message)
    require_postable(reply)
    assert "Shortened to fit into one message." in str(reply.blocks[-1])
