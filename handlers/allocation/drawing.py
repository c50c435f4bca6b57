"""Drawing the messages an allocation leaves in the outbox."""

from collections.abc import Mapping

from handlers.desk import Desk
from handlers.messages import Post
from handlers.reception.posting import Drawer, Drawers, Drawn
from handlers.views.allocation import allocations as view
from scoring.ids import CaseId, WorkerId
from scoring.load import Load, score_loads
from scoring.points import CasePoints, score_cases
from storage.cases import find_open_case, list_cases, load_casebook
from storage.outbox import OutboxEntry
from storage.people import load_names, load_workers
from storage.teams import load_teams


def draw_allocated(desk: Desk, entry: OutboxEntry) -> Drawn:
    """What the worker hears of cases allocated to them; nothing of one that has moved on since."""
    ids = [CaseId(entry.subject.id), *map(CaseId, entry.fixed.get("along", ()))]
    cases = [case for case in list_cases(desk.session, ids) if case.lead == entry.worker]
    if not cases or entry.worker is None:
        return None
    points, load = _score(desk, entry.worker)
    names = load_names(desk.session, [WorkerId(entry.fixed["by"])])
    by = next(iter(names.values()), "Your supervisor")
    ordered = sorted(cases, key=lambda case: ids.index(case.id))
    return Post(view.worker_message([(case, points[case.id]) for case in ordered], load, by, desk.policy))


def draw_discuss(desk: Desk, entry: OutboxEntry) -> Drawn:
    """What the supervisor hears when a worker would like to talk about a case."""
    case = find_open_case(desk.session, CaseId(entry.subject.id))
    worker = WorkerId(entry.fixed["worker"])
    if case is None or case.lead != worker:
        return None
    points, _ = _score(desk, worker)
    return Post(view.discuss_message(case, load_names(desk.session, [worker])[worker], points[case.id]))


def _score(desk: Desk, lead: WorkerId) -> tuple[Mapping[CaseId, CasePoints], Load]:
    """The points of a lead's cases and their load, as they are now."""
    cases = load_casebook(desk.session, [lead])
    workers = load_workers(desk.session, [lead])
    teams = load_teams(desk.session, [worker.team for worker in workers.values()])
    loads = score_loads(workers.values(), teams, cases, desk.policy, desk.today)
    return score_cases(cases, desk.policy, desk.today), loads[lead]


DRAWERS: Drawers = {"allocated": Drawer(draw_allocated), "discuss": Drawer(draw_discuss)}
