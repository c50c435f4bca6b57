"""This process among the bots on one database: says that it goes on, takes over from those that don't."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta

from handlers.reception.threads import in_thread
from storage.database import Database
from storage.running import BEAT_SECONDS, LOST_AFTER, Here, beat, leave

log = logging.getLogger(__name__)


@dataclass
class Presence:
    """`is_first`: the timetable is this one's. `every` counts real seconds; so does the database's clock.

    It beats in a thread of its own, so that a long computation never looks like a killed process.
    """

    database: Database
    here: Here
    every: float = BEAT_SECONDS
    lost_after: timedelta = LOST_AFTER
    is_first: bool = False
    _threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="presence")
    )

    async def beat(self) -> None:
        """Say that this process goes on, and learn whether it is the first."""
        self.is_first = await in_thread(self._threads, self._beat)

    async def run(
        self, take_over: Callable[[], Awaitable[None]], lead: Callable[[], Awaitable[None]]
    ) -> None:
        """Beat until cancelled; `take_over` after a beat, `lead` when the timetable comes to this one.

        No beat waits for either: the others would think this process gone, and do once more what it is doing.
        """
        beaten = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._go_on(beaten))
            tasks.create_task(self._follow(beaten, take_over, lead))

    async def _go_on(self, beaten: asyncio.Event) -> None:
        while True:
            await asyncio.sleep(self.every)
            try:
                await self.beat()
            except Exception:
                log.exception("this process could not say that it goes on; trying again")
            else:
                beaten.set()

    async def _follow(
        self,
        beaten: asyncio.Event,
        take_over: Callable[[], Awaitable[None]],
        lead: Callable[[], Awaitable[None]],
    ) -> None:
        was_first = self.is_first
        while True:
            await beaten.wait()
            beaten.clear()
            becomes_first, was_first = self.is_first and not was_first, self.is_first
            try:
                if becomes_first:
                    log.info("the timetable is this process's now")
                    await lead()
                await take_over()
            except Exception:
                log.exception("what another process left could not be taken over; trying again")

    async def leave(self) -> None:
        """Say that it has stopped; if that can't be said, the others notice by themselves."""
        try:
            await in_thread(self._threads, self._leave)
        except Exception:
            log.warning("the others could not be told that this process stops")
        self._threads.shutdown()

    def _beat(self) -> bool:
        with self.database.writing() as session:
            return beat(session, self.here, self.lost_after)

    def _leave(self) -> None:
        with self.database.writing() as session:
            leave(session, self.here)
