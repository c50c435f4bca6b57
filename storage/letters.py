"""The outbox as whoever mends it sees it: how many are in each state, what waits too long, dead letters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, true, update

from scoring.ids import ChannelId, OutboxId, WorkerId
from storage.outbox import DEAD, IN_LINE, line_of
from storage.session import Session
from storage.tables.people import WORKERS
from storage.tables.post import OUTBOX

HOLDING = (
    "not_in_channel",
    "channel_not_found",
    "restricted_action",
    "restricted_action_read_only_channel",
    "posting_to_general_channel_denied",
)
"""Why a channel takes no posts until somebody has mended it, in Slack's names."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message that Slack has refused for good: to whom or where, why (in Slack's words), and of when."""

    id: OutboxId
    worker: WorkerId | None
    name: str | None
    channel: ChannelId | None
    why: str
    created_at: datetime

    @property
    def place(self) -> str:
        """Whose line it stands in, as `letters_to` reads it."""
        return line_of(self.worker, self.channel)


def count_states(session: Session) -> dict[str, int]:
    """How many recipes are in each state."""
    query = select(OUTBOX.c.state, func.count().label("number")).group_by(OUTBOX.c.state)
    return {row.state: row.number for row in session.execute(query)}


def find_oldest_waiting(session: Session, now: datetime) -> datetime | None:
    """Since when the recipe that has waited longest could have been sent.

    What a channel holds up that takes no posts isn't counted: its supervisor has been told.
    """
    holding = select(OUTBOX.c.to_channel_id).where(IN_LINE, OUTBOX.c.error.in_(HOLDING))
    flows = or_(OUTBOX.c.to_channel_id.is_(None), OUTBOX.c.to_channel_id.not_in(holding))
    query = select(func.min(OUTBOX.c.not_before)).where(IN_LINE, OUTBOX.c.not_before <= now, flows)
    return session.execute(query).scalar()


def list_dead(session: Session, limit: int) -> list[DeadLetter]:
    """Dead letters, the oldest first."""
    query = (
        select(OUTBOX, WORKERS.c.name)
        .outerjoin(WORKERS, WORKERS.c.id == OUTBOX.c.to_worker_id)
        .where(DEAD)
        .order_by(OUTBOX.c.id)
    )
    return [
        DeadLetter(
            OutboxId(row.id),
            None if row.to_worker_id is None else WorkerId(row.to_worker_id),
            row.name,
            None if row.to_channel_id is None else ChannelId(row.to_channel_id),
            row.error or "",
            row.created_at,
        )
        for row in session.execute(query.limit(limit))
    ]


def letters_to(place: str) -> ColumnElement[bool]:
    """Every dead letter of one line: `worker:5`, `channel:C…`. Raises ValueError for anything else."""
    kind, _, id_ = place.partition(":")
    if kind == "worker":
        return OUTBOX.c.to_worker_id == int(id_)
    if kind == "channel":
        return OUTBOX.c.to_channel_id == id_
    raise ValueError(f"no line: {place}")


def letters_of(ids: Iterable[int]) -> ColumnElement[bool]:
    """Dead letters by their numbers."""
    return OUTBOX.c.id.in_(sorted(set(ids)))


ALL: ColumnElement[bool] = true()


def resend_dead(session: Session, now: datetime, which: ColumnElement[bool] = ALL) -> int:
    """Queue dead letters again, in their old order; returns how many."""
    return _change(session, which, {"state": "queued", "not_before": now, "attempts": 0, "error": None})


def drop_dead(session: Session, which: ColumnElement[bool] = ALL) -> int:
    """Give dead letters up: they are listed no more; returns how many."""
    return _change(session, which, {"state": "dropped"})


def _change(session: Session, which: ColumnElement[bool], values: Mapping[str, Any]) -> int:
    result: Any = session.execute(update(OUTBOX).where(and_(DEAD, which)).values(**values))
    return int(result.rowcount)
