"""Children who wait: since when, who looks after each wait, and when they look next."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from scoring.ids import CaseId, WorkerId
from scoring.waiting import Look
from storage.audit import record_audit
from storage.change import Change
from storage.session import Session
from storage.tables.cases import CASES
from storage.tables.offers import NEXT_LOOKS
from storage.upsert import put_rows

_LOOKS = (
    select(NEXT_LOOKS)
    .join(CASES, CASES.c.id == NEXT_LOOKS.c.case_id)
    .where(
        CASES.c.lead_id.is_(None),
        CASES.c.closed_at.is_(None),
        NEXT_LOOKS.c.set_at >= CASES.c.waiting_since,
    )
)
"""The looks at children who still wait, set since they began to."""


def put_look(session: Session, change: Change, case: CaseId, look: Look) -> None:
    """Record who looks after a child's wait, and when they look next."""
    row = {"case_id": case, "owner_id": look.owner, "on_day": look.on, "set_at": change.at}
    put_rows(session, NEXT_LOOKS, [row])
    record_audit(session, change, "next_look_set", "case", case, owner=look.owner, on=look.on)


def list_looks_due(session: Session, owner: WorkerId, today: date) -> dict[CaseId, Look]:
    """The looks that somebody has for today or earlier, at children who still wait."""
    query = _LOOKS.where(NEXT_LOOKS.c.owner_id == owner, NEXT_LOOKS.c.on_day <= today)
    return _looks_of(session.execute(query.order_by(NEXT_LOOKS.c.on_day, NEXT_LOOKS.c.case_id)))


def list_looks(session: Session, cases: Iterable[CaseId]) -> dict[CaseId, Look]:
    """The looks that were set since these children began to wait; one of an earlier wait says nothing."""
    return _looks_of(session.execute(_LOOKS.where(NEXT_LOOKS.c.case_id.in_(sorted(set(cases))))))


def _looks_of(rows: Iterable[Row[Any]]) -> dict[CaseId, Look]:
    return {CaseId(row.case_id): Look(WorkerId(row.owner_id), row.on_day) for row in rows}
