"""What the team's channel reads once a week, and what it never reads."""

from datetime import date, timedelta
from fractions import Fraction

from sqlalchemy import insert, update

from scoring.case import Kind
from scoring.people import Reduction, ReductionReason
from scoring.plans import Plan, PlanCode
from scoring.readings import Line, SubjectKind
from scoring.tenths import Tenths
from storage.change import Change, Source
from storage.database import Database
from storage.joining import add_reduction
from storage.plans import add_plan
from storage.tables.people import TEAMS
from storage.tables.post import DIGESTS
from tests.builders import a_policy
from tests.handlers.council import NOW, Council, a_council
from tests.handlers.digest_desk import close, draw, due_for, keep_day, write, written
from tests.handlers.slack_rules import words_of
from tests.scoring.london import MONDAY, at


def an_ordinary_week(council: Council) -> None:
    """Sam is over on children, Priya was over for two days, three children wait, a plan falls due."""
    council.lead("sam", 14)
    council.lead("priya", 3, Kind.CP)
    keep_day(council, MONDAY - timedelta(days=8))
    council.lead("sam", 3, Kind.CLA)
    council.wait(council.north, 3)
    council.rescore()
    keep_day(council, MONDAY - timedelta(days=1))
    sam, priya = council.people["sam"], council.people["priya"]
    over = council.breach(SubjectKind.WORKER, sam, Line.CHILDREN, at("Fri 09:00", -1))
    closed = council.breach(SubjectKind.WORKER, priya, Line.POINTS, at("Mon 10:00", -1))
    close(council, closed, at("Wed 10:00", -1))
    plan = Plan(PlanCode.MOVE, council.people["ann"], MONDAY + timedelta(days=4), "to Priya Nair first")
    with council.database.writing() as session:
        add_plan(session, Change(NOW, Source.SHELL, council.people["ann"]), plan, [over.id])
        row = {"team_id": council.north, "week": "2026-W47", "decided_at": at("Mon 09:00", -1)}
        session.execute(insert(DIGESTS).values(row | {"weeks_owed": "2026-W47"}))


def test_the_channel_reads_how_the_team_stands(database: Database) -> None:
    council = a_council(database)
    an_ordinary_week(council)
    text = written(council, "team_digest")
    for said in (
        "North, week of 23 November.",
        "We are not keeping our promise to one colleague.",
        "23 children, within the 27 we promised.",
        "6 more children and 27 more points than at the end of Sunday 15 November.",
        "3 of these children are waiting for a worker.",
        "Not kept at the moment:\nOne colleague, on children, for 3 days",
        "New since Monday 16 November:\nOne colleague, on children\nOne colleague, on points",
        "Kept again since Monday 16 November:\nOne colleague, on points, after 2 days",
        "For a colleague: move cases to somebody with room; by Friday 27 November.",
        "By kind: 17 children in need.",
        "Trial figures",
    ):
        assert said in text


def test_the_channel_never_reads_a_name_a_reference_or_somebodys_words(database: Database) -> None:
    council = a_council(database)
    an_ordinary_week(council)
    write(council)
    message = draw(council, "team_digest")
    assert message is not None
    words = words_of(message)
    for private in ("Sam", "Okafor", "Priya", "Ann", "AB-", "Nair first"):
        assert private not in words


def test_how_long_it_lasted_is_told_for_a_few_and_as_a_span_for_many(database: Database) -> None:
    council = a_council(database)
    for number, words in enumerate(("Mon 09:00", "Thu 09:00", "Sat 09:00", "Sun 20:00")):
        worker = council.join(f"x{number}", f"X {number}", council.north)
        council.breach(SubjectKind.WORKER, worker, Line.CHILDREN, at(words, -1))
    assert "Four colleagues, on children, for 13 hours to 7 days" in written(council, "team_digest")
    for word, said in (
        ("Sat 10:00", ", on points, for 47 hours"),
        ("Sat 10:01", ", on points, for 47 hours each"),
        ("Fri 08:00", ", on points: one for 3 days, two for 47 hours"),
    ):
        council.breach(SubjectKind.WORKER, council.join(word, word, council.north), Line.POINTS, at(word, -1))
        message = draw(council, "team_digest")
        assert message is not None
        assert f"{said}\n" in message.text


