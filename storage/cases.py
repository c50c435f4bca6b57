"""Cases as they stand: finding one, and loading everything a worker's load depends on."""

import json
from collections.abc import Iterable, Mapping
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
    update,
)

from scoring.case import Case, CoWorker
from scoring.ids import CaseId, FamilyKey, Reference, TeamId, WorkerId
from storage.prepared import Prepared
from storage.rows import CASE_COLUMNS, FACT_COLUMNS, JUDGEMENT_COLUMNS, JUDGEMENT_ENDS, case_of
from storage.session import Session
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
_SHARED = and_(CO_WORK.c.case_id == CASES.c.id, CO_WORK.c.ended_at.is_(None))
_OPEN = CASES.c.closed_at.is_(None)
_CASES: Select[Any] = select(
    *(CASES.c[name] for name in (*CASE_COLUMNS, *FACT_COLUMNS)),
    *(JUDGEMENTS.c[name].label(f"judgement_{name}") for name in JUDGEMENT_COLUMNS),
    CO_WORK.c.worker_id.label("co_worker"),
    CO_WORK.c.percent.label("co_percent"),
    CASES.c.closed_at,
).select_from(CASES.outerjoin(JUDGEMENTS, _AGREED).outerjoin(CO_WORK, _SHARED))
"""Cases with their agreed judgement, a row for each co-worker (one row where there is none)."""

_ORDER = (CASES.c.id, CO_WORK.c.worker_id)

# The hot path's statements are built once: building one costs more than SQLite takes to answer it.
_WORKERS: BindParameter[Any] = bindparam("workers", expanding=True)
_CO_WORKED = select(CO_WORK.c.case_id).where(CO_WORK.c.worker_id.in_(_WORKERS), CO_WORK.c.ended_at.is_(None))
_BY_REFERENCE = Prepared(_CASES.where(CASES.c.reference == bindparam("reference")).order_by(*_ORDER))
_HELD = select(CASES.c.id).where(CASES.c.lead_id.in_(_WORKERS), _OPEN).union(_CO_WORKED)
_BOOK = Prepared(_CASES.where(CASES.c.id.in_(_HELD), _OPEN).order_by(*_ORDER))
"""By a union of ids: for an OR over two columns SQLite reads every case of the council."""

_SIBLINGS = Prepared(
    _CASES.where(
        CASES.c.lead_id.in_(bindparam("leads", expanding=True)),
        CASES.c.family_key.in_(bindparam("families", expanding=True)),
        _OPEN,
    ).order_by(*_ORDER)
)

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_BY_IDS = Prepared(_CASES.where(CASES.c.id.in_(_IDS), _OPEN).order_by(*_ORDER))
_WAITING = _CASES.where(
    CASES.c.team_id.in_(bindparam("teams", expanding=True)), CASES.c.lead_id.is_(None), _OPEN
).order_by(*_ORDER)
_WAITING_SINCE = Prepared(
    select(CASES.c.id, CASES.c.waiting_since).where(CASES.c.id.in_(_IDS), CASES.c.waiting_since.is_not(None))
)
_TEAMS_OF = Prepared(select(CASES.c.id, CASES.c.team_id).where(CASES.c.id.in_(_IDS)))


def find_known_case(session: Session, reference: Reference) -> tuple[Case | None, bool]:
    """The case with this reference, and whether it is open; a closed one is as it was when it closed."""
    rows = _BY_REFERENCE.all(session, {"reference": reference})
    cases = _cases_of(rows)
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
    return _select(session, _OPEN)


def list_open_between(session: Session, first: int, last: int) -> list[Case]:
    """The open cases with numbers from the first to the last, by id."""
    return _select(session, and_(CASES.c.id.between(first, last), _OPEN))


def load_casebook(session: Session, workers: Iterable[WorkerId]) -> list[Case]:
    """Every case that the loads of these workers depend on.

    Those they lead, those they co-work, and the siblings with the same lead as a co-worked child, since a
    case is scored once, among its family, in its lead's hands (policy guide §3).
    """
    wanted = set(workers)
    book = _cases_of(_BOOK.all(session, {"workers": sorted(wanted)}))
    known = {case.id: case for case in book}
    for sibling in _list_siblings(session, [case for case in book if case.lead not in wanted]):
        known.setdefault(sibling.id, sibling)
    return list(known.values())


