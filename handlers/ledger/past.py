"""Reading the ledger's past: when promises weren't kept in a period, for how long, and how well they were.

The ledger is what was known and is never rewritten; the days behind a rate are the snapshots kept at each
day's end. So nothing is recomputed here (policy guide §6).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from handlers.access import can_see_worker, has_role, require_team, supervised_teams
from handlers.desk import Desk
from handlers.ledger.kept import people_kept, team_kept, worker_kept
from handlers.ledger.planning import subject_names
from handlers.messages import Message
from handlers.reception.finding import find_person
from handlers.views.ledger import history as view
from handlers.views.ledger.periods import PERIODS, Page, Scope
from handlers.views.words import escape, listed
from scoring.breaches import Breach
from scoring.errors import BadInput, NotAllowed, NotFound
from scoring.ids import ServiceId, TeamId, WorkerId
from scoring.kept import Window, how_often, time_not_kept, weeks_until, within
from scoring.people import Role
from scoring.readings import Subject, SubjectKind
from scoring.working_time import end_of_day, london_day, start_of_day
from storage.audit import record_audit
from storage.breaches import list_history, list_subject_history
from storage.names import name_key
from storage.people import load_names, load_person
from storage.plans import list_plans
from storage.teams import TeamRecord, find_team, list_teams, load_team

USUAL_WEEKS = 12
WEEKS = re.compile(r"\b(\d+)\s*(?:weeks?|wks?)\b|\b(\d{1,2})\s*$", re.IGNORECASE)
"""The last word alone may be the number: "North 12"."""
HISTORY = re.compile(r"\bhistory\b", re.IGNORECASE)


def read_period(text: str) -> tuple[str, int | None]:
    """What was typed without its period, and the weeks; None where no history was asked for.

    "North 12 weeks" and "North 12" are North's history of 12 weeks, "North history" that of the usual
    period.
    """
    weeks = WEEKS.search(text)
    if weeks is not None:
        number = int(weeks[1] or weeks[2])
        if number not in PERIODS:
            raise BadInput("I can show the last 4, 12 or 52 weeks. Which of these?")
        rest = HISTORY.sub("", WEEKS.sub("", text))
        return " ".join(rest.split()), number
    if HISTORY.search(text):
        return " ".join(HISTORY.sub("", text).split()), USUAL_WEEKS
    return text, None


def find_scope(desk: Desk, text: str) -> Scope:
    """Whose history is meant: a service's, a team's or a worker's; the viewer's own where nobody is named."""
    if not text:
        return _usual_scope(desk)
    if text.casefold().startswith("service"):
        return _service_scope(desk, text[len("service") :].strip(' "“”'))
    named = text.removeprefix("team ").strip(' "“”')
    team = find_team(desk.session, named)
    if team is not None:
        return Scope("team", team.id)
    return Scope("worker", find_person(desk.session, named).id)


def read_history(desk: Desk, scope: Scope, weeks: int, page: int) -> Message:
    """One page of somebody's, a team's or a service's history, for those who may see it; audited."""
    if weeks not in PERIODS:
        raise BadInput("I can show the last 4, 12 or 52 weeks. Which of these?")
    read = {"worker": _of_worker, "team": _of_team, "service": _of_service}[scope.kind]
    shown = read(desk, scope, weeks, max(page, 0))
    message = view.history_message(shown)
    with desk.writing() as session:
        record_audit(session, desk.change, "history_read", scope.kind, scope.id, weeks=weeks)
        cases = {b.subject.id for _, b in shown.episodes if b.subject.kind is SubjectKind.CASE}
        for case in sorted(cases):
            record_audit(session, desk.change, "case_read", "case", case)
    return message


def _usual_scope(desk: Desk) -> Scope:
    viewer = desk.viewer
    teams = supervised_teams(viewer)
    if len(teams) == 1:
        return Scope("team", teams[0])
    services = [grant.service for grant in viewer.grants if grant.role is Role.SERVICE_MANAGER]
    if len(services) == 1 and services[0] is not None:
        return Scope("service", services[0])
    if teams or has_role(viewer, Role.HEAD):
        raise BadInput(
            "Whose history? Name a team, a service or a worker, like /caseload breaches North 12 weeks."
        )
    return Scope("worker", viewer.worker)


def _service_scope(desk: Desk, name: str) -> Scope:
    services = {name_key(team.service_name): team for team in list_teams(desk.session)}
    team = services.get(name_key(name)) if name else None
    if team is None and not name:
        return _usual_scope(desk)
    if team is None:
        ours = listed(sorted(escape(each.service_name) for each in services.values()))
        raise NotFound(f"There is no service of that name. Ours: {ours}.")
    return Scope("service", team.service)


def _of_worker(desk: Desk, scope: Scope, weeks: int, page: int) -> view.History:
    person = load_person(desk.session, WorkerId(scope.id))
    is_own = person.id == desk.viewer.worker
    team = load_team(desk.session, person.team) if person.team is not None else None
    if not is_own and not (
        team is not None and can_see_worker(desk.viewer, person.id, team.id, team.service)
    ):
        raise NotAllowed(
            "How we kept our promise to somebody is for them and their own managers to see. "
            "/caseload breaches history shows yours."
        )
    if team is None:
        raise NotFound("There is no history yet: nothing was promised here outside a team.")
    window = _window(desk, [team], weeks)
    subject = Subject(SubjectKind.WORKER, person.id)
    history = _overlapping(list_subject_history(desk.session, subject, start_of_day(window.first)), window)
    kept = worker_kept(desk, person.id, team, window)
    sums = [_summed("All in all", kept.rate if kept else None, history, window)]
    title = "Our promise to you" if is_own else f"Our promise to {person.name}"
    return _shown(desk, Page(scope, weeks, page), title, window, sums, history)


