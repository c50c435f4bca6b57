"""Drawing the messages an allocation leaves in the outbox."""

from handlers.desk import Desk
from handlers.messages import Post
from handlers.reception.posting import Drawer, Drawers, Drawn
from handlers.views.allocation import allocations as view
from scoring.case import Case
from scoring.ids import CaseId, WorkerId
from scoring.load import Load, score_loads
from scoring.points import CasePoints, score_case
from storage.cases import find_open_case, load_casebook
from storage.outbox import OutboxEntry
from storage.people import load_names, load_workers
from storage.teams import load_teams


def draw_allocated(desk: Desk, entry: OutboxEntry) -> Drawn:
    """What the worker hears of a case allocated to them; nothing if it has moved on since."""
    case = find_open_case(desk.session, CaseId(entry.subject.id))
    if case is None or case.lead is None or case.lead != entry.worker:
        return None
    points, load = _score(desk, case, case.lead)
    names = load_names(desk.session, [WorkerId(entry.fixed["by"])])
    by = next(iter(names.values()), "Your supervisor")
    return Post(view.worker_message(case, points, load, by, desk.policy))


def draw_discuss(desk: Desk, entry: OutboxEntry) -> Drawn:
    """What the supervisor hears when a worker would like to talk about a case."""
    case = find_open_case(desk.session, CaseId(entry.subject.id))
    worker = WorkerId(entry.fixed["worker"])
    if case is None or case.lead != worker:
        return None
    points, _ = _score(desk, case, worker)
    return Post(view.discuss_message(case, load_names(desk.session, [worker])[worker], points))


def _score(desk: Desk, case: Case, lead: WorkerId) -> tuple[CasePoints, Load]:
    """The case's points and its lead's load, as they are now."""
    cases = load_casebook(desk.session, [lead])
    workers = load_workers(desk.session, [lead])
    teams = load_teams(desk.session, [worker.team for worker in workers.values()])
    loads = score_loads(workers.values(), teams, cases, desk.policy, desk.today)
    return score_case(case, cases, desk.policy, desk.today), loads[lead]


DRAWERS: Drawers = {"allocated": Drawer(draw_allocated), "discuss": Drawer(draw_discuss)}
