"""What a supervisor reads of each worker, as long as Slack takes it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from bot.sandbox.table_rules import strings_of
from handlers.views.digests.words import change_text
from scoring.breaches import Level
from scoring.case import Factor, Kind
from scoring.concerns import Asked, Said, Suits, Topic, Why
from scoring.plans import Plan, PlanCode
from scoring.readings import Line, SubjectKind
from scoring.snapshots import Change as Moved
from storage.cases import change_last_seen
from storage.change import Change, Source
from storage.concerns import add_concern
from storage.database import Database
from storage.holders import record_answer
from storage.plans import add_plan
from storage.supervision import record_supervision
from storage.tables.cases import JUDGEMENTS
from tests.handlers.council import NOW, Council, a_council
from tests.handlers.digest_desk import (
    KINDS,
    a_judgement_row,
    a_large_team,
    draw,
    keep_day,
    write,
    written,
)
from tests.scoring.london import MONDAY, at


def a_week_to_talk_about(council: Council) -> None:
    """Sam: over on points alone, and one of everything a supervisor should know of."""
    first, second, third, fourth, *_ = council.lead("sam", 8, Kind.CP, factors=frozenset({Factor.COURT}))
    council.rescore()
    sam, ann = council.people["sam"], council.people["ann"]
    over = council.breach(SubjectKind.WORKER, sam, Line.POINTS, at("Fri 09:00", -1))
    plan = Plan(PlanCode.SHARE, ann, MONDAY + timedelta(days=4), "with Priya from Monday")
    change = Change(NOW, Source.SHELL, ann)
    with council.database.writing() as session:
        add_plan(session, change, plan, [over.id])
        change_last_seen(session, third, date(2026, 10, 30))
        record_answer(session, change, fourth, agrees=False)
        proposed = a_judgement_row(first, sam, None, MONDAY + timedelta(days=40))
        agreed = a_judgement_row(second, sam, ann, MONDAY + timedelta(days=11))
        session.execute(insert(JUDGEMENTS), [proposed, agreed])


def test_the_supervisor_reads_each_worker_before_supervision(database: Database) -> None:
    council = a_council(database)
    a_week_to_talk_about(council)
    text = written(council, "supervisor_digest")
    for said in (
        "North, week of 23 November: before supervision.",
        "We are not keeping our promise to one colleague: Sam Okafor.",
        "Sam Okafor: 8 of 15 children · 111 of 100 points",
        "We are not keeping our promise. 8 children, within our promise; 111 of 100 points: eight live "
        "court cases.",
        "Judgements to agree: AB-1001.",
        "Judgements that lapse soon: AB-1002 on Fri 4 Dec.",
        "Visits overdue: AB-1003, due by Fri 13 Nov.",
        "Would like to talk about: AB-1004.",
        "Plan: share cases by co-working (with Priya from Monday); by Friday 27 November.",
        "Priya Nair: 0 of 12 children · 15 of 90 points",
    ):
        assert said in text
    assert "Ben Boyle" not in text


def test_a_worker_who_agreed_after_talking_is_not_listed_again(database: Database) -> None:
    council = a_council(database)
    [case] = council.lead("sam", 1)
    with database.writing() as session:
        record_answer(session, Change(at("Thu 10:00", -1), Source.SLACK), case, agrees=False)
        record_answer(session, Change(at("Fri 10:00", -1), Source.SLACK), case, agrees=True)
    assert "Would like to talk" not in written(council, "supervisor_digest")


def test_a_team_of_40_with_30_cases_each_fits_into_one_message(database: Database) -> None:
    council = a_council(database)
    a_large_team(council, workers=40, cases=30)
    write(council)
    team, supervisor = (draw(council, kind) for kind in KINDS)
    assert team is not None
    assert supervisor is not None
    assert "We are not keeping our promise to 40 colleagues." in team.text
    assert "40 colleagues, on children, for 3 days" in team.text
    seen = "\n".join(strings_of(list(supervisor.blocks)))
    assert "/caseload supervision @worker" in seen
    for number in range(40):
        assert f"Worker-w{number:02}" in seen
    assert "30 visits overdue and 30 judgements to agree." in seen


def test_a_longer_list_is_shortened_to_three_before_it_is_only_counted(database: Database) -> None:
    council = a_council(database)
    a_large_team(council, workers=12, cases=30)
    write(council)
    supervisor = draw(council, "supervisor_digest")
    assert supervisor is not None
    seen = "\n".join(strings_of(list(supervisor.blocks)))
    assert "Judgements to agree: AB-1001; AB-1002; AB-1003; 27 more." in seen
    assert "Shortened to fit into one message." in seen


@pytest.mark.parametrize(
    ("points", "said"), [(-10, "1 fewer point"), (10, "1 more point"), (-15, "1.5 fewer points")]
)
def test_one_point_is_said_as_one(points: int, said: str) -> None:
    assert change_text(Moved(MONDAY, 1, points, is_same_policy=True)).startswith(f"1 more child and {said}")


def test_supervision_is_told_with_what_is_overdue_and_the_load_since_then(database: Database) -> None:
    council = a_council(database)
    council.lead("sam", 2)
    keep_day(council, date(2026, 10, 20))
    had_supervision(council, "sam", date(2026, 10, 20))
    council.lead("sam", 1)
    text = written(council, "supervisor_digest")
    for said in (
        "In all: two supervisions overdue.",
        "Supervision: last on 20 October 2026 (60 minutes); every 4 weeks, due by Tuesday 17 November, "
        "overdue by 6 days.",
        "1 more child and 4 more points than at the end of Tuesday 20 October.",
        "Supervision: none recorded here yet; every 4 weeks, due by Thursday 22 October, overdue by 32 days.",
    ):
        assert said in text


def test_a_concern_is_told_to_the_supervisor_it_has_come_to(database: Database) -> None:
    council = a_council(database)
    raise_concern(council, "sam", Asked(council.people["ann"], Level.SUPERVISOR, Why.USUAL))
    raise_concern(council, "priya", Asked(council.people["mo"], Level.SERVICE_MANAGER, Why.OWN))
    text = written(council, "supervisor_digest")
    assert "one open concern" in text
    assert text.count("Would like to talk about their caseload") == 1
    assert (
        "Would like to talk about their caseload: too many cases (“nights &amp; weekends”). It suits them: "
        "this week; please answer by Wednesday 25 November at 17:00."
    ) in text


def had_supervision(council: Council, who: str, day: date) -> None:
    with council.database.writing() as session:
        change = Change(NOW, Source.SLACK, council.people["ann"])
        record_supervision(session, change, council.people[who], day, 60)


def raise_concern(council: Council, who: str, asked: Asked) -> None:
    said = Said((Topic.CASES,), Suits.WEEK, "nights & weekends")
    with council.database.writing() as session:
        change = Change(NOW, Source.SLACK, council.people[who])
        add_concern(session, change, council.north, said, asked, at("Wed 17:00"))
