"""/caseload supervision: when everybody's was and is due, and the sheet to walk into one with."""

from handlers.access import can_see_worker, require_team, way_on
from handlers.desk import Desk
from handlers.messages import Command, Reply
from handlers.reception.finding import find_person, own_team, own_teams
from handlers.reception.serving import Route
from handlers.supervision.record_form import open_form
from handlers.supervision.sheets import read_sheet
from handlers.supervision.standings import read_supervised
from handlers.views.supervision import sheets as sheet_view
from handlers.views.supervision import supervision as view
from scoring.errors import NotAllowed, NotFound
from scoring.ids import WorkerId
from storage.audit import record_audit
from storage.grouping import group
from storage.people import load_workers
from storage.teams import TeamRecord, find_team, load_team

OWN = frozenset({"me", "mine", "my"})
RECORD = "record"


def show_supervision(command: Command, desk: Desk) -> Reply:
    """A manager's teams, a team or a worker that is named, or one's own sheet; "record" opens the form."""
    text = command.text.strip().strip('"“”')
    if text.casefold() in OWN:
        return _sheet(desk.viewer.worker, desk)
    if not text:
        return _teams_or_own(desk)
    first, _, rest = text.partition(" ")
    if first.casefold() == RECORD:
        return _record(rest.strip(' "“”'), desk)
    team = find_team(desk.session, text.removeprefix("team "))
    return _sheet(find_person(desk.session, text).id, desk) if team is None else _of_team(team, desk)


def _record(name: str, desk: Desk) -> Reply:
    """The form for somebody who is named, for a team that is, or for the team they supervise."""
    team = find_team(desk.session, name) if name else own_team(desk)
    return open_form(desk, team, find_person(desk.session, name).id if team is None else None)


def _teams_or_own(desk: Desk) -> Reply:
    """The teams they supervise; for somebody above, those they see; for everybody else their own sheet."""
    teams = own_teams(desk)
    if not teams:
        return _sheet(desk.viewer.worker, desk)
    return _of_team(teams[0], desk) if len(teams) == 1 else _side_by_side(teams, desk)


def _of_team(team: TeamRecord, desk: Desk) -> Reply:
    """Everybody of a team by name; one audit row names all of them."""
    require_team(desk.viewer, team)
    supervised = read_supervised(desk, [team])
    with desk.writing() as session:
        workers = [each.worker.id for each in supervised if each.worker.id != desk.viewer.worker]
        record_audit(session, desk.change, "supervision_read", "team", team.id, workers=workers)
    return view.team_message(team.id, team.name, supervised, desk.today, desk.policy)


def _side_by_side(teams: list[TeamRecord], desk: Desk) -> Reply:
    """Several teams in numbers, without a name."""
    shown = teams[: view.MOST_TEAMS]
    of_team = group((each.worker.team, each) for each in read_supervised(desk, shown))
    rows = [(team.name, of_team[team.id]) for team in shown]
    return view.teams_message(rows, len(teams) - len(shown), desk.policy)


def _sheet(id_: WorkerId, desk: Desk) -> Reply:
    """One worker before supervision; a reading by anybody but themselves is audited."""
    is_own = id_ == desk.viewer.worker
    worker = load_workers(desk.session, [id_]).get(id_)
    if worker is None and is_own:
        way = way_on(desk.viewer, "/caseload supervision and a team's name shows a team you look after.")
        raise NotFound(f"You are in no team here, so there is no sheet of yours. {way}")
    team = load_team(desk.session, worker.team) if worker is not None else None
    if worker is None or team is None or not can_see_worker(desk.viewer, id_, team.id, team.service):
        raise NotAllowed(
            "Supervision is for the worker and those who look after them to see. /caseload supervision me "
            "shows your own sheet."
        )
    sheet = read_sheet(desk, worker, team)
    if not is_own:
        with desk.writing() as session:
            record_audit(session, desk.change, "supervision_read", "worker", id_)
    return sheet_view.sheet_message(sheet)


ROUTES = (
    Route(
        Command,
        "/caseload supervision",
        show_supervision,
        "/caseload supervision [TEAM | @worker | me | record]",
        "when supervision was and is due; a worker's sheet, or your own; record that one happened",
    ),
)
