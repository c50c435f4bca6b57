"""What only a Home asks: what waits for somebody's answer, and what an administrator has to mend."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, case, exists, or_, select

from scoring.ids import CaseId, Reference, TeamId, WorkerId
from scoring.people import Role
from storage.session import Session
from storage.tables.cases import ALLOCATIONS, CASES
from storage.tables.columns import in_force, lasts
from storage.tables.people import COVERS, ROLES, TEAMS, WORKERS


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A case that somebody was given here and hasn't said anything about yet."""

    case: CaseId
    reference: Reference
    since: datetime


@dataclass(frozen=True, slots=True)
class ToDiscuss:
    """A case that its worker would like to talk about."""

    case: CaseId
    reference: Reference
    worker: WorkerId
    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Unreached:
    """A team whose messages find nobody: it has no channel, or nobody supervises it today."""

    name: str
    has_channel: bool
    has_supervisor: bool


def list_unanswered(session: Session, worker: WorkerId) -> list[Unanswered]:
    """What a worker was given here and has neither agreed nor asked to discuss, the oldest first."""
    query = (
        select(ALLOCATIONS.c.case_id, ALLOCATIONS.c.began_at, CASES.c.reference)
        .join(CASES, CASES.c.id == ALLOCATIONS.c.case_id)
        .where(
            ALLOCATIONS.c.worker_id == worker,
            ALLOCATIONS.c.ended_at.is_(None),
            ALLOCATIONS.c.imported.is_(False),
            ALLOCATIONS.c.agreed_at.is_(None),
            ALLOCATIONS.c.discuss_at.is_(None),
        )
        .order_by(ALLOCATIONS.c.began_at, ALLOCATIONS.c.id)
    )
    return [
        Unanswered(CaseId(row.case_id), Reference(row.reference), row.began_at)
        for row in session.execute(query)
    ]


def list_to_discuss(session: Session, teams: Iterable[TeamId]) -> list[ToDiscuss]:
    """What the workers of these teams would like to talk about, the oldest first."""
    query = (
        select(
            ALLOCATIONS.c.case_id, CASES.c.reference, ALLOCATIONS.c.worker_id, WORKERS.c.name,
            ALLOCATIONS.c.discuss_at,
        )
        .join(CASES, CASES.c.id == ALLOCATIONS.c.case_id)
        .join(WORKERS, WORKERS.c.id == ALLOCATIONS.c.worker_id)
        .where(
            WORKERS.c.team_id.in_(sorted(set(teams))),
            ALLOCATIONS.c.ended_at.is_(None),
            ALLOCATIONS.c.discuss_at.is_not(None),
            or_(ALLOCATIONS.c.agreed_at.is_(None), ALLOCATIONS.c.agreed_at < ALLOCATIONS.c.discuss_at),
        )
        .order_by(ALLOCATIONS.c.discuss_at, ALLOCATIONS.c.id)
    )  # fmt: skip
    return [
        ToDiscuss(
            CaseId(row.case_id), Reference(row.reference), WorkerId(row.worker_id), row.name, row.discuss_at
        )
        for row in session.execute(query)
    ]


def list_unreached(session: Session, today: date) -> list[Unreached]:
    """The teams that have no channel or nobody who supervises them today, by name."""
    in_post = lasts(WORKERS.c.ends_on, today)
    supervised = exists().where(
        ROLES.c.team_id == TEAMS.c.id, ROLES.c.role == Role.SUPERVISOR,
        WORKERS.c.id == ROLES.c.worker_id, in_post,
    )  # fmt: skip
    covered = exists().where(
        COVERS.c.team_id == TEAMS.c.id,
        in_force(COVERS, today),
    )
    has_supervisor = or_(supervised, covered)
    query = select(
        TEAMS.c.name, TEAMS.c.channel_id, case((has_supervisor, 1), else_=0).label("has_supervisor")
    ).where(or_(TEAMS.c.channel_id.is_(None), and_(~supervised, ~covered)))
    return [
        Unreached(row.name, row.channel_id is not None, bool(row.has_supervisor))
        for row in session.execute(query.order_by(TEAMS.c.name_key))
    ]
