"""Cases as they stand: finding one, and loading everything a worker's load depends on."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, select, tuple_, update
from sqlmodel import Session

from scoring.case import Case, CoWorker
from scoring.ids import CaseId, FamilyKey, Reference, TeamId, WorkerId
from storage.rows import FACT_COLUMNS, case_of
from storage.tables.cases import CASES, CO_WORK, JUDGEMENTS

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
    *(CASES.c[name] for name in FACT_COLUMNS),
    JUDGEMENTS.c.points.label("judgement_points"),
    JUDGEMENTS.c.reason.label("judgement_reason"),
    JUDGEMENTS.c.worker_id.label("judgement_worker"),
    JUDGEMENTS.c.supervisor_id.label("judgement_supervisor"),
    JUDGEMENTS.c.review_on.label("judgement_review_on"),
).select_from(CASES.outerjoin(JUDGEMENTS, _AGREED))


def find_case(session: Session, reference: Reference) -> Case | None:
    """The open case with this reference."""
    return _first(session, and_(CASES.c.reference == reference, _OPEN))


def find_closed_case(session: Session, reference: Reference) -> Case | None:
    """The closed case with this reference, as it was when it closed."""
    return _first(session, and_(CASES.c.reference == reference, CASES.c.closed_at.is_not(None)))


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
    wanted = sorted(set(workers))
    led = _select(session, and_(CASES.c.lead_id.in_(wanted), _OPEN))
    shared = _select_shared(session, wanted)
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


def list_references(session: Session, start: str, limit: int) -> list[Reference]:
    """Open references that begin like this, for "Did you mean …"."""
    query = select(CASES.c.reference).where(CASES.c.reference.startswith(start, autoescape=True), _OPEN)
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


def _select_shared(session: Session, workers: list[WorkerId]) -> Sequence[Row[Any]]:
    shared = CO_WORK.c.case_id == CASES.c.id
    query = _CASES.join_from(CASES, CO_WORK, shared).where(
        CO_WORK.c.worker_id.in_(workers), CO_WORK.c.ended_at.is_(None), _OPEN
    )
    return session.execute(query).all()


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
        yield from session.execute(
            select(CO_WORK.c.case_id, CO_WORK.c.worker_id, CO_WORK.c.percent)
            .where(CO_WORK.c.case_id.in_(chunk), CO_WORK.c.ended_at.is_(None))
            .order_by(CO_WORK.c.worker_id)
        )
