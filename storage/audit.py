"""Who did or read what, when, from where; written in the transaction of the change itself."""

import json

from sqlalchemy import insert
from sqlmodel import Session

from storage.change import Change
from storage.tables.post import AUDIT

AUDIT_INSERT = insert(AUDIT)


def record_audit(
    session: Session, change: Change, action: str, subject_kind: str, subject_id: int, **detail: object
) -> None:
    """Add one audit row. `detail` holds codes, numbers and ids only, never text about anybody."""
    row = {
        "at": change.at,
        "actor_id": change.actor,
        "source": change.source,
        "action": action,
        "subject_kind": subject_kind,
        "subject_id": subject_id,
        "detail": json.dumps(detail, default=str, sort_keys=True),
    }
    session.execute(AUDIT_INSERT, row)
