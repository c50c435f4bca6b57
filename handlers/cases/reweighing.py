"""Reweighing a case: one of the two proposes, the other agrees, adjusts or would like to talk.

Until both have agreed the points stay what they are (policy guide §3 and §12).
"""

from dataclasses import replace
from datetime import date

from handlers.cases.forms import STILL_HERE, changed_note, check_gone, open_shown, proposed_since, sheet_of
from handlers.cases.reweigh_form import Filled, Sides, draw_form, first_filled, read_form, sides_of
from handlers.cases.weighing import (
    case_proposed,
    has_lead,
    judged_load,
    judged_points,
    may_answer,
    may_weigh,
)
from handlers.desk import Desk
from handlers.messages import Click, Done, Form, Message, Post, Redraw, Replace, Reply, Submission
from handlers.reception.opening import record_reading
from handlers.reception.posting import Drawer, Drawers, Drawn
from handlers.reception.serving import Route
from handlers.views.cases import reweighing as view
from scoring.case import Case, Judgement, JudgementReason
from scoring.errors import BadInput, NotAllowed, NotFound
from scoring.ids import CaseId, WorkerId
from scoring.judgement import Proposal, decide_judgement
from scoring.readings import Subject, SubjectKind
from storage.audit import record_audit
from storage.cases import find_open_case
from storage.holders import record_answer
from storage.judgements import ProposalRecord, add_proposal, find_proposal, list_proposals, record_judgement
from storage.outbox import OutboxEntry, Recipe, add_recipes
from storage.people import load_names
from storage.responsible import list_supervisors

NOT_OPEN = (
    "That proposal isn't open any more: it has been agreed, its day has passed or another has taken its "
    "place. /case and the reference shows how it stands."
)


def open_reweigh_form(click: Click, desk: Desk) -> Reply:
    """The form, for the case's lead and for a supervisor of its team."""
    case = _case(CaseId(int(click.value)), desk)
    open_ = list_proposals(desk.session, [case.id], desk.today).get(case.id)
    form = draw_form(desk, case, first_filled(case, open_, desk))
    record_reading(desk, [case.id])
    return Form(form)


def redraw_reweigh_form(click: Click, desk: Desk) -> Reply:
    """Something was chosen: the same form with what it would make."""
    if click.view is None:
        raise BadInput("That form has gone. Please open it again from the case card.")
    filled = read_form(click.view.state, click.view.metadata)
    return Redraw(draw_form(desk, _case(filled.sheet.case, desk), filled))


def submit_reweigh_form(submission: Submission, desk: Desk) -> Reply:
    """Propose what the form says, or record it where both have agreed; mistakes come back by field."""
    filled = read_form(submission.view.state, submission.view.metadata)
    check_gone(filled.sheet, desk)
    case = _case(filled.sheet.case, desk)
    if case.version != filled.sheet.version or proposed_since(filled.sheet, desk):
        note = f"{changed_note(filled.sheet, desk)} {STILL_HERE}"
        return Redraw(draw_form(desk, case, replace(filled, sheet=sheet_of(desk, case)), note))
    sides = sides_of(case, desk)
    open_ = list_proposals(desk.session, [case.id], desk.today).get(case.id)
    if open_ is not None and _says_the_same(open_, filled) and may_answer(open_, case, desk):
        return Done(_agree(open_, case, desk))
    proposal = _proposal(filled, sides, desk)
    decided = decide_judgement(proposal, case, desk.policy, desk.today)
    if decided is not None:
        return Done(_record(decided, case, desk, in_person_on=filled.in_person_on))
    judgement = Judgement(
        proposal.points // 10,
        JudgementReason(filled.reason),
        sides.worker,
        sides.supervisor,
        proposal.review_on,
    )
    return Done(_propose(judgement, case, sides, desk))


def agree_judgement(click: Click, desk: Desk) -> Reply:
    """The other one agrees: the judgement counts from now on."""
    proposal, case = _asked(click, desk)
    return Replace(_agree(proposal, case, desk))


