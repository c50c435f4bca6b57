"""Services: finding one, what its teams carry together, and which of its promises aren't kept.

Summed up by the database from one row a team, so that a head's view costs what the number of teams costs.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, or_, select, true

from scoring.breaches import Breach, Level
from scoring.ids import ServiceId, TeamId
from scoring.tenths import Tenths
from storage.breaches import breach_of
from storage.names import name_key
from storage.session import Session
from storage.tables.ledger import BREACHES, PLAN_LINES, TEAM_LOAD_NOW
from storage.tables.people import SERVICES, TEAMS


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    id: ServiceId
    name: str


@dataclass(frozen=True, slots=True)
class ServiceLoad:
    """A service's sums over its counted teams; `over` is how many of these are past either line."""

    id: ServiceId
    name: str
    teams: int
    over: int
    children: int
    promise: int
    points: Tenths
    bandwidth: Tenths
    waiting: int
    nobody_there: int


@dataclass(frozen=True, slots=True)
class Broken:
    """How many subjects there are to whom a promise isn't kept now, and for how many nobody has planned."""

    subjects: int = 0
    unplanned: int = 0


_SUMMED = ("children", "promise", "points", "bandwidth", "waiting", "nobody_there")
_OVER = or_(
    TEAM_LOAD_NOW.c.children > TEAM_LOAD_NOW.c.promise, TEAM_LOAD_NOW.c.points > TEAM_LOAD_NOW.c.bandwidth
)
_STANDING = (BREACHES.c.closed_at.is_(None), BREACHES.c.back_at.is_(None))
"""What isn't kept now: a breach that is settling is being kept again."""

_PLANNED = exists().where(PLAN_LINES.c.breach_id == BREACHES.c.id)


def list_services(session: Session) -> list[ServiceRecord]:
    """Every service, by name."""
    rows = session.execute(select(SERVICES.c.id, SERVICES.c.name).order_by(SERVICES.c.name_key))
    return [ServiceRecord(ServiceId(row.id), row.name) for row in rows]


def find_service(session: Session, text: str) -> ServiceRecord | None:
    """The service of this name, whatever its capitals and spaces."""
    key = name_key(text)
    row = session.execute(select(SERVICES.c.id, SERVICES.c.name).where(SERVICES.c.name_key == key)).first()
    return None if row is None else ServiceRecord(ServiceId(row.id), row.name)


def load_service(session: Session, id_: ServiceId) -> ServiceRecord:
    """The service with this id, which must exist."""
    row = session.execute(select(SERVICES.c.id, SERVICES.c.name).where(SERVICES.c.id == id_)).one()
    return ServiceRecord(ServiceId(row.id), row.name)


def list_service_loads(session: Session, services: Iterable[ServiceId] | None) -> list[ServiceLoad]:
    """The sums of these services, or of all, by name; a service without a counted team is left out."""
    sums = [func.sum(TEAM_LOAD_NOW.c[name]).label(name) for name in _SUMMED]
    query = (
        select(
            SERVICES.c.id,
            SERVICES.c.name,
            func.count().label("teams"),
            func.sum(case((_OVER, 1), else_=0)).label("over"),
            *sums,
        )
        .join(TEAMS, TEAMS.c.service_id == SERVICES.c.id)
        .join(TEAM_LOAD_NOW, TEAM_LOAD_NOW.c.team_id == TEAMS.c.id)
        .where(_within(services))
        .group_by(SERVICES.c.id, SERVICES.c.name, SERVICES.c.name_key)
        .order_by(SERVICES.c.name_key)
    )
    return [_service_of(row) for row in session.execute(query)]


def count_broken_in_services(
    session: Session, services: Iterable[ServiceId] | None
) -> dict[ServiceId, Broken]:
    """By service, the promises that aren't kept now; services that keep every one are left out."""
    subjects = _subjects().add_columns(TEAMS.c.service_id).join(TEAMS, TEAMS.c.id == BREACHES.c.team_id)
    found = subjects.where(_within(services)).group_by(TEAMS.c.service_id).subquery()
    return {ServiceId(key): broken for key, broken in _counted(session, found, found.c.service_id)}


def count_broken_in_teams(session: Session, teams: Iterable[TeamId]) -> dict[TeamId, Broken]:
    """By team, the promises that aren't kept now; teams that keep every one are left out."""
    wanted = BREACHES.c.team_id.in_(sorted(set(teams)))
    found = _subjects().add_columns(BREACHES.c.team_id).where(wanted).group_by(BREACHES.c.team_id).subquery()
    return {TeamId(key): broken for key, broken in _counted(session, found, found.c.team_id)}


def list_climbed(
    session: Session, levels: Collection[Level], services: Iterable[ServiceId] | None, most: int
) -> list[Breach]:
    """The breaches that stand and have come to one of these levels in these services, or in all, by age."""
    query = (
        select(BREACHES)
        .join(TEAMS, TEAMS.c.id == BREACHES.c.team_id)
        .where(*_STANDING, BREACHES.c.climbed_to.in_([level.value for level in levels]), _within(services))
        .order_by(BREACHES.c.opened_at, BREACHES.c.id)
        .limit(most)
    )
    return [breach_of(row) for row in session.execute(query)]


def _subjects() -> Any:
    """One row a subject whose promise isn't kept, with whether every line of it has a plan."""
    return (
        select(func.min(case((_PLANNED, 1), else_=0)).label("is_planned"))
        .where(*_STANDING)
        .group_by(BREACHES.c.subject_kind, BREACHES.c.subject_id)
    )


def _counted(session: Session, subjects: Any, key: Any) -> list[tuple[int, Broken]]:
    unplanned = func.sum(1 - subjects.c.is_planned)
    rows = session.execute(select(key, func.count(), unplanned).group_by(key))
    return [(id_, Broken(int(number), int(missing))) for id_, number, missing in rows]


def _within(services: Iterable[ServiceId] | None) -> ColumnElement[bool]:
    return true() if services is None else TEAMS.c.service_id.in_(sorted(set(services)))


def _service_of(row: Any) -> ServiceLoad:
    return ServiceLoad(
        ServiceId(row.id), row.name, row.teams, int(row.over),
        *(int(row._mapping[name]) for name in _SUMMED),
    )  # fmt: skip
