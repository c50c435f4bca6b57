"""Applying what a plan says of cases: many new ones and many visits at once, every other change by itself."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import bindparam, delete

from scoring.case import Case
from scoring.errors import Conflict
from storage.allocations import close_case, record_case, reopen_case
from storage.cases import change_last_seen, find_closed_case
from storage.change import Change, Grounds
from storage.entering import add_imported_cases, change_last_seen_of, find_ids
from storage.session import Session
from storage.sheets import steps
from storage.sheets.findings import Plan
from storage.sheets.progress import Told, batches, counted
from storage.tables.cases import COVERAGE
from storage.upsert import put_rows

_UNCOVER = delete(COVERAGE).where(
    COVERAGE.c.case_id == bindparam("case"),
    COVERAGE.c.source == bindparam("by"),
    COVERAGE.c.list_name == bindparam("list"),
)


def apply_cases(session: Session, change: Change, plan: Plan, told: Told) -> None:
    """Write every step of a plan that is about a case, then which list names which case now.

    Raises Conflict when a case has changed since the plan was made.
    """
    new = [step for step in plan.steps if isinstance(step, steps.AddCase)]
    for batch in batches(new, "new cases written", told):
        add_imported_cases(session, change, [(step.case, step.last_seen) for step in batch])
    changes = [step for step in plan.steps if isinstance(step, steps.ChangeCase)]
    seen = [(step.before.id, step.last_seen) for step in changes if step.last_seen]
    for days in batches(seen, "visits written", told):
        change_last_seen_of(session, days)
    others = [step for step in plan.steps if type(step) in _WRITES]
    for step in counted(others, "changed cases written", told):
        _WRITES[type(step)](session, change, step)
    _put_coverage(session, plan, told)


def _change_case(session: Session, change: Change, step: steps.ChangeCase) -> None:
    grounds = Grounds(_action(step.before, step.after), reason=step.reason, imported=True)
    record_case(session, change, step.before, step.after, grounds)


def _action(before: Case, after: Case) -> str:
    if before.lead != after.lead:
        return "lead_changed"
    return "facts_changed" if before.facts != after.facts else "case_changed"


def _reopen_case(session: Session, change: Change, step: steps.ReopenCase) -> None:
    before = find_closed_case(session, step.after.reference)
    if before is None:
        raise Conflict("A case in this plan was opened again since the plan was made. Make the plan again.")
    reopen_case(session, change, before, step.after, Grounds("case_reopened", imported=True))
    if step.last_seen:
        change_last_seen(session, step.id, step.last_seen)


def _close_case(session: Session, change: Change, step: steps.CloseCase) -> None:
    close_case(session, change, step.case)


_WRITES: Mapping[type, Callable[[Session, Change, Any], None]] = {
    steps.ChangeCase: _change_case,
    steps.ReopenCase: _reopen_case,
    steps.CloseCase: _close_case,
}


def _put_coverage(session: Session, plan: Plan, told: Told) -> None:
    for batch in batches(plan.covers, "children noted under their lists", told):
        ids = find_ids(session, [reference for reference, _ in batch])
        rows = [
            {"case_id": ids[reference], "source": plan.source, "list_name": name, "as_at": plan.as_at}
            for reference, name in batch
            if reference in ids
        ]
        put_rows(session, COVERAGE, rows)
    gone = [{"case": case, "by": plan.source, "list": name} for case, name in plan.uncovers]
    for some in batches(gone, "children taken off their lists", told):
        session.execute(_UNCOVER, list(some))
