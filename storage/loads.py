"""Loads as last scored: written by the due job, read by every view."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, func, select

from scoring.breaches import Cause
from scoring.ids import PolicyVersion, ServiceId, TeamId, WorkerId
from scoring.load import Load, Member, TeamLoad
from scoring.readings import SubjectKind
from storage.grouping import group
from storage.rows import fraction_of, millionths_of
from storage.session import Session
from storage.tables.ledger import DUE, LOAD_NOW, TEAM_LOAD_NOW
from storage.tables.people import TEAMS, WORKERS
from storage.upsert import put_rows

_LOAD_COLUMNS = (
    LOAD_NOW.c.worker_id, LOAD_NOW.c.team_id, LOAD_NOW.c.children, LOAD_NOW.c.case_points, LOAD_NOW.c.stable,
    LOAD_NOW.c.extras, LOAD_NOW.c.capacity_millionths, LOAD_NOW.c.promise, LOAD_NOW.c.bandwidth,
    LOAD_NOW.c.low_end,
)  # fmt: skip
# The due job's statements are built once: building one costs more than SQLite takes to answer it.
_TEAM_IDS: BindParameter[Any] = bindparam("teams", expanding=True)
_MEMBERS = select(
    *_LOAD_COLUMNS, LOAD_NOW.c.fte_millionths, LOAD_NOW.c.is_averaged, LOAD_NOW.c.has_left
).where(LOAD_NOW.c.team_id.in_(_TEAM_IDS))
_STORED_TEAMS = (
    select(LOAD_NOW.c.team_id)
    .where(LOAD_NOW.c.worker_id.in_(bindparam("workers", expanding=True)))
    .distinct()
)

_UNSCORED = (
    select(func.count())
    .select_from(DUE)
    .join(LOAD_NOW, LOAD_NOW.c.worker_id == DUE.c.subject_id)
    .where(
        DUE.c.at <= bindparam("now"),
        DUE.c.subject_kind == SubjectKind.WORKER.value,
        DUE.c.cause == Cause.POLICY.value,
    )
)


@dataclass(frozen=True, slots=True)
class WorkerLoad:
    """A worker's stored load with the name it is shown under."""

    name: str
    load: Load
    has_left: bool


def put_loads(session: Session, members: Iterable[Member], now: datetime, version: PolicyVersion) -> None:
    """Keep these loads as the ones that stand."""
    put_rows(session, LOAD_NOW, [_row(member, now, version) for member in members])


def list_members(session: Session, teams: Iterable[TeamId]) -> Mapping[int, list[Member]]:
    """The stored loads in these teams, with what a team's sums need."""
    rows = session.execute(_MEMBERS, {"teams": sorted(set(teams))}).all()
    return group((row.team_id, _member_of(row)) for row in rows)


def count_loads(session: Session) -> int:
    """How many workers have a stored load."""
    return session.execute(select(func.count()).select_from(LOAD_NOW)).scalar_one()


def count_unscored(session: Session, now: datetime) -> int:
    """How many of them are still to be scored because another policy counts."""
    return session.execute(_UNSCORED, {"now": now}).scalar_one()


def find_load(session: Session, worker: WorkerId) -> Load | None:
    """The worker's stored load; None until the due job has scored them once."""
    row = session.execute(select(*_LOAD_COLUMNS).where(LOAD_NOW.c.worker_id == worker)).first()
    return None if row is None else _load_of(row)


def list_loads(session: Session, teams: Iterable[TeamId]) -> list[WorkerLoad]:
    """The stored loads of everybody in these teams, by name."""
    query = (
        select(*_LOAD_COLUMNS, LOAD_NOW.c.has_left, WORKERS.c.name)
        .join(WORKERS, WORKERS.c.id == LOAD_NOW.c.worker_id)
        .where(LOAD_NOW.c.team_id.in_(sorted(set(teams))))
        .order_by(WORKERS.c.name_key, WORKERS.c.id)
    )
    return [WorkerLoad(row.name, _load_of(row), row.has_left) for row in session.execute(query)]


def list_worker_loads(session: Session, workers: Iterable[WorkerId]) -> dict[WorkerId, WorkerLoad]:
    """The stored loads of these workers with their names; who hasn't been scored yet is left out."""
    query = (
        select(LOAD_NOW, WORKERS.c.name)
        .join(WORKERS, WORKERS.c.id == LOAD_NOW.c.worker_id)
        .where(LOAD_NOW.c.worker_id.in_(sorted(set(workers))))
    )
    return {
        WorkerId(row.worker_id): WorkerLoad(row.name, _load_of(row), row.has_left)
        for row in session.execute(query)
    }


