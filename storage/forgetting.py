"""Forgetting cases: their rows go, the bot's messages that name them are deleted, and the counts stay.

Source: policy guide §10. Day-end snapshots, breaches and the audit stay: none of them holds a reference.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, func, select, update

from scoring.case import Case
from scoring.ids import CaseId, Reference
from scoring.readings import Subject, SubjectKind
from storage.allocations import close_case
from storage.audit import record_audit
from storage.change import Change
from storage.naming import UNSAY, doubt_being_sent, drop_messages_naming, list_messages_naming
from storage.outbox import Recipe, add_recipes
from storage.session import Session
from storage.tables.cases import ALLOCATIONS, CASE_HISTORY, CASES, CO_WORK, COVERAGE, JUDGEMENTS
from storage.tables.ledger import BREACHES, DUE, LIVING_MESSAGES, PLAN_STEPS, PLANS, REMINDERS, SEEN
from storage.tables.offers import NEXT_LOOKS, OFFERS

ROWS: tuple[Table, ...] = (
    JUDGEMENTS, CO_WORK, ALLOCATIONS, CASE_HISTORY, COVERAGE, OFFERS, NEXT_LOOKS, PLAN_STEPS,
)  # fmt: skip
"""Everything that hangs on a case by its id."""

SUBJECTS: tuple[Table, ...] = (DUE, LIVING_MESSAGES, SEEN, REMINDERS)
"""What is kept about a case as a subject, and means nothing without it."""


def list_leaving(session: Session, closed_before: datetime, limit: int) -> list[CaseId]:
    """Cases that were closed before a moment, the first first."""
    query = select(CASES.c.id).where(CASES.c.closed_at < closed_before).order_by(CASES.c.closed_at)
    return [CaseId(id_) for id_ in session.execute(query.limit(limit)).scalars()]


def forget_open_case(session: Session, change: Change, case: Case) -> int:
    """Close a case and forget it, so that whoever led it is counted again; returns how many messages go."""
    close_case(session, change, case)
    return forget_cases(session, change, [case.id])


def forget_cases(session: Session, change: Change, cases: Sequence[CaseId]) -> int:
    """Forget closed cases; returns how many of the bot's messages are to be deleted in Slack."""
    doubt_being_sent(session, cases)
    messages = list_messages_naming(session, cases)
    gone = Subject(SubjectKind.CASE, min(cases, default=CaseId(0)))
    recipes = [
        Recipe(
            UNSAY,
            gone,
            change.at,
            channel=each.channel,
            key=f"{UNSAY} {each.channel} {each.ts}",
            fixed={"ts": each.ts, "urgent": True},
        )
        for each in messages
    ]
    add_recipes(session, change.at, recipes)
    drop_messages_naming(session, cases)
    _delete_rows(session, change, cases)
    for case in cases:
        record_audit(session, change, "case_forgotten", "case", case)
    return len(messages)


def _delete_rows(session: Session, change: Change, cases: Sequence[CaseId]) -> None:
    for reference in _references(session, cases):
        words = func.upper(PLANS.c.words).contains(reference, autoescape=True)
        session.execute(update(PLANS).where(words).values(words=""))
    for table in ROWS:
        session.execute(delete(table).where(table.c.case_id.in_(cases)))
    for table in SUBJECTS:
        about = (table.c.subject_kind == "case", table.c.subject_id.in_(cases))
        session.execute(delete(table).where(*about))
    standing: Any = (BREACHES.c.subject_kind == "case", BREACHES.c.subject_id.in_(cases))
    session.execute(
        update(BREACHES)
        .where(*standing, BREACHES.c.closed_at.is_(None))
        .values(back_at=func.coalesce(BREACHES.c.back_at, change.at), closed_at=change.at)
    )
    session.execute(delete(CASES).where(CASES.c.id.in_(cases)))


def _references(session: Session, cases: Sequence[CaseId]) -> list[Reference]:
    query = select(CASES.c.reference).where(CASES.c.id.in_(cases))
    return [Reference(each) for each in session.execute(query).scalars()]
