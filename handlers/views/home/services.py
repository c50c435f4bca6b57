"""Services and their teams for those above: shares of what was promised, by name, never a ranking."""

from collections.abc import Mapping, Sequence

from handlers.messages import Block
from handlers.views.blocks import actions, context, data_table, header, section
from handlers.views.charts import MOST_POINTS, bar_chart
from handlers.views.home.needs import typed_button
from handlers.views.home.teams import open_team
from handlers.views.loads.team_loads import team_band
from handlers.views.trends import course_lines, share_chart
from handlers.views.words import plural
from scoring.case_words import children_text
from scoring.ids import ServiceId, TeamId
from scoring.load import TeamLoad
from scoring.snapshots import Snapshot
from scoring.trend import percent_of
from storage.services import Broken, ServiceLoad
from storage.teams import TeamRecord

TEAM_HEAD = ("Team", "Stands", "Children of promise", "Points of bandwidth", "Waiting", "Promises not kept")
SERVICE_HEAD = (
    "Service", "Teams over", "Children of promise", "Points of bandwidth", "Waiting", "Promises not kept",
)  # fmt: skip
PAGE_SIZE = 15
MOST_ROWS = 100
FAIR = (
    "100 % is just what we promised. Teams are shown by name and in shares of what was promised to them, "
    "because they are not of one size."
)


def service_blocks(
    name: str,
    teams: Sequence[TeamRecord],
    loads: Mapping[TeamId, TeamLoad],
    broken: Mapping[TeamId, Broken],
) -> list[Block]:
    """For a service manager: how each of the service's teams stands."""
    counted = [(team, loads[team.id]) for team in teams if team.id in loads]
    blocks = [header(name)]
    if not counted:
        return [*blocks, section("No team of this service has been counted yet.")]
    rows = [_team_row(team, load, broken.get(team.id, Broken())) for team, load in counted]
    blocks.append(section(_bands([load for _, load in counted])))
    blocks.append(data_table(f"{name}: every team by name", TEAM_HEAD, rows[:MOST_ROWS], PAGE_SIZE))
    shares = [(team.name, load.children, load.promise, load.points, load.bandwidth) for team, load in counted]
    more = len(rows) - MOST_ROWS
    notes = [FAIR, *([f"And {more} more teams, which don't fit into one table."] if more > 0 else [])]
    return [*blocks, *_compared("Teams as shares of our promise", shares), context(*notes), _open(teams)]


def council_blocks(
    services: Sequence[ServiceLoad], broken: Mapping[ServiceId, Broken], trend: Sequence[Snapshot]
) -> list[Block]:
    """For a head of service: the services side by side, and how all of them together have moved."""
    blocks = [header("Services" if len(services) > 1 else services[0].name)]
    blocks.append(section(_together(services, broken)))
    rows = [_service_row(each, broken.get(each.id, Broken())) for each in services]
    caption = "Every service by name"
    blocks.append(data_table(caption, SERVICE_HEAD, rows[:MOST_ROWS], PAGE_SIZE))
    shares = [(each.name, each.children, each.promise, each.points, each.bandwidth) for each in services]
    blocks += _compared("Services as shares of our promise", shares)
    blocks += share_chart("All together, as a share of our promise", trend)
    moved = course_lines(trend)
    return [*blocks, *([section("\n".join(moved))] if moved else []), context(FAIR), _ways()]


def _bands(loads: Sequence[TeamLoad]) -> str:
    """ "12 teams: 2 are over what we promised, 3 have room." """
    bands = [team_band(load) for load in loads]
    over, room = bands.count("over"), bands.count("room")
    within = len(bands) - over - room
    return (
        f"{plural(len(bands), 'team')}: {over} over what we promised, {within} within it, {room} with room."
    )


def _together(services: Sequence[ServiceLoad], broken: Mapping[ServiceId, Broken]) -> str:
    children, promise = sum(each.children for each in services), sum(each.promise for each in services)
    share = percent_of(children, promise)
    said = f"{children_text(children)} against {promise} that we promised"
    said += f": {share} %." if share is not None else "."
    subjects = sum(each.subjects for each in broken.values())
    unplanned = sum(each.unplanned for each in broken.values())
    teams, over = sum(each.teams for each in services), sum(each.over for each in services)
    kept = f"{plural(subjects, 'promise')} not kept now, {unplanned} of them without a plan"
    return f"{said} {over} of {plural(teams, 'team')} over. {kept if subjects else 'Every promise is kept'}."


def _team_row(team: TeamRecord, load: TeamLoad, broken: Broken) -> list[str]:
    children, points = _shares(load.children, load.promise, load.points, load.bandwidth)
    return [team.name, team_band(load), children, points, str(load.waiting), _broken(broken)]


def _service_row(service: ServiceLoad, broken: Broken) -> list[str]:
    children, points = _shares(service.children, service.promise, service.points, service.bandwidth)
    over = f"{service.over} of {service.teams}"
    return [service.name, over, children, points, str(service.waiting), _broken(broken)]


def _shares(children: int, promise: int, points: int, bandwidth: int) -> tuple[str, str]:
    return _percent(percent_of(children, promise)), _percent(percent_of(points, bandwidth))


def _percent(share: int | None) -> str:
    return "nothing promised" if share is None else f"{share} %"


def _broken(broken: Broken) -> str:
    if not broken.unplanned:
        return str(broken.subjects)
    return f"{broken.subjects} ({broken.unplanned} without a plan)"


def _compared(title: str, shares: Sequence[tuple[str, int, int, int, int]]) -> list[Block]:
    """Bars side by side in name order; what was promised nothing has no share to draw."""
    drawn = [
        (name, percent_of(children, promise), percent_of(points, bandwidth))
        for name, children, promise, points, bandwidth in shares
    ]
    known = [(name, ch, pt) for name, ch, pt in drawn if ch is not None and pt is not None][:MOST_POINTS]
    if len(known) < 2:
        return []
    names, children, points = zip(*known, strict=True)
    return [bar_chart(title, names, {"Children, %": children, "Points, %": points})]


def _open(teams: Sequence[TeamRecord]) -> Block:
    return actions(
        *open_team(f"typed:team-{teams[0].service}", teams),
        typed_button("Who has room", "/caseload room", "room"),
        typed_button("Promises not kept", "/caseload breaches", "breaches"),
    )


def _ways() -> Block:
    return actions(
        typed_button("How it has moved", "/caseload trend", "trend-all"),
        typed_button("Promises not kept", "/caseload breaches", "breaches-all"),
    )
