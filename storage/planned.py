"""Changes of hours, grade or team that begin on a day to come: kept with that day until it comes.

On the day the person's row changes, and their history says so from 00:00 of it (`take_up`); what is planned
is no history yet. Audit rows name the fields, never more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, delete, select

from scoring.ids import TeamId, WorkerId
from scoring.people import Employment, Grade
from scoring.working_time import start_of_day
from storage.audit import record_audit
from storage.change import Change
from storage.due import mark_due
from storage.grouping import group
from storage.joining import change_worker
from storage.rows import fraction_of, millionths_of
from storage.session import Session
from storage.tables.people import PLANNED_CHANGES, WORKERS
from storage.upsert import put_rows

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_PLANNED = (
    select(PLANNED_CHANGES, WORKERS.c.name.label("by_name"))
    .outerjoin(WORKERS, WORKERS.c.id == PLANNED_CHANGES.c.planned_by_id)
    .order_by(PLANNED_CHANGES.c.from_on)
)
_OF_WORKERS = _PLANNED.where(PLANNED_CHANGES.c.worker_id.in_(_IDS))


@dataclass(frozen=True, slots=True)
class Planned:
    """What changes of a person from a day on; `changes` are fields of `PersonDetails`."""

    id: int
    worker: WorkerId
    from_on: date
    changes: Mapping[str, Any] = field(default_factory=dict)
    by_name: str | None = None
    planned_at: datetime | None = None


def add_planned(
    session: Session, change: Change, worker: WorkerId, from_on: date, changes: Mapping[str, Any]
) -> None:
    """Keep what changes from that day on, with what was planned for the same day before."""
    same_day = (each for each in list_planned(session, [worker])[worker] if each.from_on == from_on)
    known = next(same_day, None)
    if known is not None:
        session.execute(delete(PLANNED_CHANGES).where(PLANNED_CHANGES.c.id == known.id))
    merged = {**(known.changes if known is not None else {}), **changes}
    said = {"planned_by_id": change.actor, "planned_at": change.at}
    put_rows(session, PLANNED_CHANGES, [{"worker_id": worker, "from_on": from_on, **_values(merged), **said}])
    record_audit(
        session, change, "change_planned", "worker", worker, planned=sorted(changes), from_on=from_on
    )
    mark_due(session, "worker", [worker], start_of_day(from_on))


def list_planned(session: Session, workers: Iterable[int]) -> Mapping[int, list[Planned]]:
    """By worker, what is planned, the earliest day first; an empty list for whom nothing is."""
    rows = session.execute(_OF_WORKERS, {"ids": sorted(set(workers))}).all()
    return group((row.worker_id, _planned_of(row)) for row in rows)


def find_planned(session: Session, id_: int) -> Planned | None:
    """The plan with this id, until it begins or is taken back."""
    row = session.execute(_PLANNED.where(PLANNED_CHANGES.c.id == id_)).first()
    return None if row is None else _planned_of(row)


def delete_planned(session: Session, change: Change, planned: Planned) -> bool:
    """Take a plan back; False when it has begun or has been taken back already."""
    if not _delete(session, planned):
        return False
    record_audit(session, change, "planned_taken_back", "worker", planned.worker, from_on=planned.from_on)
    return True


def take_up(session: Session, change: Change, planned: Planned) -> bool:
    """The day has come: from 00:00 of it the person is as planned. False when somebody was faster."""
    if not _delete(session, planned):
        return False
    since = start_of_day(planned.from_on)
    change_worker(session, change, planned.worker, since=since, **planned.changes)
    return True


def _delete(session: Session, planned: Planned) -> bool:
    result: Any = session.execute(delete(PLANNED_CHANGES).where(PLANNED_CHANGES.c.id == planned.id))
    return bool(result.rowcount == 1)


def _values(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of these changes; what doesn't change is NULL."""
    grade, fte, employment = (changes.get(name) for name in ("grade", "fte", "employment"))
    return {
        "team_id": changes.get("team"),
        "grade": None if grade is None else grade.value,
        "fte_millionths": None if fte is None else millionths_of(fte),
        "employment": None if employment is None else employment.value,
        "changes_promise": "promise" in changes,
        "promise": changes.get("promise"),
    }


def _planned_of(row: Row[Any]) -> Planned:
    changes: dict[str, Any] = {}
    if row.grade is not None:
        changes["grade"] = Grade(row.grade)
    if row.fte_millionths is not None:
        changes["fte"] = fraction_of(row.fte_millionths)
    if row.team_id is not None:
        changes["team"] = TeamId(row.team_id)
    if row.employment is not None:
        changes["employment"] = Employment(row.employment)
    if row.changes_promise:
        changes["promise"] = row.promise
    return Planned(row.id, WorkerId(row.worker_id), row.from_on, changes, row.by_name, row.planned_at)
