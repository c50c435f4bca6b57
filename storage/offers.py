"""Offers of cases to other teams: made, answered, taken back, or overtaken by what became of the case."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, insert, or_, select, update

from scoring.case import Case
from scoring.errors import Conflict
from scoring.ids import CaseId, OfferId, TeamId, WorkerId
from scoring.offers import DeclineReason, Offer, Outcome
from storage.audit import record_audit
from storage.change import Change
from storage.database import first_come
from storage.session import Session
from storage.tables.offers import OFFERS

_OPEN = OFFERS.c.outcome.is_(None)


def add_offer(
    session: Session,
    change: Change,
    case: Case,
    to_team: TeamId,
    by: WorkerId,
    made_with: OfferId | None = None,
) -> OfferId:
    """Record that the case's team offers it to another; Conflict when it is offered already.

    `made_with` is the first offer of the same step.
    """
    row = {
        "case_id": case.id,
        "from_team_id": case.team,
        "to_team_id": to_team,
        "offered_by_id": by,
        "offered_at": change.at,
        "made_with": made_with,
    }
    with first_come("Somebody has just offered this case to another team. Look at it again."):
        id_ = session.execute(insert(OFFERS).values(row).returning(OFFERS.c.id)).scalar_one()
    record_audit(session, change, "case_offered", "case", case.id, offer=id_, team=to_team)
    return OfferId(id_)


def load_offer(session: Session, id_: OfferId) -> Offer:
    """The offer with this id, open or not; it must exist."""
    row = session.execute(select(OFFERS).where(OFFERS.c.id == id_)).first()
    if row is None:
        raise LookupError(f"no offer {id_}")
    return _offer_of(row)


def list_together(session: Session, offer: Offer) -> list[Offer]:
    """The offers made in the same step as this one, itself included, open or not; the first one first."""
    first = offer.made_with or offer.id
    query = select(OFFERS).where(or_(OFFERS.c.id == first, OFFERS.c.made_with == first))
    return [_offer_of(row) for row in session.execute(query.order_by(OFFERS.c.id))]


def list_open_offers(session: Session, cases: Iterable[CaseId]) -> dict[CaseId, Offer]:
    """The open offer of each of these cases that has one."""
    query = select(OFFERS).where(OFFERS.c.case_id.in_(sorted(set(cases))), _OPEN)
    return {CaseId(row.case_id): _offer_of(row) for row in session.execute(query)}


def list_offers_to(session: Session, teams: Iterable[TeamId]) -> list[Offer]:
    """The open offers that wait for an answer from these teams, the oldest first."""
    query = select(OFFERS).where(OFFERS.c.to_team_id.in_(sorted(set(teams))), _OPEN)
    return [_offer_of(row) for row in session.execute(query.order_by(OFFERS.c.offered_at, OFFERS.c.id))]


def end_offer(
    session: Session, change: Change, offer: Offer, outcome: Outcome, reason: DeclineReason | None = None
) -> None:
    """Record how an open offer ended; Conflict when it has been answered or taken back meanwhile."""
    if _end(session, change, OFFERS.c.id == offer.id, outcome, reason) != 1:
        raise Conflict("This offer has just been answered or taken back. Look at the case again.")
    detail = {"offer": offer.id, "code": reason}
    record_audit(session, change, f"offer_{outcome.value}", "case", offer.case, **detail)


def overtake_offer(session: Session, change: Change, case: CaseId) -> None:
    """What was offered is no longer open: the case has another lead or team, or is closed."""
    _end(session, change, OFFERS.c.case_id == case, Outcome.OVERTAKEN, None)


def _end(session: Session, change: Change, which: Any, outcome: Outcome, reason: DeclineReason | None) -> int:
    values = {
        "ended_at": change.at,
        "outcome": outcome.value,
        "reason": reason.value if reason else None,
        "answered_by_id": change.actor,
    }
    result: Any = session.execute(update(OFFERS).where(which, _OPEN).values(values))
    return int(result.rowcount)


def _offer_of(row: Row[Any]) -> Offer:
    return Offer(
        OfferId(row.id),
        CaseId(row.case_id),
        TeamId(row.from_team_id),
        TeamId(row.to_team_id),
        WorkerId(row.offered_by_id),
        row.offered_at,
        row.ended_at,
        None if row.outcome is None else Outcome(row.outcome),
        None if row.reason is None else DeclineReason(row.reason),
        None if row.answered_by_id is None else WorkerId(row.answered_by_id),
        None if row.made_with is None else OfferId(row.made_with),
    )