def discuss_judgement(click: Click, desk: Desk) -> Reply:
    """The other one would like to talk: whoever proposed it hears, and it is listed for supervision."""
    proposal, case = _asked(click, desk)
    with desk.writing() as session:
        record_answer(session, desk.change, case.id, agrees=False)
        record_audit(session, desk.change, "judgement_to_discuss", "case", case.id, proposal=proposal.id)
        fixed = {"proposal": proposal.id, "by": desk.viewer.worker}
        recipe = _recipe("judgement_discuss", case.id, proposal.proposed_by, desk, **fixed)
        add_recipes(session, desk.now, [recipe])
    by = load_names(desk.session, [proposal.proposed_by])[proposal.proposed_by]
    return Replace(view.to_discuss_message(case, proposal, by))


def _case(id_: CaseId, desk: Desk) -> Case:
    """The open case, if the viewer is one of the two who agree what it weighs."""
    case = open_shown(id_, desk)
    if not may_weigh(case, desk):
        raise NotAllowed(
            "What a case weighs is agreed between the worker who leads it and a supervisor of the team. "
            "Ask one of them."
        )
    return case


def _asked(click: Click, desk: Desk) -> tuple[ProposalRecord, Case]:
    """The proposal behind a button and its case, if it is the viewer who is asked to agree."""
    proposal = find_proposal(desk.session, int(click.value), desk.today)
    if proposal is None:
        raise NotFound(NOT_OPEN)
    case = _case(proposal.case, desk)
    if not may_answer(proposal, case, desk):
        raise NotAllowed("It is the other one's turn to agree this. /case shows who has proposed it.")
    return proposal, case


def _says_the_same(open_: ProposalRecord, filled: Filled) -> bool:
    return (open_.points, open_.reason.value, open_.review_on) == (
        filled.points,
        filled.reason,
        filled.review_on,
    )


def _proposal(filled: Filled, sides: Sides, desk: Desk) -> Proposal:
    """What the form says, with who has agreed to it so far: its sender, and the other one if in person."""
    if filled.points is None:
        raise BadInput("Choose how many points.", "points")
    if filled.review_on is None:
        raise BadInput("Choose the day on which you look at it again.", "review_on")
    in_person = filled.in_person_on
    if not sides.is_reached and in_person is None:
        raise BadInput("They have no Slack account here: say on which day you agreed it.", "in_person_on")
    if in_person is not None and in_person > desk.today:
        raise BadInput("That day is still to come. Say on which day you agreed it.", "in_person_on")
    both = {sides.worker, sides.supervisor}
    agreed = {desk.viewer.worker} if sides.is_reached else both
    return Proposal(
        points=filled.points * 10,
        reason=filled.reason,
        worker=sides.worker,
        supervisor=sides.supervisor,
        review_on=filled.review_on,
        supervisor_of_team=True,
        agreed=frozenset(agreed),
    )


def _propose(judgement: Judgement, case: Case, sides: Sides, desk: Desk) -> Message:
    supervisor = sides.supervisor if sides.other == sides.worker else None
    after = replace(case, judgement=judgement)
    points, change = judged_points(after, desk), judged_load(after, desk)
    names = load_names(desk.session, [sides.other])
    with desk.writing() as session:
        id_ = add_proposal(session, desk.change, case, judgement, supervisor)
        recipe = _recipe("judgement_proposed", case.id, sides.other, desk, proposal=id_)
        add_recipes(session, desk.now, [recipe])
    return view.proposed_message(case, judgement, points, change, names[sides.other])


def _agree(proposal: ProposalRecord, case: Case, desk: Desk) -> Message:
    supervisor = proposal.supervisor or desk.viewer.worker
    said = Proposal(
        points=proposal.points * 10,
        reason=proposal.reason.value,
        worker=proposal.worker,
        supervisor=supervisor,
        review_on=proposal.review_on,
        supervisor_of_team=supervisor in list_supervisors(desk.session, case.team, desk.today),
        agreed=frozenset({proposal.worker, supervisor}),
    )
    decided = decide_judgement(said, case, desk.policy, desk.today)
    if decided is None:
        raise NotFound(NOT_OPEN)
    return _record(decided, case, desk, proposal=proposal)


