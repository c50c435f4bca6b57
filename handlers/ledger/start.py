"""/caseload start: from then on a team's promises are watched, and what isn't kept is posted."""

from collections import Counter
from collections.abc import Iterable

from handlers.access import is_manager, require_team, way_on
from handlers.desk import Desk
from handlers.messages import Click, Command, Replace, Reply
from handlers.reception.finding import meant_team
from handlers.reception.serving import Route
from handlers.views.ledger import start as view
from scoring.breaches import Cause
from scoring.case import Case
from scoring.eligibility import wrong_holder
from scoring.errors import NotAllowed, NotFound
from scoring.ids import TeamId
from scoring.readings import Line, Reading, Subject, SubjectKind, read_case, read_team, read_worker
from storage.accounts import load_users
from storage.audit import record_audit
from storage.breaches import change_deadlines
from storage.cases import list_team_cases, list_waiting_since
from storage.due import mark_subjects
from storage.loads import find_team_load, list_loads
from storage.people import list_team_workers, load_names, load_workers
from storage.responsible import find_supervisor
from storage.teams import TeamRecord, claim_start, list_teams, load_team


def start_team(command: Command, desk: Desk) -> Reply:
    """What starting the team would do, with the button; only for its supervisor or somebody above."""
    if not is_manager(desk.viewer):
        way = way_on(desk.viewer, "Ask yours.")
        raise NotAllowed(f"A team is started by its own manager. {way}")
    team = meant_team(desk, command.text)
    require_team(desk.viewer, team)
    if team.started_at is not None:
        return view.already_started_message(team.name, team.started_at, desk.today)
    return view.start_message(_read_start(team, desk))


def press_start(click: Click, desk: Desk) -> Reply:
    """Start the team. A second click says since when it runs."""
    team = _team(TeamId(int(click.value)), desk)
    require_team(desk.viewer, team)
    if team.started_at is not None:
        return Replace(view.already_started_message(team.name, team.started_at, desk.today))
    start = _read_start(team, desk)
    cases = list_team_cases(desk.session, team.id)
    subjects = [
        Subject(SubjectKind.TEAM, team.id),
        *(Subject(SubjectKind.WORKER, worker) for worker in list_team_workers(desk.session, team.id)),
        *(Subject(SubjectKind.CASE, case.id) for case in cases),
    ]
    with desk.writing() as session:
        if not claim_start(session, team.id, desk.now):
            since = load_team(session, team.id).started_at or desk.now
            return Replace(view.already_started_message(team.name, since, desk.today))
        record_audit(session, desk.change, "team_started", "team", team.id)
        ledger = desk.policy.ledger
        change_deadlines(
            session, team.id, desk.calendar.deadline(desk.now, ledger.plan_working_days, ledger.deadline)
        )
        mark_subjects(session, subjects, desk.now, Cause.BASELINE)
    return Replace(view.started_message(team.name, sum(start.lines.values())))


def _team(id_: TeamId, desk: Desk) -> TeamRecord:
    team = next((each for each in list_teams(desk.session) if each.id == id_), None)
    if team is None:
        raise NotFound("That team is no longer here. /caseload start and its name tries again.")
    return team


def _read_start(team: TeamRecord, desk: Desk) -> view.Start:
    supervisor = find_supervisor(desk.session, team.id, desk.today)
    known = [supervisor] if supervisor is not None else []
    names = load_names(desk.session, known)
    return view.Start(
        team=team.id,
        name=team.name,
        lines=_lines(team, desk),
        channel=team.channel,
        supervisor=names.get(supervisor) if supervisor is not None else None,
        reaches=bool(load_users(desk.session, known)),
        is_counted=find_team_load(desk.session, team.id) is not None,
        policy=desk.policy,
    )


def _lines(team: TeamRecord, desk: Desk) -> dict[Line, int]:
    """How many breaches would open on each line, in the lines' own order."""
    load = find_team_load(desk.session, team.id)
    readings = [each for row in list_loads(desk.session, [team.id]) for each in read_worker(row.load)]
    readings += read_team(load, desk.policy) if load is not None else []
    readings += _case_readings(list_team_cases(desk.session, team.id), desk)
    counted = Counter(reading.line for reading in readings if reading.over)
    return {line: counted[line] for line in Line if counted[line]}


def _case_readings(cases: list[Case], desk: Desk) -> Iterable[Reading]:
    leads = load_workers(desk.session, {case.lead for case in cases if case.lead is not None})
    since = list_waiting_since(desk.session, [case.id for case in cases])
    for case in cases:
        lead = leads.get(case.lead) if case.lead is not None else None
        is_wrong = lead is not None and wrong_holder(lead, case.facts, desk.policy) is not None
        yield from read_case(case, is_wrong, since.get(case.id), desk.now, desk.policy, desk.calendar)


ROUTES: tuple[Route, ...] = (
    Route(
        Command,
        "/caseload start",
        start_team,
        "/caseload start [TEAM]",
        "begin to watch a team's promises; first it shows what will happen",
    ),
    Route(Click, "team_start", press_start),
)
