"""/caseload, /caseload @worker and /caseload team NAME: what somebody carries, and why it is that number."""

from difflib import get_close_matches

from handlers.access import (
    can_see_team,
    can_see_team_bands,
    can_see_worker,
    has_role,
    way_on,
)
from handlers.desk import Desk
from handlers.loads.reading import read_caseload, read_team_picture
from handlers.messages import Command, Message, Reply
from handlers.reception.finding import find_person, meant_team, own_teams
from handlers.reception.serving import Route
from handlers.views.concerns.concerns import concern_button
from handlers.views.loads import loads as view
from handlers.views.loads import team_loads as team_view
from handlers.views.words import escape
from scoring.capacity import full_time_promise
from scoring.errors import Ambiguous, BadInput, NotAllowed, NotFound
from scoring.load import score_loads
from scoring.people import Role, Worker
from storage.audit import record_audit
from storage.loads import find_team_load, list_team_loads
from storage.people import PersonRecord, load_workers
from storage.teams import TeamRecord, load_team, load_teams

OWN = frozenset({"me", "mine", "my"})
COMMANDS = (
    "team", "room", "service", "council", "compare", "waiting", "breaches", "trend", "start", "needs",
    "concern", "supervision", "digest", "people", "policy", "audit", "help",
)  # fmt: skip
NOT_YET = "I can't do that yet. /caseload help shows what I can."
LATER = {
    "forecast": NOT_YET,
    "rebalance": NOT_YET,
    "staffing": NOT_YET,
    "health": NOT_YET,
}
"""Words that will be commands one day, so that they are never taken for somebody's name."""


def show_load(command: Command, desk: Desk) -> Reply:
    """Mine for a worker, my team's for a manager, or that of the worker who is named."""
    text = command.text.strip()
    if not text:
        return _teams_or_own(desk)
    if text.casefold() in OWN:
        return _own(desk)
    if text.split()[0].casefold() in LATER:
        raise BadInput(LATER[text.split()[0].casefold()])
    return _of_person(_find(text, desk), desk)


def show_team(command: Command, desk: Desk) -> Reply:
    """A team, as far as the viewer may see it: in full, its totals, how it stands, or not at all."""
    return _of_team(meant_team(desk, command.text), desk)


def _teams_or_own(desk: Desk) -> Reply:
    teams = own_teams(desk)
    if not teams:
        return _own(desk)
    if len(teams) == 1:
        return _of_team(teams[0], desk)
    loads = {load.team: load for load in list_team_loads(desk.session)}
    return team_view.overview_message([(team.name, loads.get(team.id)) for team in teams], desk.policy)


def _own(desk: Desk) -> Reply:
    worker = load_workers(desk.session, [desk.viewer.worker]).get(desk.viewer.worker)
    if worker is None:
        way = way_on(desk.viewer, "/caseload team NAME shows a team you look after.")
        raise NotFound(f"You are in no team here, so you have no caseload of your own. {way}")
    return view.caseload_message(read_caseload(worker, desk), concern_button())


def _of_person(person: PersonRecord, desk: Desk) -> Reply:
    """Somebody's load; a reading by anybody but themselves is audited."""
    if person.id == desk.viewer.worker:
        return _own(desk)
    worker = load_workers(desk.session, [person.id]).get(person.id)
    team = load_team(desk.session, worker.team) if worker is not None else None
    sees = team is not None and can_see_worker(desk.viewer, person.id, team.id, team.service)
    if not sees and not has_role(desk.viewer, Role.ADMIN):
        raise NotAllowed(
            "A caseload is for the worker and their own managers to see. /caseload me shows yours, and "
            "/caseload team the totals of your team."
        )
    if worker is None:
        raise NotFound(f"{escape(person.name)} is in no team, so they hold no cases here.")
    message = view.caseload_message(read_caseload(worker, desk)) if sees else _promise_only(worker, desk)
    action = "load_read" if sees else "promise_read"
    with desk.writing() as session:
        record_audit(session, desk.change, action, "worker", person.id)
    return message


def _promise_only(worker: Worker, desk: Desk) -> Message:
    teams = load_teams(desk.session, [worker.team])
    load = score_loads([worker], teams, [], desk.policy, desk.today)[worker.id]
    full_time = full_time_promise(worker, teams[worker.team], desk.policy)
    return view.promise_only_message(worker, load, full_time, desk.today, desk.policy)


def _of_team(team: TeamRecord, desk: Desk) -> Reply:
    viewer = desk.viewer
    is_full = can_see_team(viewer, team.id, team.service)
    if not is_full and viewer.team != team.id and not can_see_team_bands(viewer):
        own = "You can see your own team's totals (/caseload team) and your own caseload (/caseload me)."
        raise NotAllowed(f"Another team's figures are for its managers. {way_on(viewer, own)}")
    load = find_team_load(desk.session, team.id)
    if load is None:
        return team_view.uncounted_message(team.name)
    if is_full:
        return _full(team, desk)
    if viewer.team == team.id:
        return team_view.totals_message(read_team_picture(team, desk))
    return team_view.band_message(team.name, load, desk.policy)


def _full(team: TeamRecord, desk: Desk) -> Reply:
    """The team with everybody's row; one audit row names everybody whose load was read."""
    picture = read_team_picture(team, desk)
    message = team_view.team_message(picture)
    workers = [load.worker for _, load in picture.members if load.worker != desk.viewer.worker]
    with desk.writing() as session:
        record_audit(session, desk.change, "load_read", "team", team.id, workers=workers)
    return message


def _find(text: str, desk: Desk) -> PersonRecord:
    """The person named; a word that is nearly a command gets that command offered."""
    try:
        return find_person(desk.session, text.strip('"“”'))
    except Ambiguous:
        raise
    except NotFound as problem:
        close = get_close_matches(text.split()[0].casefold(), COMMANDS, n=1, cutoff=0.7)
        if close:
            raise NotFound(
                f"Did you mean /caseload {close[0]}? /caseload help shows what I can do."
            ) from None
        raise NotFound(f"{problem} For everything else I can show: /caseload help.") from None


ROUTES: tuple[Route, ...] = (
    Route(
        Command,
        "/caseload",
        show_load,
        "/caseload [me | @worker]",
        "your own caseload, or your team's if you look after one; a worker's, for those who look after them",
    ),
    Route(
        Command,
        "/caseload team",
        show_team,
        "/caseload team [NAME]",
        "a team's caseload, as far as you may see it",
    ),
)
