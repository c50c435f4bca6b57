"""Supervision that happened, and whose is looked after in a team."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, delete, func, or_, select, update

from scoring.ids import SupervisionId, TeamId, WorkerId
from scoring.people import Grade
from scoring.supervision import Supervision
from storage.change import Change
from storage.grouping import group
from storage.session import Session
from storage.tables.columns import lasts
from storage.tables.people import WORKERS
from storage.tables.supervision import SUPERVISIONS
from storage.upsert import add_once


def list_supervised(session: Session, teams: Iterable[TeamId], today: date) -> list[WorkerId]:
    """Everybody in post in these teams who has a grade, by name."""
    query = select(WORKERS.c.id).where(
        WORKERS.c.team_id.in_(sorted(set(teams))),
        WORKERS.c.grade != Grade.NONE.value,
        or_(WORKERS.c.starts_on.is_(None), WORKERS.c.starts_on <= today),
        lasts(WORKERS.c.ends_on, today),
    )
    rows = session.execute(query.order_by(WORKERS.c.name_key, WORKERS.c.id))
    return [WorkerId(id_) for id_ in rows.scalars()]


def record_supervision(
    session: Session, change: Change, worker: WorkerId, held_on: date, minutes: int
) -> Supervision | None:
    """Record one that happened. One of that day is corrected; returns how it was recorded before."""
    of_that_day = (SUPERVISIONS.c.worker_id == worker, SUPERVISIONS.c.held_on == held_on)
    said = {"minutes": minutes, "recorded_by_id": change.actor, "recorded_at": change.at}
    if add_once(session, SUPERVISIONS, {"worker_id": worker, "held_on": held_on, **said}):
        return None
    before = session.execute(select(SUPERVISIONS).where(*of_that_day)).one()
    if before.minutes != minutes:
        session.execute(update(SUPERVISIONS).where(*of_that_day).values(said))
    return supervision_of(before)


def find_supervision(session: Session, id_: SupervisionId) -> Supervision | None:
    """The one with this id, unless it has been taken back."""
    row = session.execute(select(SUPERVISIONS).where(SUPERVISIONS.c.id == id_)).first()
    return None if row is None else supervision_of(row)


def forget_supervision(session: Session, id_: SupervisionId) -> bool:
    """It was recorded by mistake; False when it has been taken back already."""
    result: Any = session.execute(delete(SUPERVISIONS).where(SUPERVISIONS.c.id == id_))
    return bool(result.rowcount == 1)


def list_last_supervisions(session: Session, workers: Iterable[WorkerId]) -> dict[WorkerId, Supervision]:
    """The latest one of each of these workers who has had any."""
    wanted = SUPERVISIONS.c.worker_id.in_(sorted(set(workers)))
    last = _newest(wanted)
    rows = session.execute(select(SUPERVISIONS).join(last, _is_that(last)))
    return {WorkerId(row.worker_id): supervision_of(row) for row in rows}


def list_supervisions(
    session: Session, workers: Iterable[WorkerId], since: date
) -> Mapping[int, list[Supervision]]:
    """By worker, every one from that day on and the last one before it, the earliest first."""
    wanted = SUPERVISIONS.c.worker_id.in_(sorted(set(workers)))
    last = _newest(wanted, SUPERVISIONS.c.held_on < since)
    query = (
        select(SUPERVISIONS)
        .outerjoin(last, _is_that(last))
        .where(wanted, or_(SUPERVISIONS.c.held_on >= since, last.c.held_on.is_not(None)))
    )
    rows = session.execute(query.order_by(SUPERVISIONS.c.held_on))
    return group((row.worker_id, supervision_of(row)) for row in rows)


def supervision_of(row: Row[Any]) -> Supervision:
    return Supervision(SupervisionId(row.id), WorkerId(row.worker_id), row.held_on, row.minutes)


def _newest(*where: Any) -> Any:
    """Each worker's latest day, as a table to join."""
    query = select(SUPERVISIONS.c.worker_id, func.max(SUPERVISIONS.c.held_on).label("held_on"))
    return query.where(*where).group_by(SUPERVISIONS.c.worker_id).subquery()


def _is_that(last: Any) -> Any:
    return and_(SUPERVISIONS.c.worker_id == last.c.worker_id, SUPERVISIONS.c.held_on == last.c.held_on)
