"""A sign of life after each tick, for a service that raises the alarm when it stays away."""

import asyncio
import logging
from dataclasses import dataclass, field

import httpx

log = logging.getLogger(__name__)

LONGEST_SECONDS = 5.0
"""For the whole answer: httpx's own time-outs count each piece. A tick comes every thirty."""


@dataclass
class Heartbeat:
    """Calls `url`. Whatever becomes of that never hurts; it is said once when it fails, once when it works.

    The address itself is never logged: who knows it can say that all is well.
    """

    url: str = field(repr=False)
    client: httpx.AsyncClient
    longest_seconds: float = LONGEST_SECONDS
    is_failing: bool = False

    async def beat(self) -> None:
        try:
            async with asyncio.timeout(self.longest_seconds):
                answer = await self.client.get(self.url)
        except Exception as problem:
            self._fail(type(problem).__name__)
            return
        if not answer.is_success:
            self._fail(f"it was answered {answer.status_code}")
            return
        if self.is_failing:
            log.info("the heartbeat arrives again")
        self.is_failing = False

    def _fail(self, why: str) -> None:
        if not self.is_failing:
            log.warning("the heartbeat did not arrive: %s; it is tried after every tick", why)
        self.is_failing = True


def heartbeat_of(url: str | None) -> Heartbeat | None:
    """The heartbeat to an address, if there is one."""
    return None if url is None else Heartbeat(url, httpx.AsyncClient())
