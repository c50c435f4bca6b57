"""Offering a case to another team, with its siblings if they are ticked, and taking an offer back."""

import json

from handlers.cases.forms import (
    STILL_HERE,
    changed_note,
    open_changeable,
    read_sheet,
    sheet_of,
    sheet_text,
)
from handlers.cases.offer_form import list_other_teams
from handlers.cases.offer_posts import offer_recipe
from handlers.cases.offer_reading import is_over, list_offered, load_known_offer
from handlers.cases.reallocation_form import movable
from handlers.desk import Desk
from handlers.messages import Click, Done, Form, Redraw, Replace, Reply, Submission, View
from handlers.reception.opening import record_reading
from handlers.reception.serving import Route
from handlers.views.cases import offering as view
from handlers.views.words import escape
from scoring.case import Case
from scoring.errors import BadInput, NotFound
from scoring.ids import CaseId, OfferId, TeamId
from scoring.offers import Outcome
from storage.cases import load_case
from storage.offers import add_offer, end_offer, list_open_offers
from storage.outbox import add_recipes
from storage.responsible import find_responsible
from storage.teams import load_team


def open_offer_form(click: Click, desk: Desk) -> Reply:
    """To which team a case is offered, and which siblings along with it; for who looks after its own."""
    case = open_changeable(CaseId(int(click.value)), desk)
    _check_none_open(case, desk)
    siblings = _offerable(case, desk)
    form = _draw(desk, case, None, [each.id for each in siblings])
    record_reading(desk, [case.id, *(each.id for each in siblings)])
    return Form(form)


def submit_offer_form(submission: Submission, desk: Desk) -> Reply:
    """Make the offers, and have the other team asked once."""
    state, sheet = submission.view.state, read_sheet(submission.view.metadata)
    case = open_changeable(sheet.case, desk)
    ticked = [CaseId(int(id_)) for id_ in state.get("siblings") or ()]
    chosen = state.get("team")
    if not chosen or TeamId(int(chosen)) not in list_other_teams(desk, case):
        raise BadInput("Choose the team to offer it to.", "team")
    team = TeamId(int(chosen))
    stale = _stale(case, ticked, submission.view.metadata, desk)
    if stale or case.version != sheet.version:
        note = f"{changed_note(sheet, desk, stale)} {STILL_HERE}"
        return Redraw(_draw(desk, case, team, ticked, note))
    _check_none_open(case, desk)
    asked = find_responsible(desk.session, team, desk.today)
    if asked is None:
        raise BadInput("Nobody looks after that team today, so nobody could answer. Choose another.", "team")
    offered = [case, *(each for each in _offerable(case, desk) if each.id in ticked)]
    first: OfferId | None = None
    with desk.writing() as session:
        for each in offered:
            made = add_offer(session, desk.change, each, team, desk.viewer.worker, first)
            first = first or made
        add_recipes(session, desk.now, [offer_recipe("offer_made", case.id, asked, [first], desk)])
    return Done(view.offered_message(offered, load_team(desk.session, team).name))


def withdraw_offer(click: Click, desk: Desk) -> Reply:
    """Take an offer back, and have the other team told; what was offered with it stays offered."""
    offer = load_known_offer(OfferId(int(click.value)), desk)
    case = open_changeable(offer.case, desk)
    if not offer.is_open:
        raise is_over(offer, desk)
    left = [each.case.reference for each in list_offered(offer, desk) if each.case.id != case.id]
    asked = find_responsible(desk.session, offer.to_team, desk.today)
    with desk.writing() as session:
        end_offer(session, desk.change, offer, Outcome.WITHDRAWN)
        recipes = [offer_recipe("offer_taken_back", case.id, asked, [offer.id], desk)] if asked else []
        add_recipes(session, desk.now, recipes)
    return Replace(view.withdrawn_message(case, load_team(desk.session, offer.to_team).name, left))


def _draw(desk: Desk, case: Case, team: TeamId | None, ticked: list[CaseId], note: str = "") -> View:
    """The form over the case and its siblings as they are now."""
    siblings = _offerable(case, desk)
    versions = {each.id: each.version for each in siblings}
    metadata = sheet_text(sheet_of(desk, case, siblings), siblings=versions)
    return view.offer_form(case, siblings, ticked, list_other_teams(desk, case), team, note, metadata)


def _offerable(case: Case, desk: Desk) -> list[Case]:
    """The siblings that could be offered along: with the same worker or waiting as well, not offered yet."""
    siblings = movable(desk, case)[: view.MOST_SIBLINGS]
    offered = list_open_offers(desk.session, [each.id for each in siblings])
    return [each for each in siblings if each.id not in offered]


def _stale(case: Case, ticked: list[CaseId], metadata: str, desk: Desk) -> list[Case]:
    """The siblings ticked that have changed since the form was drawn, or can't be offered along any more."""
    shown = {CaseId(int(id_)): version for id_, version in json.loads(metadata).get("siblings", {}).items()}
    now = {each.id: each.version for each in _offerable(case, desk)}
    stale = [id_ for id_ in ticked if id_ not in now or now[id_] != shown.get(id_)]
    return [load_case(desk.session, id_) for id_ in sorted(stale)]


def _check_none_open(case: Case, desk: Desk) -> None:
    offer = list_open_offers(desk.session, [case.id]).get(case.id)
    if offer is not None:
        team = load_team(desk.session, offer.to_team).name
        raise NotFound(
            f"{case.reference} is offered to {escape(team)} already. Wait for their answer, or "
            f"take the offer back: /case {case.reference}."
        )


ROUTES: tuple[Route, ...] = (
    Route(Click, "offer", open_offer_form),
    Route(Submission, "offer", submit_offer_form),
    Route(Click, "offer_withdraw", withdraw_offer),
)
