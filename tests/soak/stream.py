"""People at work, who do again what Slack showed them as failed; each keeps what they were told."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from bot.sandbox import Message, Outcome, Person
from bot.sandbox.errors import CannotDo
from tests.e2e.town import Town

AGAIN_SECONDS = 0.1
MOST_TRIES = 600
EXCUSES = ("Something went wrong on my side", "The database went away")
MOST_OPEN = 24
"""Cases that one supervisor's people hold at a time: some of our promises are broken, and kept again."""
WORKERS = ("sam", "jo", "kit")


@dataclass
class Told:
    """What people were told about one case: by the answer to a command, or by a click that was taken."""

    reference: str
    worker: str
    allocated: str | None = None
    has_agreed: bool = False
    has_discussed: bool = False
    closed: str | None = None


@dataclass
class Stream:
    """Supervisors who allocate and close, and workers who answer, until `stopped`."""

    town: Town
    random: Random
    numbers: Iterator[int]
    pause: float = 0.05
    stopped: asyncio.Event = field(default_factory=asyncio.Event)
    told: list[Told] = field(default_factory=list)
    acknowledged: int = 0
    failed: int = 0
    refused: int = 0
    _opened: deque[Told] = field(default_factory=deque)

    async def run(self, people: int = 2) -> None:
        """Work until told to stop; what has been begun is brought to its end."""
        async with asyncio.TaskGroup() as group:
            for _ in range(people):
                group.create_task(self._work())

    async def do_some(self, cases: int) -> None:
        """Take so many cases on, one after the other."""
        for _ in range(cases):
            await self._take_on(self._opened)

    async def _work(self) -> None:
        opened: deque[Told] = deque()
        while not self.stopped.is_set():
            await self._take_on(opened)
            await asyncio.sleep(self.random.uniform(0, 2 * self.pause))

    async def _take_on(self, opened: deque[Told]) -> None:
        case = Told(f"AB-{next(self.numbers)}", self.random.choice(WORKERS))
        self.told.append(case)
        opened.append(case)
        await self._allocate(case)
        await self._answer(self.random.choice(opened))
        if len(opened) > MOST_OPEN:
            await self._close(opened.popleft())

    async def _allocate(self, case: Told) -> None:
        line = f"/allocate {case.reference} cin lower @{case.worker} because=AGREED"
        answer = await self._until_taken(lambda: self.town.type(_boss(case), line))
        case.allocated = _words(answer)

    async def _answer(self, case: Told) -> None:
        """The worker presses a button of the message about this case, if it has come already."""
        person = self.town.people[case.worker]
        found = [m for m in self.town.slack.direct_messages(person) if case.reference in m.text]
        agrees = self.random.random() < 0.5
        before = self._excuses(person)
        if not found or not _has(found[-1], "allocation_agree"):
            return
        button = "allocation_agree" if agrees else "allocation_discuss"
        await self._until_taken(lambda: self.town.slack.click(person, found[-1], button))
        if await self._was_done(person, before):
            case.has_agreed, case.has_discussed = agrees, not agrees

    async def _close(self, case: Told) -> None:
        boss = _boss(case)
        card = await self._until_taken(lambda: self.town.type(boss, f"/case {case.reference}"))
        if card.message is None or not _has(card.message, "case_close"):
            return
        message, person = card.message, self.town.people[boss]
        before = self._excuses(person)
        await self._until_taken(lambda: self.town.slack.click(person, message, "case_close"))
        if await self._was_done(person, before):
            case.closed = "clicked"

    async def _was_done(self, person: Person, before: int) -> bool:
        """Whether the answer to a click, which follows its acknowledgement, was no excuse."""
        await self.town.slack.settled()
        return self._excuses(person) == before

    def _excuses(self, person: Person) -> int:
        """How often this person has been told that something couldn't be done."""
        workspace = self.town.slack.workspace
        mine = (m for messages in workspace.messages.values() for m in messages.values())
        return sum(1 for m in mine if m.ephemeral_to == person.id and _is_excuse(m.text))

    async def _until_taken(self, act: Callable[[], Awaitable[Outcome]]) -> Outcome:
        """Do it until Slack shows no failure, as people do."""
        for _ in range(MOST_TRIES):
            try:
                outcome = await act()
            except CannotDo as problem:  # the message they were about to press in has changed
                return Outcome(None, 0.0, problems=(str(problem),))
            if outcome.error is None and not _is_excuse(_words(outcome)):
                self.acknowledged += 1
                return outcome
            self.failed += outcome.error is not None
            self.refused += outcome.error is None
            await asyncio.sleep(AGAIN_SECONDS)
        raise AssertionError(f"never taken: {outcome}")


def _is_excuse(text: str) -> bool:
    """Whether the bot says itself that it could not do it: what was asked has to be asked again."""
    return text.startswith(EXCUSES)


def _boss(case: Told) -> str:
    return "sue" if case.worker == "kit" else "ann"


def _words(outcome: Outcome) -> str:
    return outcome.message.text if outcome.message is not None else ""


def _has(message: Message, action: str) -> bool:
    return any(action == part.get("action_id") for block in message.blocks for part in _parts(block))


def _parts(block: dict[str, object]) -> list[dict[str, object]]:
    elements = block.get("elements")
    found = [each for each in elements if isinstance(each, dict)] if isinstance(elements, list) else []
    accessory = block.get("accessory")
    return [*found, accessory] if isinstance(accessory, dict) else found
