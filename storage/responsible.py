"""Who answers for a team today: its cover and supervisors, then those above, in the order of asking."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, case, func, literal, select, union_all

from scoring.breaches import Level
from scoring.concerns import Candidate
from scoring.ids import ServiceId, TeamId, WorkerId
from scoring.people import Role
from storage.session import Session
from storage.tables.columns import in_force, lasts
from storage.tables.people import ACCOUNTS, COVERS, REDUCTIONS, ROLES, TEAMS, WORKERS

SUPERVISORS = 2
"""The places up to here are cover and supervisors; after them come those above."""
LEAST_PLACE = {Level.SUPERVISOR: 0, Level.SERVICE_MANAGER: 3, Level.HEAD: 4}

_OF_TEAM = select(TEAMS.c.service_id).where(TEAMS.c.id == bindparam("team")).scalar_subquery()
_CANDIDATES = union_all(
    select(COVERS.c.worker_id, literal(0).label("place")).where(
        COVERS.c.team_id == bindparam("team"),
        in_force(COVERS),
    ),
    select(ROLES.c.worker_id, case((ROLES.c.is_first, 1), else_=2)).where(
        ROLES.c.role == Role.SUPERVISOR, ROLES.c.team_id == bindparam("team")
    ),
    select(ROLES.c.worker_id, literal(3)).where(
        ROLES.c.role == Role.SERVICE_MANAGER, ROLES.c.service_id == _OF_TEAM
    ),
    select(ROLES.c.worker_id, literal(4)).where(ROLES.c.role == Role.HEAD),
).subquery()
_SUPERVISING = union_all(
    select(COVERS.c.team_id, COVERS.c.worker_id).where(in_force(COVERS)),
    select(ROLES.c.team_id, ROLES.c.worker_id).where(ROLES.c.role == Role.SUPERVISOR),
).subquery()
WHOLLY = 1000
"""Thousandths of somebody's time: reduced by as much (sickness, a secondment) they aren't there."""
_REDUCED = (
    select(func.sum(REDUCTIONS.c.share_thousandths))
    .where(
        REDUCTIONS.c.worker_id == _CANDIDATES.c.worker_id,
        in_force(REDUCTIONS),
    )
    .correlate(_CANDIDATES)
    .scalar_subquery()
)
_AWAY = (
    select(func.sum(REDUCTIONS.c.share_thousandths))
    .where(REDUCTIONS.c.worker_id == _SUPERVISING.c.worker_id, in_force(REDUCTIONS))
    .correlate(_SUPERVISING)
    .scalar_subquery()
)
_SUPERVISED = (
    select(_SUPERVISING.c.team_id)
    .join(WORKERS, WORKERS.c.id == _SUPERVISING.c.worker_id)
    .join(ACCOUNTS, ACCOUNTS.c.worker_id == WORKERS.c.id)
    .where(
        lasts(WORKERS.c.ends_on),
        ACCOUNTS.c.confirmed_at.is_not(None),
        ACCOUNTS.c.is_deactivated.is_(False),
        func.coalesce(_AWAY, 0) < WHOLLY,
    )
)
_UNSUPERVISED = (
    select(TEAMS.c.id)
    .where(
        TEAMS.c.service_id.in_(bindparam("services", expanding=True)),
        TEAMS.c.id.not_in(_SUPERVISED),
    )
    .order_by(TEAMS.c.id)
)
_RESPONSIBLE = (
    select(
        _CANDIDATES.c.worker_id,
        _CANDIDATES.c.place,
        and_(ACCOUNTS.c.confirmed_at.is_not(None), ACCOUNTS.c.is_deactivated.is_(False)).label(
            "can_be_written_to"
        ),
        (func.coalesce(_REDUCED, 0) >= WHOLLY).label("is_away"),
    )
    .join(WORKERS, WORKERS.c.id == _CANDIDATES.c.worker_id)
    .outerjoin(ACCOUNTS, ACCOUNTS.c.worker_id == WORKERS.c.id)
    .where(lasts(WORKERS.c.ends_on))
    .order_by(_CANDIDATES.c.place, _CANDIDATES.c.worker_id)
)


def find_supervisor(session: Session, team: TeamId, today: date) -> WorkerId | None:
    """Who supervises the team today: its cover, else its supervisors, the first first.

    Leavers are passed over, and who is wholly away or can't be written to while somebody else is there.
    """
    rows = session.execute(_RESPONSIBLE, {"team": team, "today": today}).all()
    return _first_reached([row for row in rows if row.place <= SUPERVISORS])


def find_responsible(session: Session, team: TeamId, today: date) -> WorkerId | None:
    """Who answers for the team today: its supervisor, else its service manager, else the head.

    A supervisor who is wholly away without cover is passed over.
    """
    return _first_reached(session.execute(_RESPONSIBLE, {"team": team, "today": today}).all())


def find_above(session: Session, team: TeamId, level: Level, today: date) -> WorkerId | None:
    """Who is asked once it has gone up: the service manager, else (away, or there is none) the head."""
    least = LEAST_PLACE[level]
    rows = session.execute(_RESPONSIBLE, {"team": team, "today": today}).all()
    return _first_reached([row for row in rows if row.place >= least])


def list_unsupervised(session: Session, services: Iterable[ServiceId], today: date) -> list[TeamId]:
    """The teams of these services that nobody supervises today: for them whoever is above answers.

    Cover and supervisors count while they are in post, can be written to, and aren't wholly away.
    """
    found = session.execute(_UNSUPERVISED, {"services": sorted(set(services)), "today": today})
    return [TeamId(id_) for id_ in found.scalars()]


def list_candidates(session: Session, worker: WorkerId, team: TeamId | None, today: date) -> list[Candidate]:
    """Everybody above a worker's team who can be written to, in the order in which they are asked.

    Who is wholly away is passed over while somebody else is there. Above no team there are only the heads of
    service.
    """
    rows = session.execute(_RESPONSIBLE, {"team": team, "today": today}).all()
    reached = [row for row in rows if row.can_be_written_to and (not row.is_away or row.worker_id == worker)]
    return [
        Candidate(_LEVELS.get(row.place, Level.SUPERVISOR), WorkerId(row.worker_id))
        for row in reached or [row for row in rows if row.can_be_written_to]
    ]


_LEVELS = {3: Level.SERVICE_MANAGER, 4: Level.HEAD}
"""What the places above the supervisors are called."""


def _first_reached(rows: Sequence[Any]) -> WorkerId | None:
    reached = [row for row in rows if row.can_be_written_to]
    there = [row for row in reached if not row.is_away]
    chosen = next(iter([*there, *reached, *rows]), None)
    return None if chosen is None else WorkerId(chosen.worker_id)


def find_service_manager(session: Session, service: ServiceId) -> WorkerId | None:
    """Who manages the service: the first who was named."""
    query = select(ROLES.c.worker_id).where(
        ROLES.c.role == Role.SERVICE_MANAGER, ROLES.c.service_id == service
    )
    found = session.execute(query.order_by(ROLES.c.is_first.desc(), ROLES.c.id).limit(1)).scalar()
    return None if found is None else WorkerId(found)


def list_supervisors(session: Session, team: TeamId, today: date) -> list[WorkerId]:
    """Everybody who supervises the team today, cover included."""
    roles = select(ROLES.c.worker_id).where(ROLES.c.role == Role.SUPERVISOR, ROLES.c.team_id == team)
    covers = select(COVERS.c.worker_id).where(COVERS.c.team_id == team, in_force(COVERS))
    found = session.execute(roles.union(covers), {"today": today})
    return sorted({WorkerId(id_) for id_ in found.scalars()})
