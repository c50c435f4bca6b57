"""/caseload waiting: the children without a worker, the longest first, and who looks at each next."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from handlers.access import can_see_team, require_team, way_on
from handlers.cases.forms import (
    STILL_HERE,
    changed_note,
    open_changeable,
    read_sheet,
    sheet_of,
    sheet_text,
)
from handlers.cases.offer_reading import offer_line
from handlers.cases.waits import read_team_waits, read_wait
from handlers.desk import Desk
from handlers.messages import Click, Command, Done, Form, Post, Redraw, Reply, Submission, View
from handlers.reception.finding import meant_team
from handlers.reception.opening import record_reading
from handlers.reception.posting import Drawer, Drawers, Drawn
from handlers.reception.serving import Route
from handlers.views.cases import waiting as view
from handlers.views.words import escape, listed
from scoring.case import Case
from scoring.errors import BadInput, NotAllowed, NotFound
from scoring.ids import CaseId, WorkerId
from scoring.points import score_cases
from scoring.readings import Subject, SubjectKind
from scoring.waiting import Look, Wait, check_look
from scoring.working_time import london
from storage.audit import Deed, record_all
from storage.cases import find_open_case
from storage.offers import list_offers_to, list_open_offers
from storage.outbox import OutboxEntry, Recipe, add_recipes
from storage.people import load_names
from storage.responsible import find_service_manager, list_supervisors
from storage.teams import TeamRecord, list_teams, load_team
from storage.waiting import put_look


def show_waiting(command: Command, desk: Desk) -> Reply:
    """The children who wait in the team named, or in every team the viewer looks after."""
    teams = _asked_teams(command.text, desk)
    ids = [team.id for team in teams]
    waits = read_team_waits(ids, desk)
    cases = [wait.case for wait in waits]
    offered = list_open_offers(desk.session, [case.id for case in cases])
    asked = list_offers_to(desk.session, ids)
    shown = view.WaitingList(
        title=listed([escape(team.name) for team in teams]) if len(teams) < 3 else "Your teams",
        several=len(teams) > 1,
        waits=waits,
        points=score_cases(cases, desk.policy, desk.today),
        names=load_names(desk.session, _owners(waits)),
        teams={team.id: team.name for team in list_teams(desk.session)},
        offered=offered,
        asked=[(offer, offer_line(offer, desk)) for offer in asked[: view.MOST_OFFERS]],
        today=desk.today,
        policy=desk.policy,
    )
    read = [case.id for case in cases[: view.MOST_SHOWN]] + [each.case for each in asked[: view.MOST_OFFERS]]
    with desk.writing() as session:
        record_all(session, desk.change, [Deed("case_read", "case", id_, {}) for id_ in read])
    return view.waiting_message(shown)


def open_next_look_form(click: Click, desk: Desk) -> Reply:
    """Who looks after a child's wait, and when they look next."""
    case = open_changeable(CaseId(int(click.value)), desk)
    wait = _wait(case, desk)
    form = _draw(desk, wait, _first_look(wait, desk))
    record_reading(desk, [case.id])
    return Form(form)


def submit_next_look_form(submission: Submission, desk: Desk) -> Reply:
    """Record the owner and the day; they are reminded on that morning if the child still waits."""
    state, sheet = submission.view.state, read_sheet(submission.view.metadata)
    case = open_changeable(sheet.case, desk)
    wait = _wait(case, desk)
    owners = _choices(desk, wait)
    look = _read_look(state, owners)
    if _said(wait.look) != json.loads(submission.view.metadata)["look"]:
        return Redraw(_draw(desk, wait, look, f"{changed_note(sheet, desk)} {STILL_HERE}"))
    check_look(look.on, desk.today, desk.policy, desk.calendar)
    with desk.writing() as session:
        put_look(session, desk.change, case.id, look)
        add_recipes(session, desk.now, [_reminder(case, look, desk)])
    return Done(view.look_set_message(replace(wait, look=look), owners, desk.today))