def _record(
    decided: Judgement,
    case: Case,
    desk: Desk,
    *,
    proposal: ProposalRecord | None = None,
    in_person_on: date | None = None,
) -> Message:
    """Write what both have agreed, have the other one told, and say what it did."""
    after = replace(case, judgement=decided)
    points, change = judged_points(after, desk), judged_load(after, desk)
    other = decided.supervisor if desk.viewer.worker == decided.worker else decided.worker
    names = load_names(desk.session, [decided.worker, decided.supervisor])
    with desk.writing() as session:
        record_judgement(
            session,
            desk.change,
            case,
            decided,
            proposal=proposal.id if proposal is not None else None,
            in_person_on=in_person_on,
        )
        record_answer(session, desk.change, case.id, agrees=True)
        if proposal is not None:
            add_recipes(session, desk.now, [_recipe("judgement_agreed", case.id, other, desk)])
    return view.agreed_message(after, points, change.after, names, desk.viewer.worker, in_person_on)


def _recipe(kind: str, case: CaseId, worker: WorkerId, desk: Desk, **fixed: object) -> Recipe:
    at = desk.calendar.next_sending_moment(desk.now, desk.policy.hours)
    return Recipe(kind, Subject(SubjectKind.CASE, case), at, worker=worker, fixed=fixed)


def draw_proposed(desk: Desk, entry: OutboxEntry) -> Drawn:
    """To the one who is asked to agree; nothing once it has been agreed, changed, or the lead has changed."""
    proposal = find_proposal(desk.session, entry.fixed["proposal"], desk.today)
    case = find_open_case(desk.session, CaseId(entry.subject.id))
    if proposal is None or case is None or entry.worker is None or not has_lead(case, desk):
        return None
    after = case_proposed(case, proposal)
    by = load_names(desk.session, [proposal.proposed_by, proposal.worker])
    return Post(
        view.asked_message(
            case,
            proposal,
            judged_points(case, desk),
            judged_points(after, desk),
            judged_load(after, desk),
            by,
            entry.worker,
            desk.policy,
        )
    )


def draw_agreed(desk: Desk, entry: OutboxEntry) -> Drawn:
    """To the one who proposed it, once the other has agreed."""
    case = find_open_case(desk.session, CaseId(entry.subject.id))
    if case is None or case.judgement is None or entry.worker is None or not has_lead(case, desk):
        return None
    both = (case.judgement.worker, case.judgement.supervisor)
    if entry.worker not in both or case.lead not in both:
        return None
    load = judged_load(case, desk).after
    names = load_names(desk.session, both)
    return Post(view.agreed_message(case, judged_points(case, desk), load, names, entry.worker))


def draw_discuss(desk: Desk, entry: OutboxEntry) -> Drawn:
    """To the one who proposed it, when the other would like to talk."""
    proposal = find_proposal(desk.session, entry.fixed["proposal"], desk.today)
    case = find_open_case(desk.session, CaseId(entry.subject.id))
    if proposal is None or case is None or entry.fixed.get("by") is None:
        return None
    by = WorkerId(entry.fixed["by"])
    return Post(view.would_discuss_message(case, proposal, load_names(desk.session, [by])[by]))


ROUTES: tuple[Route, ...] = (
    Route(Click, "reweigh", open_reweigh_form),
    Route(Click, "reweigh_redraw", redraw_reweigh_form),
    Route(Submission, "reweigh", submit_reweigh_form),
    Route(Click, "judgement_agree", agree_judgement),
    Route(Click, "judgement_discuss", discuss_judgement),
)

DRAWERS: Drawers = {
    "judgement_proposed": Drawer(draw_proposed),
    "judgement_agreed": Drawer(draw_agreed),
    "judgement_discuss": Drawer(draw_discuss),
}
