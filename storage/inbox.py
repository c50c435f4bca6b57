"""What came in and must not be lost or done twice: received at once, done when it is."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from storage.session import Session
from storage.tables.post import INBOX
from storage.upsert import add_missing


def receive(session: Session, key: str, kind: str, body: Mapping[str, Any], now: datetime) -> bool:
    """Keep a request until it is done; says whether it still has to be (False: it was done before)."""
    row = {"key": key, "kind": kind, "body": json.dumps(dict(body)), "received_at": now, "done_at": None}
    add_missing(session, INBOX, [row])
    done_at = session.execute(select(INBOX.c.done_at).where(INBOX.c.key == key)).scalar_one()
    return done_at is None


def record_done(session: Session, key: str, now: datetime) -> None:
    """It is done; of its body nothing is kept."""
    session.execute(update(INBOX).where(INBOX.c.key == key).values(done_at=now, body="{}"))


def list_undone(session: Session) -> list[tuple[str, str, dict[str, Any], datetime]]:
    """Key, kind, body and moment of what was received and never done, the oldest first."""
    query = select(INBOX).where(INBOX.c.done_at.is_(None)).order_by(INBOX.c.received_at)
    return [(row.key, row.kind, json.loads(row.body), row.received_at) for row in session.execute(query)]


def forget_done(session: Session, before: datetime) -> None:
    """Take away what was done before a moment."""
    session.execute(delete(INBOX).where(INBOX.c.done_at < before))
