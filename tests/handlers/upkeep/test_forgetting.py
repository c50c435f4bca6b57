"""Forgetting a case: nothing that names it stays, and the counts do."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from bot.bank_holidays import calendar_of
from handlers.desk import Desk
from handlers.messages import Message, Post
from handlers.reception.naming import references_in
from handlers.upkeep.forgetting import months_before
from handlers.upkeep.sweep import sweep
from scoring.case import Kind
from scoring.ids import BreachId, ChannelId, Reference
from scoring.plans import Plan, PlanCode
from scoring.timetable import Occasion, OccasionKind
from scoring.working_time import london_day
from storage.cases import find_known_case
from storage.change import Change, Source
from storage.forgetting import ROWS, forget_cases, forget_open_case
from storage.naming import record_named_cases
from storage.plans import add_plan
from storage.policies import load_policy
from storage.tables import METADATA
from storage.tables.ledger import BREACHES, PLANS, SNAPSHOTS
from storage.tables.post import MESSAGE_REFERENCES
from tests.builders import TODAY, a_policy
from tests.handlers.views_council import Council, buttons

REFERENCE = "AB-1000"


def holding(council: Council, text: str) -> list[str]:
    """Every table in which some cell holds this text."""
    with council.database.reading() as session:
        return [
            table.name
            for table in METADATA.sorted_tables
            if any(text in str(cell) for row in session.execute(select(table)) for cell in row)
        ]


def number(council: Council, table: Any) -> int:
    with council.database.reading() as session:
        return int(session.execute(select(func.count()).select_from(table)).scalar_one())


def delivered(council: Council) -> Sequence[tuple[Any, Post | None]]:
    """Everything that waits, sent, with what it names kept as the courier keeps it."""
    sent = council.deliver()
    with council.database.writing() as session:
        for entry, post in sent:
            if post is not None:
                record_named_cases(session, entry.id, references_in(post.message, a_policy()))
    return sent


def forgotten(council: Council, reference: str = REFERENCE) -> int:
    case = council.case(reference)
    with council.database.writing() as session:
        return forget_cases(session, council.change(), [case.id])


def close(council: Council, reference: str = REFERENCE) -> None:
    card = council.command("ann", f"/case {reference}")
    press = buttons(card)["Close"]
    council.press("ann", press["action_id"], press["value"])


def test_nothing_that_names_the_case_stays_and_the_counts_do(council: Council) -> None:
    council.says("ann", f"/allocate {REFERENCE} cp @jo family=F-77 because=AGREED")
    council.says("ann", f"/allocate {REFERENCE} cp court @jo because=AGREED")
    council.rescore()
    delivered(council)
    with council.database.writing() as session:
        session.execute(
            insert(SNAPSHOTS).values(
                day=TODAY, subject_kind="worker", subject_id=council.workers["jo"], children=1, points=80,
                promise=12, bandwidth=900, capacity_millionths=1_000_000, policy_version="2026-1",
            )
        )  # fmt: skip
    close(council)
    kept = number(council, SNAPSHOTS)
    assert "child_case" in holding(council, REFERENCE)
    forgotten(council)
    assert holding(council, REFERENCE) == []
    assert holding(council, "F-77") == []
    assert number(council, SNAPSHOTS) == kept == 1
    assert "I have no open case" in council.says("ann", f"/case {REFERENCE}")


def test_each_message_that_named_it_is_to_be_deleted_wherever_it_stands(council: Council) -> None:
    council.says("ann", f"/allocate {REFERENCE} cin lower @sam because=AGREED")
    sent = delivered(council)
    close(council)
    assert forgotten(council) == len(sent) == 1
    [unsay] = council.outbox("unsay")
    assert unsay.channel == ChannelId(f"D{council.workers['sam']}")
    assert unsay.fixed["urgent"] is True
    [(_, post)] = council.deliver()
    assert post is not None
    assert post.delete_ts == f"{sent[0][0].id}.000100"


def test_what_was_never_sent_is_never_sent(council: Council) -> None:
    council.says("ann", f"/allocate {REFERENCE} cin lower @sam because=AGREED")
    close(council)
    assert forgotten(council) == 0
    assert council.outbox() == []


def test_a_button_of_a_forgotten_case_does_nothing_to_the_case_that_comes_next(council: Council) -> None:
    council.says("ann", f"/allocate {REFERENCE} cin lower @sam because=AGREED")
    press = buttons(council.command("ann", f"/case {REFERENCE}"))["Close"]
    close(council)
    forgotten(council)
    council.says("ann", "/allocate AB-9999 cin lower @jo because=AGREED")
    said = council.press("ann", press["action_id"], press["value"])
    assert "AB-9999" not in repr(said)
    assert council.case("AB-9999").lead == council.workers["jo"]


def test_the_audit_says_that_a_case_was_forgotten_and_not_which(council: Council) -> None:
    council.says("ann", f"/allocate {REFERENCE} cin lower @sam because=AGREED")
    case = council.case(REFERENCE).id
    close(council)
    forgotten(council)
    with council.database.reading() as session:
        audit = METADATA.tables["audit"]
        rows = session.execute(select(audit).where(audit.c.action == "case_forgotten")).all()
    assert [(row.subject_id, row.detail) for row in rows] == [(case, "{}")]


def test_a_plan_that_named_it_loses_its_words(council: Council) -> None:
    council.holds("lee", 1, Kind.CP)
    with council.database.writing() as session:
        made = BreachId(session.execute(select(BREACHES.c.id)).scalars().first() or 0)
        plan = Plan(PlanCode.OTHER, council.workers["ann"], TODAY, "move ab-1000 to Kit")
        add_plan(session, Change(council.now, Source.SLACK, council.workers["ann"]), plan, [made])
    close(council)
    forgotten(council)
    with council.database.reading() as session:
        assert session.execute(select(PLANS.c.words)).scalars().all() == [""]


def test_an_open_case_that_is_forgotten_is_counted_for_nobody(council: Council) -> None:
    council.holds("lee", 1, Kind.CP)
    assert number(council, BREACHES) > 0
    with council.database.writing() as session:
        forget_open_case(session, council.change(), council.case(REFERENCE))
    council.rescore()
    assert "0 of 15" in council.says("ann", '/caseload "Lee Marsh"')
    with council.database.reading() as session:
        open_ = select(BREACHES.c.id).where(BREACHES.c.closed_at.is_(None), BREACHES.c.subject_kind == "case")
        assert session.execute(open_).all() == []


def test_every_table_that_hangs_on_a_case_is_emptied_with_it() -> None:
    """A new table of cases needs its place in `storage/forgetting.py`."""
    hanging = {
        table.name
        for table in METADATA.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "child_case"
    }
    assert hanging == {table.name for table in ROWS} | {"message_reference"}


def test_references_are_found_in_text_and_blocks_and_only_known_ones_are_kept(council: Council) -> None:
    council.holds("sam", 1)
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "*AB-1000*: see (ab-1001)."}}
    message = Message("About AB-1000, and the year 2026.", (block,))
    found = references_in(message, a_policy())
    assert {Reference("AB-1000"), Reference("AB-1001")} <= found
    council.says("ann", "/allocate AB-3000 cin lower @sam because=AGREED")
    [(entry, _)] = council.deliver()
    with council.database.writing() as session:
        record_named_cases(session, entry.id, found)
        record_named_cases(session, entry.id, found)
        named = session.execute(select(MESSAGE_REFERENCES.c.case_id)).scalars().all()
    assert named == [council.case("AB-1000").id]


def test_months_are_counted_back_to_the_last_day_of_a_shorter_one() -> None:
    assert months_before(TODAY, 24) == TODAY.replace(year=TODAY.year - 2)
    assert months_before(TODAY.replace(month=8, day=31), 6).isoformat() == "2026-02-28"


def night(council: Council) -> None:
    with council.database.reading() as session:
        day = london_day(council.now)
        policy = load_policy(session, day)
        desk = Desk(council.database, session, council.now, policy, calendar_of(policy), Source.TICK)
        sweep(desk, Occasion(OccasionKind.SWEEP, council.now, day))


def is_kept(council: Council, reference: str) -> bool:
    with council.database.reading() as session:
        return find_known_case(session, Reference(reference))[0] is not None


@pytest.mark.parametrize(("days", "stays"), [(720, True), (740, False)])
def test_a_closed_case_leaves_after_two_years_and_an_open_one_never(
    council: Council, days: int, stays: bool
) -> None:
    council.holds("sam", 2)
    council.press("ann", "case_close", str(council.case("AB-1000").id))
    council.now += timedelta(days=days)
    night(council)
    assert is_kept(council, "AB-1000") is stays
    assert is_kept(council, "AB-1001")
    night(council)


def test_a_case_opened_again_stays(council: Council) -> None:
    council.holds("sam", 1)
    council.press("ann", "case_close", str(council.case("AB-1000").id))
    council.says("ann", "/allocate AB-1000 cin lower @sam because=AGREED")
    council.now += timedelta(days=800)
    night(council)
    assert is_kept(council, "AB-1000")
