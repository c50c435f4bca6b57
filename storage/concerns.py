"""Workers' concerns: raised, asked again, answered, closed; only those they have gone to may read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, insert, select, update

from scoring.breaches import Level
from scoring.concerns import Asked, Concern, Outcome, Result, Said, Suits, Topic
from scoring.ids import ChannelId, ConcernId, ServiceId, TeamId, WorkerId
from storage.change import Change
from storage.database import first_come
from storage.grouping import group
from storage.session import Session
from storage.tables.columns import lasts
from storage.tables.concerns import CONCERN_MESSAGES, CONCERN_TOPICS, CONCERNS
from storage.tables.people import TEAMS, WORKERS

OPEN = CONCERNS.c.closed_at.is_(None)
UNANSWERED = CONCERNS.c.answered_at.is_(None)
TEAM = func.coalesce(WORKERS.c.team_id, CONCERNS.c.team_id)
"""The team the worker is in now; for somebody in none, the one it was raised for."""

_CONCERNS = (
    select(CONCERNS, WORKERS.c.name, TEAMS.c.id.label("now_in"), TEAMS.c.service_id)
    .join(WORKERS, WORKERS.c.id == CONCERNS.c.worker_id)
    .outerjoin(TEAMS, TEAMS.c.id == TEAM)
)


@dataclass(frozen=True, slots=True)
class ConcernRecord:
    """A concern with whose it is; `team` and `service` say who stands above them now."""

    concern: Concern
    name: str
    team: TeamId | None
    service: ServiceId | None


@dataclass(frozen=True, slots=True)
class ConcernMessage:
    """Where a message about a concern stands, and with whom."""

    channel: ChannelId
    ts: str
    worker: WorkerId


def find_open_concern(session: Session, worker: WorkerId) -> ConcernRecord | None:
    """The worker's concern that isn't closed; there is never more than one."""
    return next(iter(_select(session, CONCERNS.c.worker_id == worker, OPEN)), None)


def find_concern(session: Session, id_: ConcernId) -> ConcernRecord | None:
    """The concern with this id, open or closed."""
    return next(iter(_select(session, CONCERNS.c.id == id_)), None)


def list_concerns_of(session: Session, worker: WorkerId) -> list[ConcernRecord]:
    """Every concern that the worker has raised, open or closed, the oldest first."""
    return _select(session, CONCERNS.c.worker_id == worker)


def list_open_concerns(
    session: Session, today: date, teams: Iterable[TeamId] | None = None
) -> list[ConcernRecord]:
    """The open concerns of those in these teams, or of everybody; the oldest first, leavers left out.

    Whether somebody may know of one is `handlers.access.can_answer_concern`'s to say.
    """
    of_teams = [] if teams is None else [TEAM.in_(sorted(set(teams)))]
    return _select(session, OPEN, lasts(WORKERS.c.ends_on, today), *of_teams)


def list_unanswered(
    session: Session, workers: Iterable[WorkerId], now: datetime, today: date
) -> list[ConcernRecord]:
    """Those of these workers' open concerns that should have been answered by now."""
    mine = CONCERNS.c.worker_id.in_(sorted(set(workers)))
    return _select(
        session, OPEN, UNANSWERED, mine, CONCERNS.c.answer_by <= now, lasts(WORKERS.c.ends_on, today)
    )


def add_concern(
    session: Session, change: Change, team: TeamId | None, said: Said, asked: Asked, answer_by: datetime
) -> ConcernId:
    """Record what a worker raised themselves. Conflict when they have an open one a moment ago."""
    values = {
        "worker_id": change.actor,
        "team_id": team,
        "raised_at": change.at,
        "first_level": asked.level.value,
        **_said_values(said),
        **_asked_values(asked, answer_by),
    }
    with first_come("You have raised a concern a moment ago."):
        id_ = session.execute(insert(CONCERNS).values(values).returning(CONCERNS.c.id)).scalar_one()
    _add_topics(session, ConcernId(id_), said)
    return ConcernId(id_)


def change_concern(session: Session, concern: Concern, said: Said, asked: Asked, answer_by: datetime) -> bool:
    """What the worker says now takes the place of what they said, and it is asked again.

    False when it was answered, closed, or has gone up, since it was read.
    """
    values = {**_said_values(said), **_asked_values(asked, answer_by)}
    was_answered = UNANSWERED if concern.answered_at is None else CONCERNS.c.answered_at.is_not(None)
    as_read = (was_answered, CONCERNS.c.level == concern.level.value)
    if not _update(session, concern.id, values | {"answered_at": None, "answered_by_id": None}, *as_read):
        return False
    session.execute(delete(CONCERN_TOPICS).where(CONCERN_TOPICS.c.concern_id == concern.id))
    _add_topics(session, concern.id, said)
    return True


