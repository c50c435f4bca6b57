"""Plans, and who has seen a breach or wants to be reminded of it later."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, or_, select

from scoring.breaches import Span
from scoring.ids import BreachId, PlanId, WorkerId
from scoring.plans import Plan, PlanCode
from scoring.readings import Subject
from storage.change import Change
from storage.session import Session
from storage.tables.ledger import BREACHES, PLAN_LINES, PLANS, REMINDERS, SEEN
from storage.tables.people import WORKERS
from storage.upsert import put_rows


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """A plan with who made it, who sees to it, and the breaches it answers."""

    id: PlanId
    plan: Plan
    who_name: str
    made_by: WorkerId
    made_at: datetime
    breaches: tuple[BreachId, ...]


def add_plan(session: Session, change: Change, plan: Plan, breaches: Iterable[BreachId]) -> PlanId:
    """Record one plan that answers these breaches; the same plan again is the one that is recorded."""
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
    return PlanId(id_)


def list_plans(session: Session, breaches: Iterable[BreachId]) -> dict[BreachId, PlanRecord]:
    """The newest plan of each of these breaches that has one."""
    query = (
        select(PLANS, PLAN_LINES.c.breach_id, WORKERS.c.name.label("who_name"))
        .join(PLAN_LINES, PLAN_LINES.c.plan_id == PLANS.c.id)
        .join(WORKERS, WORKERS.c.id == PLANS.c.who_id)
        .where(PLAN_LINES.c.breach_id.in_(sorted(set(breaches))))
        .order_by(PLANS.c.id)
    )
    rows = session.execute(query).all()
    answered: dict[int, list[BreachId]] = {}
    for row in rows:
        answered.setdefault(row.id, []).append(BreachId(row.breach_id))
    return {BreachId(row.breach_id): _plan_of(row, tuple(answered[row.id])) for row in rows}


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
    return PlanRecord(PlanId(row.id), plan, row.who_name, WorkerId(row.made_by_id), row.made_at, breaches)


def list_spans(session: Session, subject: Subject, since: datetime) -> list[Span]:
    """When promises to one subject weren't kept, in whatever team, as far as it touches the time `since`."""
    query = select(BREACHES.c.opened_at, BREACHES.c.back_at).where(
        BREACHES.c.subject_kind == subject.kind.value,
        BREACHES.c.subject_id == subject.id,
        or_(BREACHES.c.back_at.is_(None), BREACHES.c.back_at >= since),
    )
    return [Span(row.opened_at, row.back_at) for row in session.execute(query)]
