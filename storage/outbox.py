"""What must be posted: recipes, written with the change they tell of and drawn when they are sent.

queued ──claimed──► sending ──answer──► sent
  ▲                    │ ├──refused for good──► dead
  └──try again later───┘ └──the answer was lost──► unknown ──► looked for, and sent again unless it is there
A recipe that has nothing left to say when it is drawn is `dropped`.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, case, func, or_, select, update

from scoring.ids import ChannelId, OutboxId, WorkerId
from scoring.readings import Subject, SubjectKind
from storage.session import Session
from storage.tables.post import OUTBOX
from storage.upsert import add_missing

LONGEST_SENDING = timedelta(seconds=45)
"""Slack is given up after ten seconds, and writing down what became of a post is tried for half a minute."""

WAITING = OUTBOX.c.state.in_(("queued", "unknown"))
"""What the courier may take."""

IN_LINE = OUTBOX.c.state.in_(("queued", "unknown", "sending"))
"""What stands in a person's or channel's line: while one is being sent, the next one waits."""

DEAD = OUTBOX.c.state == "dead"

MOVED = "its channel has changed"
"""Why a dead letter stands in another channel's line than the one that refused it."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A message to be: its kind, whom it is about, who gets it, and not before when.

    Exactly one of `worker` (their direct message) and `channel`. `key` makes it unique where one is enough;
    `fixed` holds codes and numbers of a moment that was.
    """

    kind: str
    subject: Subject
    not_before: datetime
    worker: WorkerId | None = None
    channel: ChannelId | None = None
    key: str | None = None
    fixed: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A recipe as it stands in the outbox."""

    id: OutboxId
    kind: str
    subject: Subject
    worker: WorkerId | None
    channel: ChannelId | None
    fixed: Mapping[str, Any]
    state: str
    attempts: int
    not_before: datetime
    created_at: datetime
    ts: str | None = None
    sent_channel: ChannelId | None = None
    file_id: str | None = None
    lost: int = 0

    @property
    def line(self) -> str:
        """Whose turn it is in: messages to one person or channel keep their order."""
        return line_of(self.worker, self.channel)


def line_of(worker: WorkerId | None, channel: ChannelId | None) -> str:
    """The name of the line in which messages to a person or a channel stand."""
    return f"channel:{channel}" if channel else f"worker:{worker}"


MOST_ATTEMPTS = 99
"""Counted no further: what Slack only puts off is tried for as long as it takes."""

_ONE_MORE = case((OUTBOX.c.attempts < MOST_ATTEMPTS, OUTBOX.c.attempts + 1), else_=MOST_ATTEMPTS)
_LOST_AGAIN = case((OUTBOX.c.lost < MOST_ATTEMPTS, OUTBOX.c.lost + 1), else_=MOST_ATTEMPTS)


def add_recipes(session: Session, now: datetime, recipes: list[Recipe]) -> None:
    """Put recipes into the outbox; one whose key is there already is left out."""
    add_missing(session, OUTBOX, [_row(recipe, now) for recipe in recipes])


def claim_recipes(session: Session, now: datetime, busy: set[str], limit: int = 50) -> list[OutboxEntry]:
    """Take what may be sent now: for each person or channel that isn't busy its oldest unsent recipe.

    A recipe that waits for its hour doesn't hold up a later one, but one that was tried and failed does: so
    messages keep their order.
    """
    ready = [each for each in _list_heads(session, now) if each.line not in busy and each.not_before <= now]
    taken = session.execute(
        update(OUTBOX)
        .where(OUTBOX.c.id.in_([entry.id for entry in ready[:limit]]), WAITING)
        .values(state="sending", claimed_at=now, attempts=_ONE_MORE)
        .returning(OUTBOX.c.id)
    )
    mine = set(taken.scalars())
    return [entry for entry in ready if entry.id in mine]


