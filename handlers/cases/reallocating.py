"""Reallocating a case: the form, the ten reasons, and telling the new worker and the earlier one."""

import json
from dataclasses import replace

from handlers.allocation.allocations import told
from handlers.allocation.proposing import Proposed, hold_lead, sees_team
from handlers.cases.cases import changeable_case
from handlers.cases.reallocation_form import (
    Filled,
    case_of,
    draw_form,
    effect_of,
    holder_name,
    propose_move,
    read_form,
    stay_percent,
    stays_by_default,
)
from handlers.desk import Desk
from handlers.messages import Click, Done, FieldErrors, Form, Post, Redraw, Reply, Submission
from handlers.reception.posting import Drawer, Drawers, Drawn
from handlers.reception.serving import Route
from handlers.views.cases import cases as card
from handlers.views.cases import reallocating as view
from handlers.views.cases.reallocation_form import worker_field
from handlers.views.words import escape
from scoring.case import Case
from scoring.errors import BadInput, NotAllowed, NotFound
from scoring.ids import CaseId, WorkerId
from scoring.load import score_loads
from scoring.readings import Subject, SubjectKind
from storage.allocations import Grounds, record_case
from storage.cases import (
    find_last_change,
    find_open_case,
    list_case_changes,
    list_family,
    load_casebook,
)
from storage.outbox import OutboxEntry, Recipe, add_recipes
from storage.people import load_names, load_workers
from storage.teams import load_team, load_teams

UNTOLD = frozenset({"SWDIED"})
"""The reasons after which there is nobody to tell."""


def open_reallocate_form(click: Click, desk: Desk) -> Reply:
    """The form from a case card, or for a worker already named ("Reallocate to Jo")."""
    asked = json.loads(click.value)
    case = _open_case(CaseId(int(asked["case"])), desk)
    worker = WorkerId(int(asked["to"])) if asked.get("to") is not None else None
    wanted = load_workers(desk.session, [worker] if worker is not None else [])
    team = next((each.team for each in wanted.values()), case.team)
    known, stays = find_last_change(desk.session, case.id), stays_by_default(desk, case)
    filled = Filled(case.id, case.version, known, case.team, team, worker, stays=stays)
    return Form(draw_form(desk, case, filled))


def redraw_reallocate_form(click: Click, desk: Desk) -> Reply:
    """Something was chosen: the same form with the loads and rules that follow from it."""
    if click.view is None:
        raise BadInput("That form has gone. Please open it again from the case card.")
    case = _open_case(case_of(click.view.metadata), desk)
    return Redraw(draw_form(desk, case, read_form(click.view.state, click.view.metadata)))


def submit_reallocate_form(submission: Submission, desk: Desk) -> Reply:
    """Reallocate what the form says; mistakes come back beside their fields, everything typed stays."""
    filled = read_form(submission.view.state, submission.view.metadata)
    _check_gone(filled, desk)
    case = _open_case(filled.case, desk)
    if case.version != filled.version:
        return _changed_meanwhile(case, filled, desk)
    field = worker_field(case.team, filled.team)
    if filled.worker is None:
        raise BadInput("Choose who leads the case.", field)
    if filled.worker == case.lead:
        raise BadInput("They lead it already. Choose somebody else, or cancel.", field)
    if case.lead is not None and filled.reason is None:
        raise BadInput("Choose the reason why the worker changes.", "reason")
    proposed = propose_move(desk, case, filled)
    if proposed.decision.hard:
        return FieldErrors({field: " ".join(rule.sentence for rule in proposed.decision.hard)})
    if proposed.decision.soft and filled.because is None:
        return _ask_reason(desk, case, filled, "because" in submission.view.state)
    return record_reallocation(case, proposed, filled, desk)


def _open_case(id_: CaseId, desk: Desk) -> Case:
    """The open case behind the form, if the viewer may reallocate it now."""
    known = changeable_case(id_, desk)
    case = find_open_case(desk.session, id_)
    if case is None:
        changes = list_case_changes(desk.session, id_)
        closing = next((each for each in reversed(changes) if each.action == "case_closed"), None)
        raise NotFound(card.already_closed_message(known, closing).text)
    return case


def _check_gone(filled: Filled, desk: Desk) -> None:
    """NotAllowed, with who moved the case to whom and when, once it has left the viewer's own teams.

    Only for who may still see the team it was in when the form was drawn: others have no right to know.
    """
    case = find_open_case(desk.session, filled.case)
    if case is None or case.team == filled.home:
        return
    if sees_team(desk, filled.home) and not sees_team(desk, case.team):
        team = escape(load_team(desk.session, case.team).name)
        raise NotAllowed(f"{_changed_note(filled, desk)} It is with {team} now; ask its supervisor.")


