"""Who changes something, when and from where: every write takes one, and its audit row says so."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from scoring.ids import WorkerId
from scoring.working_time import london_day


class Source(StrEnum):
    """Where a change came from."""

    SLACK = "slack"
    SHELL = "shell"
    IMPORT = "import"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Change:
    """`actor` is None for the shell and for the tick, which act for the council."""

    at: datetime
    source: Source
    actor: WorkerId | None = None

    @property
    def today(self) -> date:
        """The London day on which it happens."""
        return london_day(self.at)


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why it changes: the reason codes, and whether a file said so rather than a person here.

    `because` is the soft rule's code, `reason` one of the ten reallocation codes, `action` the audit's word.
    """

    action: str
    because: str | None = None
    reason: str = "OTHERS"
    imported: bool = False
    detail: tuple[tuple[str, object], ...] = ()
