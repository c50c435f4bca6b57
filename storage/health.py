"""What a checkup asks of the database: what lies too long, what can't be delivered, who can't be reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, exists, func, or_, select

from scoring.people import Role
from scoring.readings import Subject, SubjectKind
from storage.outbox import DEAD, IN_LINE
from storage.session import Session
from storage.tables.columns import in_force, lasts
from storage.tables.ledger import DUE
from storage.tables.people import ACCOUNTS, COVERS, ROLES, TEAMS, WORKERS
from storage.tables.post import OUTBOX


@dataclass(frozen=True, slots=True)
class Unreached:
    """How many people of a team the bot can't write to, and how many of them look after it."""

    team: str
    people: int
    supervisors: int


def find_oldest_due(session: Session, now: datetime) -> datetime | None:
    """Since when the subject that has been due the longest waits to be looked at; None when nothing does."""
    return session.execute(select(func.min(DUE.c.at)).where(DUE.c.at <= now)).scalar()


def count_due(session: Session, now: datetime) -> int:
    """How many marks wait to be looked at."""
    return session.execute(select(func.count()).select_from(DUE).where(DUE.c.at <= now)).scalar_one()


def list_due_subjects(session: Session, now: datetime) -> set[Subject]:
    """What is about to be counted again."""
    query = select(DUE.c.subject_kind, DUE.c.subject_id).where(DUE.c.at <= now).distinct()
    return {Subject(SubjectKind(kind), id_) for kind, id_ in session.execute(query).all()}


def count_dead(session: Session) -> Mapping[str, int]:
    """How many messages could not be delivered for good, by the reason, the most frequent first."""
    number = func.count().label("number")
    query = select(OUTBOX.c.error, number).where(DEAD).group_by(OUTBOX.c.error).order_by(number.desc())
    return {row.error or "unknown": row.number for row in session.execute(query)}


def count_unsettled(session: Session) -> Mapping[str, int]:
    """How many messages are queued, being sent, unknown or dead: what is not yet as it should be."""
    query = (
        select(OUTBOX.c.state, func.count().label("number"))
        .where(or_(IN_LINE, DEAD))
        .group_by(OUTBOX.c.state)
    )
    return {row.state: row.number for row in session.execute(query)}


def list_unreached(session: Session, today: date) -> list[Unreached]:
    """By team, those in post without a confirmed, active Slack account; teams without any are left out."""
    reached = exists().where(
        ACCOUNTS.c.worker_id == WORKERS.c.id,
        ACCOUNTS.c.confirmed_at.is_not(None),
        ACCOUNTS.c.is_deactivated.is_(False),
    )
    supervises = exists().where(
        ROLES.c.worker_id == WORKERS.c.id, ROLES.c.role == Role.SUPERVISOR.value, ROLES.c.team_id.is_not(None)
    )
    query = (
        select(
            TEAMS.c.name,
            func.count().label("people"),
            func.count().filter(supervises).label("supervisors"),
        )
        .join(WORKERS, WORKERS.c.team_id == TEAMS.c.id)
        .where(lasts(WORKERS.c.ends_on, today), ~reached)
        .group_by(TEAMS.c.id, TEAMS.c.name, TEAMS.c.name_key)
        .order_by(TEAMS.c.name_key)
    )
    return [Unreached(row.name, row.people, row.supervisors) for row in session.execute(query)]


def list_without_supervisor(session: Session, today: date) -> list[str]:
    """The started teams that nobody looks after today, by name: neither a supervisor in post nor cover."""
    supervised = exists().where(
        ROLES.c.team_id == TEAMS.c.id,
        ROLES.c.role == Role.SUPERVISOR.value,
        ROLES.c.worker_id == WORKERS.c.id,
        lasts(WORKERS.c.ends_on, today),
    )
    covered = exists().where(and_(COVERS.c.team_id == TEAMS.c.id, in_force(COVERS, today)))
    query = select(TEAMS.c.name).where(TEAMS.c.started_at.is_not(None), ~supervised, ~covered)
    return list(session.execute(query.order_by(TEAMS.c.name_key)).scalars())


def has_admin(session: Session, today: date) -> bool:
    """Whether somebody in post is an administrator."""
    query = (
        select(ROLES.c.id)
        .join(WORKERS, WORKERS.c.id == ROLES.c.worker_id)
        .where(ROLES.c.role == Role.ADMIN.value, lasts(WORKERS.c.ends_on, today))
    )
    return session.execute(query.limit(1)).first() is not None


def has_people(session: Session) -> bool:
    """Whether anybody has been imported yet."""
    return session.execute(select(WORKERS.c.id).limit(1)).first() is not None