def test_small_counts_of_a_kind_are_hidden_with_the_next_smallest(database: Database) -> None:
    council = a_council(database)
    an_ordinary_week(council)
    text = written(council, "team_digest")
    assert (
        "Not shown, so that no child can be recognised: children on protection plans, looked-after children. "
        "We hide a number when it is fewer than 5, and the next smallest with it." in text
    )
    assert "3 children on protection plans" not in text


def test_a_short_absence_leaves_no_trace_in_the_channel(database: Database) -> None:
    council = a_council(database)
    council.lead("sam", 6)
    written_before = written(council, "team_digest")
    away = Reduction(ReductionReason.SICKNESS, Fraction(1), MONDAY)
    with database.writing() as session:
        add_reduction(session, Change(NOW, Source.SHELL), council.people["sam"], away)
    council.rescore()
    council.breach(SubjectKind.TEAM, council.north, Line.NOBODY_THERE, NOW, value=6, promised=0)
    message = draw(council, "team_digest", NOW + timedelta(hours=1))
    assert message is not None
    assert "nobody there" not in message.text
    assert "nobody there" not in written_before
    shown = draw(council, "team_digest", at("Mon 17:00", 1))
    assert shown is not None
    assert "6 children have nobody there for them at the moment." in shown.text
    assert "Children with nobody there for them, for 7 days" in shown.text


def test_the_average_is_told_where_the_council_has_a_range(database: Database) -> None:
    council = a_council(database)
    council.lead("sam", 12)
    council.lead("priya", 11)
    ranges: list[tuple[tuple[Tenths, Tenths], str]] = [
        ((200, 210), "On average 11.5 children for each full-time social worker; our range is 20 to 21."),
        (
            (100, 110),
            "On average 11.5 children for each full-time social worker; above our range of 10 to 11.",
        ),
    ]
    write(council)
    for wanted, said in ranges:
        message = draw(council, "team_digest", policy=a_policy(average_range=wanted))
        assert message is not None
        assert said in message.text
    plain = draw(council, "team_digest")
    assert plain is not None
    assert "average" not in plain.text


def test_worker_days_count_every_day_since_the_team_was_started_in_this_quarter(database: Database) -> None:
    council = a_council(database)
    for days in range(1, 11):
        keep_day(council, MONDAY - timedelta(days=days))
    sam = council.people["sam"]
    for line in (Line.CHILDREN, Line.POINTS):
        breach = council.breach(SubjectKind.WORKER, sam, line, at("Mon 10:00", -1))
        close(council, breach, at("Wed 10:00", -1))
    text = written(council, "team_digest")
    assert (
        "Counting each day of each colleague who wasn't wholly away, from 1 October to 22 November: we kept "
        "our promise on 28 of 30 days." in text
    )


def test_the_days_before_a_team_was_started_are_not_counted_as_kept(database: Database) -> None:
    council = a_council(database)
    for days in range(1, 11):
        keep_day(council, MONDAY - timedelta(days=days))
    with database.writing() as session:
        session.execute(update(TEAMS).values(started_at=at("Fri 10:00", -1)))
    assert "from 20 November to 22 November: we kept our promise on 9 of 9 days." in written(
        council, "team_digest"
    )


def test_a_digest_moved_by_a_bank_holiday_leaves_no_day_out(database: Database) -> None:
    council = a_council(database)
    for day, number in ((date(2026, 12, 20), 4), (date(2026, 12, 21), 3), (date(2026, 12, 27), 1)):
        council.lead("sam", number)
        keep_day(council, day)
    tuesday = at("Tue 09:00", 5)
    assert tuesday.date() == date(2026, 12, 29), "Monday 28 December is a bank holiday"
    write(council, tuesday, due_for(council.north, week="2026-W53", send_at=tuesday))
    message = draw(council, "team_digest", tuesday)
    assert message is not None
    assert "4 more children and 16 more points than at the end of Sunday 20 December." in message.text
