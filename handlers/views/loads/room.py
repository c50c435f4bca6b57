"""Who has room: people by name in the teams somebody looks after, and how other teams stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.messages import Block, Message
from handlers.views.blocks import clip, context, section
from handlers.views.loads.loads import MOST_TEXT
from handlers.views.loads.team_loads import BAND_WORDS, team_band
from handlers.views.words import bandwidth_sentence, escape, listed, plural, points_of, trial_note
from scoring.case_words import children_text
from scoring.load import Load, TeamLoad
from scoring.policy import Policy
from scoring.tenths import short_text

MOST_TEAMS = 20
MOST_PEOPLE = 20
MOST_PEOPLE_OF_MANY = 4
MANY_TEAMS = 4
"""Together these stay under Slack's 3,000 characters a block and 12,000 a message."""

BANDS = ("room", "within", "over")
ENOUGH = "You have enough for now: within our promise, with no room for another case."


@dataclass(frozen=True, slots=True)
class TeamRoom:
    """One team with those who have room, by name, and how many people it counts."""

    name: str
    people: Sequence[tuple[str, Load]]
    waiting: int


def room_message(
    teams: Sequence[TeamRoom], others: Sequence[tuple[str, TeamLoad]], policy: Policy
) -> Message:
    """Who has room. By name, not by how much: it answers "whom could I ask?" and is no ranking of people."""
    most = MOST_PEOPLE if len(teams) <= MANY_TEAMS else MOST_PEOPLE_OF_MANY
    parts = [_team(each, most) for each in teams[:MOST_TEAMS]]
    if len(teams) > MOST_TEAMS:
        rest = len(teams) - MOST_TEAMS
        parts.append([f"and {rest} more teams; /caseload room and a team's name shows one of them."])
    if others:
        parts.append([_others(others)])
    text = clip("\n".join(line for part in parts for line in part).replace("*", ""), MOST_TEXT)
    blocks: list[Block] = [section("\n".join(part)) for part in parts]
    hint = (
        "Room means fewer children than we promised, and points under the low end of the bandwidth. "
        f"{bandwidth_sentence(policy)} /allocate weighs a case against both."
    )
    return Message(text, (*blocks, context(hint, trial_note(policy))))


def _team(team: TeamRoom, most: int) -> list[str]:
    name = escape(team.name)
    wait = f" {children_text(team.waiting).capitalize()} waiting for a worker." if team.waiting else ""
    if not team.people:
        return [f"*Nobody in {name} has room today.*{wait}"]
    number = len(team.people)
    head = f"*{plural(number, 'person') if number == 1 else f'{number} people'} in {name} "
    head += f"{'has' if number == 1 else 'have'} room.*{wait}"
    lines = [f"• {person_text(who, load)}" for who, load in team.people[:most]]
    rest = number - most
    return [head, *lines, *([f"and {rest} more: /caseload room {name}"] if rest > 0 else [])]


def person_text(name: str, load: Load) -> str:
    """ "Jo Brown: room for 3 more children, 34.5 points under the bandwidth (12 of 15 children, …)." """
    more = load.promise - load.children
    children = "1 more child" if more == 1 else f"{more} more children"
    left = short_text(load.bandwidth - load.points)
    now = f"{load.children} of {load.promise} now, {points_of(load)}"
    return f"{escape(name)}: {children} and {left} points to go ({now})"


def _others(teams: Sequence[tuple[str, TeamLoad]]) -> str:
    """How they stand, together where they stand alike, so that it reads well aloud."""
    stand = {band: [escape(name) for name, load in teams if team_band(load) == band] for band in BANDS}
    said = [f"{listed(names)} {_verb(band, len(names))}" for band, names in stand.items() if names]
    return f"*Other teams:* {'; '.join(said)}. Their supervisors can say more."


def _verb(band: str, number: int) -> str:
    """ "has room", "have room"."""
    verb, _, rest = BAND_WORDS[band].partition(" ")
    return f"{verb if number == 1 else {'is': 'are', 'has': 'have'}[verb]} {rest}"


def own_team_message(name: str, load: TeamLoad, own: Load | None, policy: Policy) -> Message:
    """What a worker sees: their own room, and how the team stands as a whole."""
    mine = "" if own is None else f"{_mine(own)}\n"
    children = f"{load.children} of {children_text(load.promise)}"
    points = f"{short_text(load.points)} of {short_text(load.bandwidth)} points"
    text = (
        f"{mine}{escape(name)} as a whole {BAND_WORDS[team_band(load)]}: {children}, {points}. "
        "Who has room is for those who allocate to see; your supervisor can tell you."
    )
    return Message(text, (section(text), context(trial_note(policy))))


def _mine(load: Load) -> str:
    if load.has_room:
        more = load.promise - load.children
        return f"You have room for {'1 more child' if more == 1 else f'{more} more children'}."
    if not load.has_capacity:
        return "You have no capacity for cases today."
    return "You are over what we promised you." if load.is_over else ENOUGH
