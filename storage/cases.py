"""Cases as they stand: finding one, and loading everything a worker's load depends on."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
    tuple_,
    update,
)
from sqlmodel import Session

from scoring.case import Case, CoWorker
from scoring.ids import CaseId, FamilyKey, Reference, TeamId, WorkerId
from storage.rows import FACT_COLUMNS, case_of
from storage.tables.cases import ALLOCATIONS, CASES, CO_WORK, JUDGEMENTS
from storage.tables.people import WORKERS
from storage.tables.post import AUDIT


@dataclass(frozen=True, slots=True)
class LeadRecord:
    """One worker's unbroken lead of a case; `ended_at` is None while it lasts.

    `ended_reason` is one of the ten reallocation codes, `because` the code a soft rule asked for.
    """

    worker: WorkerId
    name: str
    began_at: datetime
    began_on: date | None
    ended_at: datetime | None
    ended_reason: str | None
    because: str | None


@dataclass(frozen=True, slots=True)
class CaseChange:
    """One audit row of a case; `by` is None for the shell, an import or the tick."""

    id: int
    at: datetime
    by: str | None
    source: str
    action: str
    detail: Mapping[str, Any]


_AGREED = and_(
    JUDGEMENTS.c.case_id == CASES.c.id,
    JUDGEMENTS.c.agreed_at.is_not(None),
    JUDGEMENTS.c.replaced_at.is_(None),
)
_OPEN = CASES.c.closed_at.is_(None)
_CASES: Select[Any] = select(
    CASES.c.id,
    CASES.c.reference,
    CASES.c.team_id,
    CASES.c.lead_id,
    CASES.c.led_since,
    CASES.c.family_key,
    CASES.c.version,
    CASES.c.closed_at,
    *(CASES.c[name] for name in FACT_COLUMNS),
    JUDGEMENTS.c.points.label("judgement_points"),
    JUDGEMENTS.c.reason.label("judgement_reason"),
    JUDGEMENTS.c.worker_id.label("judgement_worker"),
    JUDGEMENTS.c.supervisor_id.label("judgement_supervisor"),
    JUDGEMENTS.c.review_on.label("judgement_review_on"),
).select_from(CASES.outerjoin(JUDGEMENTS, _AGREED))

# The hot path's statements are built once: building one costs more than SQLite takes to answer it.
_WORKERS: BindParameter[Any] = bindparam("workers", expanding=True)
_BY_REFERENCE = _CASES.where(CASES.c.reference == bindparam("reference"))
_LED = _CASES.where(CASES.c.lead_id.in_(_WORKERS), _OPEN).order_by(CASES.c.id)
_SHARED = _CASES.join_from(CASES, CO_WORK, CO_WORK.c.case_id == CASES.c.id).where(
    CO_WORK.c.worker_id.in_(_WORKERS), CO_WORK.c.ended_at.is_(None), _OPEN
)
_SHARES = (
    select(CO_WORK.c.case_id, CO_WORK.c.worker_id, CO_WORK.c.percent)
    .where(CO_WORK.c.case_id.in_(bindparam("cases", expanding=True)), CO_WORK.c.ended_at.is_(None))
    .order_by(CO_WORK.c.worker_id)
)


def find_known_case(session: Session, reference: Reference) -> tuple[Case | None, bool]:
    """The case with this reference, and whether it is open; a closed one is as it was when it closed."""
    rows = session.execute(_BY_REFERENCE, {"reference": reference}).all()
    cases = _with_co_workers(session, rows)
    return (cases[0], rows[0].closed_at is None) if cases else (None, False)


def find_case(session: Session, reference: Reference) -> Case | None:
    """The open case with this reference."""
    case, is_open = find_known_case(session, reference)
    return case if is_open else None


def find_closed_case(session: Session, reference: Reference) -> Case | None:
    """The closed case with this reference, as it was when it closed."""
    case, is_open = find_known_case(session, reference)
    return None if is_open else case


def load_case(session: Session, id_: CaseId) -> Case:
    """The case with this id, open or closed; it must exist."""
    case = _first(session, CASES.c.id == id_)
    if case is None:
        raise LookupError(f"no case {id_}")
    return case


def list_open_cases(session: Session) -> list[Case]:
    """Every open case of the council, by id."""
    return _with_co_workers(session, _select(session, _OPEN))


def load_casebook(session: Session, workers: Iterable[WorkerId]) -> list[Case]:
    """Every case that the loads of these workers depend on.

    Those they lead, those they co-work, and the siblings with the same lead as a co-worked child, since a
    case is scored once, among its family, in its lead's hands (policy guide §3).
    """
    wanted = {"workers": sorted(set(workers))}
    led = session.execute(_LED, wanted).all()
    shared = session.execute(_SHARED, wanted).all()
    siblings = _select_siblings(session, shared)
    rows = {row.id: row for row in (*led, *shared, *siblings)}
    return _with_co_workers(session, list(rows.values()))


def list_waiting(session: Session, teams: Iterable[TeamId]) -> list[Case]:
    """The children who wait in these teams, without a lead."""
    waiting = and_(CASES.c.team_id.in_(sorted(set(teams))), CASES.c.lead_id.is_(None), _OPEN)
    return _with_co_workers(session, _select(session, waiting))


def list_family(session: Session, family: FamilyKey) -> list[Case]:
    """The open cases of one family, whoever leads them."""
    return _with_co_workers(session, _select(session, and_(CASES.c.family_key == family, _OPEN)))


def list_references(
    session: Session,
    start: str,
    limit: int,
    *,
    teams: Iterable[TeamId] | None = None,
    lead: WorkerId | None = None,
) -> list[Reference]:
    """Open references that begin like this, for "Did you mean …".

    With `teams` or `lead` only those of these teams or of this lead: the ones somebody may see.
    """
    query = select(CASES.c.reference).where(CASES.c.reference.startswith(start, autoescape=True), _OPEN)
    if teams is not None:
        query = query.where(or_(CASES.c.team_id.in_(sorted(set(teams))), CASES.c.lead_id == lead))
    rows = session.execute(query.order_by(CASES.c.reference).limit(limit)).scalars()
    return [Reference(row) for row in rows]


def list_waiting_since(session: Session, cases: Iterable[CaseId]) -> dict[CaseId, datetime]:
    """Since when these children wait; those who don't are left out."""
    query = select(CASES.c.id, CASES.c.waiting_since).where(
        CASES.c.id.in_(sorted(set(cases))), CASES.c.waiting_since.is_not(None)
    )
    return {CaseId(row.id): row.waiting_since for row in session.execute(query)}


