"""Offers as several screens show them: who may answer one, and what it is about."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.access import can_see_team
from handlers.desk import Desk
from handlers.messages import Message
from handlers.views.cases import offering as view
from handlers.views.words import escape
from scoring.case import Case
from scoring.errors import NotAllowed, NotFound
from scoring.ids import OfferId, WorkerId
from scoring.offers import Offer
from scoring.points import score_cases
from storage.cases import find_open_case, list_cases, load_case
from storage.offers import list_together, load_offer
from storage.people import load_names
from storage.teams import load_team

ONE_WORKER = WorkerId(0)
"""Nobody's number: what siblings would weigh together, whoever came to lead them."""


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer with its case as it is now."""

    offer: Offer
    case: Case


def may_answer(offer: Offer, desk: Desk) -> bool:
    """Whether the viewer answers for the team it is made to: its supervisors and those above."""
    return can_see_team(desk.viewer, offer.to_team, desk.team(offer.to_team).service)


def list_offered(offer: Offer, desk: Desk) -> list[Offered]:
    """What was offered in the same step and still is, the first one first."""
    offers = [each for each in list_together(desk.session, offer) if each.is_open]
    cases = {case.id: case for case in list_cases(desk.session, [each.case for each in offers])}
    return [Offered(each, cases[each.case]) for each in offers if each.case in cases]


def asked_offers(id_: OfferId, desk: Desk) -> list[Offered]:
    """What is still offered of the step an offer was made in, for somebody who answers for the team.

    Raises NotFound, with what became of the offer, once none of it is.
    """
    offer = load_known_offer(id_, desk)
    if not may_answer(offer, desk):
        team = escape(load_team(desk.session, offer.to_team).name)
        raise NotAllowed(
            f"Only {team}'s supervisor, its service manager and the head of service can answer that."
        )
    offered = list_offered(offer, desk)
    if not offered:
        raise is_over(offer, desk)
    return offered


def load_known_offer(id_: OfferId, desk: Desk) -> Offer:
    """The offer behind a button; NotFound once its case has been forgotten."""
    try:
        return load_offer(desk.session, id_)
    except LookupError:
        raise NotFound("That offer is no longer kept here.") from None


def is_over(offer: Offer, desk: Desk) -> NotFound:
    """That an offer isn't open any more, and what became of it."""
    shown = read_offers([Offered(offer, load_case(desk.session, offer.case))], desk)
    return NotFound(view.over_text(shown, answerer_name(offer, desk)))


def answerer_name(offer: Offer, desk: Desk) -> str | None:
    """Who answered an offer or took it back, if anybody did."""
    answered = [offer.answered_by] if offer.answered_by is not None else []
    return next(iter(load_names(desk.session, answered).values()), None)


def read_offers(offered: Sequence[Offered], desk: Desk) -> view.Shown:
    """What the other team is shown of cases offered in one step: facts and points, not who holds them now."""
    offer, cases = offered[0].offer, [each.case for each in offered]
    lead = ONE_WORKER if len(cases) > 1 else None
    bare = [replace(case, lead=lead, led_since=None, co_workers=()) for case in cases]
    return view.Shown(
        offers=[each.offer for each in offered],
        cases=cases,
        points=score_cases(bare, desk.policy, desk.today),
        from_team=load_team(desk.session, offer.from_team).name,
        to_team=load_team(desk.session, offer.to_team).name,
        by=load_names(desk.session, [offer.offered_by])[offer.offered_by],
        policy=desk.policy,
    )


def offer_message_of(offered: Sequence[Offered], desk: Desk) -> Message:
    """What is still offered of one step, for somebody who may answer it."""
    return view.offer_message(read_offers(offered, desk))


def offer_line(offer: Offer, desk: Desk) -> str:
    """An open offer in a line of the waiting list."""
    case = find_open_case(desk.session, offer.case)
    return "" if case is None else view.offer_text(read_offers([Offered(offer, case)], desk))