def find_next_recipe(session: Session, now: datetime, busy: Collection[str] = ()) -> datetime | None:
    """The moment from which something may be sent; None when nothing waits. Busy lines wake by themselves."""
    heads = [entry.not_before for entry in _list_heads(session, now) if entry.line not in busy]
    later = session.execute(
        select(func.min(OUTBOX.c.not_before)).where(WAITING, OUTBOX.c.not_before > now)
    ).scalar()
    return min([*heads, *([later] if later is not None else [])], default=None)


def _list_heads(session: Session, now: datetime) -> list[OutboxEntry]:
    """For each person and channel the oldest recipe whose hour has come, or that was tried already."""
    heads = (
        select(func.min(OUTBOX.c.id))
        .where(IN_LINE, or_(OUTBOX.c.not_before <= now, OUTBOX.c.attempts > 0))
        .group_by(OUTBOX.c.to_worker_id, OUTBOX.c.to_channel_id)
    )
    rows = session.execute(select(OUTBOX).where(OUTBOX.c.id.in_(heads), WAITING).order_by(OUTBOX.c.id))
    return [entry_of(row) for row in rows]


def record_uploaded(session: Session, id_: OutboxId, file_id: str | None) -> None:
    """Slack has the picture's bytes under this id, or (None) has dropped them again."""
    _set(session, id_, file_id=file_id)


def record_sent(session: Session, id_: OutboxId, now: datetime, channel: ChannelId, ts: str | None) -> None:
    """Slack answered that it stands there; of a picture it doesn't say under which `ts`."""
    _set(session, id_, state="sent", sent_at=now, channel_id=channel, ts=ts, error=None)


def record_dropped(session: Session, id_: OutboxId, why: str) -> None:
    """It had nothing left to say, or a later one says it."""
    _set(session, id_, state="dropped", error=why)


def record_waiting(session: Session, id_: OutboxId, not_before: datetime) -> None:
    """It was not its turn yet; that is no failed attempt."""
    _set(session, id_, state="queued", not_before=not_before, attempts=OUTBOX.c.attempts - 1)


def record_later(session: Session, id_: OutboxId, not_before: datetime, why: str) -> None:
    """Slack asked to wait or wasn't reached, or its channel takes no posts now; its line waits for it."""
    _set(session, id_, state="queued", not_before=not_before, error=why)


def record_unknown(session: Session, id_: OutboxId, not_before: datetime, why: str) -> None:
    """The answer was lost: it may or may not stand in Slack."""
    _set(session, id_, state="unknown", not_before=not_before, error=why, lost=_LOST_AGAIN)


def record_unseen(session: Session, id_: OutboxId, not_before: datetime, why: str) -> None:
    """Whether it stands in Slack couldn't be found out just now."""
    _set(session, id_, state="unknown", not_before=not_before, error=why)


def record_dead(session: Session, id_: OutboxId, why: str) -> None:
    """Slack refuses it for good; somebody has to mend something first."""
    _set(session, id_, state="dead", error=why)


def redirect_recipes(
    session: Session, old: ChannelId, channel: ChannelId | None, worker: WorkerId | None
) -> None:
    """What waits for a channel goes to another, or to a person where there is none.

    Its dead letters go along to another channel, and stay dead until somebody has them sent again.
    """
    if (channel is None) == (worker is None):
        raise ValueError("exactly one of channel and worker")
    to_old = update(OUTBOX).where(OUTBOX.c.to_channel_id == old)
    session.execute(to_old.where(WAITING).values(to_channel_id=channel, to_worker_id=worker))
    if channel is not None:
        session.execute(to_old.where(DEAD).values(to_channel_id=channel, error=MOVED))


def find_last_sent(session: Session, channel: ChannelId) -> datetime | None:
    """When a channel last took a post; None if it never has."""
    query = select(func.max(OUTBOX.c.sent_at)).where(OUTBOX.c.channel_id == channel)
    return session.execute(query).scalar()


