"""What a supervisor reads of each worker, as long as Slack takes it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from bot.sandbox.table_rules import strings_of
from handlers.views.digests.words import change_text
from scoring.case import Factor, Kind
from scoring.plans import Plan, PlanCode
from scoring.readings import Line, SubjectKind
from scoring.snapshots import Change as Moved
from storage.allocations import record_answer
from storage.cases import change_last_seen
from storage.change import Change, Source
from storage.database import Database
from storage.plans import add_plan
from storage.tables.cases import JUDGEMENTS
from tests.handlers.council import NOW, Council, a_council
from tests.handlers.digest_desk import KINDS, a_judgement_row, a_large_team, draw, write, written
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
    assert "/caseload @worker" in seen
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
