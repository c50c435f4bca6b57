"""Who did or read what, when, from where; written in the transaction of the change itself."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import insert

from storage.change import Change
from storage.prepared import Prepared
from storage.session import Session
from storage.tables.post import AUDIT

AUDIT_INSERT = Prepared(insert(AUDIT))


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done to whom; `detail` holds codes, numbers and ids only, never text about anybody."""

    action: str
    subject_kind: str
    subject_id: int
    detail: Mapping[str, object]


def record_audit(
    session: Session, change: Change, action: str, subject_kind: str, subject_id: int, **detail: object
) -> None:
    """Add one audit row. `detail` holds codes, numbers and ids only, never text about anybody."""
    record_all(session, change, [Deed(action, subject_kind, subject_id, detail)])


def record_all(session: Session, change: Change, deeds: Iterable[Deed]) -> None:
    """Add one audit row for each of these."""
    rows = [
        {
            "at": change.at,
            "actor_id": change.actor,
            "source": change.source,
            "action": deed.action,
            "subject_kind": deed.subject_kind,
            "subject_id": deed.subject_id,
            "detail": json.dumps(dict(deed.detail), default=str, sort_keys=True),
        }
        for deed in deeds
    ]
    AUDIT_INSERT.add(session, rows)
