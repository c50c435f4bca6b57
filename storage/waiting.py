"""Children who wait: since when, who looks after each wait, and when they look next."""

from collections.abc import Iterable

from sqlalchemy import select

from scoring.ids import CaseId, WorkerId
from scoring.waiting import Look
from storage.audit import record_audit
from storage.change import Change
from storage.session import Session
from storage.tables.cases import CASES
from storage.tables.offers import NEXT_LOOKS
from storage.upsert import put_rows


def put_look(session: Session, change: Change, case: CaseId, look: Look) -> None:
    """Record who looks after a child's wait, and when they look next."""
    row = {"case_id": case, "owner_id": look.owner, "on_day": look.on, "set_at": change.at}
    put_rows(session, NEXT_LOOKS, [row])
    record_audit(session, change, "next_look_set", "case", case, owner=look.owner, on=look.on)


def list_looks(session: Session, cases: Iterable[CaseId]) -> dict[CaseId, Look]:
    """The looks that were set since these children began to wait; one of an earlier wait says nothing."""
    query = (
        select(NEXT_LOOKS)
        .join(CASES, CASES.c.id == NEXT_LOOKS.c.case_id)
        .where(
            NEXT_LOOKS.c.case_id.in_(sorted(set(cases))),
            CASES.c.lead_id.is_(None),
            CASES.c.closed_at.is_(None),
            NEXT_LOOKS.c.set_at >= CASES.c.waiting_since,
        )
    )
    return {CaseId(row.case_id): Look(WorkerId(row.owner_id), row.on_day) for row in session.execute(query)}
