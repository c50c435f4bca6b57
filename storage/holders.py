"""Who holds a case: rows of their own for its lead and its co-workers, one for each unbroken time."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, bindparam, insert, not_, or_, select, update

from scoring.case import Case
from scoring.ids import CaseId, WorkerId
from storage.change import Change, Grounds
from storage.database import first_come
from storage.prepared import Prepared
from storage.session import Session
from storage.tables.cases import ALLOCATIONS, CASES, CO_WORK

ALLOCATION_INSERT = Prepared(insert(ALLOCATIONS))
SHARING = Prepared(
    select(CO_WORK.c.worker_id, CASES.c.lead_id, CASES.c.family_key)
    .join(CASES, CASES.c.id == CO_WORK.c.case_id)
    .where(
        CASES.c.lead_id.in_(bindparam("leads", expanding=True)),
        CASES.c.family_key.in_(bindparam("families", expanding=True)),
        CASES.c.closed_at.is_(None),
        CO_WORK.c.ended_at.is_(None),
    )
)
"""Who co-works a case of these families; the pairs are told apart in Python, as elsewhere."""


def record_lead(session: Session, change: Change, before: Case | None, after: Case, grounds: Grounds) -> None:
    """Who leads the case from now on, and that whoever led it before doesn't."""
    if before is not None and before.lead is not None:
        end_allocation(session, change, after.id, grounds.reason)
    if after.lead is not None:
        row = {
            "case_id": after.id,
            "worker_id": after.lead,
            "team_id": after.team,
            "family_key": after.family,
            "began_at": change.at,
            "began_on": after.led_since,
            "because": grounds.because,
            "imported": grounds.imported,
        }
        with first_come("Somebody else has just given this case to a worker. Look at it again."):
            ALLOCATION_INSERT.add(session, [row])


def end_allocation(session: Session, change: Change, case: CaseId, reason: str) -> None:
    """Nobody leads the case any more, for one of the ten reallocation codes."""
    session.execute(
        update(ALLOCATIONS)
        .where(ALLOCATIONS.c.case_id == case, ALLOCATIONS.c.ended_at.is_(None))
        .values(ended_at=change.at, ended_reason=reason)
    )


def record_co_work(session: Session, change: Change, before: Case | None, after: Case) -> None:
    """Who co-works the case from now on, each with their share."""
    was = {other.worker: other.percent for other in before.co_workers} if before else {}
    now = {other.worker: other.percent for other in after.co_workers}
    end_co_work(session, change, after.id, (worker for worker in was if was[worker] != now.get(worker)))
    rows = [
        {"case_id": after.id, "worker_id": worker, "percent": percent, "began_at": change.at}
        for worker, percent in now.items()
        if was.get(worker) != percent
    ]
    if rows:
        session.execute(insert(CO_WORK), rows)


def end_co_work(session: Session, change: Change, case: CaseId, workers: Iterable[WorkerId]) -> None:
    """These workers no longer co-work the case."""
    leaving = sorted(workers)
    if leaving:
        session.execute(
            update(CO_WORK)
            .where(CO_WORK.c.case_id == case, CO_WORK.c.worker_id.in_(leaving), CO_WORK.c.ended_at.is_(None))
            .values(ended_at=change.at)
        )


def list_sharing(session: Session, states: Iterable[Case]) -> set[WorkerId]:
    """Who co-works a sibling in the same hands, now or before: a family's cases are scored together."""
    pairs = {(state.lead, state.family) for state in states if state.lead and state.family}
    if not pairs:
        return set()
    wanted = {"leads": sorted({lead for lead, _ in pairs}), "families": sorted({key for _, key in pairs})}
    rows = SHARING.all(session, wanted)
    return {WorkerId(row.worker_id) for row in rows if (row.lead_id, row.family_key) in pairs}


def record_answer(session: Session, change: Change, case: CaseId, *, agrees: bool) -> bool:
    """The worker has seen the points: they agree, or they would like to talk. Neither changes the points.

    False when they had answered just that before.
    """
    name, other = ("agreed_at", "discuss_at") if agrees else ("discuss_at", "agreed_at")
    given, instead = ALLOCATIONS.c[name], ALLOCATIONS.c[other]
    is_so = and_(given.is_not(None), or_(instead.is_(None), instead < given))
    changed: Any = session.execute(
        update(ALLOCATIONS)
        .where(ALLOCATIONS.c.case_id == case, ALLOCATIONS.c.ended_at.is_(None), not_(is_so))
        .values({name: change.at})
    )
    return bool(changed.rowcount)
