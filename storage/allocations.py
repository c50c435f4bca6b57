"""Recording what becomes of a case: the difference between what it was and what it is now.

A decision ends in a new frozen `Case`. `record_case` compares it with the one that was read and writes just
what changed: the case, its history, who leads and co-works it, the audit row, and what falls due.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import func, insert, select, update

from scoring.breaches import Cause
from scoring.case import Case
from scoring.errors import Conflict
from scoring.ids import CaseId
from scoring.readings import Subject, SubjectKind
from storage.audit import record_audit
from storage.change import Change, Grounds, Source
from storage.database import first_come
from storage.due import mark_subjects
from storage.holders import end_allocation, end_co_work, list_sharing, record_co_work, record_lead
from storage.offers import overtake_offer
from storage.prepared import Prepared
from storage.rows import fact_values
from storage.session import Session
from storage.tables.cases import CASE_HISTORY, CASES
from storage.tables.post import AUDIT
from storage.upsert import put_rows

NEW = CaseId(0)
"""The id of a case that has not been stored yet."""

_IN_AUDIT = (
    select(AUDIT.c.subject_id)
    .where(AUDIT.c.subject_kind == "case")
    .order_by(AUDIT.c.subject_id.desc())
    .limit(1)
    .scalar_subquery()
)
_STORED = select(func.max(CASES.c.id)).scalar_subquery()
_HIGHEST = Prepared(select(func.max(func.coalesce(_STORED, 0), func.coalesce(_IN_AUDIT, 0)).label("used")))

CASE_INSERT = Prepared(insert(CASES).returning(CASES.c.id))


def close_case(session: Session, change: Change, case: Case) -> None:
    """Record that the case is closed: nobody leads it, and it leaves after the retention time."""
    _update(session, change, case, {"closed_at": change.at, "lead_id": None, "waiting_since": None})
    _put_history(session, change, case, is_closed=True)
    end_allocation(session, change, case.id, "OTHERS")
    end_co_work(session, change, case.id, (other.worker for other in case.co_workers))
    overtake_offer(session, change, case.id)
    _mark(session, change, case, case)
    record_audit(session, change, "case_closed", "case", case.id)


def reopen_case(session: Session, change: Change, case: Case, after: Case, grounds: Grounds) -> CaseId:
    """Record that a closed case is open again, as `after` says: with a lead, or waiting in a team."""
    shut = replace(case, lead=None, led_since=None, co_workers=())
    opened = replace(after, id=case.id, version=case.version)
    waits = change.at if after.lead is None else None
    values = {"closed_at": None, "opened_at": change.at, **_values(change, shut, opened)}
    _update(session, change, shut, values | {"waiting_since": waits})
    _put_history(session, change, opened)
    _record_around(session, change, shut, opened, grounds)
    return case.id


def record_case(
    session: Session, change: Change, before: Case | None, after: Case, grounds: Grounds
) -> CaseId:
    """Write what changed between two states of one case; returns its id.

    Raises Conflict when the case was changed since `before` was read, or was entered meanwhile.
    """
    if before is None:
        after = replace(after, id=_insert_case(session, change, after))
    elif before != after:
        _update(session, change, before, _values(change, before, after))
    else:
        return after.id
    if before is None or _facts_row(before) != _facts_row(after):
        _put_history(session, change, after)
    _record_around(session, change, before, after, grounds)
    return after.id


def _record_around(
    session: Session, change: Change, before: Case | None, after: Case, grounds: Grounds
) -> None:
    """What stands in rows of its own: who leads and co-works, what falls due, who did it."""
    if (before.lead if before else None) != after.lead:
        record_lead(session, change, before, after, grounds)
    if before is not None and (before.lead, before.team) != (after.lead, after.team):
        overtake_offer(session, change, after.id)
    record_co_work(session, change, before, after)
    _mark(session, change, before, after)
    _audit(session, change, before, after, grounds)


def _insert_case(session: Session, change: Change, case: Case) -> CaseId:
    [row] = numbered(session, [case_row(change, case)])
    with first_come("Somebody else has just entered this reference. Look at it again, then decide."):
        return CaseId(CASE_INSERT.first(session, row).id)


def case_row(change: Change, case: Case) -> dict[str, Any]:
    """The row of a case that the bot didn't know."""
    return {
        "reference": case.reference,
        "opened_at": change.at,
        "version": 1,
        **_place(case),
        **fact_values(case.facts),
        "waiting_since": change.at if case.lead is None else None,
        "changed_in_slack_at": change.at if change.source is Source.SLACK else None,
    }


