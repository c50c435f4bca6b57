"""/caseload breaches: the promises that aren't being kept now, in the teams somebody looks after."""

from collections.abc import Iterable, Mapping, Sequence

from handlers.access import can_see_team, has_role, require_team, way_on
from handlers.desk import Desk
from handlers.ledger.kept import team_kept, worker_kept
from handlers.ledger.past import find_scope, read_history, read_period
from handlers.messages import Command, Reply
from handlers.reception.finding import meant_team
from handlers.reception.serving import Route
from handlers.views.ledger import breach_list as view
from handlers.views.ledger.case_sentences import case_sentence
from handlers.views.ledger.periods import Scope
from handlers.views.words import escape
from scoring.breaches import Breach
from scoring.errors import NotFound
from scoring.ids import CaseId, WorkerId
from scoring.kept import Kept
from scoring.people import Role
from scoring.readings import Line, Reading, Subject, SubjectKind, read_team, read_worker
from storage.audit import record_audit
from storage.breaches import list_standing, list_team_standing
from storage.cases import list_cases, list_waiting_since
from storage.loads import find_load, list_loads, list_team_loads
from storage.people import load_names, load_workers
from storage.plans import list_plans, list_steps
from storage.session import Session
from storage.teams import TeamRecord, find_team, list_teams, load_team

MOST_KEPT = 6
"""Teams: the kept-rate looks at every day of everybody in a team, so for more a team has to be named."""


def show_breaches(command: Command, desk: Desk) -> Reply:
    """The open breaches of the teams the viewer looks after; a worker's own for everybody else.

    With a period ("12 weeks", "history") what has been, for a team, a service or a worker.
    """
    named, weeks = _read_period(command.text, desk)
    if weeks is not None:
        return read_history(desk, find_scope(desk, named), weeks, 0)
    teams = _asked_teams(command.text, desk)
    if not teams:
        return _own(desk)
    standing = list_team_standing(desk.session, [team.id for team in teams])
    items = _items(desk, teams, standing)
    title = teams[0].name if len(teams) == 1 else "Your teams"
    plans = list_plans(desk.session, [breach.id for breach in standing])
    message = view.breaches_message(
        view.BreachList(
            title=escape(title),
            items=items,
            plans=plans,
            steps=list_steps(desk.session, [plan.id for plan in plans.values()]),
            kept=_kept(desk, teams),
            plans_by=True,
            scope=Scope("team", teams[0].id) if len(teams) == 1 else _service(desk, teams),
            now=desk.now,
            policy=desk.policy,
        )
    )
    with desk.writing() as session:
        _audit(session, desk, teams, items[: view.MOST_SHOWN])
    return message


def _read_period(text: str, desk: Desk) -> tuple[str, int | None]:
    """What was typed without its period, and the weeks; a team that is called "Locality 4" is no period."""
    return (text, None) if find_team(desk.session, text) is not None else read_period(text)


def _asked_teams(text: str, desk: Desk) -> list[TeamRecord]:
    """The team named, else every team the viewer sees in full."""
    if text:
        team = meant_team(desk, text)
        require_team(desk.viewer, team)
        return [team]
    viewer = desk.viewer
    return [team for team in list_teams(desk.session) if can_see_team(viewer, team.id, team.service)]


def _own(desk: Desk) -> Reply:
    """A worker's own promises, without a button: plans are made by those who look after the team."""
    worker = desk.viewer.worker
    subject = Subject(SubjectKind.WORKER, worker)
    standing = list_standing(desk.session, [subject])
    if desk.viewer.team is None and not standing:
        way = way_on(desk.viewer, "/caseload help shows what I can do.")
        raise NotFound(f"You look after no team and hold no cases here, so there is nothing to list. {way}")
    load = find_load(desk.session, worker)
    readings = {reading.line: reading for reading in read_worker(load)} if load else {}
    team = load_team(desk.session, desk.viewer.team) if desk.viewer.team is not None else None
    rate = worker_kept(desk, worker, team) if team is not None else None
    return view.breaches_message(
        view.BreachList(
            title="Our promise to you",
            items=[view.Item(subject, "you", standing, readings)] if standing else [],
            plans=list_plans(desk.session, [breach.id for breach in standing]),
            steps={},
            kept=[("you", rate)] if rate is not None else [],
            plans_by=False,
            scope=Scope("worker", worker),
            now=desk.now,
            policy=desk.policy,
        )
    )