def recover_sending(session: Session, now: datetime, *, is_alone: bool = False) -> int:
    """What a killed process was sending is unknown now; returns how many these were.

    Only what was claimed longer ago than any post takes, since another process may be sending the rest; all
    of it where no other process can be (`is_alone`).
    """
    which = (OUTBOX.c.state == "sending",) if is_alone else _abandoned(now)
    result: Any = session.execute(
        update(OUTBOX).where(*which).values(state="unknown", not_before=now, lost=_LOST_AGAIN)
    )
    return int(result.rowcount)


def has_abandoned(session: Session, now: datetime) -> bool:
    """Whether a process was killed while it was sending something."""
    return session.execute(select(OUTBOX.c.id).where(*_abandoned(now)).limit(1)).first() is not None


def _abandoned(now: datetime) -> tuple[Any, ...]:
    return (OUTBOX.c.state == "sending", OUTBOX.c.claimed_at <= now - LONGEST_SENDING)


def has_undrawn(session: Session, recipe: Recipe) -> bool:
    """Whether the same message is still to be drawn, no later than this, and so will show what has changed.

    The same is the same kind about the same subject and moment: one of an ended living message is another.
    """
    query = select(OUTBOX.c.id).where(
        OUTBOX.c.kind == recipe.kind,
        *_of(recipe.subject),
        OUTBOX.c.fixed == _fixed_text(recipe),
        WAITING,
        OUTBOX.c.not_before <= recipe.not_before,
    )
    return session.execute(query.limit(1)).first() is not None


def find_unsent(session: Session, kinds: Iterable[str], subject: Subject) -> OutboxEntry | None:
    """The oldest of such messages that hasn't been sent: queued, being sent, or unknown."""
    query = select(OUTBOX).where(OUTBOX.c.kind.in_(sorted(kinds)), *_of(subject), IN_LINE)
    row = session.execute(query.order_by(OUTBOX.c.id).limit(1)).first()
    return None if row is None else entry_of(row)


def list_by_keys(session: Session, keys: Iterable[str]) -> list[OutboxEntry]:
    """The recipes with these keys, whatever has become of them."""
    rows = session.execute(select(OUTBOX).where(OUTBOX.c.key.in_(sorted(set(keys)))))
    return [entry_of(row) for row in rows]


def find_by_key(session: Session, key: str) -> OutboxEntry | None:
    """The recipe with this key, whatever became of it."""
    row = session.execute(select(OUTBOX).where(OUTBOX.c.key == key)).first()
    return None if row is None else entry_of(row)


def _of(subject: Subject) -> tuple[Any, ...]:
    return (OUTBOX.c.subject_kind == subject.kind.value, OUTBOX.c.subject_id == subject.id)


def _set(session: Session, id_: OutboxId, **values: object) -> None:
    session.execute(update(OUTBOX).where(OUTBOX.c.id == id_).values(**values))


def _row(recipe: Recipe, now: datetime) -> dict[str, Any]:
    return {
        "kind": recipe.kind,
        "subject_kind": recipe.subject.kind.value,
        "subject_id": recipe.subject.id,
        "to_worker_id": recipe.worker,
        "to_channel_id": recipe.channel,
        "key": recipe.key,
        "fixed": _fixed_text(recipe),
        "created_at": now,
        "not_before": recipe.not_before,
        "state": "queued",
        "attempts": 0,
    }


def _fixed_text(recipe: Recipe) -> str:
    return json.dumps(dict(recipe.fixed or {}), default=str, sort_keys=True)


def entry_of(row: Row[Any]) -> OutboxEntry:
    return OutboxEntry(
        id=OutboxId(row.id),
        kind=row.kind,
        subject=Subject(SubjectKind(row.subject_kind), row.subject_id),
        worker=None if row.to_worker_id is None else WorkerId(row.to_worker_id),
        channel=None if row.to_channel_id is None else ChannelId(row.to_channel_id),
        fixed=json.loads(row.fixed),
        state=row.state,
        attempts=row.attempts,
        not_before=row.not_before,
        created_at=row.created_at,
        ts=row.ts,
        sent_channel=None if row.channel_id is None else ChannelId(row.channel_id),
        file_id=row.file_id,
        lost=row.lost,
    )
