"""Closing a case, and opening it again: it then waits in its team for a worker."""

from dataclasses import replace

from handlers.cases.forms import changeable_case, closing_of
from handlers.desk import Desk
from handlers.messages import Click, Message, Replace, Reply
from handlers.reception.serving import Route
from handlers.views.cases import closing as view
from handlers.views.cases.changes import already_closed_message
from scoring.case import Case
from scoring.ids import CaseId, TeamId
from scoring.load import Load, score_loads
from scoring.readings import waiting_deadline
from storage.allocations import close_case as record_closing
from storage.allocations import reopen_case
from storage.cases import find_open_case, load_casebook
from storage.change import Grounds
from storage.people import load_names, load_workers
from storage.teams import load_team, load_teams


def close_case(click: Click, desk: Desk) -> Reply:
    """Close a case. A second click finds it closed and says by whom."""
    case = changeable_case(CaseId(int(click.value)), desk)
    if find_open_case(desk.session, case.id) is None:
        return Message(already_closed_message(case, closing_of(case.id, desk)).text)
    holder = _without(case, desk)
    with desk.writing() as session:
        record_closing(session, desk.change, case)
    return Replace(view.closed_message(case, holder))


def open_again(click: Click, desk: Desk) -> Reply:
    """Open a closed case again. A second click finds it open and says where it is."""
    case = changeable_case(CaseId(int(click.value)), desk)
    team = load_team(desk.session, case.team)
    known = find_open_case(desk.session, case.id)
    if known is not None:
        names = load_names(desk.session, [known.lead] if known.lead is not None else [])
        return view.already_open_message(known, next(iter(names.values()), None), team.name)
    after = replace(case, lead=None, led_since=None, co_workers=())
    due_at = waiting_deadline(case.facts.kind, desk.now, desk.policy, desk.calendar)
    with desk.writing() as session:
        reopen_case(session, desk.change, case, after, Grounds("case_reopened"))
    return Replace(view.reopened_message(after, team.name, due_at))


def _without(case: Case, desk: Desk) -> tuple[str, Load] | None:
    """The worker who leads the case, with the load they have without it."""
    leads = load_workers(desk.session, [case.lead] if case.lead is not None else [])
    for lead in leads.values():
        cases = [each for each in load_casebook(desk.session, [lead.id]) if each.id != case.id]
        teams = load_teams(desk.session, [TeamId(lead.team)])
        return lead.name, score_loads([lead], teams, cases, desk.policy, desk.today)[lead.id]
    return None


ROUTES: tuple[Route, ...] = (
    Route(Click, "case_close", close_case),
    Route(Click, "case_reopen", open_again),
)
