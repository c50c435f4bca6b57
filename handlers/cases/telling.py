"""Telling people what became of their cases: the earlier worker of a case, and one whose case has changed."""

from collections.abc import Sequence

from handlers.desk import Desk
from handlers.messages import Post
from handlers.reception.posting import Drawer, Drawers, Drawn
from handlers.views.cases import telling as view
from scoring.case import Case
from scoring.ids import CaseId, WorkerId
from scoring.load import Load, score_loads
from scoring.points import score_cases
from scoring.readings import Subject, SubjectKind
from storage.cases import list_cases, load_casebook
from storage.outbox import OutboxEntry, Recipe
from storage.people import load_names, load_workers
from storage.teams import load_teams

UNTOLD = frozenset({"SWDIED"})
"""The reasons after which there is nobody to tell."""


def tells_holder(case: Case, reason: str | None, desk: Desk) -> bool:
    """Whether the earlier worker hears of a move: not from themselves, and not after they have left."""
    if case.lead is None or case.lead == desk.viewer.worker or reason in UNTOLD:
        return False
    holder = load_workers(desk.session, [case.lead]).get(case.lead)
    return holder is not None and not holder.has_left(desk.today)


def moved_on(cases: Sequence[Case], lead: WorkerId, reason: str | None, desk: Desk) -> Recipe:
    """The one message to the earlier worker of these cases, the first of which the move was about."""
    fixed = {
        "by": desk.viewer.worker,
        "to": lead,
        "reason": reason or "OTHERS",
        "along": [case.id for case in cases[1:]],
    }
    return _about(cases[0], "moved_on", cases[0].lead, fixed, desk)


def case_changed(case: Case, desk: Desk) -> list[Recipe]:
    """The message to the lead whose case has changed, unless they have changed it themselves."""
    if case.lead is None or case.lead == desk.viewer.worker:
        return []
    return [_about(case, "case_changed", case.lead, {"by": desk.viewer.worker}, desk)]


def _about(case: Case, kind: str, worker: WorkerId | None, fixed: dict[str, object], desk: Desk) -> Recipe:
    at = desk.calendar.next_sending_moment(desk.now, desk.policy.hours)
    return Recipe(kind, Subject(SubjectKind.CASE, case.id), at, worker=worker, fixed=fixed)


def draw_moved_on(desk: Desk, entry: OutboxEntry) -> Drawn:
    """What the earlier worker is told, with today's load; nothing of a case that has come back to them."""
    if entry.worker is None:
        return None
    ids = [CaseId(entry.subject.id), *map(CaseId, entry.fixed.get("along", ()))]
    cases = [case for case in list_cases(desk.session, ids) if case.lead != entry.worker]
    load = _load(desk, entry.worker)
    if not cases or load is None:
        return None
    names = load_names(desk.session, [WorkerId(entry.fixed["by"]), WorkerId(entry.fixed["to"])])
    by, lead = names[entry.fixed["by"]], names[entry.fixed["to"]]
    reason = entry.fixed["reason"]
    return Post(view.moved_on_message(cases, entry.worker, by, lead, reason, load, desk.policy))


def draw_case_changed(desk: Desk, entry: OutboxEntry) -> Drawn:
    """What the lead is told of their case as it is now; nothing once it is with somebody else."""
    case = next(iter(list_cases(desk.session, [CaseId(entry.subject.id)])), None)
    if case is None or entry.worker is None or case.lead != entry.worker:
        return None
    load = _load(desk, entry.worker)
    if load is None:
        return None
    points = score_cases(load_casebook(desk.session, [entry.worker]), desk.policy, desk.today)[case.id]
    by = load_names(desk.session, [WorkerId(entry.fixed["by"])])[entry.fixed["by"]]
    return Post(view.case_changed_message(case, points, load, by, desk.policy))


def _load(desk: Desk, worker: WorkerId) -> Load | None:
    """Somebody's load as it is now; None for who is in no team."""
    person = load_workers(desk.session, [worker]).get(worker)
    if person is None:
        return None
    teams, cases = load_teams(desk.session, [person.team]), load_casebook(desk.session, [worker])
    return score_loads([person], teams, cases, desk.policy, desk.today)[worker]


DRAWERS: Drawers = {"moved_on": Drawer(draw_moved_on), "case_changed": Drawer(draw_case_changed)}