def list_last_seen(session: Session, cases: Iterable[CaseId]) -> dict[CaseId, date]:
    """When these children were last seen, where that is known."""
    query = select(CASES.c.id, CASES.c.last_seen_on).where(
        CASES.c.id.in_(sorted(set(cases))), CASES.c.last_seen_on.is_not(None)
    )
    return {CaseId(row.id): row.last_seen_on for row in session.execute(query)}


def change_last_seen(session: Session, id_: CaseId, day: date) -> None:
    """Record the day of the latest visit; it changes no points and needs no history."""
    session.execute(update(CASES).where(CASES.c.id == id_).values(last_seen_on=day))


def _select(session: Session, where: ColumnElement[bool]) -> Sequence[Row[Any]]:
    return session.execute(_CASES.where(where).order_by(CASES.c.id)).all()


def _first(session: Session, where: ColumnElement[bool]) -> Case | None:
    cases = _with_co_workers(session, _select(session, where))
    return cases[0] if cases else None


def _select_siblings(session: Session, rows: Sequence[Row[Any]]) -> Sequence[Row[Any]]:
    pairs = {(row.lead_id, row.family_key) for row in rows if row.lead_id and row.family_key}
    if not pairs:
        return []
    return _select(session, and_(tuple_(CASES.c.lead_id, CASES.c.family_key).in_(sorted(pairs)), _OPEN))


def _with_co_workers(session: Session, rows: Sequence[Row[Any]]) -> list[Case]:
    if not rows:
        return []
    shares: dict[int, list[CoWorker]] = defaultdict(list)
    for row in _list_shares(session, [row.id for row in rows]):
        shares[row.case_id].append(CoWorker(WorkerId(row.worker_id), row.percent))
    return [case_of(row, shares.get(row.id, ())) for row in rows]


