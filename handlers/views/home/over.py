"""Teams whose promise isn't kept, for somebody above them who has nothing to decide about it yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.views.ledger.breaches import figures_text
from handlers.views.words import day_text, escape
from scoring.readings import Reading

MOST_SHOWN = 5
TITLE = "Where we are not keeping our promise to a team, and who is asked first:"


@dataclass(frozen=True, slots=True)
class Over:
    """A team with its lines that aren't kept; `asked` is who is asked first, None where nobody is named."""

    name: str
    is_started: bool
    lines: Sequence[Reading]
    asked: str | None
    is_viewer: bool
    planned_until: date | None


def over_lines(teams: Sequence[Over], more: int, today: date) -> list[str]:
    """A line for each team, under a title; nothing if there is none."""
    if not teams:
        return []
    rest = [f"And {more} more: /caseload council shows how each stands."] if more else []
    return [TITLE, *(f"• {_line(each, today)}" for each in teams), *rest]


def _line(team: Over, today: date) -> str:
    figures = "; ".join(figures_text(each.line, each.value, each.promised) for each in team.lines)
    return f"{escape(team.name)}: {figures}. {_asked(team, today)}"


def _asked(team: Over, today: date) -> str:
    if not team.is_started:
        return "The team hasn't been started, so nobody is asked yet."
    if team.asked is None:
        return "Nobody is named to be asked: please have somebody named as its supervisor."
    who, is_, has = ("You", "are", "have") if team.is_viewer else (escape(team.asked), "is", "has")
    if team.planned_until is None:
        return f"{who} {is_} asked for a plan first."
    if team.planned_until < today:
        return f"{who} {is_} asked first to review the plan, whose day was {day_text(team.planned_until)}."
    return f"{who} {is_} asked first, and {has} a plan until {day_text(team.planned_until)}."
