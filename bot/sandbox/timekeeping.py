"""Waiting on a clock that a test may turn, and on changes of state; nothing here polls."""

import asyncio
from collections.abc import Callable
from typing import Any

Clock = Callable[[], float]
"""Gives seconds since 1970."""


class Changes:
    """Wakes whoever waits when something has changed; `number` is how often something has."""

    def __init__(self) -> None:
        self.number = 0
        self._waiting: set[asyncio.Future[None]] = set()

    def happened(self) -> None:
        """Wakes every waiter once."""
        self.number += 1
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
        self._waiting.clear()

    async def next(self) -> None:
        """Returns when `happened` is next called."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            await waiter
        finally:
            self._waiting.discard(waiter)


class Timekeeper:
    """Tells the time by the given clock, and waits for moments on it.

    A clock that is turned by hand is noticed after `turned()`; a real one by a timer.
    """

    def __init__(self, clock: Clock) -> None:
        self.now = clock
        self._turns = Changes()

    def turned(self) -> None:
        """Has everything that waits for a moment look at the clock again."""
        self._turns.happened()

    async def reached(self, moment: float) -> None:
        """Returns once the clock shows `moment` (seconds since 1970) or later."""
        while (left := moment - self.now()) > 0:
            await self._turn_or(left)

    async def _turn_or(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._turns.next()
        except TimeoutError:
            return

    async def in_time(self, answer: asyncio.Future[Any], moment: float) -> bool:
        """Returns whether `answer` is there before the clock shows `moment`; leaves it running if not."""
        limit = asyncio.ensure_future(self.reached(moment))
        try:
            await asyncio.wait({answer, limit}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            limit.cancel()
        return answer.done()