def list_waiting(session: Session, teams: Iterable[TeamId]) -> list[Case]:
    """The children who wait in these teams, without a lead."""
    return _cases_of(session.execute(_WAITING, {"teams": sorted(set(teams))}).all())


def list_family(session: Session, family: FamilyKey) -> list[Case]:
    """The open cases of one family, whoever leads them."""
    return _select(session, and_(CASES.c.family_key == family, _OPEN))


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
    rows = _WAITING_SINCE.all(session, {"ids": sorted(set(cases))})
    return {CaseId(row.id): row.waiting_since for row in rows}


def list_last_seen(session: Session, cases: Iterable[CaseId]) -> dict[CaseId, date]:
    """When these children were last seen, where that is known."""
    query = select(CASES.c.id, CASES.c.last_seen_on).where(
        CASES.c.id.in_(sorted(set(cases))), CASES.c.last_seen_on.is_not(None)
    )
    return {CaseId(row.id): row.last_seen_on for row in session.execute(query)}


def change_last_seen(session: Session, id_: CaseId, day: date) -> None:
    """Record the day of the latest visit; it changes no points and needs no history."""
    session.execute(update(CASES).where(CASES.c.id == id_).values(last_seen_on=day))


def _select(session: Session, where: ColumnElement[bool]) -> list[Case]:
    return _cases_of(session.execute(_CASES.where(where).order_by(*_ORDER)).all())


def _first(session: Session, where: ColumnElement[bool]) -> Case | None:
    return next(iter(_select(session, where)), None)


def _list_siblings(session: Session, shared: list[Case]) -> list[Case]:
    """The cases of the same family in the same hands; the pairs are told apart here, for SQLite finds no
    index for pairs."""
    pairs = {(case.lead, case.family) for case in shared if case.lead and case.family}
    if not pairs:
        return []
    wanted = {"leads": sorted({lead for lead, _ in pairs}), "families": sorted({key for _, key in pairs})}
    return [case for case in _cases_of(_SIBLINGS.all(session, wanted)) if (case.lead, case.family) in pairs]


def _cases_of(rows: Iterable[Row[Any]]) -> list[Case]:
    """One case for all rows with the same id, which differ in the co-worker only. Fetched all at once: a row
    at a time costs as much again."""
    first: dict[int, Row[Any]] = {}
    shares: dict[int, list[CoWorker]] = {}
    for row in rows:
        id_ = row[0]
        first.setdefault(id_, row)
        worker, percent = row[JUDGEMENT_ENDS : JUDGEMENT_ENDS + 2]
        if worker is not None:
            shares.setdefault(id_, []).append(CoWorker(WorkerId(worker), percent))
    return [case_of(row, shares.get(id_, ())) for id_, row in first.items()]


def list_cases(session: Session, ids: Iterable[CaseId]) -> list[Case]:
    """Those of these cases that are open."""
    return _cases_of(_BY_IDS.all(session, {"ids": sorted(set(ids))}))


def list_case_teams(session: Session, ids: Iterable[CaseId]) -> dict[CaseId, TeamId]:
    """The team of each of these cases, open or closed."""
    rows = _TEAMS_OF.all(session, {"ids": sorted(set(ids))})
    return {CaseId(row.id): TeamId(row.team_id) for row in rows}


def find_open_case(session: Session, id_: CaseId) -> Case | None:
    """The case with this id, if it is open."""
    return _first(session, and_(CASES.c.id == id_, _OPEN))


def list_team_cases(session: Session, team: TeamId) -> list[Case]:
    """The open cases of a team, those that wait included."""
    return _select(session, and_(CASES.c.team_id == team, _OPEN))


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
    "judgement_to_discuss", "offer_accepted",
)  # fmt: skip
"""Audit rows of a case after which it is what it was, or that another row tells of."""


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
