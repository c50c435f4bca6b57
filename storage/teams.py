"""Teams and services: as scoring's values, and as they are listed with where their messages go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, or_, select, update

from scoring.ids import ChannelId, ServiceId, TeamId, WorkerId
from scoring.people import Grade, Role, Team
from storage.grouping import group
from storage.names import name_key
from storage.prepared import Prepared
from storage.rows import team_of
from storage.session import Session
from storage.tables.columns import lasts
from storage.tables.people import COVERS, ROLES, SERVICES, TEAM_PROMISES, TEAMS, WORKERS

_TEAMS = select(
    TEAMS.c.id, TEAMS.c.name, TEAMS.c.service_id, SERVICES.c.name.label("service_name"), TEAMS.c.channel_id,
    TEAMS.c.started_at, TEAMS.c.digest_weekday, TEAMS.c.digest_minute,
).join(SERVICES, SERVICES.c.id == TEAMS.c.service_id)  # fmt: skip
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_STARTED = Prepared(_TEAMS.where(TEAMS.c.id.in_(_IDS), TEAMS.c.started_at.is_not(None)))
_LOCK = select(TEAMS.c.id).where(TEAMS.c.id.in_(_IDS)).order_by(TEAMS.c.id).with_for_update(key_share=True)

_WITH_PROMISES = (
    _TEAMS.add_columns(TEAM_PROMISES.c.grade, TEAM_PROMISES.c.promise)
    .outerjoin(TEAM_PROMISES, TEAM_PROMISES.c.team_id == TEAMS.c.id)
    .order_by(TEAMS.c.name_key, TEAM_PROMISES.c.grade)
)
_SOME_WITH_PROMISES = Prepared(_WITH_PROMISES.where(TEAMS.c.id.in_(_IDS)))


@dataclass(frozen=True, slots=True)
class TeamRecord:
    """A team as it is listed, with where its messages go and since when they do."""

    id: TeamId
    name: str
    service: ServiceId
    service_name: str
    channel: ChannelId | None
    started_at: datetime | None
    digest_weekday: int | None
    digest_minute: int | None


def load_teams(session: Session, ids: Iterable[TeamId] | None = None) -> dict[TeamId, Team]:
    """These teams, or every team, by name, with their own promises."""
    if ids is None:
        rows = session.execute(_WITH_PROMISES).all()
    else:
        rows = _SOME_WITH_PROMISES.all(session, {"ids": sorted(set(ids))})
    own = group((row.id, (Grade(row.grade), row.promise)) for row in rows if row.grade is not None)
    return {TeamId(row.id): team_of(row, own) for row in rows}


def list_teams(session: Session, service: ServiceId | None = None) -> list[TeamRecord]:
    """Every team, or every team of a service, by name."""
    query = _TEAMS if service is None else _TEAMS.where(TEAMS.c.service_id == service)
    return [_team_record(row) for row in session.execute(query.order_by(TEAMS.c.name_key))]


def list_teams_of(
    session: Session, *, teams: Iterable[TeamId] = (), services: Iterable[ServiceId] = ()
) -> list[TeamRecord]:
    """These teams and those of these services, by name."""
    wanted = or_(TEAMS.c.id.in_(sorted(set(teams))), TEAMS.c.service_id.in_(sorted(set(services))))
    return [_team_record(row) for row in session.execute(_TEAMS.where(wanted).order_by(TEAMS.c.name_key))]


def list_started(session: Session, ids: Iterable[TeamId]) -> dict[TeamId, TeamRecord]:
    """Those of these teams that have been started, so that their breaches are opened and posted."""
    teams = [_team_record(row) for row in _STARTED.all(session, {"ids": sorted(set(ids))})]
    return {team.id: team for team in teams}


def find_team(session: Session, text: str) -> TeamRecord | None:
    """The team of this name, whatever its capitals and spaces."""
    row = session.execute(_TEAMS.where(TEAMS.c.name_key == name_key(text))).first()
    return None if row is None else _team_record(row)


def find_team_of_channel(session: Session, channel: ChannelId) -> TeamRecord | None:
    """The team whose messages go to this channel."""
    row = session.execute(_TEAMS.where(TEAMS.c.channel_id == channel)).first()
    return None if row is None else _team_record(row)


def load_team(session: Session, id_: TeamId) -> TeamRecord:
    """The team with this id, which must exist."""
    return _team_record(session.execute(_TEAMS.where(TEAMS.c.id == id_)).one())


def _team_record(row: Any) -> TeamRecord:
    id_, name, service, service_name, channel, *rest = row
    place = None if channel is None else ChannelId(channel)
    return TeamRecord(TeamId(id_), name, ServiceId(service), service_name, place, *rest)


@dataclass(frozen=True, slots=True)
class CoverRecord:
    """Dated cover for a team's supervisor, both days included."""

    team: TeamId
    worker: WorkerId
    name: str
    starts_on: date
    ends_on: date | None

    @property
    def key(self) -> str:
        """What tells it from the team's other covers."""
        return f"{self.worker}:{self.starts_on}"


def list_covers(session: Session, team: TeamId, today: date) -> list[CoverRecord]:
    """The cover of a team that isn't over yet, by its first day."""
    query = (
        select(COVERS, WORKERS.c.name)
        .join(WORKERS, WORKERS.c.id == COVERS.c.worker_id)
        .where(COVERS.c.team_id == team, lasts(COVERS.c.ends_on, today))
        .order_by(COVERS.c.starts_on, COVERS.c.worker_id)
    )
    return [
        CoverRecord(TeamId(row.team_id), WorkerId(row.worker_id), row.name, row.starts_on, row.ends_on)
        for row in session.execute(query)
    ]


def list_supervising(session: Session, team: TeamId) -> list[WorkerId]:
    """The team's supervisors, the first first, without cover."""
    query = (
        select(ROLES.c.worker_id)
        .where(ROLES.c.role == Role.SUPERVISOR.value, ROLES.c.team_id == team)
        .order_by(ROLES.c.is_first.desc(), ROLES.c.id)
    )
    return [WorkerId(id_) for id_ in session.execute(query).scalars()]


def list_names_supervised(session: Session, worker: WorkerId) -> list[str]:
    """The names of the teams somebody supervises, without cover."""
    query = (
        select(TEAMS.c.name)
        .join(ROLES, ROLES.c.team_id == TEAMS.c.id)
        .where(ROLES.c.role == Role.SUPERVISOR.value, ROLES.c.worker_id == worker)
        .order_by(TEAMS.c.name_key)
    )
    return list(session.execute(query).scalars())


def claim_start(session: Session, id_: TeamId, at: datetime) -> bool:
    """From now on the team's breaches are opened and posted; False when it had been started already."""
    result: Any = session.execute(
        update(TEAMS).where(TEAMS.c.id == id_, TEAMS.c.started_at.is_(None)).values(started_at=at)
    )
    return bool(result.rowcount == 1)


def lock_teams(session: Session, ids: Iterable[TeamId]) -> None:
    """Have whoever else adds up one of these teams wait until this transaction ends.

    On PostgreSQL a lock of the teams' rows, always in the same order; SQLite has one writer anyway.
    """
    if session.dialect.name != "sqlite":
        session.execute(_LOCK, {"ids": sorted(set(ids))})
