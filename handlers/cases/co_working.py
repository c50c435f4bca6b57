"""Co-working a case with shares: who joins, with how much, and who stops; the remainder is the lead's."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from handlers.allocation.preparing import sees_team
from handlers.allocation.proposing import veiled
from handlers.cases.forms import (
    STILL_HERE,
    Sheet,
    changed_note,
    check_gone,
    open_changeable,
    read_sheet,
    sheet_of,
    sheet_text,
)
from handlers.desk import Desk
from handlers.messages import Click, Done, FieldErrors, Form, Post, Redraw, Reply, Submission, View
from handlers.reception.opening import record_reading
from handlers.reception.posting import Drawer, Drawers, Drawn
from handlers.reception.serving import Route
from handlers.views.cases import co_working as view
from scoring.case import Case, CoWorker
from scoring.eligibility import Decision, SoftReason, decide_co_work
from scoring.errors import BadInput, Refused
from scoring.ids import CaseId, WorkerId
from scoring.load import score_loads
from scoring.load_after import LoadChange, load_after
from scoring.points import CasePoints, score_cases
from scoring.readings import Subject, SubjectKind
from storage.allocations import record_case
from storage.cases import find_open_case, load_casebook
from storage.change import Grounds
from storage.outbox import OutboxEntry, Recipe, add_recipes
from storage.people import list_team_workers, load_names, load_workers
from storage.teams import load_teams


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form says so far: the share of each co-worker (0 stops), who joins, and with how much."""

    sheet: Sheet
    shares: Mapping[WorkerId, int]
    joins: WorkerId | None = None
    joins_percent: int = view.USUAL_SHARE
    because: SoftReason | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the form would do: the case then, its points, everybody's load, and what the rules say."""

    after: Case
    points: CasePoints
    changes: Mapping[WorkerId, LoadChange]
    decision: Decision


def open_co_work_form(click: Click, desk: Desk) -> Reply:
    """The form, for who looks after the case's team."""
    case = _led_case(CaseId(int(click.value)), desk)
    shares = {each.worker: each.percent for each in case.co_workers}
    form = draw_form(desk, case, Filled(sheet_of(desk, case), shares))
    record_reading(desk, [case.id])
    return Form(form)


def redraw_co_work_form(click: Click, desk: Desk) -> Reply:
    """Something was chosen: the same form with everybody's load."""
    if click.view is None:
        raise BadInput("That form has gone. Please open it again from the case card.")
    case = _led_case(read_sheet(click.view.metadata).case, desk)
    return Redraw(draw_form(desk, case, read_form(case, click.view.state, click.view.metadata)))


def submit_co_work_form(submission: Submission, desk: Desk) -> Reply:
    """Record who co-works the case, and have everybody concerned told."""
    state, metadata = submission.view.state, submission.view.metadata
    check_gone(read_sheet(metadata), desk)
    case = _led_case(read_sheet(metadata).case, desk)
    filled = read_form(case, state, metadata)
    if case.version != filled.sheet.version:
        note = f"{changed_note(filled.sheet, desk)} {STILL_HERE}"
        return Redraw(draw_form(desk, case, replace(filled, sheet=sheet_of(desk, case)), note))
    outcome = _work_out(desk, case, filled)
    if outcome.after.co_workers == case.co_workers:
        raise BadInput("Nothing has changed so far. Choose who joins or another share, or cancel.", "joins")
    if outcome.decision.hard:
        return FieldErrors({"joins": outcome.decision.refusal})
    if outcome.decision.soft and filled.because is None:
        if "because" in state:
            return FieldErrors({"because": "Choose the reason to go ahead, or another share."})
        return Redraw(draw_form(desk, case, filled))
    return Done(_record(case, outcome, filled, desk))


def read_form(case: Case, state: Mapping[str, Any], metadata: str) -> Filled:
    """What the fields hold; a co-worker who has joined meanwhile keeps their share."""
    joins, because = state.get("joins"), state.get("because")
    return Filled(
        sheet=read_sheet(metadata),
        shares={
            each.worker: int(state.get(view.share_field(each.worker)) or each.percent)
            for each in case.co_workers
        },
        joins=WorkerId(int(joins)) if joins else None,
        joins_percent=int(state.get("joins_share") or view.USUAL_SHARE),
        because=SoftReason(because) if because else None,
    )


def draw_form(desk: Desk, case: Case, filled: Filled, note: str = "") -> View:
    """The form as it should look for what it says so far; shares that leave nothing say so in it."""
    try:
        outcome = _work_out(desk, case, filled)
    except BadInput as problem:
        note, outcome = note or str(problem), _work_out(desk, case, Filled(filled.sheet, _shares(case)))
    people = {case.lead, *filled.shares, *outcome.changes}
    names = load_names(desk.session, [person for person in people if person is not None])
    picture = view.Picture(
        case=case,
        after=outcome.after,
        names=names,
        points=outcome.points,
        shares=filled.shares,
        staff=_staff(desk, case),
        joins=filled.joins,
        joins_percent=filled.joins_percent,
        changes=[(names[who], change) for who, change in _visible(desk, outcome).items()],
        said=outcome.decision.sentences,
        asks_reason=outcome.decision.is_allowed and bool(outcome.decision.soft),
        because=filled.because,
        note=note,
        metadata=sheet_text(filled.sheet),
        policy=desk.policy,
    )
    return view.co_work_form(picture)


