"""What both teams are told of an offer by direct message: made, answered, taken back."""

from collections.abc import Iterable

from handlers.access import can_see_team
from handlers.cases.offer_reading import Offered, list_offered, offer_message_of, read_offers
from handlers.desk import Desk
from handlers.messages import Post
from handlers.reception.posting import Drawer, Drawers, Drawn
from handlers.views.cases import offer_answers as answers_view
from handlers.views.cases import offering as view
from scoring.ids import CaseId, OfferId, WorkerId
from scoring.offers import Offer
from scoring.readings import Subject, SubjectKind
from storage.accounts import find_account_of
from storage.cases import load_case
from storage.offers import load_offer
from storage.outbox import OutboxEntry, Recipe
from storage.people import load_names
from storage.responsible import find_responsible
from storage.teams import load_team


def offer_recipe(
    kind: str, case: CaseId, worker: WorkerId, offers: Iterable[OfferId | None], desk: Desk, **more: object
) -> Recipe:
    """The recipe of a message about offers of one step, the first of which is of this case."""
    at = desk.calendar.next_sending_moment(desk.now, desk.policy.hours)
    fixed = {"offers": list(offers), **more}
    return Recipe(kind, Subject(SubjectKind.CASE, case), at, worker=worker, fixed=fixed)


def hears_answer(offer: Offer, desk: Desk) -> WorkerId:
    """Who hears the answer: whoever made the offer, while they still look after the team; else who does."""
    account = find_account_of(desk.session, offer.offered_by, desk.today)
    team = load_team(desk.session, offer.from_team)
    if account is not None and can_see_team(account, team.id, team.service):
        return offer.offered_by
    return find_responsible(desk.session, team.id, desk.today) or offer.offered_by


def draw_offer(desk: Desk, entry: OutboxEntry) -> Drawn:
    """To the other team's supervisor: what is still offered; nothing once none of it is."""
    offered = list_offered(_offers(desk, entry)[0], desk)
    return Post(offer_message_of(offered, desk)) if offered else None


def draw_answer(desk: Desk, entry: OutboxEntry) -> Drawn:
    """To whoever made the offers, once they have been answered."""
    offers = _offers(desk, entry)
    by = offers[0].answered_by
    if by is None:
        return None
    lead = entry.fixed.get("lead")
    names = load_names(desk.session, [by, *([WorkerId(lead)] if lead is not None else [])])
    name = names.get(WorkerId(lead)) if lead is not None else None
    shown = read_offers(_with_cases(desk, offers), desk)
    return Post(answers_view.answered_message(shown, names[by], name, _left(desk, offers)))


def draw_taken_back(desk: Desk, entry: OutboxEntry) -> Drawn:
    """To the other team, once an offer has been taken back."""
    offers = _offers(desk, entry)
    shown = read_offers(_with_cases(desk, offers), desk)
    return Post(view.taken_back_message(shown, _left(desk, offers)))


def _offers(desk: Desk, entry: OutboxEntry) -> list[Offer]:
    """The offers a recipe is about; one written by an earlier version names a single one."""
    fixed = entry.fixed
    ids = fixed["offers"] if "offers" in fixed else [fixed["offer"]]
    return [load_offer(desk.session, OfferId(id_)) for id_ in ids]


def _with_cases(desk: Desk, offers: Iterable[Offer]) -> list[Offered]:
    return [Offered(each, load_case(desk.session, each.case)) for each in offers]


def _left(desk: Desk, offers: list[Offer]) -> list[str]:
    """What was offered in the same step and still waits for an answer."""
    return [each.case.reference for each in list_offered(offers[0], desk)]


DRAWERS: Drawers = {
    "offer_made": Drawer(draw_offer),
    "offer_answered": Drawer(draw_answer),
    "offer_taken_back": Drawer(draw_taken_back),
}
