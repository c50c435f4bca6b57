"""A supervisor's teams in their Home: the totals, everybody by name, and the ways to act."""

from collections.abc import Sequence

from handlers.messages import Block
from handlers.views.blocks import actions, context, data_table, header, option, section, select
from handlers.views.home.needs import typed_button
from handlers.views.loads.team_loads import (
    TeamPicture,
    care_lines,
    member_row,
    shown_members,
    team_title,
)
from handlers.views.trends import share_chart
from handlers.views.words import escape
from scoring.ids import TeamId
from scoring.snapshots import Snapshot
from storage.teams import TeamRecord

HEAD = ("Worker", "Children", "Points", "Stands")
PAGE_SIZE = 15
MOST_MEMBERS = 99
MOST_LINE = 150
"""Characters of a choice's value."""


def team_blocks(picture: TeamPicture, trend: Sequence[Snapshot]) -> list[Block]:
    """One team in full; a sentence about each figure, so that the table only repeats."""
    everybody = shown_members(picture)
    members = [member_row(*each) for each in everybody[:MOST_MEMBERS]]
    caption = f"{picture.name}: everybody by name"
    blocks = [header(picture.name), section("\n".join([f"*{team_title(picture)}*", *care_lines(picture)]))]
    if members:
        blocks.append(data_table(caption, HEAD, members, PAGE_SIZE))
    if len(everybody) > MOST_MEMBERS:
        blocks.append(
            context(f"and {len(everybody) - MOST_MEMBERS} more people, who don't fit into one table.")
        )
    chart = share_chart(f"{picture.name} as a share of our promise", trend)
    return [*blocks, *chart, actions(*_ways(picture.name, picture.load.team))]


def other_teams_blocks(teams: Sequence[TeamRecord]) -> list[Block]:
    """The teams that aren't shown in full, to open one of them."""
    number = "one more team" if len(teams) == 1 else f"{len(teams)} more teams"
    opening = open_team("typed:other-teams", teams)
    return [section(f"You look after {number}."), *([actions(*opening)] if opening else [])]


def open_team(action: str, teams: Sequence[TeamRecord]) -> list[Block]:
    """A list to open one of these teams from; names longer than Slack takes can only be typed."""
    lines = [(team.name, f"/caseload team {team.name}") for team in teams]
    choices = [option(name, line) for name, line in lines if len(line) <= MOST_LINE]
    return [select(action, choices, hint="Open a team")] if choices else []


def uncounted_blocks(name: str) -> list[Block]:
    """A team that has just been added."""
    return [header(name), section(f"I haven't counted {escape(name)} yet. Please look again in a minute.")]


def _ways(name: str, team: TeamId) -> list[Block]:
    return [
        typed_button("Allocate", "/allocate", f"allocate-{team}", "primary"),
        typed_button("Who has room", f"/caseload room {name}", f"room-{team}"),
        typed_button("Promises not kept", f"/caseload breaches {name}", f"breaches-{team}"),
        typed_button("How it has moved", f"/caseload trend {name}", f"trend-{team}"),
    ]
