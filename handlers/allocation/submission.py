"""Sending the allocate form, and what the worker answers to its message."""

from handlers.allocation.allocations import already_led, record_allocation
from handlers.allocation.form import Filled, draw_form, prepare_form, read_form, team_choices
from handlers.allocation.proposing import Proposed, propose
from handlers.desk import Desk
from handlers.messages import Click, Done, FieldErrors, Redraw, Replace, Reply, Submission
from handlers.reception.serving import Route
from handlers.views.allocation import allocations as view
from scoring.case import Case
from scoring.case_words import KIND_WORDS
from scoring.errors import BadInput, NotFound
from scoring.ids import CaseId
from scoring.points import score_cases
from scoring.readings import Subject, SubjectKind
from storage.audit import record_audit
from storage.cases import load_case, load_casebook
from storage.holders import record_answer
from storage.outbox import Recipe, add_recipes
from storage.responsible import find_responsible
from storage.session import Session


def submit_allocate_form(submission: Submission, desk: Desk) -> Reply:
    """Allocate what the form says; mistakes come back beside their fields, everything typed stays."""
    filled = read_form(submission.view.state, submission.view.metadata)
    prepared = prepare_form(desk, filled)
    if prepared.changes_kind and not filled.agrees_kind and prepared.known is not None:
        return _ask_kind(filled, prepared.known, desk, "kind_changed" in submission.view.state)
    if filled.worker is None:
        raise BadInput("Choose who leads the case.", "worker")
    proposed = propose(desk, prepared, filled.worker, filled.co_workers)
    settled = _settled(proposed, desk)
    if settled is not None:
        return settled
    if proposed.decision.hard:
        return FieldErrors({"worker": proposed.decision.refusal})
    if proposed.decision.soft and filled.line.because is None:
        return _ask_reason(filled, desk, "because" in submission.view.state)
    return Done(record_allocation(proposed, filled.line.because, list(filled.shown), desk))


def agree_allocation(click: Click, desk: Desk) -> Reply:
    """The worker has seen the points and agrees."""
    return _answer(click, desk, agrees=True)


def discuss_allocation(click: Click, desk: Desk) -> Reply:
    """The worker would like to talk: their supervisor hears, and it is listed for supervision."""
    return _answer(click, desk, agrees=False)


def _answer(click: Click, desk: Desk, *, agrees: bool) -> Reply:
    """Record the answer for each of the cases that are still with the worker."""
    asked = [load_case(desk.session, CaseId(int(id_))) for id_ in click.value.split()]
    cases = [case for case in asked if case.lead == desk.viewer.worker]
    if not cases:
        raise NotFound("That case is no longer with you, so there is nothing to answer any more.")
    points = score_cases(load_casebook(desk.session, [desk.viewer.worker]), desk.policy, desk.today)
    action = "allocation_agreed" if agrees else "allocation_to_discuss"
    with desk.writing() as session:
        answered = [case for case in cases if record_answer(session, desk.change, case.id, agrees=agrees)]
        for case in answered:
            record_audit(session, desk.change, action, "case", case.id)
        if answered and not agrees:
            _tell_supervisor(session, answered[0], desk)
    return Replace(view.answered_message([(case, points[case.id]) for case in cases], agrees))


def _tell_supervisor(session: Session, case: Case, desk: Desk) -> None:
    """Have the supervisor hear that the worker would like to talk; once, also of siblings together."""
    supervisor = find_responsible(session, case.team, desk.today)
    if supervisor is not None:
        at = desk.calendar.next_sending_moment(desk.now, desk.policy.hours)
        subject = Subject(SubjectKind.CASE, case.id)
        fixed = {"worker": desk.viewer.worker}
        add_recipes(session, desk.now, [Recipe("discuss", subject, at, supervisor, fixed=fixed)])


def _settled(proposed: Proposed, desk: Desk) -> Reply | None:
    """What is said of a case that somebody leads already."""
    known = proposed.prepared.known
    if known is not None and known.lead is not None and known.lead != proposed.lead.id:
        sentence = (
            f"{known.reference} is with somebody else. Open /case {known.reference} to reallocate it; "
            "nothing has changed."
        )
        return FieldErrors({"reference": sentence})
    message = already_led(proposed, desk)
    return None if message is None else Done(message)


def _ask_kind(filled: Filled, known: Case, desk: Desk, asked: bool) -> Reply:
    words = KIND_WORDS[known.facts.kind]
    sentence = f"I know this case as {words}. Tick this if it has changed, or choose {words} again."
    if asked:
        return FieldErrors({"kind_changed": sentence})
    return Redraw(draw_form(desk, filled, team_choices(desk), sentence))


def _ask_reason(filled: Filled, desk: Desk, asked: bool) -> Reply:
    if asked:
        return FieldErrors({"because": "Choose the reason to go ahead, or choose somebody else."})
    return Redraw(draw_form(desk, filled, team_choices(desk)))


ROUTES: tuple[Route, ...] = (
    Route(Submission, "allocate", submit_allocate_form),
    Route(Click, "allocation_agree", agree_allocation),
    Route(Click, "allocation_discuss", discuss_allocation),
)