def numbered(session: Session, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of new cases; on SQLite with their numbers.

    It would give the newest one's again once that is forgotten, and what was drawn for the forgotten case
    still has its number: a button pressed later, and the audit.
    """
    if session.dialect.name != "sqlite":
        return list(rows)
    [highest] = _HIGHEST.all(session, {})
    return [{"id": id_, **row} for id_, row in enumerate(rows, start=highest.used + 1)]


def _values(change: Change, before: Case, after: Case) -> dict[str, Any]:
    values = {**_place(after), **fact_values(after.facts)}
    if after.lead is not None:
        values["waiting_since"] = None
    elif before.lead is not None:
        values["waiting_since"] = change.at
    return values


def _place(case: Case) -> dict[str, Any]:
    return {
        "team_id": case.team,
        "lead_id": case.lead,
        "led_since": case.led_since,
        "family_key": case.family,
    }


def _update(session: Session, change: Change, before: Case, values: dict[str, Any]) -> None:
    if change.source is Source.SLACK:
        values = values | {"changed_in_slack_at": change.at}
    result: Any = session.execute(
        update(CASES)
        .where(CASES.c.id == before.id, CASES.c.version == before.version)
        .values(version=before.version + 1, **values)
    )
    if result.rowcount != 1:
        raise Conflict("This case has just been changed by somebody else. Look at it again, then decide.")


def _facts_row(case: Case) -> tuple[object, ...]:
    return (case.facts, case.team, case.family)


def _put_history(session: Session, change: Change, case: Case, is_closed: bool = False) -> None:
    row = {
        "case_id": case.id,
        "from_at": change.at,
        "team_id": case.team,
        "family_key": case.family,
        "is_closed": is_closed,
        **fact_values(case.facts),
    }
    put_rows(session, CASE_HISTORY, [row])


def _mark(session: Session, change: Change, before: Case | None, after: Case) -> None:
    states = [after] if before is None else [before, after]
    workers = {state.lead for state in states if state.lead is not None}
    workers |= {other.worker for state in states for other in state.co_workers}
    workers |= list_sharing(session, states)
    teams = {state.team for state in states} if any(state.lead is None for state in states) else set()
    subjects = [
        Subject(SubjectKind.CASE, after.id),
        *(Subject(SubjectKind.WORKER, worker) for worker in workers),
        *(Subject(SubjectKind.TEAM, team) for team in teams),
    ]
    mark_subjects(session, subjects, change.at, _cause(change, before, after))


def _cause(change: Change, before: Case | None, after: Case) -> Cause:
    if change.source is Source.IMPORT:
        return Cause.IMPORT
    if before is None or before.lead != after.lead:
        return Cause.ALLOCATION
    return Cause.CASE if before.judgement == after.judgement else Cause.JUDGEMENT


def _audit(session: Session, change: Change, before: Case | None, after: Case, grounds: Grounds) -> None:
    detail: dict[str, object] = dict(grounds.detail)
    detail |= {"kind": after.facts.kind, "lead": after.lead}
    if before is not None and before.lead != after.lead:
        detail |= {"from": before.lead, "reason": grounds.reason}
    if grounds.because:
        detail["because"] = grounds.because
    record_audit(session, change, grounds.action, "case", after.id, **detail)
