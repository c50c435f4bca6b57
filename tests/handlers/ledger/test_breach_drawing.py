"""What settles must not alarm: nothing goes out about a promise that is being kept again."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from handlers.ledger import alerts, living
from handlers.messages import Post
from handlers.reception.posting import Drawn
from scoring.breaches import Breach, Level, Settled
from scoring.case import Kind
from scoring.ids import OutboxId, WorkerId
from scoring.plans import Plan, PlanCode
from scoring.readings import Line, Subject, SubjectKind
from storage.breaches import add_living, change_living, record_moves
from storage.change import Change, Source
from storage.database import Database
from storage.outbox import OutboxEntry
from storage.plans import add_plan
from tests.handlers.council import NOW, Council, a_council
from tests.scoring.london import at


@pytest.fixture
def council(database: Database) -> Council:
    return a_council(database)


def draw(council: Council, kind: str, subject: Subject, now: datetime = NOW, **fixed: Any) -> Drawn:
    entry = OutboxEntry(
        OutboxId(1), kind, subject, council.people["ann"], None, fixed, "sending", 1, now, now
    )
    with council.desk(now) as desk:
        return {**alerts.DRAWERS, **living.DRAWERS}[kind].draw(desk, entry)


def settle(council: Council, breach: Breach) -> None:
    with council.database.writing() as session:
        record_moves(session, [Settled(breach.id, NOW)], {})


def sam_breach(council: Council) -> Breach:
    council.lead("sam", 17)
    return council.breach(SubjectKind.WORKER, council.people["sam"], Line.CHILDREN, NOW - timedelta(hours=2))


def test_a_worker_isnt_to_be_told_of_what_settles(council: Council) -> None:
    breach = sam_breach(council)
    assert isinstance(draw(council, "tell_worker", breach.subject), Post)
    settle(council, breach)
    assert draw(council, "tell_worker", breach.subject) is None


def test_a_supervisor_isnt_told_of_a_case_that_settles(council: Council) -> None:
    [case] = council.lead("priya", 1, Kind.CP)
    breach = council.breach(SubjectKind.CASE, case, Line.WRONG_HOLDER, NOW, value=1, promised=0)
    fixed: dict[str, Any] = {"line": Line.WRONG_HOLDER, "urgent": False}
    assert isinstance(draw(council, "case_breach", breach.subject, **fixed), Post)
    settle(council, breach)
    assert draw(council, "case_breach", breach.subject, **fixed) is None


def test_nobody_above_is_asked_about_what_settles(council: Council) -> None:
    breach = sam_breach(council)
    fixed: dict[str, Any] = {"breach": breach.id, "level": Level.SERVICE_MANAGER}
    assert isinstance(draw(council, "climb", breach.subject, **fixed), Post)
    settle(council, breach)
    assert draw(council, "climb", breach.subject, **fixed) is None


def test_a_reply_that_it_became_worse_isnt_sent_while_it_settles(council: Council) -> None:
    breach = sam_breach(council)
    with council.database.writing() as session:
        message = add_living(session, {breach.subject: council.north}, NOW)[breach.subject]
        change_living(session, message.id, channel_id="C0NORTH", ts="1.000100")
    assert isinstance(draw(council, "worse", breach.subject, living=message.id), Post)
    settle(council, breach)
    assert draw(council, "worse", breach.subject, living=message.id) is None


def test_a_plan_holds_off_those_above_until_the_deadlines_hour_of_its_date(council: Council) -> None:
    breach = sam_breach(council)
    plan = Plan(PlanCode.MOVE, WorkerId(council.people["ann"]), date(2026, 11, 25))
    with council.database.writing() as session:
        add_plan(session, Change(NOW, Source.SLACK, council.people["ann"]), plan, [breach.id])
    fixed: dict[str, Any] = {"breach": breach.id, "level": Level.SERVICE_MANAGER}
    before, after = at("Wed 16:59"), at("Wed 17:00")
    assert draw(council, "climb", breach.subject, before, **fixed) is None
    assert isinstance(draw(council, "climb", breach.subject, after, **fixed), Post)


@pytest.mark.parametrize(
    ("started", "words"), [(True, "has started in North"), (False, "has taken in a file")]
)
def test_a_summary_says_what_made_it_however_late_it_is_sent(
    council: Council, started: bool, words: str
) -> None:
    settling = sam_breach(council)
    council.breach(SubjectKind.TEAM, council.north, Line.CHILDREN, NOW)
    settle(council, settling)
    subject = Subject(SubjectKind.TEAM, council.north)
    post = draw(council, "baseline", subject, NOW + timedelta(days=9), started=started)
    assert isinstance(post, Post)
    assert words in post.message.text
    assert "Promises of children not kept: 1" in post.message.text
