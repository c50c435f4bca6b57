"""Teams and services: as scoring's values, and as they are listed with where their messages go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlmodel import Session

from scoring.ids import ChannelId, ServiceId, TeamId
from scoring.people import Grade, Team
from storage.grouping import group
from storage.names import name_key
from storage.rows import team_of
from storage.tables.people import SERVICES, TEAM_PROMISES, TEAMS

_TEAMS = select(TEAMS, SERVICES.c.name.label("service_name")).join(
    SERVICES, SERVICES.c.id == TEAMS.c.service_id
)

_WITH_PROMISES = (
    _TEAMS.add_columns(TEAM_PROMISES.c.grade, TEAM_PROMISES.c.promise)
    .outerjoin(TEAM_PROMISES, TEAM_PROMISES.c.team_id == TEAMS.c.id)
    .order_by(TEAMS.c.name_key, TEAM_PROMISES.c.grade)
)
_SOME_WITH_PROMISES = _WITH_PROMISES.where(TEAMS.c.id.in_(bindparam("ids", expanding=True)))


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


def list_started(session: Session, ids: Iterable[TeamId]) -> dict[TeamId, TeamRecord]:
    """Those of these teams that have been started, so that their breaches are opened and posted."""
    query = _TEAMS.where(TEAMS.c.id.in_(sorted(set(ids))), TEAMS.c.started_at.is_not(None))
    teams = [_team_record(row) for row in session.execute(query)]
    return {team.id: team for team in teams}


def find_team(session: Session, text: str) -> TeamRecord | None:
    """The team of this name, whatever its capitals and spaces."""
    row = session.execute(_TEAMS.where(TEAMS.c.name_key == name_key(text))).first()
    return None if row is None else _team_record(row)


def load_team(session: Session, id_: TeamId) -> TeamRecord:
    """The team with this id, which must exist."""
    return _team_record(session.execute(_TEAMS.where(TEAMS.c.id == id_)).one())


def _team_record(row: Any) -> TeamRecord:
    return TeamRecord(
        TeamId(row.id), row.name, ServiceId(row.service_id), row.service_name,
        None if row.channel_id is None else ChannelId(row.channel_id), row.started_at,
        row.digest_weekday, row.digest_minute,
    )  # fmt: skip


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
    rows = select(TEAMS.c.id).where(TEAMS.c.id.in_(sorted(set(ids)))).order_by(TEAMS.c.id)
    session.execute(rows.with_for_update(key_share=True))
