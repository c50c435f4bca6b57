"""Teams and services side by side: shares of what was promised, in the order of their names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from handlers.messages import Block, Message
from handlers.views.blocks import clip, context, section
from handlers.views.loads.loads import MOST_TEXT
from handlers.views.loads.team_loads import BAND_WORDS, MOST_ROWS, table, team_band, waiting_sentence
from handlers.views.words import escape, trial_note
from scoring.case_words import children_text
from scoring.ids import TeamId
from scoring.load import TeamLoad
from scoring.policy import Policy
from scoring.tenths import short_text
from scoring.trend import percent_of

HINT = (
    "Shares are of each one's own promise, so that large and small compare fairly. They stand by name; "
    "this is no ranking."
)


@dataclass(frozen=True, slots=True)
class Compared:
    """One row: a team or a service, with its sums; without `shows_figures` only how it stands is told."""

    name: str
    load: TeamLoad | None
    shows_figures: bool = True


def teams_message(title: str, rows: Sequence[Compared], policy: Policy, adds_up: bool = False) -> Message:
    """Teams side by side; `adds_up` puts their sum on top, if every one of them may be seen."""
    if not rows:
        return Message(f"{escape(title)} has no teams yet.")
    sums = add_up(row.load for row in rows if row.load is not None)
    head = _sum_line(title, sums) if adds_up and all(row.shows_figures for row in rows) else escape(title)
    return _table_message(head, rows, policy, "Team")


def council_message(rows: Sequence[Compared], policy: Policy) -> Message:
    """The council by services, with its sum on top."""
    sums = add_up(row.load for row in rows if row.load is not None)
    return _table_message(_sum_line("The council", sums), rows, policy, "Service")


def add_up(loads: Iterable[TeamLoad]) -> TeamLoad:
    """The sums of several teams as one; its id means nothing."""
    listed = list(loads)

    def total(name: str) -> int:
        return sum(getattr(load, name) for load in listed)

    return TeamLoad(
        team=TeamId(0),
        children=total("children"),
        waiting=total("waiting"),
        points=total("points"),
        promise=total("promise"),
        bandwidth=total("bandwidth"),
        low_end=total("low_end"),
        average_children=total("average_children"),
        average_fte=sum((load.average_fte for load in listed), Fraction(0)),
        nobody_there=total("nobody_there"),
        nobody_there_left=total("nobody_there_left"),
    )


def share_text(held: int, promised: int) -> str:
    """ "88 %", as on the Home tab: never rounded to 100 from either side; a dash for nothing of nothing."""
    share = percent_of(held, promised)
    if share is None:
        return "none promised" if held else "–"
    return f"{share} %"


def _table_message(head: str, rows: Sequence[Compared], policy: Policy, noun: str) -> Message:
    lines = [f"{escape(row.name)}: {_said(row)}." for row in rows]
    grid = table([noun, "Children", "Points", "Stands"], [_cells(row) for row in rows])
    more = (
        [f"and {len(rows) - MOST_ROWS} more, who don't fit into one table."] if len(rows) > MOST_ROWS else []
    )
    blocks: list[Block] = [section(f"*{head}*"), grid, context(*more, HINT, trial_note(policy))]
    return Message(clip("\n".join([head, *lines, HINT]), MOST_TEXT), tuple(blocks))


def _sum_line(title: str, load: TeamLoad) -> str:
    children = f"{load.children} of {children_text(load.promise)}"
    points = f"{short_text(load.points)} of {short_text(load.bandwidth)} points"
    waiting = f" {waiting_sentence(load.waiting)}" if load.waiting else ""
    return f"{escape(title)} {BAND_WORDS[team_band(load)]}: {children}, {points}.{waiting}"


def _said(row: Compared) -> str:
    if row.load is None:
        return "not counted yet"
    if not row.shows_figures:
        return BAND_WORDS[team_band(row.load)]
    _, children, points, stands = _cells(row)
    return f"children {children}, points {points}, {stands}"


def _cells(row: Compared) -> list[str]:
    load = row.load
    if load is None:
        return [row.name, "–", "–", "not counted yet"]
    if not row.shows_figures:
        return [row.name, "–", "–", team_band(load)]
    children = f"{share_text(load.children, load.promise)} ({load.children} of {load.promise})"
    points = share_text(load.points, load.bandwidth)
    figures = f"{short_text(load.points)} of {short_text(load.bandwidth)}"
    return [row.name, children, f"{points} ({figures})", team_band(load)]
