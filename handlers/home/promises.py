"""The broken promises that wait for somebody: of their teams, or those that have climbed to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from handlers.access import has_role, headed_services, managed_services, supervised_teams
from handlers.desk import Desk
from handlers.reception.needs import Need, Needs
from handlers.views.home import needs as view
from handlers.views.ledger.breaches import line_figures
from scoring.breaches import Breach, Level
from scoring.climb import climb_deadline, is_plan_missing
from scoring.ids import BreachId, CaseId, TeamId, WorkerId
from scoring.people import Role
from scoring.readings import Line, Reading, Subject, SubjectKind, read_team, read_worker
from storage.breaches import list_breach_teams, list_team_standing
from storage.cases import list_cases
from storage.loads import list_worker_loads, load_team_loads
from storage.plans import PlanRecord, list_plans, list_quiet
from storage.services import list_climbed
from storage.teams import list_teams_of

MOST_CLIMBED = 50
"""Breaches read for one level; a Home shows a few of them, and says that there are more."""

ABOVE = (Level.SERVICE_MANAGER, Level.HEAD)
REST = "/caseload breaches shows all of them, each with its button."


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the subjects: in which team each stands, what it is called, how its lines read now."""

    standing: Mapping[Subject, TeamId]
    teams: Mapping[TeamId, str]
    names: Mapping[Subject, str]
    readings: Mapping[tuple[Subject, Line], Reading]


def team_promises(desk: Desk) -> Needs | None:
    """For a supervisor: what has no plan in their teams, or a plan whose day is over."""
    teams = supervised_teams(desk.viewer)
    if not teams:
        return None
    quiet = list_quiet(desk.session, desk.viewer.worker, desk.today)
    standing = [
        each
        for each in list_team_standing(desk.session, teams)
        if (each.subject.kind.value, each.subject.id) not in quiet
    ]
    asks = _read_asks(desk, standing)
    return Needs(
        "Promises that need a plan", [_need(desk, ask, view.plan_text(ask, desk.now)) for ask in asks], REST
    )


def climbed_promises(desk: Desk) -> Needs | None:
    """For a service manager or head: what nobody below has planned, so that it has come to them.

    What went on to the head stays with the service manager; what is in a team of the viewer's own is listed
    with that team's.
    """
    is_head, own, climbed = has_role(desk.viewer, Role.HEAD), supervised_teams(desk.viewer), list[Breach]()
    if managed := managed_services(desk.viewer):
        climbed += list_climbed(desk.session, ABOVE, managed, MOST_CLIMBED)
    if is_head:
        climbed += list_climbed(desk.session, [Level.HEAD], headed_services(desk.viewer), MOST_CLIMBED)
    breaches = list({breach.id: breach for breach in climbed}.values())
    asks = [ask for ask in _read_asks(desk, breaches) if ask.team not in own]
    needs = [
        _need(desk, ask, view.climbed_text(ask, ask.level is Level.HEAD and not is_head, desk.today))
        for ask in asks
    ]
    return Needs("Promises that have come to you", needs, REST, len(climbed) >= MOST_CLIMBED)


def _need(desk: Desk, ask: view.Ask, said: str) -> Need:
    subject = ask.subject
    workers = [WorkerId(subject.id)] if subject.kind is SubjectKind.WORKER else []
    case = CaseId(subject.id) if subject.kind is SubjectKind.CASE else None
    return Need(said, view.ask_buttons(ask, desk.now, desk.policy), ask.team, workers, case)


def _read_asks(desk: Desk, breaches: Sequence[Breach]) -> list[view.Ask]:
    """One for each subject whose lines want a plan, the oldest first, by a fixed number of questions."""
    plans = list_plans(desk.session, [breach.id for breach in breaches]) if breaches else {}
    days = {breach: record.plan.by_when for breach, record in plans.items()}
    missing: dict[Subject, list[Breach]] = {}
    for breach in breaches:
        if is_plan_missing(breach, days.get(breach.id), desk.now, desk.policy):
            missing.setdefault(breach.subject, []).append(breach)
    if not missing:
        return []
    known = _read_known(desk, missing)
    return [_ask(desk, subject, lines, plans, known) for subject, lines in missing.items()]


def _read_known(desk: Desk, subjects: Iterable[Subject]) -> Known:
    standing = list_breach_teams(desk.session, subjects)
    teams = {team.id: team.name for team in list_teams_of(desk.session, teams=standing.values())}
    workers = list_worker_loads(desk.session, map(WorkerId, _ids(subjects, SubjectKind.WORKER)))
    loads = load_team_loads(desk.session, map(TeamId, _ids(subjects, SubjectKind.TEAM)))
    cases = list_cases(desk.session, map(CaseId, _ids(subjects, SubjectKind.CASE)))
    names = {Subject(SubjectKind.WORKER, id_): own.name for id_, own in workers.items()}
    names |= {Subject(SubjectKind.TEAM, id_): name for id_, name in teams.items()}
    names |= {Subject(SubjectKind.CASE, case.id): case.reference for case in cases}
    readings = [each for own in workers.values() for each in read_worker(own.load)]
    readings += [each for load in loads.values() for each in read_team(load, desk.policy)]
    return Known(standing, teams, names, {(each.subject, each.line): each for each in readings})


def _ids(subjects: Iterable[Subject], kind: SubjectKind) -> list[int]:
    return [subject.id for subject in subjects if subject.kind is kind]


def _ask(
    desk: Desk, subject: Subject, lines: Sequence[Breach], plans: Mapping[BreachId, PlanRecord], known: Known
) -> view.Ask:
    ended = [plans[each.id] for each in lines if each.id in plans]
    days = {breach: record.plan.by_when for breach, record in plans.items()}
    climbs = [climb_deadline(each, days.get(each.id), desk.policy, desk.calendar) for each in lines]
    first = min(lines, key=lambda each: each.opened_at)
    team = known.standing[subject]
    return view.Ask(
        subject=subject,
        name=known.names.get(subject, "a case that has been closed since"),
        team=team,
        team_name=known.teams[team],
        figures=[line_figures(each, known.readings.get((subject, each.line))) for each in lines],
        level=first.climbed_to,
        climbs_at=min((at for at in climbs if at is not None), default=None),
        since=first.opened_at,
        came_at=max((each.climbed_at for each in lines if each.climbed_at is not None), default=None),
        plan=max(ended, key=lambda record: record.plan.by_when, default=None),
        is_waiting=any(each.line is Line.WAITING_TOO_LONG for each in lines),
    )