def list_stored_teams(session: Session, workers: Iterable[WorkerId]) -> set[TeamId]:
    """The teams whose sums the stored loads of these workers are in."""
    found = session.execute(_STORED_TEAMS, {"workers": sorted(set(workers))})
    return {TeamId(id_) for id_ in found.scalars()}


def put_team_loads(
    session: Session, loads: Iterable[TeamLoad], now: datetime, version: PolicyVersion
) -> None:
    put_rows(session, TEAM_LOAD_NOW, [_team_row(load, now, version) for load in loads])


def find_team_load(session: Session, team: TeamId) -> TeamLoad | None:
    """The team's stored load; None until the due job has scored it once."""
    row = session.execute(select(TEAM_LOAD_NOW).where(TEAM_LOAD_NOW.c.team_id == team)).first()
    return None if row is None else _team_load_of(row)


def load_team_loads(session: Session, teams: Iterable[TeamId]) -> dict[TeamId, TeamLoad]:
    """The stored loads of these teams; those that haven't been scored yet are left out."""
    query = select(TEAM_LOAD_NOW).where(TEAM_LOAD_NOW.c.team_id.in_(sorted(set(teams))))
    return {TeamId(row.team_id): _team_load_of(row) for row in session.execute(query)}


def list_team_loads(session: Session, service: ServiceId | None = None) -> list[TeamLoad]:
    """The stored loads of a service's teams, or of all, by the team's name."""
    query = select(TEAM_LOAD_NOW).join(TEAMS, TEAMS.c.id == TEAM_LOAD_NOW.c.team_id)
    if service is not None:
        query = query.where(TEAMS.c.service_id == service)
    return [_team_load_of(row) for row in session.execute(query.order_by(TEAMS.c.name_key))]


def _row(member: Member, now: datetime, version: PolicyVersion) -> dict[str, Any]:
    load = member.load
    return {
        "worker_id": load.worker,
        "team_id": load.team,
        "children": load.children,
        "case_points": load.case_points,
        "stable": load.stable,
        "extras": load.extras,
        "capacity_millionths": millionths_of(load.capacity),
        "promise": load.promise,
        "bandwidth": load.bandwidth,
        "low_end": load.low_end,
        "fte_millionths": millionths_of(member.fte),
        "is_averaged": member.is_averaged,
        "has_left": member.has_left,
        "scored_at": now,
        "policy_version": version,
    }


def _load_of(row: Any) -> Load:
    """A load from a row that begins with `_LOAD_COLUMNS`."""
    worker, team, children, case_points, stable, extras, capacity, promise, bandwidth, low_end = row[:10]
    return Load(
        worker=WorkerId(worker),
        team=TeamId(team),
        children=children,
        case_points=case_points,
        stable=stable,
        extras=extras,
        capacity=fraction_of(capacity),
        promise=promise,
        bandwidth=bandwidth,
        low_end=low_end,
    )


def _member_of(row: Any) -> Member:
    return Member(_load_of(row), fraction_of(row.fte_millionths), row.is_averaged, row.has_left)


def _team_row(load: TeamLoad, now: datetime, version: PolicyVersion) -> dict[str, Any]:
    return {
        "team_id": load.team,
        "children": load.children,
        "waiting": load.waiting,
        "points": load.points,
        "promise": load.promise,
        "bandwidth": load.bandwidth,
        "low_end": load.low_end,
        "average_children": load.average_children,
        "average_fte_millionths": millionths_of(load.average_fte),
        "nobody_there": load.nobody_there,
        "nobody_there_left": load.nobody_there_left,
        "scored_at": now,
        "policy_version": version,
    }


def _team_load_of(row: Row[Any]) -> TeamLoad:
    return TeamLoad(
        team=TeamId(row.team_id),
        children=row.children,
        waiting=row.waiting,
        points=row.points,
        promise=row.promise,
        bandwidth=row.bandwidth,
        low_end=row.low_end,
        average_children=row.average_children,
        average_fte=fraction_of(row.average_fte_millionths),
        nobody_there=row.nobody_there,
        nobody_there_left=row.nobody_there_left,
    )
