"""A team's caseload: its totals, everybody in it by name, and who waits. Never a ranking of people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from handlers.messages import Block, Message
from handlers.views.blocks import clip, context, section
from handlers.views.loads.loads import MOST_TEXT
from handlers.views.words import escape, load_words, plural, points_of, standing_words, trial_note
from scoring.case_words import children_text
from scoring.load import Load, TeamLoad
from scoring.policy import Policy
from scoring.tenths import round_half_up, short_text

MOST_ROWS = 99
"""A table has 100 rows, its head included."""


@dataclass(frozen=True, slots=True)
class TeamPicture:
    """What a team's view shows; `members` by name, `breaches` how many promises aren't kept now."""

    name: str
    load: TeamLoad
    members: Sequence[tuple[str, Load]]
    breaches: int
    is_started: bool
    policy: Policy


def waiting_sentence(waiting: int) -> str:
    """ "2 of these children wait for a worker." """
    return f"{waiting} of these children {'waits' if waiting == 1 else 'wait'} for a worker."


def team_message(picture: TeamPicture) -> Message:
    """The team in full, for those who look after it."""
    title, totals = team_title(picture), care_lines(picture)
    rows = shown_members(picture)
    text = "\n".join([title, *totals, *(member_text(name, load) for name, load in rows)])
    blocks: list[Block] = [section(f"*{title}*\n" + "\n".join(totals))]
    if rows:
        blocks.append(table(["Worker", "Children", "Points", "Stands"], [member_row(*each) for each in rows]))
    if len(rows) > MOST_ROWS:
        blocks.append(context(f"and {len(rows) - MOST_ROWS} more people, who don't fit into one table."))
    return Message(clip(text, MOST_TEXT), (*blocks, context(trial_note(picture.policy))))


def totals_message(picture: TeamPicture) -> Message:
    """A worker's own team: its totals only."""
    title, totals = team_title(picture), [*_totals(picture)]
    note = "Colleagues' own figures are for them and their managers. /caseload me shows yours."
    text = "\n".join([title, *totals])
    return Message(text, (section(f"*{title}*\n" + "\n".join(totals)), context(note, _trial(picture))))


def band_message(name: str, load: TeamLoad, policy: Policy) -> Message:
    """Another team, for a manager: how it stands, without a figure."""
    text = f"{escape(name)} {BAND_WORDS[team_band(load)]}. Its figures are for its own managers."
    return Message(text, (section(text), context(trial_note(policy))))


BAND_WORDS = {
    "over": "is over what we promised",
    "within": "is within our promise, with no room to spare",
    "room": "has room",
}


def team_band(load: TeamLoad) -> str:
    """How a team stands: "over", "room" or "within"."""
    if load.over_children or load.over_points:
        return "over"
    has_room = load.children < load.promise and load.points < load.low_end
    return "room" if has_room else "within"


def overview_message(teams: Sequence[tuple[str, TeamLoad | None]], policy: Policy) -> Message:
    """Several teams side by side, by name, for somebody who looks after all of them."""
    title = "Your teams"
    lines = [f"{escape(name)}: {_team_line(load)}." for name, load in teams]
    rows = [[name, *_team_cells(load)] for name, load in teams]
    grid = table(["Team", "Children", "Points", "Stands"], rows)
    hint = "/caseload team and a name shows one of them in full."
    text = clip("\n".join([f"{title}.", *lines]), MOST_TEXT)
    return Message(text, (section(f"*{title}*"), grid, context(hint, trial_note(policy))))


def uncounted_message(name: str) -> Message:
    return Message(
        f"I haven't counted {escape(name)} yet. It usually takes a few seconds after a team is added; "
        "please ask again in a minute."
    )


def member_text(name: str, load: Load) -> str:
    """ "Sam Okafor: 17 of 15 children · 104 of 100 points, over." """
    if not load.has_capacity:
        return f"{escape(name)}: {load_words(load)}."
    return f"{escape(name)}: {load_words(load)}, {standing_words(load)}."


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Block:
    """A table of plain texts; numbers stand on the right."""
    lines = [head, *rows[:MOST_ROWS]]
    cells = [[{"type": "raw_text", "text": each or "–"} for each in line] for line in lines]
    sides = [{"align": "right" if place in (1, 2) else "left"} for place in range(len(head))]
    return {"type": "table", "rows": cells, "column_settings": sides}


def team_title(picture: TeamPicture) -> str:
    """Whether we keep our promise to the team as a whole."""
    load, name = picture.load, escape(picture.name)
    more = load.children - load.promise
    if more > 0:
        figures = f"{children_text(load.children)}, we promised {load.promise}"
        return f"{name} is over our promise by {more}: {figures}."
    return f"{name}: {load.children} of {children_text(load.promise)}, within our promise."


def care_lines(picture: TeamPicture) -> list[str]:
    """What stands under the title, for those who look after the team."""
    return [*_totals(picture), *_care(picture)]


def shown_members(picture: TeamPicture) -> list[tuple[str, Load]]:
    """Everybody who has a row: not those without children, points and anything promised."""
    return [(name, load) for name, load in picture.members if _is_shown(load)]


def _totals(picture: TeamPicture) -> Iterator[str]:
    load = picture.load
    over = " over the bandwidth" if load.over_points else ""
    yield f"Points: {short_text(load.points)} of {short_text(load.bandwidth)}{over}."
    if load.waiting:
        yield waiting_sentence(load.waiting)
    if load.average is not None:
        yield _average(load, load.average, picture.policy)


def _average(load: TeamLoad, exact: Fraction, policy: Policy) -> str:
    average = short_text(round_half_up(exact * 10))
    noun = "child" if average == "1" else "children"
    said = f"Average: {average} {noun} for each full-time registered worker who leads any"
    if policy.average_range is None:
        return f"{said}."
    low, high = (short_text(each) for each in policy.average_range)
    above = "above" if load.over_average(policy) else "against"
    return f"{said}, {above} the council's {low} to {high}."


def _care(picture: TeamPicture) -> Iterator[str]:
    """What only those who look after the team see: nobody there, open breaches, not started."""
    gone = picture.load.nobody_there
    if gone:
        has = "has" if gone == 1 else "have"
        yield f"{children_text(gone).capitalize()} {has} nobody there today: please decide who is."
    if picture.breaches:
        many = plural(picture.breaches, "promise")
        verb = "is" if picture.breaches == 1 else "are"
        yield f"{many} {verb} not being kept; /caseload breaches shows them with their plans."
    if not picture.is_started:
        yield "This team hasn't been started, so nothing is posted yet: /caseload start."


def _is_shown(load: Load) -> bool:
    """Whether somebody has a row: not without children, points and anything promised."""
    return bool(load.children or load.case_points or (load.has_capacity and load.promise))


def member_row(name: str, load: Load) -> list[str]:
    """Somebody's row: name, children, points, how they stand."""
    children = f"{load.children} of {load.promise}" if load.has_capacity else str(load.children)
    points = points_of(load).removesuffix(" points") if load.has_capacity else short_text(load.points)
    return [name, children, points, standing_words(load)]


def _team_line(load: TeamLoad | None) -> str:
    if load is None:
        return "not counted yet"
    children, points, stands = _team_cells(load)
    return f"{children} children, {points} points, {stands}"


def _team_cells(load: TeamLoad | None) -> list[str]:
    if load is None:
        return ["–", "–", "not counted yet"]
    points = f"{short_text(load.points)} of {short_text(load.bandwidth)}"
    return [f"{load.children} of {load.promise}", points, team_band(load)]


def _trial(picture: TeamPicture) -> str:
    return trial_note(picture.policy)
