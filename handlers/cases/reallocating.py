"""Reallocating a case, with its siblings: the form, the ten reasons, and telling each person once."""

import json

from handlers.allocation.allocations import told
from handlers.allocation.proposing import Proposed, hold_lead
from handlers.cases.forms import STILL_HERE, changed_note, check_gone, open_changeable, read_sheet
from handlers.cases.holding import holder_name, stay_percent
from handlers.cases.reallocation_form import (
    Filled,
    draw_form,
    effect_of,
    first_filled,
    movable,
    propose_move,
    read_form,
    refreshed,
)
from handlers.cases.telling import moved_on, tells_holder
from handlers.desk import Desk
from handlers.messages import Click, Done, FieldErrors, Form, Redraw, Reply, Submission
from handlers.reception.opening import record_reading
from handlers.reception.serving import Route
from handlers.views.cases import reallocating as view
from handlers.views.cases.reallocation_form import worker_field
from scoring.case import Case
from scoring.errors import BadInput
from scoring.ids import CaseId, WorkerId
from storage.allocations import record_case
from storage.cases import list_family, load_case
from storage.change import Grounds
from storage.outbox import add_recipes
from storage.people import load_workers


def open_reallocate_form(click: Click, desk: Desk) -> Reply:
    """The form from a case card, or for a worker already named ("Reallocate to Jo")."""
    asked = json.loads(click.value)
    case = open_changeable(CaseId(int(asked["case"])), desk)
    worker = WorkerId(int(asked["to"])) if asked.get("to") is not None else None
    wanted = load_workers(desk.session, [worker] if worker is not None else [])
    team = next((each.team for each in wanted.values()), case.team)
    filled = first_filled(desk, case, worker, team)
    form = draw_form(desk, case, filled)
    record_reading(desk, [case.id, *filled.versions])
    return Form(form)


def redraw_reallocate_form(click: Click, desk: Desk) -> Reply:
    """Something was chosen: the same form with the loads and rules that follow from it."""
    if click.view is None:
        raise BadInput("That form has gone. Please open it again from the case card.")
    case = open_changeable(read_sheet(click.view.metadata).case, desk)
    return Redraw(draw_form(desk, case, read_form(click.view.state, click.view.metadata)))


def submit_reallocate_form(submission: Submission, desk: Desk) -> Reply:
    """Reallocate what the form says; mistakes come back beside their fields, everything typed stays."""
    filled = read_form(submission.view.state, submission.view.metadata)
    check_gone(filled.sheet, desk)
    case = open_changeable(filled.sheet.case, desk)
    stale = _stale_siblings(case, filled, desk)
    if stale or case.version != filled.sheet.version:
        note = f"{changed_note(filled.sheet, desk, stale)} {STILL_HERE}"
        return Redraw(draw_form(desk, case, refreshed(desk, case, filled), note))
    field = worker_field(case.team, filled.team)
    if filled.worker is None:
        raise BadInput("Choose who leads the case.", field)
    if filled.worker == case.lead:
        raise BadInput("They lead it already. Choose somebody else, or cancel.", field)
    if case.lead is not None and filled.reason is None:
        raise BadInput("Choose the reason why the worker changes.", "reason")
    proposed = propose_move(desk, case, filled)
    if proposed.decision.hard:
        return FieldErrors({field: proposed.decision.refusal})
    if proposed.decision.soft and filled.because is None:
        return _ask_reason(desk, case, filled, "because" in submission.view.state)
    return record_reallocation(case, proposed, filled, desk)


def _stale_siblings(case: Case, filled: Filled, desk: Desk) -> list[Case]:
    """The siblings ticked that have changed since the form was drawn, so that they are looked at again."""
    now = {each.id: each.version for each in movable(desk, case)}
    stale = [id_ for id_ in filled.siblings if now.get(id_) != filled.versions.get(id_)]
    return [load_case(desk.session, id_) for id_ in sorted(stale)]


def _ask_reason(desk: Desk, case: Case, filled: Filled, asked: bool) -> Reply:
    if asked:
        return FieldErrors({"because": "Choose the reason to go ahead, or choose somebody else."})
    return Redraw(draw_form(desk, case, filled))


def record_reallocation(case: Case, proposed: Proposed, filled: Filled, desk: Desk) -> Reply:
    """Write the move of every case in one go, have each worker told once, and say what it did."""
    holder, effect = holder_name(desk, case), effect_of(desk, case, proposed)
    stays = stay_percent(desk, case) if filled.stays else None
    pairs = [(case, proposed.after), *((each.known or each.case, after) for each, after in proposed.along)]
    earlier = [before for before, _ in pairs]
    tells = tells_holder(case, filled.reason, desk)
    because = filled.because.value if filled.because and proposed.decision.soft else None
    grounds = _grounds(case, proposed, filled, because)
    with desk.writing() as session:
        hold_lead(session, proposed)
        for before, after in pairs:
            record_case(session, desk.change, before, after, grounds)
        recipes = [told(case.id, proposed.lead.id, desk, [each.id for each in earlier[1:]])]
        recipes += [moved_on(earlier, proposed.lead.id, filled.reason, desk)] if tells else []
        add_recipes(session, desk.now, recipes)
    moved = view.Moved(
        cases=[after for _, after in pairs],
        holder=holder,
        tells_holder=tells,
        effect=effect,
        reason=filled.reason if case.lead is not None else None,
        because=filled.because if because else None,
        stay_percent=stays,
        siblings=_left_behind(case, earlier, desk),
        policy=desk.policy,
    )
    return Done(view.moved_message(moved))


def _grounds(case: Case, proposed: Proposed, filled: Filled, because: str | None) -> Grounds:
    rules = sorted(proposed.decision.codes)
    detail = (("rules", rules), ("shown", filled.shown), ("chosen", proposed.lead.id))
    action = "case_allocated" if case.lead is None else "case_reallocated"
    return Grounds(action, because, filled.reason or "OTHERS", detail=detail)


def _left_behind(case: Case, moved: list[Case], desk: Desk) -> list[str]:
    """The siblings who stay with the earlier worker."""
    if case.family is None or case.lead is None:
        return []
    ids = {each.id for each in moved}
    family = list_family(desk.session, case.family)
    return [each.reference for each in family if each.lead == case.lead and each.id not in ids]


ROUTES: tuple[Route, ...] = (
    Route(Click, "reallocate", open_reallocate_form),
    Route(Click, "reallocate_redraw", redraw_reallocate_form),
    Route(Submission, "reallocate", submit_reallocate_form),
)
