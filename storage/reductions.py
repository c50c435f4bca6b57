"""Reductions of people's capacity as they are kept, each with its number, so that one can be changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from scoring.ids import WorkerId
from scoring.people import Reduction
from storage.grouping import group
from storage.rows import reduction_of
from storage.session import Session
from storage.tables.people import REDUCTIONS


@dataclass(frozen=True, slots=True)
class ReductionRecord:
    """One reduction and whose it is."""

    id: int
    worker: WorkerId
    reduction: Reduction


def list_reductions(session: Session, workers: Iterable[WorkerId]) -> dict[WorkerId, list[ReductionRecord]]:
    """The reductions of these people, those that ended too, by their first day."""
    wanted = sorted(set(workers))
    query = select(REDUCTIONS).where(REDUCTIONS.c.worker_id.in_(wanted))
    rows = session.execute(query.order_by(REDUCTIONS.c.starts_on, REDUCTIONS.c.id))
    found = group((row.worker_id, _record_of(row)) for row in rows)
    return {worker: found.get(worker, []) for worker in wanted}


def find_reduction(session: Session, id_: int) -> ReductionRecord | None:
    """The reduction with this number, if nobody has taken it away."""
    row = session.execute(select(REDUCTIONS).where(REDUCTIONS.c.id == id_)).first()
    return None if row is None else _record_of(row)


def _record_of(row: Any) -> ReductionRecord:
    return ReductionRecord(row.id, WorkerId(row.worker_id), reduction_of(row))
