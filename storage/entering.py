"""Recording many new cases at once, as a file brings them: what `record_case` writes, table by table.

A statement for each of some hundred thousand cases cost 350 µs a case, most of it in Python. Here what stands
in rows of its own (history, lead, mark) is copied from the new cases by the database itself.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Insert, Select, bindparam, false, insert, literal, select, true, update

from scoring.breaches import Cause
from scoring.case import Case
from scoring.ids import CaseId, Reference
from scoring.readings import Subject, SubjectKind
from storage.allocations import case_row, numbered
from storage.audit import Deed, record_all
from storage.change import Change
from storage.database import first_come
from storage.due import mark_subjects
from storage.holders import list_sharing
from storage.rows import FACT_COLUMNS
from storage.session import Session
from storage.tables.cases import ALLOCATIONS, CASE_HISTORY, CASES
from storage.tables.ledger import DUE

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_INSERT = insert(CASES)
_FIND = select(CASES.c.reference, CASES.c.id).where(
    CASES.c.reference.in_(bindparam("references", expanding=True))
)
_SEEN = update(CASES).where(CASES.c.id == bindparam("case")).values(last_seen_on=bindparam("day"))


def _copied(table: Any, **columns: Any) -> Insert:
    """A row in another table for each of these new cases."""
    query: Select[Any] = select(*columns.values()).where(CASES.c.id.in_(_IDS))
    if table is ALLOCATIONS:
        query = query.where(CASES.c.lead_id.is_not(None))
    return insert(table).from_select(list(columns), query)


_COPIES = (
    _copied(
        CASE_HISTORY,
        case_id=CASES.c.id,
        from_at=CASES.c.opened_at,
        is_closed=false(),
        **{name: CASES.c[name] for name in ("team_id", "family_key", *FACT_COLUMNS)},
    ),
    _copied(
        ALLOCATIONS,
        case_id=CASES.c.id,
        worker_id=CASES.c.lead_id,
        began_at=CASES.c.opened_at,
        began_on=CASES.c.led_since,
        imported=true(),
        **{name: CASES.c[name] for name in ("team_id", "family_key")},
    ),
    _copied(
        DUE,
        subject_kind=literal(SubjectKind.CASE.value),
        subject_id=CASES.c.id,
        at=CASES.c.opened_at,
        cause=literal(Cause.IMPORT.value),
    ),
)


def add_imported_cases(session: Session, change: Change, cases: Sequence[tuple[Case, date | None]]) -> None:
    """Record cases that a file has brought, each with the day of its last visit; none has co-workers.

    Raises Conflict when one of them has been entered meanwhile.
    """
    seen = [{**case_row(change, case), "last_seen_on": last_seen} for case, last_seen in cases]
    rows = numbered(session, seen)
    with first_come("A case in this plan has been added since the plan was made. Make the plan again."):
        session.execute(_INSERT, rows)
    ids = find_ids(session, [case.reference for case, _ in cases])
    for copy in _COPIES:
        session.execute(copy, {"ids": sorted(ids.values())})
    added = [case for case, _ in cases]
    _mark_holders(session, change, added)
    record_all(session, change, (_deed(ids[case.reference], case) for case in added))


def find_ids(session: Session, references: Iterable[Reference]) -> dict[Reference, CaseId]:
    """The ids of the cases with these references; an unknown one is left out."""
    rows = session.execute(_FIND, {"references": sorted(set(references))})
    return {Reference(reference): CaseId(id_) for reference, id_ in rows}


def change_last_seen_of(session: Session, days: Sequence[tuple[CaseId, date]]) -> None:
    """Record the days of the latest visits; they change no points and need no history."""
    if days:
        session.execute(_SEEN, [{"case": id_, "day": day} for id_, day in days])


def _mark_holders(session: Session, change: Change, added: Sequence[Case]) -> None:
    """Who leads them, who co-works a sibling in the same hands, and the teams in which they wait."""
    workers = {case.lead for case in added if case.lead is not None} | list_sharing(session, added)
    teams = {case.team for case in added if case.lead is None}
    subjects = [
        *(Subject(SubjectKind.WORKER, worker) for worker in workers),
        *(Subject(SubjectKind.TEAM, team) for team in teams),
    ]
    mark_subjects(session, subjects, change.at, Cause.IMPORT)


def _deed(id_: CaseId, case: Case) -> Deed:
    return Deed("case_added", "case", id_, {"kind": case.facts.kind, "lead": case.lead})
