"""Plans with their steps and reviews, and who has seen a breach or wants to be reminded of it later."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, or_, select

from scoring.breaches import Breach, Span
from scoring.ids import BreachId, CaseId, PlanId, Reference, TeamId, WorkerId
from scoring.plans import Plan, PlanCode, ReviewOutcome
from scoring.readings import Subject
from storage.breaches import breach_of
from storage.change import Change
from storage.database import first_come
from storage.grouping import group
from storage.session import Session
from storage.tables.cases import CASES
from storage.tables.ledger import BREACHES, PLAN_LINES, PLAN_REVIEWS, PLAN_STEPS, PLANS, REMINDERS, SEEN
from storage.tables.people import WORKERS
from storage.upsert import put_rows


@dataclass(frozen=True, slots=True)
class Review:
    """What came of a plan, who said so and when."""

    outcome: ReviewOutcome
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """A plan with who made it, who sees to it, the breaches it answers, and its review once there is one."""

    id: PlanId
    plan: Plan
    who_name: str
    made_by: WorkerId
    made_at: datetime
    breaches: tuple[BreachId, ...]
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class StepRecord:
    """A case that a plan means to move, and to whom; `is_done` once they lead it."""

    case: CaseId
    reference: Reference
    worker_name: str
    is_done: bool


_REVIEWERS = WORKERS.alias("reviewer")
_PLANS = (
    select(
        PLANS,
        PLAN_LINES.c.breach_id,
        WORKERS.c.name.label("who_name"),
        PLAN_REVIEWS.c.outcome,
        PLAN_REVIEWS.c.reviewed_at,
        _REVIEWERS.c.name.label("reviewer_name"),
    )
    .join(PLAN_LINES, PLAN_LINES.c.plan_id == PLANS.c.id)
    .join(WORKERS, WORKERS.c.id == PLANS.c.who_id)
    .outerjoin(PLAN_REVIEWS, PLAN_REVIEWS.c.plan_id == PLANS.c.id)
    .outerjoin(_REVIEWERS, _REVIEWERS.c.id == PLAN_REVIEWS.c.reviewed_by_id)
    .order_by(PLANS.c.id)
)
"""Plans, the oldest first, a row for each breach they answer."""


def add_plan(
    session: Session,
    change: Change,
    plan: Plan,
    breaches: Iterable[BreachId],
    steps: Mapping[CaseId, WorkerId] | None = None,
) -> PlanId:
    """Record one plan that answers these breaches; the same plan again is the one that is recorded.

    `steps` are the cases it means to move, each with its new lead.
    """
    answered = sorted(set(breaches))
    same = [each for each in list_plans(session, answered).values() if each.plan == plan]
    if len(same) == len(answered):
        return same[0].id
    row = {
        "code": plan.code.value,
        "who_id": plan.who,
        "by_when": plan.by_when,
        "words": plan.text,
        "made_by_id": change.actor,
        "made_at": change.at,
    }
    id_ = session.execute(insert(PLANS).values(row).returning(PLANS.c.id)).scalar_one()
    session.execute(insert(PLAN_LINES), [{"plan_id": id_, "breach_id": breach} for breach in answered])
    moves = [{"plan_id": id_, "case_id": case, "worker_id": worker} for case, worker in (steps or {}).items()]
    if moves:
        session.execute(insert(PLAN_STEPS), moves)
    return PlanId(id_)


def list_plans(session: Session, breaches: Iterable[BreachId]) -> dict[BreachId, PlanRecord]:
    """The newest plan of each of these breaches that has one."""
    rows = session.execute(_PLANS.where(PLAN_LINES.c.breach_id.in_(sorted(set(breaches))))).all()
    answered = group((row.id, BreachId(row.breach_id)) for row in rows)
    return {BreachId(row.breach_id): _plan_of(row, tuple(answered[row.id])) for row in rows}


def find_plan(session: Session, id_: PlanId) -> PlanRecord | None:
    """The plan with this id, with every breach it answers."""
    rows = session.execute(_PLANS.where(PLANS.c.id == id_)).all()
    return _plan_of(rows[0], tuple(BreachId(row.breach_id) for row in rows)) if rows else None


def list_plan_breaches(session: Session, id_: PlanId) -> list[tuple[Breach, TeamId]]:
    """The breaches that a plan answers, closed ones too, each with the team it stands in."""
    query = select(BREACHES).join(PLAN_LINES, PLAN_LINES.c.breach_id == BREACHES.c.id)
    rows = session.execute(query.where(PLAN_LINES.c.plan_id == id_).order_by(BREACHES.c.id))
    return [(breach_of(row), TeamId(row.team_id)) for row in rows]


def list_steps(session: Session, plans: Iterable[PlanId]) -> Mapping[int, list[StepRecord]]:
    """By plan, the cases it means to move, by reference."""
    query = (
        select(PLAN_STEPS, CASES.c.reference, CASES.c.lead_id, WORKERS.c.name)
        .join(CASES, CASES.c.id == PLAN_STEPS.c.case_id)
        .join(WORKERS, WORKERS.c.id == PLAN_STEPS.c.worker_id)
        .where(PLAN_STEPS.c.plan_id.in_(sorted(set(plans))))
        .order_by(CASES.c.reference)
    )
    return group(
        (
            row.plan_id,
            StepRecord(CaseId(row.case_id), Reference(row.reference), row.name, row.lead_id == row.worker_id),
        )
        for row in session.execute(query)
    )


def record_review(session: Session, change: Change, plan: PlanId, outcome: ReviewOutcome) -> None:
    """Write down what came of a plan, once. Raises Conflict when somebody else was faster."""
    row = {
        "plan_id": plan,
        "outcome": outcome.value,
        "reviewed_by_id": change.actor,
        "reviewed_at": change.at,
    }
    with first_come("Somebody else has just reviewed this plan. Open it again to see what came of it."):
        session.execute(insert(PLAN_REVIEWS).values(row))


def record_seen(session: Session, change: Change, subject: Subject) -> None:
    """Write down that somebody has seen it; it stops nothing."""
    put_rows(session, SEEN, [{**_key(subject, change.actor), "at": change.at}])


def list_seen(session: Session, subject: Subject, since: datetime) -> list[str]:
    """The names of those who said they have seen it, the first first."""
    query = (
        select(WORKERS.c.name)
        .join(SEEN, SEEN.c.worker_id == WORKERS.c.id)
        .where(SEEN.c.subject_kind == subject.kind.value, SEEN.c.subject_id == subject.id, SEEN.c.at >= since)
        .order_by(SEEN.c.at)
    )
    return list(session.execute(query).scalars())


def record_reminder(session: Session, change: Change, subject: Subject, until: date) -> None:
    """Reminders about it are quiet for this person until that day; the climb goes on."""
    put_rows(session, REMINDERS, [{**_key(subject, change.actor), "until": until}])


def list_quiet(session: Session, worker: WorkerId, today: date) -> set[tuple[str, int]]:
    """The subjects (kind, id) about which this person isn't reminded yet."""
    query = select(REMINDERS.c.subject_kind, REMINDERS.c.subject_id).where(
        REMINDERS.c.worker_id == worker, REMINDERS.c.until > today
    )
    return {(row.subject_kind, row.subject_id) for row in session.execute(query)}


def _key(subject: Subject, worker: WorkerId | None) -> dict[str, Any]:
    return {"subject_kind": subject.kind.value, "subject_id": subject.id, "worker_id": worker}


def _plan_of(row: Any, breaches: tuple[BreachId, ...]) -> PlanRecord:
    plan = Plan(PlanCode(row.code), WorkerId(row.who_id), row.by_when, row.words)
    review = None
    if row.outcome is not None:
        review = Review(ReviewOutcome(row.outcome), row.reviewer_name, row.reviewed_at)
    return PlanRecord(
        PlanId(row.id), plan, row.who_name, WorkerId(row.made_by_id), row.made_at, breaches, review
    )


def list_spans(session: Session, subject: Subject, since: datetime) -> list[Span]:
    """When promises to one subject weren't kept, in whatever team, as far as it touches the time `since`."""
    query = select(BREACHES.c.opened_at, BREACHES.c.back_at).where(
        BREACHES.c.subject_kind == subject.kind.value,
        BREACHES.c.subject_id == subject.id,
        or_(BREACHES.c.back_at.is_(None), BREACHES.c.back_at >= since),
    )
    return [Span(row.opened_at, row.back_at) for row in session.execute(query)]
