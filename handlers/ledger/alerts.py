"""Drawing what is told once about a broken promise: to the worker, the supervisor, and those above."""

from collections import Counter
from dataclasses import replace

from handlers.desk import Desk
from handlers.ledger.stand import case_said, picture_of, stand_of, standing_now, worker_of
from handlers.messages import Post
from handlers.reception.posting import Drawer, Drawers, Drawn
from handlers.views.ledger import alerts as view
from scoring.breaches import Level
from scoring.climb import is_plan_missing
from scoring.ids import CaseId, TeamId
from scoring.load import score_loads
from scoring.load_words import explain_lines
from scoring.people import Worker
from scoring.points import score_cases, share_points
from scoring.readings import Line
from storage.breaches import list_standing, list_team_standing
from storage.cases import find_open_case, load_casebook
from storage.loads import list_loads
from storage.outbox import OutboxEntry
from storage.people import load_names
from storage.plans import list_plans
from storage.responsible import find_responsible
from storage.teams import load_team, load_teams

SUMMED = tuple(line for line in Line if line is not Line.NOBODY_THERE)
"""The lines a summary counts; that somebody is away is not told to the channel at once."""


def draw_promise_broken(desk: Desk, entry: OutboxEntry) -> Drawn:
    """What the worker hears first."""
    stand = stand_of(desk, entry.subject, None, to_channel=False)
    standing = standing_now(stand.breaches)
    if not stand.breaches:
        return None
    if not standing:
        return Post(view.was_broken_message(stand.breaches))
    worker = worker_of(desk, entry.subject)
    supervisor = find_responsible(desk.session, stand.team.id, desk.today)
    names = load_names(desk.session, [supervisor] if supervisor else [])
    asks = worker.name_in_channel is None
    name = names.get(supervisor) if supervisor else None
    why = _why(desk, worker)
    return Post(view.promise_broken_message(standing, stand.readings, why, asks, name, desk.policy))


def _why(desk: Desk, worker: Worker) -> str | None:
    """Why one of the worker's lines is passed and the other is not; None while they agree."""
    teams, book = load_teams(desk.session, [worker.team]), load_casebook(desk.session, [worker.id])
    points = score_cases(book, desk.policy, desk.today)
    load = score_loads([worker], teams, book, desk.policy, desk.today)[worker.id]
    held = [case for case in book if worker.id in share_points(case, points[case.id].total)]
    return explain_lines(load, points, held)


def draw_tell_worker(desk: Desk, entry: OutboxEntry) -> Drawn:
    """To the supervisor of a worker without a Slack account."""
    stand = stand_of(desk, entry.subject, None, to_channel=False)
    standing = standing_now(stand.breaches)
    if not standing:
        return None
    return Post(view.tell_worker_message(stand.whom, standing, stand.readings))


def draw_nobody_there(desk: Desk, entry: OutboxEntry) -> Drawn:
    """To the supervisor: whose children have nobody there."""
    team = load_team(desk.session, TeamId(entry.subject.id))
    away = [each for each in list_loads(desk.session, [team.id]) if not each.load.has_capacity]
    names = [(each.name, each.load.children) for each in away if each.load.children]
    if not names:
        return None
    return Post(view.nobody_there_message(team.name, sum(number for _, number in names), names))


def draw_case_breach(desk: Desk, entry: OutboxEntry) -> Drawn:
    """To the supervisor: a case with the wrong holder, or one that has waited too long."""
    line = Line(entry.fixed["line"])
    breaches = standing_now(list_standing(desk.session, [entry.subject]))
    standing = [each for each in breaches if each.line is line]
    case = find_open_case(desk.session, CaseId(entry.subject.id))
    if not standing or case is None:
        return None
    said, lead = case_said(desk, case)
    return Post(view.case_breach_message(said, case, line, lead, desk.policy))


def draw_climb(desk: Desk, entry: OutboxEntry) -> Drawn:
    """To the service manager or the head; nothing once a plan has been made, or while it settles."""
    stand = stand_of(desk, entry.subject, None, to_channel=False)
    level = Level(entry.fixed["level"])
    first = entry.fixed["breach"]
    about = [b for b in stand.breaches if b.id == first or b.climbed_to is level]
    plans = list_plans(desk.session, [breach.id for breach in about])
    ends = {breach: record.plan.by_when for breach, record in plans.items()}
    open_ones = [b for b in about if is_plan_missing(b, ends.get(b.id), desk.now, desk.policy)]
    if not open_ones:
        return None
    picture = picture_of(desk, entry.subject, replace(stand, breaches=open_ones), None)
    return Post(view.climb_message(picture, stand.team.name, level, stand.said))


def draw_baseline(desk: Desk, entry: OutboxEntry) -> Drawn:
    """One summary for a team that has just been started, or that a large import changed."""
    team = load_team(desk.session, TeamId(entry.subject.id))
    standing = standing_now(list_team_standing(desk.session, [team.id]))
    counts = Counter(breach.line for breach in standing)
    shown: dict[Line, int] = {line: counts[line] for line in SUMMED if counts[line]}
    return Post(view.baseline_message(team.name, shown, entry.fixed["started"]))


DRAWERS: Drawers = {
    "promise_broken": Drawer(draw_promise_broken),
    "tell_worker": Drawer(draw_tell_worker),
    "nobody_there": Drawer(draw_nobody_there),
    "case_breach": Drawer(draw_case_breach),
    "climb": Drawer(draw_climb),
    "baseline": Drawer(draw_baseline),
}
