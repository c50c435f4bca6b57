"""What came in and must not be lost or done twice: received at once, done when it is."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, or_, select, update

from storage.session import Session
from storage.tables.post import INBOX
from storage.tables.running import RUNNING
from storage.upsert import add_once

_GONE = or_(INBOX.c.held_by.is_(None), INBOX.c.held_by.not_in(select(RUNNING.c.id)))
"""Nobody who still runs is doing it."""


def receive(
    session: Session, key: str, kind: str, body: Mapping[str, Any], now: datetime, holder: str
) -> bool:
    """Keep a request until it is done; says whether this holder has to do it.

    False: it was done before, or another bot that runs is doing it.
    """
    row = {"key": key, "kind": kind, "body": json.dumps(dict(body)), "received_at": now, "done_at": None}
    if add_once(session, INBOX, {**row, "held_by": holder}):
        return True
    mine = or_(_GONE, INBOX.c.held_by == holder)
    taken: Any = session.execute(
        update(INBOX).where(INBOX.c.key == key, INBOX.c.done_at.is_(None), mine).values(held_by=holder)
    )
    return bool(taken.rowcount)


def release(session: Session, key: str) -> None:
    """It couldn't be done; whoever is first, this bot too, takes it over."""
    session.execute(update(INBOX).where(INBOX.c.key == key, INBOX.c.done_at.is_(None)).values(held_by=None))


def record_done(session: Session, key: str, now: datetime) -> None:
    """It is done; of its body nothing is kept."""
    session.execute(update(INBOX).where(INBOX.c.key == key).values(done_at=now, body="{}"))


def claim_undone(session: Session, holder: str) -> list[tuple[str, str, dict[str, Any], datetime]]:
    """Take over what was received and never done, and nobody who runs is doing.

    Key, kind, body and moment of each, the oldest first.
    """
    claim = update(INBOX).where(INBOX.c.done_at.is_(None), _GONE).values(held_by=holder)
    rows = session.execute(claim.returning(INBOX)).all()
    return [_undone(row) for row in sorted(rows, key=lambda row: row.received_at)]


def _undone(row: Row[Any]) -> tuple[str, str, dict[str, Any], datetime]:
    return row.key, row.kind, json.loads(row.body), row.received_at


def has_undone(session: Session) -> bool:
    """Whether there is anything to take over."""
    query = select(INBOX.c.key).where(INBOX.c.done_at.is_(None), _GONE)
    return session.execute(query.limit(1)).first() is not None


def forget_done(session: Session, before: datetime) -> None:
    """Take away what was done before a moment."""
    session.execute(delete(INBOX).where(INBOX.c.done_at < before))
