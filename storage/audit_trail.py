"""Reading who did what: what has changed since somebody looked, and the trail that people may ask for."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session

from storage.tables.people import WORKERS
from storage.tables.post import AUDIT

CHANGES = (
    "person_added", "person_changed", "reduction_added", "reduction_changed", "reduction_deleted",
    "role_added", "role_ended", "name_in_channel", "account_confirmed",
    "team_added", "team_changed", "cover_added", "cover_ended",
)  # fmt: skip
"""Deeds after which a person or a team is not what a form opened before them shows."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One audit row; `by` is None for the shell, an import or the bot itself."""

    id: int
    at: datetime
    by: str | None
    source: str
    action: str
    subject_kind: str
    subject_id: int
    detail: Mapping[str, Any]


_TRACES = select(AUDIT, WORKERS.c.name).outerjoin(WORKERS, WORKERS.c.id == AUDIT.c.actor_id)


def list_changes(session: Session, subject_kind: str, subject_id: int, after: int = 0) -> list[Trace]:
    """Who changed this subject, the first first; `after` is the number of the last change known."""
    query = _TRACES.where(*_changes_of(subject_kind, subject_id), AUDIT.c.id > after)
    return [_trace_of(row) for row in session.execute(query.order_by(AUDIT.c.id))]


def find_last_number(session: Session, subject_kind: str, subject_id: int) -> int:
    """The number of this subject's newest change, 0 without any."""
    query = select(func.max(AUDIT.c.id)).where(*_changes_of(subject_kind, subject_id))
    return session.execute(query).scalar() or 0


def _changes_of(subject_kind: str, subject_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        AUDIT.c.subject_kind == subject_kind,
        AUDIT.c.subject_id == subject_id,
        AUDIT.c.action.in_(CHANGES),
    )


def _trace_of(row: Any) -> Trace:
    return Trace(
        row.id, row.at, row.name, row.source, row.action, row.subject_kind, row.subject_id,
        json.loads(row.detail),
    )  # fmt: skip
