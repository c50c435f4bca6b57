"""Whose history, of how long: what the buttons and the choice of a period carry."""

from dataclasses import dataclass

from handlers.messages import Block
from handlers.views.blocks import option, select

PERIODS = (4, 12, 52)
"""In weeks."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose history: a worker's, a team's or a service's, by its id."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Page:
    """What was asked for: whose history, of how many weeks, and which page of it (from 0)."""

    scope: Scope
    weeks: int
    number: int

    @property
    def value(self) -> str:
        """What a button carries."""
        return f"{self.scope.kind}:{self.scope.id}:{self.weeks}:{self.number}"


def history_select(scope: Scope) -> Block:
    """The choice of a period, for under the list of what isn't kept now."""
    choices = [option(f"the last {weeks} weeks", Page(scope, weeks, 0).value) for weeks in PERIODS]
    return select("history", choices, hint="History of")
