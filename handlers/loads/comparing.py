"""/caseload service, council and compare: teams side by side, by shares of what was promised, by name."""

from collections.abc import Iterable, Sequence

from handlers.access import can_see_team, can_see_team_bands, has_role, supervised_teams, way_on
from handlers.desk import Desk
from handlers.messages import Command, Message, Reply
from handlers.reception.finding import find_named_service, find_named_team
from handlers.reception.serving import Route
from handlers.views.loads import comparing as view
from scoring.errors import BadInput, NotAllowed
from scoring.ids import ServiceId
from scoring.people import Role
from storage.loads import list_team_loads
from storage.services import ServiceRecord, list_services, load_service
from storage.teams import TeamRecord, list_teams, load_team


def show_service(command: Command, desk: Desk) -> Reply:
    """A service's teams, and their sum for those who may see every one of them."""
    _check(desk)
    named = command.text.strip().removeprefix("service ").strip(' "“”')
    service = find_named_service(desk.session, named) if named else _own_service(desk)
    return _compared(service.name, list_teams(desk.session, service.id), desk, service.id)


def show_council(_command: Command, desk: Desk) -> Reply:
    """The council by services for those above teams; for a supervisor, how each team stands."""
    _check(desk)
    teams = list_teams(desk.session)
    if not all(_sees_figures(desk, team) for team in teams):
        return _compared("The council", teams, desk)
    loads = {load.team: load for load in list_team_loads(desk.session)}
    services = [
        view.Compared(
            service.name,
            view.add_up(loads[team.id] for team in teams if team.service == service.id and team.id in loads),
        )
        for service in list_services(desk.session)
    ]
    return view.council_message(services, desk.policy)


def compare_teams(command: Command, desk: Desk) -> Reply:
    """Teams side by side: those named, between commas, else those of one's own service."""
    _check(desk)
    names = [each.strip(' "“”') for each in command.text.split(",") if each.strip(' "“”')]
    if not names:
        service = _find_own_service(desk)
        title = service.name if service else "The teams"
        return _compared(title, list_teams(desk.session, service.id if service else None), desk)
    teams = {team.id: team for team in (find_named_team(desk.session, name) for name in names)}
    return _compared("Side by side", sorted(teams.values(), key=lambda each: each.name.casefold()), desk)


def _compared(
    title: str, teams: Sequence[TeamRecord], desk: Desk, service: ServiceId | None = None
) -> Message:
    loads = {load.team: load for load in list_team_loads(desk.session, service)}
    rows = [
        view.Compared(team.name, loads.get(team.id), _sees_figures(desk, team) or team.id == desk.viewer.team)
        for team in teams
    ]
    return view.teams_message(title, rows, desk.policy, adds_up=service is not None)


def _check(desk: Desk) -> None:
    """Only those who look after a team may know how other teams stand (policy guide §9)."""
    if not can_see_team_bands(desk.viewer):
        own = "/caseload team shows your own team's totals, and /caseload me your own caseload."
        way = way_on(desk.viewer, own)
        raise NotAllowed(f"How teams compare is for those who look after one to see. {way}")


def _sees_figures(desk: Desk, team: TeamRecord) -> bool:
    """Whether they see the team's sums: those who see it in full, and every service manager."""
    own = can_see_team(desk.viewer, team.id, team.service)
    return own or has_role(desk.viewer, Role.SERVICE_MANAGER)


def _own_service(desk: Desk) -> ServiceRecord:
    service = _find_own_service(desk)
    if service is None:
        names = ", ".join(each.name for each in list_services(desk.session))
        raise BadInput(
            f"Which service? Name it after the command, like /caseload service NAME. Ours: {names}."
        )
    return service


def _find_own_service(desk: Desk) -> ServiceRecord | None:
    """The service somebody manages, else that of the team they look after or work in; None for the head."""
    viewer = desk.viewer
    managed = next((grant.service for grant in viewer.grants if grant.role is Role.SERVICE_MANAGER), None)
    if managed is None and not has_role(viewer, Role.HEAD):
        homes: Iterable[ServiceId] = (
            load_team(desk.session, each).service for each in supervised_teams(viewer)
        )
        managed = next(iter(homes), viewer.service)
    return None if managed is None else load_service(desk.session, managed)


ROUTES: tuple[Route, ...] = (
    Route(
        Command,
        "/caseload service",
        show_service,
        "/caseload service [NAME]",
        "a service's teams by share of what was promised, as far as you may see them",
    ),
    Route(
        Command,
        "/caseload council",
        show_council,
        "/caseload council",
        "the council's services by share of what was promised",
    ),
    Route(
        Command,
        "/caseload compare",
        compare_teams,
        "/caseload compare [TEAM, TEAM …]",
        "teams side by side, by share of what was promised",
    ),
)
