"""Which weekly digests have been decided, and what they count that nobody else asks for.

The key (team, ISO week) is what makes each digest exactly one.
"""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from scoring.breaches import Span
from scoring.case import Kind
from scoring.digest_weeks import DigestDue
from scoring.ids import CaseId, Reference, TeamId
from scoring.readings import SubjectKind
from storage.change import Change
from storage.grouping import group
from storage.session import Session
from storage.tables.cases import ALLOCATIONS, CASES, JUDGEMENTS
from storage.tables.ledger import BREACHES, SNAPSHOTS
from storage.tables.people import WORKERS
from storage.tables.post import DIGESTS
from storage.upsert import add_once


def list_last_weeks(session: Session) -> dict[TeamId, str]:
    """The latest week for which each team has had its digest."""
    rows = session.execute(select(DIGESTS.c.team_id, func.max(DIGESTS.c.week)).group_by(DIGESTS.c.team_id))
    return {TeamId(team): week for team, week in rows}


def add_digest(session: Session, change: Change, due: DigestDue) -> bool:
    """Say that this team's digest of this week is written; False when it was, here or by another process."""
    row = {
        "team_id": due.team,
        "week": due.week,
        "decided_at": change.at,
        "weeks_owed": " ".join(due.weeks_owed),
    }
    return add_once(session, DIGESTS, row)


def find_last_told(session: Session, team: TeamId, week: str) -> datetime | None:
    """The moment up to which the digest before this week's told; None for a team's first."""
    query = select(func.max(DIGESTS.c.decided_at)).where(DIGESTS.c.team_id == team, DIGESTS.c.week < week)
    return session.execute(query).scalar()


def find_told_at(session: Session, team: TeamId, week: str) -> datetime | None:
    """When the digest of this week was written; None where it wasn't."""
    query = select(DIGESTS.c.decided_at).where(DIGESTS.c.team_id == team, DIGESTS.c.week == week)
    return session.execute(query).scalar()


def count_kinds(session: Session, team: TeamId) -> dict[str, int]:
    """The team's open cases by kind, those that wait included; every kind is there, also with none."""
    waiting = and_(CASES.c.lead_id.is_(None), CASES.c.team_id == team)
    query = (
        select(CASES.c.kind, func.count().label("number"))
        .where(CASES.c.closed_at.is_(None), or_(_led_in(team), waiting))
        .group_by(CASES.c.kind)
    )
    counts = {row.kind: row.number for row in session.execute(query)}
    return {kind.value: counts.get(kind.value, 0) for kind in Kind}


def list_worker_days(session: Session, team: TeamId, since: date, until: date) -> Mapping[int, list[date]]:
    """By worker of the team, the days between these two (both included) on which they had capacity."""
    query = (
        select(SNAPSHOTS.c.subject_id, SNAPSHOTS.c.day)
        .join(WORKERS, WORKERS.c.id == SNAPSHOTS.c.subject_id)
        .where(
            SNAPSHOTS.c.subject_kind == SubjectKind.WORKER.value,
            SNAPSHOTS.c.day.between(since, until),
            SNAPSHOTS.c.capacity_millionths > 0,
            WORKERS.c.team_id == team,
        )
        .order_by(SNAPSHOTS.c.day)
    )
    return group((row.subject_id, row.day) for row in session.execute(query))


def list_worker_spans(session: Session, team: TeamId, since: datetime) -> Mapping[int, list[Span]]:
    """By worker of the team, the times since then in which a promise to them was not kept."""
    query = (
        select(BREACHES.c.subject_id, BREACHES.c.opened_at, BREACHES.c.back_at)
        .join(WORKERS, WORKERS.c.id == BREACHES.c.subject_id)
        .where(
            BREACHES.c.subject_kind == SubjectKind.WORKER.value,
            or_(BREACHES.c.closed_at.is_(None), BREACHES.c.closed_at >= since),
            WORKERS.c.team_id == team,
        )
        .order_by(BREACHES.c.opened_at)
    )
    return group((row.subject_id, Span(row.opened_at, row.back_at)) for row in session.execute(query))


def list_proposed(session: Session, team: TeamId, today: date) -> set[CaseId]:
    """The cases led in this team with a judgement that somebody proposed and not both agreed yet."""
    query = (
        select(JUDGEMENTS.c.case_id)
        .join(CASES, CASES.c.id == JUDGEMENTS.c.case_id)
        .where(
            JUDGEMENTS.c.agreed_at.is_(None),
            JUDGEMENTS.c.replaced_at.is_(None),
            JUDGEMENTS.c.review_on > today,
            JUDGEMENTS.c.worker_id == CASES.c.lead_id,
            CASES.c.closed_at.is_(None),
            _led_in(team),
        )
    )
    return {CaseId(id_) for id_ in session.execute(query).scalars()}


def list_discussed(session: Session, team: TeamId) -> Mapping[int, list[Reference]]:
    """By worker of the team, the cases of theirs that they would like to talk about."""
    query = (
        select(ALLOCATIONS.c.worker_id, CASES.c.reference)
        .join(CASES, CASES.c.id == ALLOCATIONS.c.case_id)
        .join(WORKERS, WORKERS.c.id == ALLOCATIONS.c.worker_id)
        .where(
            ALLOCATIONS.c.ended_at.is_(None),
            ALLOCATIONS.c.discuss_at.is_not(None),
            or_(ALLOCATIONS.c.agreed_at.is_(None), ALLOCATIONS.c.agreed_at < ALLOCATIONS.c.discuss_at),
            WORKERS.c.team_id == team,
        )
        .order_by(CASES.c.reference)
    )
    return group((row.worker_id, Reference(row.reference)) for row in session.execute(query))


def _led_in(team: TeamId) -> ColumnElement[bool]:
    return CASES.c.lead_id.in_(select(WORKERS.c.id).where(WORKERS.c.team_id == team))
