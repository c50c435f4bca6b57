"""The sections of a Home, one for each thing somebody looks after."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.access import can_see_team, has_role, headed_services, managed_services, supervised_teams
from handlers.concerns.asked import read_own_concern
from handlers.desk import Desk
from handlers.home.needs import deeds_of, kind_of, list_needs
from handlers.loads.reading import read_caseload, read_team_picture
from handlers.messages import Block
from handlers.views.home import needs as needs_view
from handlers.views.home import own, services, teams
from handlers.views.home.administration import administration_blocks
from handlers.views.loads.loads import is_without_load
from handlers.views.trends import CHART_WEEKS
from scoring.ids import ServiceId, TeamId
from scoring.people import Role
from scoring.readings import SubjectKind
from scoring.snapshots import Snapshot
from scoring.trend import week_ends
from scoring.working_time import ONE_DAY
from storage.audit import Deed
from storage.loads import find_team_load, load_team_loads
from storage.people import load_workers
from storage.services import count_broken_in_services, count_broken_in_teams, list_service_loads
from storage.snapshots import list_day_ends, sum_day_ends
from storage.teams import TeamRecord, list_teams_of

MOST_TEAMS = 3
"""Teams of one supervisor shown in full; `/caseload team` shows any other."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section, and what was read for it that has to be audited."""

    blocks: Sequence[Block]
    deeds: Sequence[Deed] = ()


def needs_part(desk: Desk) -> Part:
    """What waits for the viewer, whatever they look after."""
    needs = list_needs(desk)
    return Part(needs_view.needs_blocks([kind_of(each) for each in needs]), deeds_of(needs))


def team_parts(desk: Desk) -> list[Part]:
    """The teams the viewer supervises today, cover included, in full."""
    ids = supervised_teams(desk.viewer)
    found = list_teams_of(desk.session, teams=ids) if ids else []
    others = [Part(teams.other_teams_blocks(found[MOST_TEAMS:]))] if len(found) > MOST_TEAMS else []
    return [*(_team(team, desk) for team in found[:MOST_TEAMS]), *others]


def service_parts(desk: Desk) -> list[Part]:
    """The teams of each service the viewer manages: sums only, so there is nobody's load in it."""
    managed = managed_services(desk.viewer)
    if not managed:
        return []
    found = list_teams_of(desk.session, services=managed)
    loads = load_team_loads(desk.session, [team.id for team in found])
    broken = count_broken_in_teams(desk.session, [team.id for team in found])
    by_service: dict[ServiceId, list[TeamRecord]] = {}
    for team in found:
        by_service.setdefault(team.service, []).append(team)
    return [
        Part(services.service_blocks(some[0].service_name, some, loads, broken))
        for some in by_service.values()
    ]


def council_part(desk: Desk) -> Part | None:
    """The services of a head of service, from one row a team, added up by the database."""
    if not has_role(desk.viewer, Role.HEAD):
        return None
    scope = headed_services(desk.viewer)
    found = list_service_loads(desk.session, scope)
    if not found:
        return None
    within = None if scope is None else _team_ids(desk, scope)
    trend = sum_day_ends(desk.session, within, week_ends(desk.today - ONE_DAY, CHART_WEEKS))
    broken = count_broken_in_services(desk.session, scope)
    return Part(services.council_blocks(found, broken, trend))


def own_part(desk: Desk, page: int) -> Part | None:
    """The viewer's own caseload, if they have one or are promised one."""
    worker = load_workers(desk.session, [desk.viewer.worker]).get(desk.viewer.worker)
    if worker is None:
        return None
    shown = read_caseload(worker, desk)
    if is_without_load(shown.load):
        return None
    page = min(page, own.last_page(shown))
    concern = read_own_concern(desk)
    talk = own.no_concern_blocks() if concern is None else concern.blocks
    return Part(own.own_blocks(shown, _trend(desk, SubjectKind.WORKER, worker.id), talk, page))


def administration_part(desk: Desk) -> Part | None:
    """What an administrator looks after: the policy in force; no child, no worker's load."""
    return Part(administration_blocks(desk.policy)) if has_role(desk.viewer, Role.ADMIN) else None


def _team(team: TeamRecord, desk: Desk) -> Part:
    if not can_see_team(desk.viewer, team.id, team.service) or find_team_load(desk.session, team.id) is None:
        return Part(teams.uncounted_blocks(team.name))
    picture = read_team_picture(team, desk)
    workers = [load.worker for _, load in picture.members if load.worker != desk.viewer.worker]
    deeds = [Deed("load_read", "team", team.id, {"workers": workers})]
    return Part(teams.team_blocks(picture, _trend(desk, SubjectKind.TEAM, team.id)), deeds)


def _trend(desk: Desk, kind: SubjectKind, id_: int) -> list[Snapshot]:
    days = week_ends(desk.today - ONE_DAY, CHART_WEEKS)
    return list_day_ends(desk.session, kind, [id_], days).get(id_, [])


def _team_ids(desk: Desk, scope: Sequence[ServiceId]) -> list[TeamId]:
    return [team.id for team in list_teams_of(desk.session, services=scope)]