def _led_case(id_: CaseId, desk: Desk) -> Case:
    case = open_changeable(id_, desk)
    if case.lead is None:
        raise Refused(
            f"Nobody leads {case.reference} yet, so nobody can co-work it. Please allocate it first."
        )
    return case


def _shares(case: Case) -> dict[WorkerId, int]:
    return {each.worker: each.percent for each in case.co_workers}


def _work_out(desk: Desk, case: Case, filled: Filled) -> Outcome:
    """What it would do. BadInput names the field where the shares leave nothing for the lead."""
    shares = {worker: percent for worker, percent in filled.shares.items() if percent}
    if filled.joins is not None:
        shares[filled.joins] = filled.joins_percent
    if sum(shares.values()) > 99:
        raise BadInput(
            "The co-workers' shares leave nothing for the lead; keep them under 100 %.", "joins_share"
        )
    ordered = sorted(shares.items())
    after = replace(case, co_workers=tuple(CoWorker(worker, percent) for worker, percent in ordered))
    workers = load_workers(
        desk.session, [id_ for id_ in {case.lead, *_shares(case), *shares} if id_ is not None]
    )
    missing = [id_ for id_ in shares if id_ not in workers]
    if missing:
        raise BadInput(
            "They are in no team any more, so they can't co-work it. Choose somebody else.", "joins"
        )
    cases = load_casebook(desk.session, workers)
    teams = {each.team: desk.team(each.team) for each in workers.values()}
    changes = {
        id_: load_after(worker, teams, cases, after, desk.policy, desk.today)
        for id_, worker in workers.items()
    }
    decision = decide_co_work(
        case, after, workers, {id_: change.after for id_, change in changes.items()}, desk.today
    )
    hidden = [worker.name for worker in workers.values() if not sees_team(desk, worker.team)]
    scored = score_cases([*(each for each in cases if each.id != case.id), after], desk.policy, desk.today)
    return Outcome(after, scored[case.id], changes, veiled(decision, hidden))


def _visible(desk: Desk, outcome: Outcome) -> dict[WorkerId, LoadChange]:
    """The loads of those whose team the viewer sees, the lead's first."""
    workers = load_workers(desk.session, outcome.changes)
    seen = [worker.id for worker in workers.values() if sees_team(desk, worker.team)]
    ordered = sorted(seen, key=lambda id_: (id_ != outcome.after.lead, workers[id_].name.casefold()))
    return {id_: outcome.changes[id_] for id_ in ordered}


def _staff(desk: Desk, case: Case) -> dict[WorkerId, str]:
    """Who could join: the case's team, without those who work it already."""
    names = load_names(desk.session, list_team_workers(desk.session, case.team))
    return {id_: name for id_, name in names.items() if id_ != case.lead and id_ not in _shares(case)}


def _record(case: Case, outcome: Outcome, filled: Filled, desk: Desk) -> Any:
    after, was = outcome.after, _shares(case)
    now = _shares(after)
    touched = {worker for worker in {*was, *now} if was.get(worker) != now.get(worker)}
    told = [*sorted(touched), *([case.lead] if case.lead is not None else [])]
    names = load_names(desk.session, told)
    because = filled.because.value if filled.because and outcome.decision.soft else None
    detail = (("shares", {str(worker): percent for worker, percent in now.items()}),)
    with desk.writing() as session:
        record_case(session, desk.change, case, after, Grounds("co_work_changed", because, detail=detail))
        recipes = [_recipe(case.id, worker, desk) for worker in told if worker != desk.viewer.worker]
        add_recipes(session, desk.now, recipes)
    changes = [(names[who], change) for who, change in _visible(desk, outcome).items() if who in names]
    return view.co_worked_message(after, outcome.points, names, changes, filled.because if because else None)


def _recipe(case: CaseId, worker: WorkerId, desk: Desk) -> Recipe:
    at = desk.calendar.next_sending_moment(desk.now, desk.policy.hours)
    fixed = {"by": desk.viewer.worker}
    return Recipe("co_work", Subject(SubjectKind.CASE, case), at, worker=worker, fixed=fixed)


def draw_co_work(desk: Desk, entry: OutboxEntry) -> Drawn:
    """To somebody whose part in a case has changed, with their part and their load as they are now."""
    case = find_open_case(desk.session, CaseId(entry.subject.id))
    people = load_workers(desk.session, [entry.worker] if entry.worker is not None else [])
    reader = next(iter(people.values()), None)
    if case is None or case.lead is None or reader is None:
        return None
    names = load_names(desk.session, [case.lead, WorkerId(entry.fixed["by"]), *_shares(case)])
    cases = load_casebook(desk.session, [reader.id, case.lead])
    load = score_loads([reader], load_teams(desk.session, [reader.team]), cases, desk.policy, desk.today)
    points = score_cases(cases, desk.policy, desk.today)[case.id]
    by = names[WorkerId(entry.fixed["by"])]
    return Post(view.part_message(case, reader, points, load[reader.id], names, by, desk.policy))


ROUTES: tuple[Route, ...] = (
    Route(Click, "co_work", open_co_work_form),
    Route(Click, "co_work_redraw", redraw_co_work_form),
    Route(Submission, "co_work", submit_co_work_form),
)

DRAWERS: Drawers = {"co_work": Drawer(draw_co_work)}
