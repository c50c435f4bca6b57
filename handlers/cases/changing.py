"""Change facts, escalate, step down: what is known of a case counts at once, whoever enters it.

Where its holder may not lead it then, that is recorded and shows as to be put right; whoever looks after the
team can give it to somebody else in the same step, and the holder stays on as co-worker (policy guide §5).
"""

from dataclasses import replace
from functools import partial

from handlers.allocation.allocations import told
from handlers.allocation.preparing import sees_team
from handlers.allocation.proposing import hold_lead
from handlers.cases.change_form import (
    Filled,
    change_of,
    draw_form,
    first_filled,
    propose_change,
    read_form,
)
from handlers.cases.forms import (
    STILL_HERE,
    changed_note,
    check_gone,
    open_changeable,
    open_tended,
    read_sheet,
    sheet_of,
)
from handlers.cases.holding import holder_name, holder_of, stay_percent
from handlers.cases.telling import case_changed, moved_on, tells_holder
from handlers.cases.weighing import judged_points, sees_load
from handlers.desk import Desk
from handlers.messages import Click, Done, FieldErrors, Form, Message, Redraw, Reply, Submission
from handlers.reception.opening import record_reading
from handlers.reception.serving import Route
from handlers.views.cases import changing as view
from scoring.allocation_line import check_facts
from scoring.case import Case
from scoring.eligibility import wrong_holder
from scoring.errors import BadInput
from scoring.ids import CaseId, WorkerId
from storage.allocations import record_case
from storage.change import Grounds
from storage.outbox import add_recipes


def open_change_form(part: view.Part, click: Click, desk: Desk) -> Reply:
    """The form, for the case's lead and for who looks after its team."""
    case = open_tended(CaseId(int(click.value)), desk)
    form = draw_form(desk, case, first_filled(case, part, desk))
    record_reading(desk, [case.id])
    return Form(form)


def redraw_change_form(part: view.Part, click: Click, desk: Desk) -> Reply:
    """Something was chosen: the same form with what follows from it."""
    if click.view is None:
        raise BadInput("That form has gone. Please open it again from the case card.")
    case = open_tended(read_sheet(click.view.metadata).case, desk)
    return Redraw(draw_form(desk, case, read_form(case, click.view.state, click.view.metadata, part)))


def submit_change_form(part: view.Part, submission: Submission, desk: Desk) -> Reply:
    """Record the facts, and the new lead if one was chosen; mistakes come back beside their fields."""
    state, metadata = submission.view.state, submission.view.metadata
    sheet = read_sheet(metadata)
    check_gone(sheet, desk)
    case = open_tended(sheet.case, desk)
    filled = read_form(case, state, metadata, part)
    if case.version != sheet.version:
        note = f"{changed_note(sheet, desk)} {STILL_HERE}"
        return Redraw(draw_form(desk, case, replace(filled, sheet=sheet_of(desk, case)), note))
    check_facts(filled.facts)
    if filled.worker is not None and filled.worker != case.lead:
        return _give_to(filled.worker, filled, open_changeable(case.id, desk), desk, "because" in state)
    if filled.facts == case.facts:
        raise BadInput("Nothing has changed so far. Choose what has, or cancel.", _first_field(part))
    return Done(_record(filled, case, desk))


def _record(filled: Filled, case: Case, desk: Desk) -> Message:
    """Write the facts; the case stays with its worker, rightly or not."""
    after = replace(case, facts=filled.facts)
    points, holder = judged_points(after, desk), holder_of(desk, case)
    is_own = holder is not None and holder.id == desk.viewer.worker
    change = change_of(desk, after, holder) if holder is not None and sees_load(holder.id, desk) else None
    wrong = wrong_holder(holder, after.facts, desk.policy) if holder is not None else None
    with desk.writing() as session:
        record_case(session, desk.change, case, after, Grounds(_action(case, after)))
        add_recipes(session, desk.now, case_changed(case, desk))
    return view.changed_message(after, points, holder, change, wrong, is_own)


def _give_to(worker: WorkerId, filled: Filled, case: Case, desk: Desk, asked: bool) -> Reply:
    """Write the facts and the new lead in one step, and have both workers told."""
    if filled.reason is None:
        raise BadInput("Choose the reason why the worker changes.", "reason")
    proposed = propose_change(desk, case, filled, worker)
    decision = proposed.decision
    if decision.hard:
        return FieldErrors({"worker": decision.refusal})
    if decision.soft and filled.because is None:
        if asked:
            return FieldErrors({"because": "Choose the reason to go ahead, or choose somebody else."})
        return Redraw(draw_form(desk, case, filled))
    because = filled.because.value if filled.because and decision.soft else None
    detail = (("rules", sorted(decision.codes)), ("chosen", worker))
    holder, name = holder_of(desk, case), holder_name(desk, case) or ""
    sees_holder = holder is not None and sees_team(desk, holder.team)
    moved = view.Moved(
        name=proposed.lead.name,
        change=None if worker in proposed.unseen else proposed.change,
        earlier=change_of(desk, proposed.after, holder) if holder is not None and sees_holder else None,
        said=(),
        asks_reason=False,
    )
    percent = stay_percent(desk, case) if filled.stays else None
    with desk.writing() as session:
        hold_lead(session, proposed)
        grounds = Grounds(_action(case, proposed.after), because, filled.reason, detail=detail)
        record_case(session, desk.change, case, proposed.after, grounds)
        recipes = [told(case.id, worker, desk)]
        if tells_holder(case, filled.reason, desk):
            recipes.append(moved_on([case], worker, filled.reason, desk))
        add_recipes(session, desk.now, recipes)
    return Done(view.escalated_message(proposed.after, proposed.points, name, moved, percent))


def _action(before: Case, after: Case) -> str:
    """The audit's word for it."""
    if before.facts.kind is not after.facts.kind:
        return "kind_changed"
    return "facts_changed" if before.lead == after.lead else "case_reallocated"


def _first_field(part: view.Part) -> str:
    return "kind" if part is view.Part.KIND else "factors"


ROUTES: tuple[Route, ...] = tuple(
    route
    for part in view.Part
    for route in (
        Route(Click, part.value, partial(open_change_form, part)),
        Route(Click, f"{part.value}_redraw", partial(redraw_change_form, part)),
        Route(Submission, part.value, partial(submit_change_form, part)),
    )
)
