"""What is older than the policy keeps it leaves by night, a few rows at a time; what is needed stays."""

from datetime import timedelta

from sqlalchemy import Table, insert, select

from bot.bank_holidays import calendar_of
from handlers.desk import Desk
from handlers.upkeep.retention import AT_ONCE
from handlers.upkeep.sweep import sweep
from scoring.timetable import Occasion, OccasionKind
from scoring.working_time import london_day
from storage.change import Source
from storage.policies import load_policy
from storage.tables.cases import CASES
from storage.tables.concerns import CONCERNS
from storage.tables.ledger import PLANS
from storage.tables.post import AUDIT, MESSAGE_REFERENCES, OUTBOX
from storage.tables.questions import LAST_QUERIES
from tests.handlers.views_council import Council

MONTH = timedelta(days=31)
MESSAGE = {"kind": "digest", "subject_kind": "team", "subject_id": 1, "to_channel_id": "C1", "attempts": 1}


def night(council: Council) -> None:
    """The night's clearing up."""
    with council.database.reading() as session:
        policy = load_policy(session, london_day(council.now))
        desk = Desk(council.database, session, council.now, policy, calendar_of(policy), Source.TICK)
        sweep(desk, Occasion(OccasionKind.SWEEP, council.now, desk.today))


def texts(council: Council, table: Table, column: str) -> list[str]:
    with council.database.reading() as session:
        return list(session.execute(select(table.c[column]).order_by(table.c[column])).scalars())


def a_message(council: Council, key: str, age: timedelta, state: str = "sent") -> int:
    at = council.now - age
    row = {**MESSAGE, "key": key, "created_at": at, "not_before": at, "state": state}
    with council.database.writing() as session:
        return int(session.execute(insert(OUTBOX).values(row).returning(OUTBOX.c.id)).scalar_one())


def test_notes_of_settled_messages_leave_and_those_that_are_needed_stay(council: Council) -> None:
    with council.database.writing() as session:
        session.execute(OUTBOX.delete())
    for state in ("sent", "dropped", "dead", "queued", "unknown"):
        a_message(council, f"old {state}", 25 * MONTH, state)
    a_message(council, "young", 22 * MONTH)
    council.holds("sam", 1)
    naming = a_message(council, "names a case", 25 * MONTH)
    with council.database.writing() as session:
        case = session.execute(select(CASES.c.id)).scalar_one()
        session.execute(insert(MESSAGE_REFERENCES).values(outbox_id=naming, case_id=case))
    night(council)
    kept = {key for key in texts(council, OUTBOX, "key") if key}
    assert {"old queued", "old unknown", "young", "names a case"} <= kept
    assert not kept & {"old sent", "old dropped", "old dead"}


def test_the_audit_leaves_after_its_years(council: Council) -> None:
    row = {"source": "tick", "subject_kind": "team", "subject_id": 1}
    with council.database.writing() as session:
        session.execute(AUDIT.delete())
        for action, age in (("ancient", 75), ("old", 73), ("young", 70)):
            session.execute(insert(AUDIT).values(**row, action=action, at=council.now - age * MONTH))
    night(council)
    assert texts(council, AUDIT, "action") == ["young"]


def test_words_of_closed_concerns_and_old_plans_leave_and_the_rest_of_them_stays(council: Council) -> None:
    sam, ann = council.workers["sam"], council.workers["ann"]
    ago = council.now - 26 * MONTH
    concern = {
        "raised_at": ago, "suits": "ANY", "first_level": "supervisor", "level": "supervisor",
        "asked_id": ann, "answer_by": ago, "words": "too much travel", "outcome_words": "",
    }  # fmt: skip
    closed = {**concern, "closed_at": ago, "closed_by_id": ann, "outcome": "SUPPORT"}
    plan = {
        "code": "MOVE",
        "who_id": ann,
        "by_when": london_day(ago),
        "words": "Jo covers",
        "made_by_id": ann,
    }
    with council.database.writing() as session:
        for worker, values in ((sam, closed), (sam, concern)):
            session.execute(insert(CONCERNS).values(worker_id=worker, **values))
        session.execute(insert(PLANS).values(**plan, made_at=ago))
        session.execute(insert(PLANS).values(**plan, made_at=council.now))
    night(council)
    assert texts(council, CONCERNS, "words") == ["", "too much travel"]
    assert texts(council, PLANS, "words") == ["", "Jo covers"]


def test_what_was_asked_last_leaves_though_nobody_asks_again(council: Council) -> None:
    row = {
        "worker_id": council.workers["sam"],
        "channel_id": "D1",
        "thread_ts": "",
        "route": "x",
        "ids": "{}",
    }
    with council.database.writing() as session:
        session.execute(insert(LAST_QUERIES).values(**row, asked_at=council.now - timedelta(hours=2)))
    night(council)
    assert texts(council, LAST_QUERIES, "route") == []


def test_it_takes_as_many_turns_as_it_needs(council: Council) -> None:
    ago = council.now - 25 * MONTH
    row = {**MESSAGE, "created_at": ago, "not_before": ago, "state": "sent"}
    with council.database.writing() as session:
        session.execute(insert(OUTBOX), [{**row, "key": f"old {n}"} for n in range(AT_ONCE + 1)])
    night(council)
    assert [key for key in texts(council, OUTBOX, "key") if key and key.startswith("old")] == []
