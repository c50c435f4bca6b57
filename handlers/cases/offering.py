"""Offering a case to another team: made, accepted with a worker, declined with a reason, or taken back."""

import json
from dataclasses import replace

from handlers.access import can_see_team
from handlers.allocation.allocations import told
from handlers.allocation.proposing import hold_lead
from handlers.cases.forms import STILL_HERE, changed_note, open_changeable, read_sheet, sheet_of, sheet_text
from handlers.cases.offer_form import (
    Filled,
    draw_accept_form,
    list_other_teams,
    propose_acceptance,
    read_accept_form,
)
from handlers.cases.offer_reading import may_answer, offer_message_of, read_offer
from handlers.cases.telling import moved_on, tells_holder
from handlers.desk import Desk
from handlers.messages import Click, Done, FieldErrors, Form, Post, Redraw, Replace, Reply, Submission
from handlers.reception.posting import Drawer, Drawers, Drawn
from handlers.reception.serving import Route
from handlers.views.cases import offering as view
from handlers.views.words import escape
from scoring.case import Case
from scoring.errors import BadInput, NotAllowed, NotFound
from scoring.ids import CaseId, OfferId, TeamId, WorkerId
from scoring.offers import DeclineReason, Offer, Outcome
from scoring.readings import Subject, SubjectKind
from storage.accounts import find_account_of
from storage.allocations import record_case
from storage.audit import record_audit
from storage.cases import find_open_case, load_case
from storage.change import Grounds
from storage.offers import add_offer, end_offer, list_open_offers, load_offer
from storage.outbox import OutboxEntry, Recipe, add_recipes
from storage.people import load_names
from storage.responsible import find_responsible
from storage.teams import load_team

USUAL_REASON = "TSPROC"
"""A case that another team accepts moves by the usual process, in the codes of the looked-after return."""


def open_offer_form(click: Click, desk: Desk) -> Reply:
    """To which team a case is offered; for who looks after its own."""
    case = open_changeable(CaseId(int(click.value)), desk)
    _check_none_open(case, desk)
    teams = list_other_teams(desk, case)
    if not teams:
        raise NotFound("There is no other team to offer it to.")
    return Form(view.offer_form(case, teams, None, "", sheet_text(sheet_of(desk, case))))


def submit_offer_form(submission: Submission, desk: Desk) -> Reply:
    """Make the offer, and have the other team asked."""
    sheet = read_sheet(submission.view.metadata)
    case = open_changeable(sheet.case, desk)
    chosen = submission.view.state.get("team")
    teams = list_other_teams(desk, case)
    if not chosen or TeamId(int(chosen)) not in teams:
        raise BadInput("Choose the team to offer it to.", "team")
    team = TeamId(int(chosen))
    if case.version != sheet.version:
        note = f"{changed_note(sheet, desk)} {STILL_HERE}"
        return Redraw(view.offer_form(case, teams, team, note, sheet_text(sheet_of(desk, case))))
    _check_none_open(case, desk)
    asked = find_responsible(desk.session, team, desk.today)
    if asked is None:
        raise BadInput("Nobody looks after that team today, so nobody could answer. Choose another.", "team")
    with desk.writing() as session:
        offer = add_offer(session, desk.change, case, team, desk.viewer.worker)
        add_recipes(session, desk.now, [_recipe("offer_made", case.id, asked, offer, desk)])
    return Done(view.offered_message(case, load_team(desk.session, team).name))


def show_offer(click: Click, desk: Desk) -> Reply:
    """An open offer, with its two answers."""
    offer, case = _asked(OfferId(int(click.value)), desk)
    message = offer_message_of(offer, case, desk)
    with desk.writing() as session:
        record_audit(session, desk.change, "case_read", "case", case.id)
    return message


def open_accept_form(click: Click, desk: Desk) -> Reply:
    """Who leads it in the team that accepts."""
    offer, case = _asked(OfferId(int(click.value)), desk)
    return Form(draw_accept_form(desk, case, Filled(offer, sheet_of(desk, case))))