def claim_concern(session: Session, change: Change, id_: ConcernId) -> bool:
    """Somebody says that they will talk with the worker; False when somebody has, or it is closed."""
    values = {"answered_at": change.at, "answered_by_id": change.actor}
    return _update(session, id_, values, UNANSWERED)


def record_next_asked(session: Session, concern: Concern, asked: Asked, answer_by: datetime) -> bool:
    """It has gone up to somebody; False when it was answered or closed, or has gone up, meanwhile."""
    as_read = (UNANSWERED, CONCERNS.c.level == concern.level.value)
    return _update(session, concern.id, _asked_values(asked, answer_by), *as_read)


def close_concern(session: Session, change: Change, id_: ConcernId, result: Result) -> bool:
    """It is over, with what came of it; False when it was closed already."""
    values = {
        "closed_at": change.at,
        "closed_by_id": change.actor,
        "outcome": result.outcome.value,
        "outcome_words": result.text,
    }
    return _update(session, id_, values)


def add_message(session: Session, id_: ConcernId, message: ConcernMessage) -> None:
    """Remember where somebody has been told of it."""
    values = {"concern_id": id_, "channel_id": message.channel, "ts": message.ts, "worker_id": message.worker}
    session.execute(insert(CONCERN_MESSAGES).values(values))


def list_messages(session: Session, id_: ConcernId) -> list[ConcernMessage]:
    """Where everybody who has been told of it has their message, the first first."""
    query = select(CONCERN_MESSAGES).where(CONCERN_MESSAGES.c.concern_id == id_)
    rows = session.execute(query.order_by(CONCERN_MESSAGES.c.ts, CONCERN_MESSAGES.c.channel_id))
    return [ConcernMessage(ChannelId(row.channel_id), row.ts, WorkerId(row.worker_id)) for row in rows]


def _said_values(said: Said) -> dict[str, Any]:
    return {"suits": said.suits.value, "words": said.text}


def _asked_values(asked: Asked, answer_by: datetime) -> dict[str, Any]:
    return {"level": asked.level.value, "asked_id": asked.worker, "answer_by": answer_by}


def _add_topics(session: Session, id_: ConcernId, said: Said) -> None:
    rows = [{"concern_id": id_, "topic": topic.value} for topic in said.topics]
    session.execute(insert(CONCERN_TOPICS), rows)


def _update(
    session: Session, id_: ConcernId, values: dict[str, Any], *unchanged: ColumnElement[bool]
) -> bool:
    """Write these values over an open concern, if what must be unchanged still is."""
    query = update(CONCERNS).where(CONCERNS.c.id == id_, OPEN, *unchanged)
    result: Any = session.execute(query.values(values))
    return bool(result.rowcount == 1)


def _select(session: Session, *where: ColumnElement[bool]) -> list[ConcernRecord]:
    order = (CONCERNS.c.raised_at, CONCERNS.c.id)
    rows = session.execute(_CONCERNS.where(*where).order_by(*order)).all()
    ids = [row.id for row in rows]
    topics = select(CONCERN_TOPICS).where(CONCERN_TOPICS.c.concern_id.in_(ids))
    named = group((row.concern_id, row.topic) for row in session.execute(topics)) if ids else {}
    return [_record_of(row, named[row.id]) for row in rows]


def _record_of(row: Row[Any], topics: list[str]) -> ConcernRecord:
    said = Said(tuple(each for each in Topic if each.value in topics), Suits(row.suits), row.words)
    concern = Concern(
        id=ConcernId(row.id),
        worker=WorkerId(row.worker_id),
        said=said,
        raised_at=row.raised_at,
        first_level=Level(row.first_level),
        level=Level(row.level),
        asked=WorkerId(row.asked_id),
        answer_by=row.answer_by,
        answered_at=row.answered_at,
        answered_by=_worker(row.answered_by_id),
        closed_at=row.closed_at,
        closed_by=_worker(row.closed_by_id),
        outcome=None if row.outcome is None else Outcome(row.outcome),
        outcome_text=row.outcome_words,
    )
    team = None if row.now_in is None else TeamId(row.now_in)
    service = None if row.service_id is None else ServiceId(row.service_id)
    return ConcernRecord(concern, row.name, team, service)


def _worker(id_: int | None) -> WorkerId | None:
    return None if id_ is None else WorkerId(id_)