def _of_team(desk: Desk, scope: Scope, weeks: int, page: int) -> view.History:
    team = _known_team(desk, TeamId(scope.id))
    require_team(desk.viewer, team)
    window = _window(desk, [team], weeks)
    history = _overlapping(list_history(desk.session, [team.id], start_of_day(window.first)), window)
    kept = team_kept(desk, team, window)
    of_team = [each for each in history if each.subject == Subject(SubjectKind.TEAM, team.id)]
    people, others = _people(desk, team, history, window)
    sums = [_summed(f"{team.name} as a team", None, of_team, window), *people]
    shown = _shown(desk, Page(scope, weeks, page), team.name, window, sums, history)
    return replace(shown, rate=kept.rate if kept else None, others=others)


def _people(
    desk: Desk, team: TeamRecord, history: Sequence[Breach], window: Window
) -> tuple[list[view.Summed], int]:
    """Each worker to whom a promise wasn't kept, by name, never by number; and how many others there are."""
    rates = people_kept(desk, team, window)
    own: dict[WorkerId, list[Breach]] = {worker: [] for worker, rate in rates.items() if rate < 1}
    for breach in history:
        if breach.subject.kind is SubjectKind.WORKER:
            own.setdefault(WorkerId(breach.subject.id), []).append(breach)
    names = load_names(desk.session, own)
    in_order = sorted(own, key=lambda worker: (name_key(names[worker]), worker))
    sums = [_summed(names[worker], rates.get(worker), own[worker], window) for worker in in_order]
    return sums, len(rates.keys() - own.keys())


def _summed(whom: str, rate: Fraction | None, history: Sequence[Breach], window: Window) -> view.Summed:
    spans = [breach.span for breach in history]
    return view.Summed(whom, rate, how_often(spans, window), time_not_kept(within(spans, window)))


def _of_service(desk: Desk, scope: Scope, weeks: int, page: int) -> view.History:
    service = ServiceId(scope.id)
    if not has_role(desk.viewer, Role.HEAD) and not any(
        grant.role is Role.SERVICE_MANAGER and grant.service == service for grant in desk.viewer.grants
    ):
        raise NotAllowed("A service's history is for its service manager and the head of service to see.")
    teams = [team for team in list_teams(desk.session) if team.service == service]
    if not teams:
        raise NotFound("That service is no longer here. /caseload breaches history and its name tries again.")
    window = _window(desk, teams, weeks)
    found = list_history(desk.session, [team.id for team in teams], start_of_day(window.first))
    history = [each for each in _overlapping(found, window) if each.subject.kind is SubjectKind.TEAM]
    sums = []
    for team in teams:
        own = [each for each in history if each.subject.id == team.id]
        kept = team_kept(desk, team, window) if team.started_at is not None else None
        sums.append(_summed(team.name, kept.rate if kept else None, own, window))
    return _shown(desk, Page(scope, weeks, page), teams[0].service_name, window, sums, history)


def _known_team(desk: Desk, id_: TeamId) -> TeamRecord:
    team = next((each for each in list_teams(desk.session) if each.id == id_), None)
    if team is None:
        raise NotFound("That team is no longer here. /caseload breaches history and its name tries again.")
    return team


def _window(desk: Desk, teams: Iterable[TeamRecord], weeks: int) -> Window:
    """The period, from the day on which the first of these teams was started."""
    started = [london_day(team.started_at) for team in teams if team.started_at is not None]
    if not started or min(started) >= desk.today:
        raise NotFound(
            "There is no history yet: promises are watched from the day a team is started, "
            "and told of from the day after."
        )
    return weeks_until(desk.today, weeks, min(started))


def _overlapping(history: Sequence[Breach], window: Window) -> list[Breach]:
    """Those that touch the window, the newest first."""
    start, end = start_of_day(window.first), end_of_day(window.last)
    touching = [b for b in history if b.opened_at < end and (b.back_at is None or b.back_at > start)]
    return sorted(touching, key=lambda breach: (breach.opened_at, breach.id), reverse=True)


def _shown(
    desk: Desk,
    asked: Page,
    title: str,
    window: Window,
    sums: Sequence[view.Summed],
    history: Sequence[Breach],
) -> view.History:
    last = max(0, (len(history) - 1) // view.EPISODES)
    number = min(asked.number, last)
    shown = history[number * view.EPISODES : (number + 1) * view.EPISODES]
    names = subject_names(desk, {breach.subject for breach in shown})
    return view.History(
        asked=replace(asked, number=number),
        pages=last + 1,
        title=title,
        window=window,
        sums=sums,
        episodes=[(names[breach.subject], breach) for breach in shown],
        plans=list_plans(desk.session, [breach.id for breach in shown]),
        policy=desk.policy,
    )
