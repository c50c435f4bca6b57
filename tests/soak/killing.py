"""kill −9 at random moments while people work, again and again; then what was said is looked for."""

import asyncio
import contextlib
import resource
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from random import Random

from sqlalchemy.exc import OperationalError

from tests.e2e.town import Town
from tests.office import THURSDAY
from tests.soak.bots import Bots
from tests.soak.compare import Found, compare, waits
from tests.soak.ground import ground
from tests.soak.servers import Postgres
from tests.soak.stream import Stream

PATIENCE = 90.0
BEAT = 0.5
MOMENT = 0.5
"""Seconds in which people go on after the last trouble."""
SMALLEST = 4096
"""Bytes: less than the database has already, so that nothing more can be written."""


@dataclass(frozen=True)
class Killed:
    """What a run of kills came to; seconds are real ones."""

    kills: int
    acknowledged: int
    failed: int
    refused: int
    longest_start: float
    found: Found


SLACK_FAULTS = (
    "ratelimited", "server_error", "reset", "lost_answer", "garbled", "slow", "message_limit_exceeded",
    "invalid_blocks", "duplicate", "late", "disconnect_warned", "disconnect_unwarned",
)  # fmt: skip
"""What passes; what somebody has to mend, like an archived channel, has tests of its own."""

ONCE = ("invalid_blocks",)
"""The same in plain text is taken."""

Trouble = Callable[[Bots, Random], Awaitable[None]]
"""One thing that happens to the bots while people work; it comes back when everything runs again."""


async def kill_one(bots: Bots, random: Random) -> None:
    """Any of them, at any moment; another one is started at once."""
    await asyncio.sleep(random.uniform(0.05, 1.5))
    await bots.kill(random.choice(bots.running))
    await bots.start(bots.town.clock.now())


async def fill_disk(bots: Bots, random: Random) -> None:
    """No file of the process may grow any more; then there is room again."""
    await asyncio.sleep(random.uniform(0.05, 0.5))
    for bot in bots.running:
        resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (SMALLEST, resource.RLIM_INFINITY))
    await asyncio.sleep(random.uniform(0.5, 2))
    for bot in bots.running:
        resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)


async def fail_slack(bots: Bots, random: Random) -> None:
    """Slack fails in one of its ways for some calls or deliveries, then works again."""
    faults = bots.town.slack.faults
    name = random.choice(SLACK_FAULTS)
    if name in ONCE:
        faults.order(name)
    else:
        faults.switch_on(name)
    await asyncio.sleep(random.uniform(0.5, 2))
    faults.clear()


def restart(server: Postgres) -> Trouble:
    """The database server is killed underneath and comes back."""

    async def happen(bots: Bots, random: Random) -> None:
        await asyncio.sleep(random.uniform(0.05, 1.5))
        await asyncio.to_thread(server.restart)

    return happen


async def work_under(
    trouble: Trouble, url: str, *, times: int, seed: int, processes: int = 1, http: bool = False
) -> Killed:
    """People work on Thursday at ten while the trouble happens so many times; then all is brought to rest."""
    random = Random(seed)
    async with ground(url, THURSDAY, http=http) as town:
        bots = Bots(town, BEAT, http)
        stream = Stream(town, random, count(1001))
        try:
            await bots.start_all(processes)
            working = asyncio.ensure_future(stream.run())
            for _ in range(times):
                await trouble(bots, random)
            await asyncio.sleep(MOMENT)
            stream.stopped.set()
            await working
            await at_rest(town, bots)
        finally:
            await bots.close()
        return Killed(
            bots.kills,
            stream.acknowledged,
            stream.failed,
            stream.refused,
            bots.longest_start,
            compare(town, stream.told),
        )


async def at_rest(town: Town, bots: Bots) -> None:
    """Come back when nothing is left to look at, do or post; what never ends is shown by the figures."""
    deadline = time.perf_counter() + PATIENCE
    while time.perf_counter() < deadline:
        with contextlib.suppress(OperationalError), town.database.reading() as session:
            if not waits(session, town):
                await town.slack.settled()
                return
        town.clock.turn_to(town.clock.now() + timedelta(seconds=5))
        for bot in tuple(bots.running):
            await bot.turn(town.clock.now())
        await asyncio.sleep(0.1)