def _read_look(state: Mapping[str, Any], owners: Mapping[WorkerId, str]) -> Look:
    owner, day = state.get("owner"), state.get("next_look")
    if not owner or WorkerId(int(owner)) not in owners:
        raise BadInput("Choose who looks after it.", "owner")
    if not day:
        raise BadInput("Choose the day of the next look.", "next_look")
    return Look(WorkerId(int(owner)), date.fromisoformat(day))


def _said(look: Look) -> list[object]:
    """A look as a form keeps it, to know whether somebody has set another meanwhile."""
    return [look.owner, look.on.isoformat()]


def draw_look_due(desk: Desk, entry: OutboxEntry) -> Drawn:
    """To whoever looks after a wait, on the day of the look; nothing once the child has a worker."""
    case = find_open_case(desk.session, CaseId(entry.subject.id))
    wait = read_wait(case, desk) if case is not None else None
    if wait is None or wait.look != Look(entry.worker, date.fromisoformat(entry.fixed["on"])):
        return None
    return Post(view.look_due_message(wait, desk.today, desk.policy))


def _asked_teams(text: str, desk: Desk) -> list[TeamRecord]:
    """The team named, else every team the viewer sees in full. Raises NotAllowed where there is none."""
    if text.strip():
        team = meant_team(desk, text)
        require_team(desk.viewer, team)
        return [team]
    teams = [each for each in list_teams(desk.session) if can_see_team(desk.viewer, each.id, each.service)]
    if not teams:
        way = way_on(desk.viewer, "/caseload me shows your own caseload.")
        raise NotAllowed(f"The waiting list is for those who look after a team. {way}")
    return teams


def _wait(case: Case, desk: Desk) -> Wait:
    wait = read_wait(case, desk)
    if wait is None:
        lead = load_names(desk.session, [case.lead] if case.lead is not None else [])
        who = next((escape(name) for name in lead.values()), "somebody")
        raise NotFound(f"{case.reference} doesn't wait any more: it is with {who}.")
    return wait


def _draw(desk: Desk, wait: Wait, chosen: Look, note: str = "") -> View:
    metadata = sheet_text(sheet_of(desk, wait.case), look=_said(wait.look))
    return view.next_look_form(wait, _choices(desk, wait), chosen, note, metadata, desk.today)


def _first_look(wait: Wait, desk: Desk) -> Look:
    """The form's first values: the look there is, or the next working day once its day has come."""
    soonest = desk.calendar.add_working_days(desk.today, 1)
    return Look(wait.look.owner or desk.viewer.worker, max(wait.look.on, soonest))


def _choices(desk: Desk, wait: Wait) -> dict[WorkerId, str]:
    """Who can look after a wait: the team's supervisors, its service manager, and whoever asks."""
    team = load_team(desk.session, wait.case.team)
    manager = find_service_manager(desk.session, team.service)
    people = [*list_supervisors(desk.session, team.id, desk.today), manager, desk.viewer.worker]
    names = load_names(desk.session, [person for person in people if person is not None])
    return dict(sorted(names.items(), key=lambda each: each[1].casefold()))


def _owners(waits: list[Wait]) -> set[WorkerId]:
    return {wait.look.owner for wait in waits if wait.look.owner is not None}


def _reminder(case: Case, look: Look, desk: Desk) -> Recipe:
    at = london(look.on, desk.policy.hours.reminder)
    subject = Subject(SubjectKind.CASE, case.id)
    return Recipe("look_due", subject, at, worker=look.owner, fixed={"on": look.on.isoformat()})


ROUTES: tuple[Route, ...] = (
    Route(
        Command,
        "/caseload waiting",
        show_waiting,
        "/caseload waiting [TEAM]",
        "the children who wait for a worker, the longest first, and who looks after each",
    ),
    Route(Click, "next_look", open_next_look_form),
    Route(Submission, "next_look", submit_next_look_form),
)

DRAWERS: Drawers = {"look_due": Drawer(draw_look_due)}
