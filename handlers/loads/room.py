"""/caseload room: who could take a case, in my teams by name, elsewhere only how a team stands."""

from handlers.access import can_see_team, can_see_team_bands, way_on
from handlers.desk import Desk
from handlers.messages import Command, Reply
from handlers.reception.finding import meant_team
from handlers.reception.serving import Route
from handlers.views.loads import room as view
from handlers.views.loads.team_loads import uncounted_message
from scoring.errors import NotAllowed
from scoring.load import Load
from storage.audit import record_audit
from storage.loads import WorkerLoad, find_load, find_team_load, list_loads, list_team_loads
from storage.teams import TeamRecord, list_teams


def show_room(command: Command, desk: Desk) -> Reply:
    """Who has room; with a team's name, in that team only."""
    viewer = desk.viewer
    teams = [meant_team(desk, command.text)] if command.text else list_teams(desk.session)
    full = [team for team in teams if can_see_team(viewer, team.id, team.service)]
    if not full and not can_see_team_bands(viewer):
        return _own_team(teams, desk)
    sums = {load.team: load for load in list_team_loads(desk.session)}
    rows = list_loads(desk.session, [team.id for team in full])
    rooms = [
        view.TeamRoom(team.name, _people(team, rows), sums[team.id].waiting if team.id in sums else 0)
        for team in full
    ]
    others = [(team.name, sums[team.id]) for team in teams if team not in full and team.id in sums]
    message = view.room_message(rooms, others, desk.policy)
    with desk.writing() as session:
        for team in full:
            workers = [row.load.worker for row in rows if row.load.team == team.id and row.load.has_room]
            record_audit(session, desk.change, "load_read", "team", team.id, workers=workers)
    return message


def _people(team: TeamRecord, rows: list[WorkerLoad]) -> list[tuple[str, Load]]:
    """Those of the team who have room; the rows come by name and stay so."""
    return [(row.name, row.load) for row in rows if row.load.team == team.id and row.load.has_room]


def _own_team(teams: list[TeamRecord], desk: Desk) -> Reply:
    """A worker sees their own team's totals and nothing of another's (policy guide §9)."""
    own = next((team for team in teams if team.id == desk.viewer.team), None)
    if own is None:
        way = way_on(desk.viewer, "/caseload me shows your own caseload.")
        raise NotAllowed(f"Who has room is for those who look after a team to see. {way}")
    load = find_team_load(desk.session, own.id)
    if load is None:
        return uncounted_message(own.name)
    mine = find_load(desk.session, desk.viewer.worker)
    return view.own_team_message(own.name, load, mine, desk.policy)


ROUTES: tuple[Route, ...] = (
    Route(
        Command,
        "/caseload room",
        show_room,
        "/caseload room [TEAM]",
        "who has room, and how other teams stand",
    ),
)
