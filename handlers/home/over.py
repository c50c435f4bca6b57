"""The teams below a service manager or head whose promise isn't kept, and who is asked first for each."""

from collections.abc import Sequence

from handlers.access import has_role, headed_services, managed_services
from handlers.desk import Desk
from handlers.views.home import over as view
from scoring.load import TeamLoad
from scoring.people import Role
from scoring.readings import Reading, Subject, SubjectKind, read_team
from storage.breaches import list_standing
from storage.loads import list_team_loads
from storage.people import load_names
from storage.plans import list_plans
from storage.responsible import find_responsible
from storage.teams import list_teams_of


def list_over(desk: Desk) -> tuple[list[view.Over], int]:
    """The first of these teams by name, as many as are shown, and how many more there are."""
    over = [(load, lines) for load in _loads(desk) if (lines := _over(load, desk))]
    shown = over[: view.MOST_SHOWN]
    ids = [load.team for load, _ in shown]
    teams = {team.id: team for team in list_teams_of(desk.session, teams=ids)} if ids else {}
    asked = {team: find_responsible(desk.session, team, desk.today) for team in ids}
    people = load_names(desk.session, [each for each in asked.values() if each is not None])
    standing = list_standing(desk.session, [Subject(SubjectKind.TEAM, team) for team in ids]) if ids else []
    plans = list_plans(desk.session, [breach.id for breach in standing])
    days = {
        team: [
            plans[each.id].plan.by_when for each in standing if each.subject.id == team and each.id in plans
        ]
        for team in ids
    }
    listed = [
        view.Over(
            name=teams[load.team].name,
            is_started=teams[load.team].started_at is not None,
            lines=lines,
            asked=people.get(who) if (who := asked[load.team]) is not None else None,
            is_viewer=asked[load.team] == desk.viewer.worker,
            planned_until=max(days[load.team], default=None),
        )
        for load, lines in shown
    ]
    return listed, len(over) - len(shown)


def _loads(desk: Desk) -> Sequence[TeamLoad]:
    """The loads of every team the viewer stands above."""
    services = list(managed_services(desk.viewer))
    if has_role(desk.viewer, Role.HEAD):
        headed = headed_services(desk.viewer)
        if headed is None:
            return list_team_loads(desk.session)
        services += headed
    return [load for service in sorted(set(services)) for load in list_team_loads(desk.session, service)]


def _over(load: TeamLoad, desk: Desk) -> list[Reading]:
    return [reading for reading in read_team(load, desk.policy) if reading.over]
