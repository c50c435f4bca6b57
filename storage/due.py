"""What must be looked at again, and when. Writers mark; the due job takes; nobody else rescores."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlmodel import Session

from storage.tables.ledger import DUE
from storage.upsert import add_missing


def mark_due(session: Session, subject_kind: str, ids: Iterable[int], at: datetime) -> None:
    """Have these workers, teams or cases looked at from this moment on; marking twice is marking once."""
    rows = [{"subject_kind": subject_kind, "subject_id": id_, "at": at} for id_ in sorted(set(ids))]
    add_missing(session, DUE, rows)


def claim_due(session: Session, subject_kind: str, now: datetime, limit: int) -> list[int]:
    """Take up to `limit` subjects that are due; they come again if this transaction fails."""
    wanted = (
        select(DUE.c.subject_id)
        .where(DUE.c.subject_kind == subject_kind, DUE.c.at <= now)
        .group_by(DUE.c.subject_id)
        .order_by(func.min(DUE.c.at), DUE.c.subject_id)
        .limit(limit)
    )
    ids = list(session.execute(wanted).scalars())
    if ids:
        session.execute(
            delete(DUE).where(DUE.c.subject_kind == subject_kind, DUE.c.subject_id.in_(ids), DUE.c.at <= now)
        )
    return ids


def find_next_due(session: Session) -> datetime | None:
    """The moment at which something falls due next; None when nothing waits."""
    return session.execute(select(func.min(DUE.c.at))).scalar()
