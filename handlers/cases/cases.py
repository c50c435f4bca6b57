"""/case REF: the case card, and closing a case."""

from collections.abc import Iterable
from difflib import get_close_matches

from handlers.access import can_see_team, is_manager
from handlers.desk import Desk
from handlers.messages import Click, Command, Message, Replace, Reply
from handlers.reception.finding import no_such_case
from handlers.reception.privacy import read_reference
from handlers.reception.serving import Route
from handlers.views.cases import cases as view
from handlers.views.words import listed
from scoring.case import Case
from scoring.eligibility import wrong_holder
from scoring.errors import BadInput, NotAllowed, NotFound
from scoring.ids import CaseId, Reference, TeamId, WorkerId
from scoring.load import Load, score_loads
from scoring.points import score_case
from scoring.visits import visits_overdue
from storage.allocations import close_case as record_closing
from storage.audit import record_audit
from storage.cases import (
    CaseChange,
    find_case,
    find_closed_case,
    find_open_case,
    list_case_changes,
    list_family,
    list_last_seen,
    list_leads,
    list_references,
    list_waiting_since,
    load_case,
    load_casebook,
)
from storage.people import load_names, load_workers
from storage.teams import TeamRecord, list_teams, load_team, load_teams

MOST_MEANT = 3
MOST_COMPARED = 500
LEAST_START = 2
"""Characters: a "Did you mean" looks only at references that begin like the one typed."""


def show_case(command: Command, desk: Desk) -> Reply:
    """The case card, for who works it and for who sees its team in full; every reading is audited."""
    if not command.text.strip():
        raise BadInput("Which case? Write its reference after the command, like /case AB-1234.")
    reference = read_reference(command.text, desk.policy)
    case = find_case(desk.session, reference)
    if case is None:
        return _closed(reference, desk)
    message = view.card_message(read_card(case, desk))
    with desk.writing() as session:
        record_audit(session, desk.change, "case_read", "case", case.id)
    return message


def read_card(case: Case, desk: Desk) -> view.Card:
    """Everything the card shows. Raises NotAllowed unless the viewer may read it."""
    team = load_team(desk.session, case.team)
    if not may_read(case, team, desk):
        raise NotAllowed(
            "That case is with somebody else. Its own workers and their managers can open the card; "
            "your supervisor can ask them."
        )
    family = list_family(desk.session, case.family) if case.family else []
    siblings = [each for each in family if each.id != case.id]
    seen = list_last_seen(desk.session, [case.id]).get(case.id)
    visible = [each for each in siblings if may_read(each, load_team(desk.session, each.team), desk)]
    return view.Card(
        case=case,
        team=team.name,
        points=score_case(case, siblings, desk.policy, desk.today),
        names=load_names(desk.session, _people([case, *visible])),
        siblings=visible,
        leads=list_leads(desk.session, case.id),
        waiting_since=list_waiting_since(desk.session, [case.id]).get(case.id),
        last_seen=seen,
        visit_due_on=visits_overdue(case.facts.kind, seen, desk.today, desk.policy, desk.calendar),
        wrong=_wrong(case, desk),
        can_change=can_see_team(desk.viewer, team.id, team.service),
        today=desk.today,
        policy=desk.policy,
    )


def may_read(case: Case, team: TeamRecord, desk: Desk) -> bool:
    """Whether the viewer leads or co-works the case, or sees its team in full (policy guide §9)."""
    workers = {case.lead, *(each.worker for each in case.co_workers)}
    return desk.viewer.worker in workers or can_see_team(desk.viewer, team.id, team.service)


def close_case(click: Click, desk: Desk) -> Reply:
    """Close a case. A second click finds it closed and says by whom."""
    case = changeable_case(CaseId(int(click.value)), desk)
    if find_open_case(desk.session, case.id) is None:
        return Message(view.already_closed_message(case, _closing(case, desk)).text)
    holder = _without(case, desk)
    with desk.writing() as session:
        record_closing(session, desk.change, case)
    return Replace(view.closed_message(case, holder))


def changeable_case(id_: CaseId, desk: Desk) -> Case:
    """The case behind a button, open or closed.

    Raises NotFound when it has been forgotten, NotAllowed unless the viewer sees its team in full now.
    """
    try:
        case = load_case(desk.session, id_)
    except LookupError:
        raise NotFound("That case is no longer kept here. Look in the case system.") from None
    team = load_team(desk.session, case.team)
    if not can_see_team(desk.viewer, team.id, team.service):
        raise NotAllowed(
            f"Only {team.name}'s supervisor, its service manager and the head of service can change that "
            "case. Ask one of them."
        )
    return case


def _closed(reference: Reference, desk: Desk) -> Reply:
    """A reference without an open case: closed, or not known to this viewer."""
    closed = find_closed_case(desk.session, reference)
    if closed is not None and may_read(closed, load_team(desk.session, closed.team), desk):
        raise NotFound(view.already_closed_message(closed, _closing(closed, desk)).text)
    meant = _meant(reference, desk)
    if meant:
        raise NotFound(f"I have no open case {reference}. Did you mean {listed(meant, 'or')}?")
    if is_manager(desk.viewer):
        raise no_such_case(reference)
    raise NotFound(f"I have no open case {reference}. Please check the reference in the case system.")


def _meant(reference: Reference, desk: Desk) -> list[str]:
    """References like this one, among those the viewer may see."""
    teams = [each.id for each in list_teams(desk.session) if can_see_team(desk.viewer, each.id, each.service)]
    known = list_references(
        desk.session, reference[:LEAST_START], MOST_COMPARED, teams=teams, lead=desk.viewer.worker
    )
    return get_close_matches(reference, known, n=MOST_MEANT, cutoff=0.8)


def _closing(case: Case, desk: Desk) -> CaseChange | None:
    changes = list_case_changes(desk.session, case.id)
    return next((each for each in reversed(changes) if each.action == "case_closed"), None)


def _wrong(case: Case, desk: Desk) -> str | None:
    leads = load_workers(desk.session, [case.lead] if case.lead is not None else [])
    return next((wrong_holder(lead, case.facts, desk.policy) for lead in leads.values()), None)


def _people(cases: Iterable[Case]) -> set[WorkerId]:
    """Everybody whom a card may name."""
    people: set[WorkerId] = set()
    for case in cases:
        people |= {each.worker for each in case.co_workers}
        people |= {case.lead} if case.lead is not None else set()
        people |= {case.judgement.worker, case.judgement.supervisor} if case.judgement else set()
    return people


def _without(case: Case, desk: Desk) -> tuple[str, Load] | None:
    """The worker who leads the case, with the load they have without it."""
    leads = load_workers(desk.session, [case.lead] if case.lead is not None else [])
    for lead in leads.values():
        cases = [each for each in load_casebook(desk.session, [lead.id]) if each.id != case.id]
        teams = load_teams(desk.session, [TeamId(lead.team)])
        return lead.name, score_loads([lead], teams, cases, desk.policy, desk.today)[lead.id]
    return None


ROUTES: tuple[Route, ...] = (
    Route(
        Command,
        "/case",
        show_case,
        "/case REF",
        "one case: who leads it, why it weighs what it weighs, and what became of it so far",
    ),
    Route(Click, "case_close", close_case),
)
