"""Teams and services: as scoring's values, and as they are listed with where their messages go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, or_, select, update

from scoring.ids import ChannelId, ServiceId, TeamId
from scoring.people import Grade, Team
from storage.grouping import group
from storage.names import name_key
from storage.rows import team_of
from storage.session import Session
from storage.tables.people import SERVICES, TEAM_PROMISES, TEAMS

_TEAMS = select(
    TEAMS.c.id, TEAMS.c.name, TEAMS.c.service_id, SERVICES.c.name.label("service_name"), TEAMS.c.channel_id,
    TEAMS.c.started_at, TEAMS.c.digest_weekday, TEAMS.c.digest_minute,
).join(SERVICES, SERVICES.c.id == TEAMS.c.service_id)  # fmt: skip
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_STARTED = _TEAMS.where(TEAMS.c.id.in_(_IDS), TEAMS.c.started_at.is_not(None))
_LOCK = select(TEAMS.c.id).where(TEAMS.c.id.in_(_IDS)).order_by(TEAMS.c.id).with_for_update(key_share=True)

_WITH_PROMISES = (
    _TEAMS.add_columns(TEAM_PROMISES.c.grade, TEAM_PROMISES.c.promise)
    .outerjoin(TEAM_PROMISES, TEAM_PROMISES.c.team_id == TEAMS.c.id)
    .order_by(TEAMS.c.name_key, TEAM_PROMISES.c.grade)
)
_SOME_WITH_PROMISES = _WITH_PROMISES.where(TEAMS.c.id.in_(_IDS))


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
        rows = session.execute(_SOME_WITH_PROMISES, {"ids": sorted(set(ids))}).all()
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
    teams = [_team_record(row) for row in session.execute(_STARTED, {"ids": sorted(set(ids))}).all()]
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