CHUNK = 5_000
"""Ids in one statement: SQLite takes 32,766 parameters, PostgreSQL 65,535."""


def _list_shares(session: Session, ids: list[int]) -> Iterable[Row[Any]]:
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        yield from session.execute(_SHARES, {"cases": chunk})


def lock_led(session: Session, lead: WorkerId) -> set[tuple[CaseId, int]]:
    """The cases somebody leads, each with its version; nobody else gives them one until this ends.

    PostgreSQL locks the lead's row first, in a statement of its own: one that waited for the lock would still
    see the cases of before. SQLite has one writer anyway.
    """
    session.execute(select(WORKERS.c.id).where(WORKERS.c.id == lead).with_for_update(key_share=True))
    rows = session.execute(select(CASES.c.id, CASES.c.version).where(CASES.c.lead_id == lead, _OPEN))
    return {(CaseId(row.id), row.version) for row in rows}


def list_cases(session: Session, ids: Iterable[CaseId]) -> list[Case]:
    """Those of these cases that are open."""
    return _with_co_workers(session, _select(session, and_(CASES.c.id.in_(sorted(set(ids))), _OPEN)))


def list_case_teams(session: Session, ids: Iterable[CaseId]) -> dict[CaseId, TeamId]:
    """The team of each of these cases, open or closed."""
    query = select(CASES.c.id, CASES.c.team_id).where(CASES.c.id.in_(sorted(set(ids))))
    return {CaseId(row.id): TeamId(row.team_id) for row in session.execute(query)}


def find_open_case(session: Session, id_: CaseId) -> Case | None:
    """The case with this id, if it is open."""
    return _first(session, and_(CASES.c.id == id_, _OPEN))


def list_team_cases(session: Session, team: TeamId) -> list[Case]:
    """The open cases of a team, those that wait included."""
    return _with_co_workers(session, _select(session, and_(CASES.c.team_id == team, _OPEN)))


def list_leads(session: Session, id_: CaseId) -> list[LeadRecord]:
    """Everybody who has led the case here, the first first."""
    query = (
        select(ALLOCATIONS, WORKERS.c.name)
        .join(WORKERS, WORKERS.c.id == ALLOCATIONS.c.worker_id)
        .where(ALLOCATIONS.c.case_id == id_)
        .order_by(ALLOCATIONS.c.began_at, ALLOCATIONS.c.id)
    )
    return [_lead_of(row) for row in session.execute(query)]


CHANGES_NOTHING = (
    "case_read", "allocation_agreed", "allocation_to_discuss", "breach_opened", "breach_closed",
)  # fmt: skip
"""Audit rows of a case after which it is what it was."""


def list_case_changes(session: Session, id_: CaseId, after: int = 0) -> list[CaseChange]:
    """Who changed the case and when, the first first; `after` is the number of the last one known."""
    query = (
        select(AUDIT, WORKERS.c.name)
        .outerjoin(WORKERS, WORKERS.c.id == AUDIT.c.actor_id)
        .where(AUDIT.c.subject_kind == "case", AUDIT.c.subject_id == id_)
        .where(AUDIT.c.id > after, AUDIT.c.action.not_in(CHANGES_NOTHING))
    )
    return [
        CaseChange(row.id, row.at, row.name, row.source, row.action, json.loads(row.detail))
        for row in session.execute(query.order_by(AUDIT.c.id))
    ]


def find_last_change(session: Session, id_: CaseId) -> int:
    """The number of the case's newest audit row, 0 without any."""
    query = select(func.max(AUDIT.c.id)).where(AUDIT.c.subject_kind == "case", AUDIT.c.subject_id == id_)
    return session.execute(query).scalar() or 0


def _lead_of(row: Row[Any]) -> LeadRecord:
    return LeadRecord(
        WorkerId(row.worker_id), row.name, row.began_at, row.began_on, row.ended_at, row.ended_reason,
        row.because,
    )  # fmt: skip