def redraw_accept_form(click: Click, desk: Desk) -> Reply:
    """A worker was chosen: the same form with their load and what the rules say."""
    if click.view is None:
        raise BadInput("That form has gone. Please open it again from the offer.")
    offer, case = _asked(_offer_id(click.view.metadata), desk)
    return Redraw(
        draw_accept_form(desk, case, read_accept_form(offer, click.view.state, click.view.metadata))
    )


def submit_accept_form(submission: Submission, desk: Desk) -> Reply:
    """Give the case to the worker chosen in the other team, and have everybody concerned told."""
    view_ = submission.view
    offer, case = _asked(_offer_id(view_.metadata), desk)
    filled = read_accept_form(offer, view_.state, view_.metadata)
    if case.version != filled.sheet.version:
        note = f"{changed_note(filled.sheet, desk)} {STILL_HERE}"
        return Redraw(draw_accept_form(desk, case, replace(filled, sheet=sheet_of(desk, case)), note))
    if filled.worker is None:
        raise BadInput("Choose who leads the case.", "worker")
    proposed = propose_acceptance(desk, case, offer, filled.worker)
    if proposed.decision.hard:
        return FieldErrors({"worker": proposed.decision.refusal})
    if proposed.decision.soft and filled.because is None:
        if "because" in view_.state:
            return FieldErrors({"because": "Choose the reason to go ahead, or choose somebody else."})
        return Redraw(draw_accept_form(desk, case, filled))
    because = filled.because.value if filled.because and proposed.decision.soft else None
    detail = (("rules", sorted(proposed.decision.codes)), ("offer", offer.id), ("chosen", filled.worker))
    answer = _recipe("offer_answered", case.id, _teller(offer, desk), offer.id, desk, lead=filled.worker)
    with desk.writing() as session:
        hold_lead(session, proposed)
        end_offer(session, desk.change, offer, Outcome.ACCEPTED)
        grounds = Grounds("case_accepted", because, USUAL_REASON, detail=detail)
        record_case(session, desk.change, case, proposed.after, grounds)
        recipes = [told(case.id, filled.worker, desk), answer]
        if tells_holder(case, USUAL_REASON, desk):
            recipes.append(moved_on([case], filled.worker, USUAL_REASON, desk))
        add_recipes(session, desk.now, recipes)
    shown = read_offer(offer, case, desk)
    return Done(view.accepted_message(shown, proposed.lead.name, proposed.change, proposed.points))


def open_decline_form(click: Click, desk: Desk) -> Reply:
    """Why the team can't take it on."""
    offer, case = _asked(OfferId(int(click.value)), desk)
    return Form(view.decline_form(read_offer(offer, case, desk), json.dumps({"offer": offer.id})))


def submit_decline_form(submission: Submission, desk: Desk) -> Reply:
    """Decline the offer with its reason, and have whoever made it told."""
    offer, case = _asked(_offer_id(submission.view.metadata), desk)
    code = submission.view.state.get("reason")
    if not code:
        raise BadInput("Choose the reason.", "reason")
    reason = DeclineReason(code)
    with desk.writing() as session:
        end_offer(session, desk.change, offer, Outcome.DECLINED, reason)
        answer = _recipe("offer_answered", case.id, _teller(offer, desk), offer.id, desk)
        add_recipes(session, desk.now, [answer])
    return Done(view.declined_message(read_offer(offer, case, desk), reason))


def withdraw_offer(click: Click, desk: Desk) -> Reply:
    """Take an offer back, and have the other team told."""
    offer = _load(OfferId(int(click.value)), desk)
    case = open_changeable(offer.case, desk)
    _check_open(offer, case, desk)
    asked = find_responsible(desk.session, offer.to_team, desk.today)
    with desk.writing() as session:
        end_offer(session, desk.change, offer, Outcome.WITHDRAWN)
        recipes = [_recipe("offer_taken_back", case.id, asked, offer.id, desk)] if asked is not None else []
        add_recipes(session, desk.now, recipes)
    return Replace(view.withdrawn_message(case, load_team(desk.session, offer.to_team).name))


def _check_none_open(case: Case, desk: Desk) -> None:
    offer = list_open_offers(desk.session, [case.id]).get(case.id)
    if offer is not None:
        team = load_team(desk.session, offer.to_team).name
        raise NotFound(
            f"{case.reference} is offered to {escape(team)} already. Wait for their answer, or "
            f"take the offer back: /case {case.reference}."
        )


