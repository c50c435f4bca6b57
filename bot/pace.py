"""About one post a second to each conversation, after a short burst; counted in real seconds."""

import asyncio
from collections.abc import Awaitable, Callable

BURST = 3
PER_SECOND = 1.0


class Pace:
    """A bucket of `BURST` posts for each conversation, filled again by one a second."""

    def __init__(
        self, seconds: Callable[[], float], wait: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._seconds = seconds
        self._wait = wait
        self._free_at: dict[str, float] = {}

    async def turn(self, conversation: str) -> None:
        """Come back when it is this conversation's turn."""
        now = self._seconds()
        full = now - BURST / PER_SECOND
        at = max(self._free_at.get(conversation, full), full) + 1 / PER_SECOND
        self._free_at[conversation] = at
        if at > now:
            await self._wait(at - now)