def _service(desk: Desk, teams: Sequence[TeamRecord]) -> Scope | None:
    """The service these teams are in, if they are in one that the viewer stands above."""
    services = {team.service for team in teams}
    is_above = has_role(desk.viewer, Role.SERVICE_MANAGER, Role.HEAD)
    return Scope("service", services.pop()) if is_above and len(services) == 1 else None


def _items(desk: Desk, teams: Sequence[TeamRecord], standing: Sequence[Breach]) -> list[view.Item]:
    """One item for each subject, in the order in which their breaches opened."""
    by_subject: dict[Subject, list[Breach]] = {}
    for breach in standing:
        by_subject.setdefault(breach.subject, []).append(breach)
    names = _names(desk, teams, by_subject)
    readings = _readings(desk, teams, by_subject)
    said = _case_sentences(desk, by_subject)
    return [
        view.Item(subject, names.get(subject, ""), lines, readings.get(subject, {}), said.get(subject))
        for subject, lines in by_subject.items()
    ]


def _names(desk: Desk, teams: Sequence[TeamRecord], subjects: Iterable[Subject]) -> dict[Subject, str]:
    workers = [WorkerId(each.id) for each in subjects if each.kind is SubjectKind.WORKER]
    names = {
        Subject(SubjectKind.WORKER, id_): name for id_, name in load_names(desk.session, workers).items()
    }
    return names | {Subject(SubjectKind.TEAM, team.id): team.name for team in teams}


def _readings(
    desk: Desk, teams: Sequence[TeamRecord], subjects: Iterable[Subject]
) -> Mapping[Subject, dict[Line, Reading]]:
    """Every line of these teams and their workers as it stands now, from the stored loads."""
    wanted = set(subjects)
    ids = {team.id for team in teams}
    read = [read_worker(each.load) for each in list_loads(desk.session, ids)]
    read += [read_team(load, desk.policy) for load in list_team_loads(desk.session) if load.team in ids]
    found: dict[Subject, dict[Line, Reading]] = {}
    for reading in (each for some in read for each in some if each.subject in wanted):
        found.setdefault(reading.subject, {})[reading.line] = reading
    return found


def _case_sentences(desk: Desk, by_subject: Mapping[Subject, list[Breach]]) -> dict[Subject, str]:
    ids = [CaseId(each.id) for each in by_subject if each.kind is SubjectKind.CASE]
    cases = {case.id: case for case in list_cases(desk.session, ids)}
    leads = load_workers(desk.session, [case.lead for case in cases.values() if case.lead is not None])
    since = list_waiting_since(desk.session, cases)
    said = {}
    for id_ in ids:
        subject, case = Subject(SubjectKind.CASE, id_), cases.get(id_)
        if case is None:
            said[subject] = "A case that has been closed since."
            continue
        lead = leads.get(case.lead) if case.lead is not None else None
        said[subject] = case_sentence(case, lead, since.get(id_))
    return said


def _kept(desk: Desk, teams: Sequence[TeamRecord]) -> list[tuple[str, Kept]]:
    """How often the promises to each team's people were kept this quarter (policy guide §6)."""
    if len(teams) > MOST_KEPT:
        return []
    rates = [(f"each worker in {escape(team.name)}", team_kept(desk, team)) for team in teams]
    return [(who, rate) for who, rate in rates if rate is not None]


def _audit(session: Session, desk: Desk, teams: Iterable[TeamRecord], items: Iterable[view.Item]) -> None:
    shown = list(items)
    workers = [each.subject.id for each in shown if each.subject.kind is SubjectKind.WORKER]
    for team in teams:
        record_audit(session, desk.change, "load_read", "team", team.id, workers=workers)
    for each in shown:
        if each.subject.kind is SubjectKind.CASE:
            record_audit(session, desk.change, "case_read", "case", each.subject.id)


ROUTES: tuple[Route, ...] = (
    Route(
        Command,
        "/caseload breaches",
        show_breaches,
        "/caseload breaches [TEAM] [4 | 12 | 52 weeks]",
        "the promises that aren't being kept and what is planned; with weeks, the history, also a worker's",
    ),
)