def _asked(id_: OfferId, desk: Desk) -> tuple[Offer, Case]:
    """An open offer and its case, for somebody who answers for the team it is made to."""
    offer = _load(id_, desk)
    if not may_answer(offer, desk):
        team = escape(load_team(desk.session, offer.to_team).name)
        raise NotAllowed(
            f"Only {team}'s supervisor, its service manager and the head of service can answer that."
        )
    case = load_case(desk.session, offer.case)
    _check_open(offer, case, desk)
    return offer, case


def _load(id_: OfferId, desk: Desk) -> Offer:
    try:
        return load_offer(desk.session, id_)
    except LookupError:
        raise NotFound("That offer is no longer kept here.") from None


def _check_open(offer: Offer, case: Case, desk: Desk) -> None:
    """NotFound, with what became of it, once an offer isn't open any more."""
    if not offer.is_open:
        answered = [offer.answered_by] if offer.answered_by is not None else []
        who = next(iter(load_names(desk.session, answered).values()), None)
        raise NotFound(view.over_text(read_offer(offer, case, desk), who))


def _offer_id(metadata: str) -> OfferId:
    return OfferId(int(json.loads(metadata)["offer"]))


def _teller(offer: Offer, desk: Desk) -> WorkerId:
    """Who hears the answer: whoever made the offer, while they still look after the team; else who does."""
    account = find_account_of(desk.session, offer.offered_by, desk.today)
    team = load_team(desk.session, offer.from_team)
    if account is not None and can_see_team(account, team.id, team.service):
        return offer.offered_by
    return find_responsible(desk.session, team.id, desk.today) or offer.offered_by


def _recipe(kind: str, case: CaseId, worker: WorkerId, offer: OfferId, desk: Desk, **more: object) -> Recipe:
    at = desk.calendar.next_sending_moment(desk.now, desk.policy.hours)
    fixed = {"offer": offer, **more}
    return Recipe(kind, Subject(SubjectKind.CASE, case), at, worker=worker, fixed=fixed)


def draw_offer(desk: Desk, entry: OutboxEntry) -> Drawn:
    """To the other team's supervisor; nothing once the offer isn't open any more."""
    offer = load_offer(desk.session, OfferId(entry.fixed["offer"]))
    case = find_open_case(desk.session, offer.case)
    return Post(offer_message_of(offer, case, desk)) if offer.is_open and case is not None else None


def draw_answer(desk: Desk, entry: OutboxEntry) -> Drawn:
    """To whoever made the offer, once it has been answered."""
    offer = load_offer(desk.session, OfferId(entry.fixed["offer"]))
    if offer.answered_by is None:
        return None
    lead = entry.fixed.get("lead")
    people = [offer.answered_by, *([WorkerId(lead)] if lead is not None else [])]
    names = load_names(desk.session, people)
    shown = read_offer(offer, load_case(desk.session, offer.case), desk)
    return Post(view.answered_message(shown, names[offer.answered_by], names.get(lead) if lead else None))


def draw_taken_back(desk: Desk, entry: OutboxEntry) -> Drawn:
    """To the other team, once the offer has been taken back."""
    offer = load_offer(desk.session, OfferId(entry.fixed["offer"]))
    return Post(view.taken_back_message(read_offer(offer, load_case(desk.session, offer.case), desk)))


ROUTES: tuple[Route, ...] = (
    Route(Click, "offer", open_offer_form),
    Route(Submission, "offer", submit_offer_form),
    Route(Click, "offer_show", show_offer),
    Route(Click, "offer_accept", open_accept_form),
    Route(Click, "offer_redraw", redraw_accept_form),
    Route(Submission, "offer_accept", submit_accept_form),
    Route(Click, "offer_decline", open_decline_form),
    Route(Submission, "offer_decline", submit_decline_form),
    Route(Click, "offer_withdraw", withdraw_offer),
)

DRAWERS: Drawers = {
    "offer_made": Drawer(draw_offer),
    "offer_answered": Drawer(draw_answer),
    "offer_taken_back": Drawer(draw_taken_back),
}
