"""Who leads and has led what: what the rules of an allocation look at, and what must not change meanwhile."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, or_, select

from scoring.ids import CaseId, FamilyKey, WorkerId
from scoring.pace import LedSpell
from storage.grouping import group
from storage.prepared import Prepared
from storage.session import Session
from storage.tables.cases import ALLOCATIONS, CASES
from storage.tables.people import WORKERS

_SPELLS = Prepared(
    select(
        ALLOCATIONS.c.worker_id,
        ALLOCATIONS.c.case_id,
        ALLOCATIONS.c.family_key,
        ALLOCATIONS.c.began_at,
        ALLOCATIONS.c.ended_at,
        ALLOCATIONS.c.imported,
    ).where(
        ALLOCATIONS.c.worker_id.in_(bindparam("workers", expanding=True)),
        or_(ALLOCATIONS.c.ended_at.is_(None), ALLOCATIONS.c.ended_at >= bindparam("since")),
    )
)

_LOCK = select(WORKERS.c.id).where(WORKERS.c.id == bindparam("lead")).with_for_update(key_share=True)
_LED = Prepared(
    select(CASES.c.id, CASES.c.version).where(
        CASES.c.lead_id == bindparam("lead"), CASES.c.closed_at.is_(None)
    )
)


def list_spells(
    session: Session, workers: Iterable[WorkerId], since: datetime
) -> dict[WorkerId, tuple[LedSpell, ...]]:
    """Each worker's leads that last, or that ended after `since`."""
    wanted = {"workers": sorted(set(workers)), "since": since}
    spells = group((worker, _spell_of(*spell)) for worker, *spell in _SPELLS.all(session, wanted))
    return {WorkerId(worker): tuple(some) for worker, some in spells.items()}


def lock_led(session: Session, lead: WorkerId) -> set[tuple[CaseId, int]]:
    """The cases somebody leads, each with its version; nobody else gives them one until this ends.

    PostgreSQL locks the lead's row first, in a statement of its own: one that waited for the lock would still
    see the cases of before. SQLite has one writer anyway.
    """
    if session.dialect.name != "sqlite":
        session.execute(_LOCK, {"lead": lead})
    return {(CaseId(id_), version) for id_, version in _LED.all(session, {"lead": lead})}


def list_earlier_leads(session: Session, family: FamilyKey) -> set[WorkerId]:
    """Everybody who ever led a child of this family here."""
    query = select(ALLOCATIONS.c.worker_id).where(ALLOCATIONS.c.family_key == family).distinct()
    return {WorkerId(id_) for id_ in session.execute(query).scalars()}


def _spell_of(
    case: int, family: str | None, began_at: datetime, ended_at: datetime | None, imported: bool
) -> LedSpell:
    key = None if family is None else FamilyKey(family)
    return LedSpell(CaseId(case), key, began_at, ended_at, imported)


def list_families_led(session: Session, workers: Iterable[WorkerId]) -> dict[WorkerId, frozenset[FamilyKey]]:
    """By worker, the families they have led a child of here, at any time."""
    query = select(ALLOCATIONS.c.worker_id, ALLOCATIONS.c.family_key).where(
        ALLOCATIONS.c.worker_id.in_(sorted(set(workers))), ALLOCATIONS.c.family_key.is_not(None)
    )
    led = group((row.worker_id, FamilyKey(row.family_key)) for row in session.execute(query.distinct()))
    return {WorkerId(worker): frozenset(families) for worker, families in led.items()}
