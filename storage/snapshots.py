"""The load at the end of each London day, kept as it was known."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select, true

from scoring.ids import PolicyVersion, TeamId
from scoring.readings import SubjectKind
from scoring.snapshots import Snapshot
from storage.session import Session
from storage.tables.ledger import LOAD_NOW, SNAPSHOTS, TEAM_LOAD_NOW
from storage.upsert import add_selected

_COLUMNS = (
    "day", "subject_kind", "subject_id", "children", "points", "promise", "bandwidth",
    "capacity_millionths", "policy_version",
)  # fmt: skip
_SUMMED = ("children", "points", "promise", "bandwidth")


def add_snapshots(session: Session, day: date) -> bool:
    """Keep every worker's and team's stored load as that day's; False when the day has its snapshots.

    Where another process keeps the same day at the same moment, its rows are as good.
    """
    known = session.execute(select(SNAPSHOTS.c.day).where(SNAPSHOTS.c.day == day).limit(1)).first()
    if known is not None:
        return False
    worker = LOAD_NOW.c
    whole = worker.case_points + worker.stable + worker.extras
    points = case((worker.bandwidth == 0, worker.case_points), else_=whole)
    workers = _add(session, select(
        literal(day), literal(SubjectKind.WORKER.value), worker.worker_id, worker.children, points,
        worker.promise, worker.bandwidth, worker.capacity_millionths, worker.policy_version,
    ).order_by(worker.worker_id))  # fmt: skip
    team = TEAM_LOAD_NOW.c
    teams = _add(session, select(
        literal(day), literal(SubjectKind.TEAM.value), team.team_id, team.children, team.points,
        team.promise, team.bandwidth, literal(0), team.policy_version,
    ).order_by(team.team_id))  # fmt: skip
    return workers + teams > 0


def list_snapshots(
    session: Session, kind: SubjectKind, ids: Iterable[int], since: date, until: date
) -> dict[int, list[Snapshot]]:
    """The days' ends of these subjects between two days, both included, the earliest first."""
    query = select(SNAPSHOTS).where(
        SNAPSHOTS.c.subject_kind == kind.value,
        SNAPSHOTS.c.subject_id.in_(sorted(set(ids))),
        SNAPSHOTS.c.day.between(since, until),
    )
    return _by_subject(session, query)


def list_day_ends(
    session: Session, kind: SubjectKind, ids: Iterable[int], days: Iterable[date]
) -> dict[int, list[Snapshot]]:
    """The ends of just these days of these subjects, the earliest first, without days that weren't kept.

    It finds each by its key, so it costs what is asked for, however large the council.
    """
    return _by_subject(session, select(SNAPSHOTS).where(*_at(kind, ids, days)))


def sum_day_ends(session: Session, teams: Iterable[TeamId] | None, days: Iterable[date]) -> list[Snapshot]:
    """What these teams, or all, carried together at the ends of these days, the earliest first."""
    of_teams = SNAPSHOTS.c.subject_kind == SubjectKind.TEAM.value
    wanted = [of_teams, SNAPSHOTS.c.day.in_(sorted(days))]
    if teams is not None:
        wanted = _at(SubjectKind.TEAM, teams, days)
    sums = [func.sum(SNAPSHOTS.c[name]).label(name) for name in _SUMMED]
    query = select(SNAPSHOTS.c.day, *sums, func.max(SNAPSHOTS.c.policy_version).label("policy_version"))
    rows = session.execute(query.where(*wanted).group_by(SNAPSHOTS.c.day).order_by(SNAPSHOTS.c.day))
    return [_snapshot_of(row) for row in rows]


def list_snapshots_on(session: Session, kind: SubjectKind, days: Mapping[int, date]) -> dict[int, Snapshot]:
    """The end of each subject's own day, for those for whom it was kept."""
    found = list_day_ends(session, kind, days, days.values())
    return {id_: each for id_, ends in found.items() for each in ends if each.day == days[id_]}


def list_capacity_days(session: Session, kind: SubjectKind, id_: int, since: date, until: date) -> list[date]:
    """The days on which the subject had a line to keep: capacity for a worker, a promise for a team."""
    has_line = SNAPSHOTS.c.capacity_millionths > 0 if kind is SubjectKind.WORKER else SNAPSHOTS.c.promise > 0
    query = select(SNAPSHOTS.c.day).where(
        SNAPSHOTS.c.subject_kind == kind.value,
        SNAPSHOTS.c.subject_id == id_,
        SNAPSHOTS.c.day.between(since, until),
        has_line,
    )
    return list(session.execute(query.order_by(SNAPSHOTS.c.day)).scalars())


def _at(kind: SubjectKind, ids: Iterable[int], days: Iterable[date]) -> list[ColumnElement[bool]]:
    return [
        SNAPSHOTS.c.subject_kind == kind.value,
        SNAPSHOTS.c.subject_id.in_(sorted(set(ids))),
        SNAPSHOTS.c.day.in_(sorted(set(days))),
    ]


def _by_subject(session: Session, query: Select[Any]) -> dict[int, list[Snapshot]]:
    """What a query finds, by subject, the earliest first."""
    found: dict[int, list[Snapshot]] = defaultdict(list)
    for row in session.execute(query.order_by(SNAPSHOTS.c.day)):
        found[row.subject_id].append(_snapshot_of(row))
    return found


def _snapshot_of(row: Any) -> Snapshot:
    # PostgreSQL's sum of whole numbers is a decimal.
    children, points, promise, bandwidth = (int(row._mapping[name]) for name in _SUMMED)
    return Snapshot(row.day, children, points, promise, bandwidth, PolicyVersion(row.policy_version))


def _add(session: Session, query: Select[Any]) -> int:
    return add_selected(session, SNAPSHOTS, _COLUMNS, query.where(true()))
