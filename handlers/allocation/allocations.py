"""/allocate: a case goes to a worker, in one line, by the form, or by pressing a suggestion."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers.allocation.form import blank_form
from handlers.allocation.preparing import prepare
from handlers.allocation.proposing import Proposed, find_co_workers, hold_lead, propose, suggest
from handlers.desk import Desk
from handlers.messages import Click, Command, Form, Message, Reply
from handlers.reception.finding import find_person
from handlers.reception.privacy import check_start
from handlers.reception.serving import Route
from handlers.views.allocation import allocations as view
from scoring.allocation_line import Line, read_line
from scoring.eligibility import SoftReason, check_reason
from scoring.ids import CaseId, WorkerId
from scoring.readings import Subject, SubjectKind
from scoring.suggest import Wish
from storage.allocations import record_case, reopen_case
from storage.change import Grounds
from storage.outbox import Recipe, add_recipes
from storage.people import PersonRecord, load_names, load_person


def allocate_case(command: Command, desk: Desk) -> Reply:
    """The one-line form; on its own it opens the form."""
    if not command.text.strip():
        return Form(blank_form(desk))
    return allocate_line(command.text, {}, desk)


def allocate_again(click: Click, desk: Desk) -> Reply:
    """A button under an earlier answer: the same line, with what has been answered since."""
    answers = json.loads(click.value)
    return allocate_line(answers["line"], answers, desk)


def allocate_line(text: str, answers: dict[str, Any], desk: Desk) -> Reply:
    """Allocate what a line says, or ask for what is missing: the kind, the worker, the reason."""
    check_start(text, desk.policy)
    line = _answered(read_line(text), answers)
    chosen = _chosen(line, answers, desk)
    prepared = prepare(desk, line, lead_team=chosen.team if chosen else None)
    if prepared.changes_kind and "kind" not in answers and prepared.known is not None:
        return view.other_kind_message(prepared.known, prepared.case, text)
    if chosen is None:
        wish = Wish(line.language, line.skill)
        return view.suggestions_message(prepared.case, suggest(desk, prepared, wish), text)
    proposed = propose(desk, prepared, chosen.id, find_co_workers(desk, line))
    settled = already_led(proposed, desk)
    if settled is not None:
        return settled
    if proposed.decision.is_allowed and proposed.decision.soft and line.because is None:
        asked = {**answers, "line": text, "worker": chosen.id}
        return view.reason_message(proposed.lead, proposed.decision.soft, asked)
    check_reason(proposed.decision, line.because)
    return record_allocation(proposed, line.because, answers.get("shown", []), desk)


def record_allocation(
    proposed: Proposed, because: SoftReason | None, shown: list[int], desk: Desk
) -> Message:
    """Write the allocation, have the worker told, and say what it did."""
    prepared, lead = proposed.prepared, proposed.lead
    rules = sorted(proposed.decision.codes)
    because = because if proposed.decision.soft else None
    detail = (("rules", rules), ("shown", shown), ("chosen", lead.id))
    grounds = Grounds("case_allocated", because.value if because else None, detail=detail)
    with desk.writing() as session:
        hold_lead(session, proposed)
        if prepared.closed is not None:
            case = reopen_case(session, desk.change, prepared.closed, proposed.after, grounds)
        else:
            case = record_case(session, desk.change, prepared.known, proposed.after, grounds)
        add_recipes(session, desk.now, [told(case, lead.id, desk)])
    return view.allocated_message(
        proposed.after,
        lead,
        None if lead.id in proposed.unseen else proposed.change,
        proposed.points,
        [(worker, None if worker.id in proposed.unseen else load) for worker, load in proposed.co_workers],
        because,
        desk.policy,
    )


def told(case: CaseId, lead: WorkerId, desk: Desk, along: Sequence[CaseId] = ()) -> Recipe:
    """The recipe of the direct message in which a worker hears of a case, and of siblings given with it."""
    at = desk.calendar.next_sending_moment(desk.now, desk.policy.hours)
    fixed = {"by": desk.viewer.worker, "along": list(along)}
    return Recipe("allocated", Subject(SubjectKind.CASE, case), at, worker=lead, fixed=fixed)


def already_led(proposed: Proposed, desk: Desk) -> Message | None:
    """What is said of a case that somebody leads already: the same worker, or another one."""
    known = proposed.prepared.known
    if known is None or known.lead is None:
        return None
    if known.lead != proposed.lead.id:
        holder = load_names(desk.session, [known.lead])[known.lead]
        return view.other_lead_message(known, holder, proposed.lead)
    if known == proposed.after:
        return view.already_message(known, proposed.lead, proposed.change.before)
    return _change_facts(proposed, desk)


def _change_facts(proposed: Proposed, desk: Desk) -> Message:
    """Facts count at once; a support worker who holds a case isn't given a kind they may not lead."""
    check_reason(replace(proposed.decision, soft=()), None)
    with desk.writing() as session:
        record_case(session, desk.change, proposed.prepared.known, proposed.after, Grounds("facts_changed"))
    return view.facts_changed_message(proposed.after, proposed.lead, proposed.change, proposed.points)


def _answered(line: Line, answers: dict[str, Any]) -> Line:
    if answers.get("kind") == "known":
        line = replace(line, kind=None)
    if "because" in answers:
        line = replace(line, because=SoftReason(answers["because"]))
    return line


def _chosen(line: Line, answers: dict[str, Any], desk: Desk) -> PersonRecord | None:
    if "worker" in answers:
        return load_person(desk.session, WorkerId(answers["worker"]))
    return find_person(desk.session, line.worker) if line.worker else None


ROUTES: tuple[Route, ...] = (
    Route(
        Command,
        "/allocate",
        allocate_case,
        "/allocate [REF kind @worker …]",
        "give a case to a worker; on its own it opens the form",
    ),
    Route(Click, "allocate_to", allocate_again),
    Route(Click, "allocate_kind", allocate_again),
    Route(Click, "allocate_because", allocate_again),
)
