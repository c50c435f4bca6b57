"""The courier hands out what the outbox holds: the only sender of channel posts and direct messages.

One message at a time to each person and channel, in order; what Slack puts off waits on its row.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from bot.delivery import Delivery
from handlers.reception.threads import in_thread
from storage.database import Database
from storage.outbox import (
    OutboxEntry,
    claim_recipes,
    find_next_recipe,
    has_abandoned,
    recover_sending,
)

log = logging.getLogger(__name__)

LONGEST_REST = 10.0
"""Seconds; so what a killed process was sending is taken over within a minute."""
IMMINENT = 0.5
AFTER_TROUBLE = 1.0


@dataclass
class Courier:
    """Runs until cancelled; `revoked` while Slack refuses the token, which is asked every ten seconds."""

    database: Database
    threads: Executor
    clock: Callable[[], datetime]
    delivery: Delivery
    revoked: bool = False
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _busy: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _claiming: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def begin(self) -> None:
        """On SQLite there is no other bot, so what is being sent was an earlier process's: take it over."""
        if self.database.is_sqlite:
            await in_thread(self.threads, lambda: self.recover(is_alone=True))

    def wake(self) -> None:
        """There may be something to post."""
        self._woken.set()

    async def run(self) -> None:
        """Post what may be posted, then rest until something may be again."""
        while True:
            self._woken.clear()
            try:
                await in_thread(self.threads, self.recover)
                await self._hand_out()
                rest = (
                    LONGEST_REST if self.revoked else await in_thread(self.threads, self._seconds_until_next)
                )
            except Exception:
                log.exception("the outbox could not be read; trying again")
                rest = AFTER_TROUBLE
            await self._rest(rest)
            if self.revoked:
                self.revoked = not await self.delivery.is_let_in()

    async def drain(self) -> None:
        """Post everything that may be posted now, and come back when it is done."""
        while await self._hand_out() or self._busy or await self._is_imminent():
            if self._busy:
                await asyncio.wait(tuple(self._busy.values()), return_when=asyncio.FIRST_COMPLETED)

    async def finish(self) -> None:
        """Let the posts that are on their way arrive."""
        if self._busy:
            await asyncio.wait(tuple(self._busy.values()))

    def recover(self, *, is_alone: bool = False) -> None:
        """What a killed process was sending is unknown now, and is looked for before it is sent again."""
        with self.database.reading() as session:
            if not is_alone and not has_abandoned(session, self.clock()):
                return
        with self.database.writing() as session:
            recover_sending(session, self.clock(), is_alone=is_alone)

    async def _rest(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._woken.wait(), timeout=seconds)
        except TimeoutError:
            return

    async def _is_imminent(self) -> bool:
        """Whether something only waits for a message before it; comes back when it may be tried."""
        rest = await in_thread(self.threads, self._seconds_until_next)
        if rest > IMMINENT or self.revoked:
            return False
        await asyncio.sleep(rest)
        return True

    async def _hand_out(self) -> bool:
        if self.revoked:
            return False
        async with self._claiming:
            entries = await in_thread(self.threads, self._claim)
            for entry in entries:
                task = asyncio.ensure_future(self._deliver(entry))
                self._busy[entry.line] = task
                task.add_done_callback(partial(self._free, entry.line))
        return bool(entries)

    async def _deliver(self, entry: OutboxEntry) -> None:
        try:
            outcome = await self.delivery.deliver(entry)
        except Exception:
            log.exception("what became of recipe %s could not be written down", entry.id)
            return
        if outcome is not None and outcome.state == "revoked":
            self.revoked = True

    def _free(self, line: str, _task: "asyncio.Task[None]") -> None:
        self._busy.pop(line, None)
        self.wake()

    def _claim(self) -> list[OutboxEntry]:
        now = self.clock()
        with self.database.reading() as session:
            waiting = find_next_recipe(session, now, self._busy)
        if waiting is None or waiting > now:
            return []
        with self.database.writing() as session:
            return claim_recipes(session, now, set(self._busy))

    def _seconds_until_next(self) -> float:
        with self.database.reading() as session:
            at = find_next_recipe(session, self.clock(), self._busy)
        if at is None:
            return LONGEST_REST
        return min(max((at - self.clock()).total_seconds(), 0.05), LONGEST_REST)
