"""What every form that gives a case to somebody shows: the team, whom to choose, the loads, the rules."""

from collections.abc import Iterable, Mapping, Sequence

from handlers.messages import Block
from handlers.views import blocks
from handlers.views.words import change_words, escape, load_words
from scoring.case import Need
from scoring.eligibility import SOFT_REASON_WORDS, SoftReason
from scoring.ids import TeamId, WorkerId
from scoring.load_after import LoadChange
from scoring.suggest import Suggestion


def team_field(action: str, teams: Mapping[TeamId, str], team: TeamId) -> list[Block]:
    """The team whose people are listed; nothing where there is no choice."""
    if len(teams) < 2:
        return []
    options = [blocks.option(escape(name), str(id_)) for id_, name in teams.items()]
    return [blocks.field("team", "Team", blocks.select(action, options, str(team)), redraws=True)]


def need_select(action: str, need: Need | None) -> Block:
    """A child in need's need, where it may still have to be confirmed."""
    options = [blocks.option("Lower", Need.LOWER), blocks.option("Standard", Need.STANDARD)]
    return blocks.select(action, options, need, "To confirm")


def worker_options(suggestions: Sequence[Suggestion], staff: Mapping[WorkerId, str]) -> list[Block]:
    """Those who are suggested, best first with their load, then everybody else of the team."""
    ranked = [(each.worker.id, f"{each.worker.name}: {load_words(each.before)}") for each in suggestions]
    listed = {id_ for id_, _ in ranked}
    others = [(id_, name) for id_, name in staff.items() if id_ not in listed]
    return [blocks.option(escape(text), str(id_)) for id_, text in [*ranked, *others]]


def change_lines(changes: Iterable[tuple[str, LoadChange | None]]) -> list[str]:
    """Each worker's load before → after; nothing of those whose load the viewer may not see."""
    return [
        f"*{escape(name)}*: {change_words(change.before, change.after)}" for name, change in changes if change
    ]


def rule_lines(said: Iterable[str]) -> list[str]:
    """What the rules say, a line each."""
    return [f"• {escape(sentence)}" for sentence in said]


def because_field(because: SoftReason | None, hint: str = "Why this is right all the same") -> Block:
    """The reason to go ahead although a soft rule asks."""
    options = [
        blocks.option(f"{code.value}: {words}", code.value) for code, words in SOFT_REASON_WORDS.items()
    ]
    element = blocks.select("because", options, because, hint)
    return blocks.field("because", "Reason to go ahead", element, optional=True)
