"""/case REF: the case card, open or closed, with its siblings and what may be done with it."""

from collections.abc import Iterable
from difflib import get_close_matches

from handlers.access import can_see_team, is_manager
from handlers.cases.forms import closing_of, is_shown
from handlers.cases.offer_reading import list_offered, may_answer, offer_message_of
from handlers.cases.waits import read_wait
from handlers.cases.weighing import may_weigh, read_proposed
from handlers.desk import Desk
from handlers.messages import Command, Message, Reply
from handlers.reception.finding import no_such_case
from handlers.reception.opening import record_reading
from handlers.reception.privacy import read_reference
from handlers.reception.serving import Route
from handlers.views.cases import cases as view
from handlers.views.words import listed
from scoring.case import Case
from scoring.eligibility import wrong_holder
from scoring.errors import BadInput, NotAllowed, NotFound
from scoring.ids import Reference, WorkerId
from scoring.offers import Offer
from scoring.points import score_cases
from scoring.visits import visits_overdue
from scoring.waiting import Wait
from storage.cases import (
    find_known_case,
    list_family,
    list_last_seen,
    list_leads,
    list_references,
)
from storage.offers import list_open_offers
from storage.people import load_names, load_workers
from storage.teams import list_teams, load_team

MOST_MEANT = 3
MOST_COMPARED = 500
LEAST_START = 2
"""Characters: a "Did you mean" looks only at references that begin like the one typed."""


def show_case(command: Command, desk: Desk) -> Reply:
    """The case card, for who works it and for who sees its team in full; every reading is audited.

    Who may answer an offer of the case reads the offer.
    """
    if not command.text.strip():
        raise BadInput("Which case? Write its reference after the command, like /case AB-1234.")
    reference = read_reference(command.text, desk.policy)
    case, is_open = find_known_case(desk.session, reference)
    if case is None:
        raise _unknown(reference, desk)
    message, read = _open_card(case, desk) if is_open else (_closed_card(case, desk), [case])
    record_reading(desk, [each.id for each in read])
    return message


def _open_card(case: Case, desk: Desk) -> tuple[Message, list[Case]]:
    """The card, or the offer it is part of; and the cases that reading it shows."""
    team = load_team(desk.session, case.team)
    offer = list_open_offers(desk.session, [case.id]).get(case.id)
    if is_shown(case, team, desk):
        return view.card_message(read_card(case, offer, desk)), [case]
    if offer is not None and may_answer(offer, desk):
        offered = list_offered(offer, desk)
        return offer_message_of(offered, desk), [each.case for each in offered]
    raise NotAllowed(
        "That case is with somebody else. Its own workers and their managers can open the card; "
        "your supervisor can ask them."
    )


def _closed_card(case: Case, desk: Desk) -> Message:
    """A closed case, for who sees its team in full; to others it is unknown."""
    team = load_team(desk.session, case.team)
    if not is_shown(case, team, desk):
        raise _unknown(case.reference, desk)
    leads = list_leads(desk.session, case.id)
    can_change = can_see_team(desk.viewer, team.id, team.service)
    return view.closed_card_message(case, team.name, closing_of(case.id, desk), leads, can_change)


def read_card(case: Case, offer: Offer | None, desk: Desk) -> view.Card:
    """Everything the card shows, for somebody who may read it."""
    team = load_team(desk.session, case.team)
    family = list_family(desk.session, case.family) if case.family else []
    siblings = [each for each in family if each.id != case.id]
    visible = [each for each in siblings if is_shown(each, load_team(desk.session, each.team), desk)]
    seen = list_last_seen(desk.session, [case.id]).get(case.id)
    proposed, wait = read_proposed(case, desk), read_wait(case, desk)
    return view.Card(
        case=case,
        team=team.name,
        points=score_cases([case, *siblings], desk.policy, desk.today),
        names=load_names(desk.session, _people([case, *visible], proposed, offer, wait)),
        siblings=visible,
        leads=list_leads(desk.session, case.id),
        wait=wait,
        last_seen=seen,
        visit_due_on=visits_overdue(case.facts.kind, seen, desk.today, desk.policy, desk.calendar),
        wrong=_wrong(case, desk),
        proposed=proposed,
        offer=(offer, load_team(desk.session, offer.to_team).name) if offer is not None else None,
        can_weigh=may_weigh(case, desk),
        can_tend=case.lead is not None and case.lead == desk.viewer.worker,
        can_change=can_see_team(desk.viewer, team.id, team.service),
        viewer=desk.viewer.worker,
        today=desk.today,
        policy=desk.policy,
    )


def _unknown(reference: Reference, desk: Desk) -> NotFound:
    """A reference that has no open case, or none that this viewer may know of."""
    meant = _meant(reference, desk)
    if meant:
        return NotFound(f"I have no open case {reference}. Did you mean {listed(meant, 'or')}?")
    if is_manager(desk.viewer):
        return no_such_case(reference)
    return NotFound(f"I have no open case {reference}. Please check the reference in the case system.")


def _meant(reference: Reference, desk: Desk) -> list[str]:
    """References like this one, among those the viewer may see."""
    teams = [each.id for each in list_teams(desk.session) if can_see_team(desk.viewer, each.id, each.service)]
    known = list_references(
        desk.session, reference[:LEAST_START], MOST_COMPARED, teams=teams, lead=desk.viewer.worker
    )
    return get_close_matches(reference, known, n=MOST_MEANT, cutoff=0.8)


def _wrong(case: Case, desk: Desk) -> str | None:
    leads = load_workers(desk.session, [case.lead] if case.lead is not None else [])
    return next((wrong_holder(lead, case.facts, desk.policy) for lead in leads.values()), None)


def _people(
    cases: Iterable[Case], proposed: view.Proposed | None, offer: Offer | None, wait: Wait | None
) -> set[WorkerId]:
    """Everybody whom a card may name."""
    people: set[WorkerId | None] = {
        proposed.proposal.proposed_by if proposed is not None else None,
        offer.offered_by if offer is not None else None,
        wait.look.owner if wait is not None else None,
    }
    for case in cases:
        people |= {case.lead, *(each.worker for each in case.co_workers)}
        people |= {case.judgement.worker, case.judgement.supervisor} if case.judgement else set()
    return {person for person in people if person is not None}


ROUTES: tuple[Route, ...] = (
    Route(
        Command,
        "/case",
        show_case,
        "/case REF",
        "one case: who leads it, why it weighs what it weighs, and what became of it so far",
    ),
)
