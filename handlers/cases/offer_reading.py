"""Offers as several screens show them: who may answer one, and what it is about."""

from dataclasses import replace

from handlers.access import can_see_team
from handlers.desk import Desk
from handlers.messages import Message
from handlers.views.cases import offering as view
from scoring.case import Case
from scoring.offers import Offer
from scoring.points import score_cases
from storage.cases import find_open_case
from storage.people import load_names
from storage.teams import load_team


def may_answer(offer: Offer, desk: Desk) -> bool:
    """Whether the viewer answers for the team it is made to: its supervisors and those above."""
    return can_see_team(desk.viewer, offer.to_team, desk.team(offer.to_team).service)


def read_offer(offer: Offer, case: Case, desk: Desk) -> view.Shown:
    """What the other team is shown of a case: its facts and its points, and nothing of who holds it now."""
    alone = replace(case, lead=None, led_since=None, co_workers=())
    return view.Shown(
        offer=offer,
        case=case,
        points=score_cases([alone], desk.policy, desk.today)[case.id],
        from_team=load_team(desk.session, offer.from_team).name,
        to_team=load_team(desk.session, offer.to_team).name,
        by=load_names(desk.session, [offer.offered_by])[offer.offered_by],
        policy=desk.policy,
    )


def offer_message_of(offer: Offer, case: Case, desk: Desk) -> Message:
    """An open offer, for somebody who may answer it."""
    return view.offer_message(read_offer(offer, case, desk))


def offer_line(offer: Offer, desk: Desk) -> str:
    """An open offer in a line of the waiting list."""
    case = find_open_case(desk.session, offer.case)
    return "" if case is None else view.offer_text(read_offer(offer, case, desk))
