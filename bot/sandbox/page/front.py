"""The page as whoever opens it to people sets it up: whom it begins with, the clock's turns, what to try."""

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.sandbox.client import Client
from bot.sandbox.errors import CannotDo
from bot.sandbox.faults import Faults
from bot.sandbox.page.unread import Unread
from bot.sandbox.people import Person

Turn = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Suggestion:
    """Something to try: who does it (a handle), in which channel (none: with the app), and what to type."""

    title: str
    words: str
    person: str = ""
    channel: str = ""
    line: str = ""


class Front:
    """What stands before the local Slack, and what may be set in it:

    `first` the people to begin with, `turns` what turns the clock, by its label, `suggestions` what to try,
    and `notice` a sentence that holds the page: while it is set people can look and not act.
    """

    def __init__(self, client: Client, faults: Faults) -> None:
        self.client, self.faults = client, faults
        self.unread = Unread(client)
        self.run = secrets.token_urlsafe(9)
        self.first: Sequence[Person] = ()
        self.turns: Mapping[str, Turn] = {}
        self.suggestions: Sequence[Suggestion] = ()
        self.turning = ""
        self._notice = ""

    @property
    def notice(self) -> str:
        """The sentence that holds the page, or nothing."""
        return self._notice

    @notice.setter
    def notice(self, words: str) -> None:
        self._notice = words
        self.client.workspace.changes.happened()

    def person(self, person_id: str) -> Person | None:
        """Returns the person of this id, else whom the page begins with; None while nobody is there."""
        people = self.client.workspace.people
        found = people.get(person_id)
        if found is not None and not found.is_bot:
            return found
        anybody = (person for person in people.values() if not person.is_bot)
        return next(iter(self.first), None) or next(anybody, None)

    async def turn(self, label: str) -> None:
        """Turns the clock; people are told while it turns. Raises CannotDo while it is already turning."""
        if self.turning:
            raise CannotDo("the clock is turning already")
        if label not in self.turns:
            raise CannotDo(f"nothing turns the clock by “{label}”")
        self._say_turning(label)
        try:
            await self.turns[label]()
        finally:
            self._say_turning("")

    def _say_turning(self, label: str) -> None:
        self.turning = label
        self.client.workspace.changes.happened()