def _changed_meanwhile(case: Case, filled: Filled, desk: Desk) -> Reply:
    """Somebody was faster: who changed what, when; what was typed stays, and can be sent again."""
    known = find_last_change(desk.session, case.id)
    latest = replace(filled, version=case.version, known=known, home=case.team)
    still = "What you chose is still here: look again, then send it if it is still right."
    return Redraw(draw_form(desk, case, latest, f"{_changed_note(filled, desk)} {still}"))


def _changed_note(filled: Filled, desk: Desk) -> str:
    changes = list_case_changes(desk.session, filled.case, filled.known)
    leads = [WorkerId(each.detail["lead"]) for each in changes if each.detail.get("lead")]
    names = load_names(desk.session, leads)
    said = [f"{card.change_text(each, names)}." for each in changes]
    return " ".join(["This case has changed since you opened the form.", *said])


def _ask_reason(desk: Desk, case: Case, filled: Filled, asked: bool) -> Reply:
    if asked:
        return FieldErrors({"because": "Choose the reason to go ahead, or choose somebody else."})
    return Redraw(draw_form(desk, case, filled))


def record_reallocation(case: Case, proposed: Proposed, filled: Filled, desk: Desk) -> Reply:
    """Write the move, have both workers told, and say what it did."""
    holder, effect = holder_name(desk, case), effect_of(desk, case, proposed)
    stays = stay_percent(desk, case) if filled.stays else None
    family = list_family(desk.session, case.family) if case.family and case.lead is not None else []
    tells = _tells_holder(case, filled, desk)
    rules = sorted(proposed.decision.codes)
    detail = (("rules", rules), ("shown", filled.shown), ("chosen", proposed.lead.id))
    because = filled.because.value if filled.because and proposed.decision.soft else None
    action = "case_allocated" if case.lead is None else "case_reallocated"
    with desk.writing() as session:
        hold_lead(session, proposed)
        record_case(
            session,
            desk.change,
            case,
            proposed.after,
            Grounds(action, because, filled.reason or "OTHERS", detail=detail),
        )
        moved_on = [_moved_on(case, filled, proposed.lead.id, desk)] if tells else []
        add_recipes(session, desk.now, [told(case.id, proposed.lead.id, desk), *moved_on])
    moved = view.Moved(
        case=proposed.after,
        holder=holder,
        tells_holder=tells,
        effect=effect,
        reason=filled.reason if case.lead is not None else None,
        because=filled.because if because else None,
        stay_percent=stays,
        siblings=[each.reference for each in family if each.lead == case.lead and each.id != case.id],
        policy=desk.policy,
    )
    return Done(view.moved_message(moved))


def _tells_holder(case: Case, filled: Filled, desk: Desk) -> bool:
    """Whether the earlier worker hears of it: not from themselves, and not after they have left."""
    if case.lead is None or case.lead == desk.viewer.worker or filled.reason in UNTOLD:
        return False
    holder = load_workers(desk.session, [case.lead]).get(case.lead)
    return holder is not None and not holder.has_left(desk.today)


def _moved_on(case: Case, filled: Filled, lead: WorkerId, desk: Desk) -> Recipe:
    at = desk.calendar.next_sending_moment(desk.now, desk.policy.hours)
    fixed = {"by": desk.viewer.worker, "to": lead, "reason": filled.reason or "OTHERS"}
    return Recipe("moved_on", Subject(SubjectKind.CASE, case.id), at, worker=case.lead, fixed=fixed)


def draw_moved_on(desk: Desk, entry: OutboxEntry) -> Drawn:
    """What the earlier worker is told, with today's load; nothing if the case has come back to them."""
    case = find_open_case(desk.session, CaseId(entry.subject.id))
    workers = load_workers(desk.session, [entry.worker] if entry.worker is not None else [])
    worker = next(iter(workers.values()), None)
    if case is None or worker is None or case.lead == worker.id:
        return None
    names = load_names(desk.session, [WorkerId(entry.fixed["by"]), WorkerId(entry.fixed["to"])])
    teams = load_teams(desk.session, [worker.team])
    cases = load_casebook(desk.session, [worker.id])
    load = score_loads([worker], teams, cases, desk.policy, desk.today)[worker.id]
    share = next((each.percent for each in case.co_workers if each.worker == worker.id), None)
    by, lead = names[entry.fixed["by"]], names[entry.fixed["to"]]
    return Post(view.moved_on_message(case, by, lead, entry.fixed["reason"], share, load, desk.policy))


ROUTES: tuple[Route, ...] = (
    Route(Click, "reallocate", open_reallocate_form),
    Route(Click, "reallocate_redraw", redraw_reallocate_form),
    Route(Submission, "reallocate", submit_reallocate_form),
)

DRAWERS: Drawers = {"moved_on": Drawer(draw_moved_on)}
