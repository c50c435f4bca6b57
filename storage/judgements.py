"""Judgements: what somebody proposes, and what two people have agreed.

A proposal is open until it is agreed or another takes its place; only those that the present lead is part of
are told of. An agreed judgement is replaced by the next one that both agree (policy guide §12).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, insert, or_, select, update

from scoring.case import Case, Judgement, JudgementReason
from scoring.errors import Conflict
from scoring.ids import CaseId, TeamId, WorkerId
from storage.allocations import record_case
from storage.audit import record_audit
from storage.change import Change, Grounds
from storage.database import first_come
from storage.session import Session
from storage.tables.cases import CASES, JUDGEMENTS

GONE = "Somebody has just agreed or changed this proposal. Please look at the case again."


@dataclass(frozen=True, slots=True)
class ProposalRecord:
    """A judgement that one of the two has proposed: whole points, and `supervisor` None until one agrees."""

    id: int
    case: CaseId
    points: int
    reason: JudgementReason
    worker: WorkerId
    supervisor: WorkerId | None
    review_on: date
    proposed_at: datetime

    @property
    def proposed_by(self) -> WorkerId:
        """Who has agreed it so far, by proposing it."""
        return self.worker if self.supervisor is None else self.supervisor


_OPEN = (JUDGEMENTS.c.agreed_at.is_(None), JUDGEMENTS.c.replaced_at.is_(None))
_PROPOSALS = (
    select(JUDGEMENTS)
    .join(CASES, CASES.c.id == JUDGEMENTS.c.case_id)
    .where(*_OPEN, JUDGEMENTS.c.worker_id == CASES.c.lead_id, CASES.c.closed_at.is_(None))
)
"""Open proposals between the present lead and a supervisor; an earlier lead's is nobody's any more."""


def list_proposals(session: Session, cases: Iterable[CaseId], today: date) -> dict[CaseId, ProposalRecord]:
    """The open proposal of each of these cases that has one; past its review day it is none."""
    query = _PROPOSALS.where(JUDGEMENTS.c.case_id.in_(sorted(set(cases))), JUDGEMENTS.c.review_on > today)
    return {CaseId(row.case_id): _proposal_of(row) for row in session.execute(query)}


def list_proposals_to(
    session: Session, worker: WorkerId, teams: Iterable[TeamId], today: date
) -> list[ProposalRecord]:
    """The open proposals that wait for this person: of a supervisor to them, of workers to these teams'.

    The oldest first; their own are not among them.
    """
    to_worker = and_(JUDGEMENTS.c.supervisor_id.is_not(None), JUDGEMENTS.c.worker_id == worker)
    to_teams = and_(
        JUDGEMENTS.c.supervisor_id.is_(None),
        JUDGEMENTS.c.worker_id != worker,
        CASES.c.team_id.in_(sorted(set(teams))),
    )
    query = _PROPOSALS.where(or_(to_worker, to_teams), JUDGEMENTS.c.review_on > today)
    rows = session.execute(query.order_by(JUDGEMENTS.c.proposed_at, JUDGEMENTS.c.id))
    return [_proposal_of(row) for row in rows]


def find_proposal(session: Session, id_: int, today: date) -> ProposalRecord | None:
    """The proposal with this id, while it is open."""
    query = _PROPOSALS.where(JUDGEMENTS.c.id == id_, JUDGEMENTS.c.review_on > today)
    row = session.execute(query).first()
    return None if row is None else _proposal_of(row)


def add_proposal(
    session: Session, change: Change, case: Case, proposed: Judgement, supervisor: WorkerId | None
) -> int:
    """Record that the worker proposes a judgement, or that `supervisor` does; returns its id.

    It takes the place of an open one. Conflict when the case has changed, or somebody proposes meanwhile.
    """
    _check_version(session, case)
    _replace(session, change, case.id, *_OPEN)
    row = _row(case.id, proposed, change) | {"supervisor_id": supervisor}
    with first_come("Somebody else has just proposed a judgement about this case. Look at it again."):
        id_: int = session.execute(insert(JUDGEMENTS).values(row).returning(JUDGEMENTS.c.id)).scalar_one()
    detail = {"points": proposed.points, "reason": proposed.reason, "review_on": proposed.review_on}
    record_audit(session, change, "judgement_proposed", "case", case.id, **detail)
    return id_


def record_judgement(
    session: Session,
    change: Change,
    case: Case,
    agreed: Judgement,
    *,
    proposal: int | None = None,
    in_person_on: date | None = None,
) -> None:
    """Record a judgement that both agreed; the earlier one and every other proposal are replaced.

    `proposal` is the open one that has been agreed, None where both agreed at once. Conflict when the case or
    the proposal has changed meanwhile.
    """
    others = JUDGEMENTS.c.replaced_at.is_(None), JUDGEMENTS.c.id != (proposal or 0)
    _replace(session, change, case.id, *others)
    values = {"supervisor_id": agreed.supervisor, "in_person_on": in_person_on, "agreed_at": change.at}
    if proposal is None:
        session.execute(insert(JUDGEMENTS).values(_row(case.id, agreed, change) | values))
    else:
        wanted = update(JUDGEMENTS).where(JUDGEMENTS.c.id == proposal, *_OPEN)
        result: Any = session.execute(wanted.values(values))
        if result.rowcount != 1:
            raise Conflict(GONE)
    detail = (("points", agreed.points), ("code", agreed.reason), ("supervisor", agreed.supervisor))
    grounds = Grounds("judgement_agreed", detail=(*detail, ("in_person_on", in_person_on)))
    record_case(session, change, case, replace(case, judgement=agreed), grounds)


def _check_version(session: Session, case: Case) -> None:
    query = select(CASES.c.id).where(CASES.c.id == case.id, CASES.c.version == case.version)
    if session.execute(query.with_for_update()).first() is None:
        raise Conflict("This case has just been changed by somebody else. Look at it again, then decide.")


def _replace(session: Session, change: Change, case: CaseId, *which: Any) -> None:
    wanted = update(JUDGEMENTS).where(JUDGEMENTS.c.case_id == case, *which)
    session.execute(wanted.values(replaced_at=change.at))


def _row(case: CaseId, judgement: Judgement, change: Change) -> dict[str, Any]:
    return {
        "case_id": case,
        "points": judgement.points,
        "reason": judgement.reason.value,
        "worker_id": judgement.worker,
        "proposed_at": change.at,
        "review_on": judgement.review_on,
    }


def _proposal_of(row: Row[Any]) -> ProposalRecord:
    return ProposalRecord(
        row.id,
        CaseId(row.case_id),
        row.points,
        JudgementReason(row.reason),
        WorkerId(row.worker_id),
        None if row.supervisor_id is None else WorkerId(row.supervisor_id),
        row.review_on,
        row.proposed_at,
    )
