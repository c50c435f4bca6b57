"""Bots on one PostgreSQL through weeks of simulated time, the leading one killed again and again."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from random import Random

from sqlalchemy import select

from storage.tables.running import RUNNING
from tests.e2e.town import Town
from tests.office import THURSDAY
from tests.soak.bots import BotProcess, Bots
from tests.soak.compare import Found, compare, digests_of
from tests.soak.ground import ground
from tests.soak.killing import at_rest
from tests.soak.stream import Stream

BEAT = 0.3
CASES_A_WEEK = 6
TEAMS = 2
LATEST_KILL = 0.25
"""Seconds after the turn: while the tick, the rescoring or the posting goes on."""


@dataclass(frozen=True)
class Shared:
    """What the weeks came to. `longest_takeover` is in real seconds, with a beat of `beat` seconds."""

    weeks: int
    kills: int
    digests: int
    beat: float
    longest_takeover: float
    found: Found


async def share_weeks(
    url: str, *, weeks: int, seed: int, kills: float = 0.5, beat: float = BEAT, is_replaced: bool = True
) -> Shared:
    """Turn two processes through each week's moments, killing whoever leads at some of them.

    Another is started for each that is killed, unless `is_replaced` is false: then the last is never killed.
    """
    random = Random(seed)
    async with ground(url, THURSDAY) as town:
        bots = Bots(town, beat)
        stream = Stream(town, random, count(1001))
        longest = 0.0
        try:
            await bots.start_all(2)
            for moment in moments(weeks):
                await stream.do_some(CASES_A_WEEK // 3)
                town.clock.turn_to(moment)
                may_kill = is_replaced or len(bots.running) > 1
                kill = may_kill and random.random() < kills
                after = random.uniform(0, LATEST_KILL) if kill else None
                longest = max(longest, await _turn(bots, moment, after, is_replaced=is_replaced))
            await at_rest(town, bots)
        finally:
            await bots.close()
        found = compare(town, stream.told)
        digests = _digests(town, weeks, found)
        return Shared(weeks, bots.kills, digests, beat, longest, found)


def moments(weeks: int) -> Iterator[datetime]:
    """Of each week the Monday's digest, to the second and again, and a Wednesday at noon."""
    monday = THURSDAY.replace(hour=9) - timedelta(days=3)
    for week in range(1, weeks + 1):
        start = monday + timedelta(weeks=week)
        yield start - timedelta(seconds=1)
        yield start + timedelta(hours=1)
        yield start + timedelta(days=2, hours=3)


async def _turn(bots: Bots, moment: datetime, kill_after: float | None, *, is_replaced: bool) -> float:
    """Turn all of them at once; perhaps kill the leader in the midst. Seconds until somebody else led."""
    turning = [asyncio.ensure_future(bot.turn(moment)) for bot in tuple(bots.running)]
    taken_over = 0.0
    if kill_after is not None:
        await asyncio.sleep(kill_after)
        taken_over = await _kill_leader(bots, moment, is_replaced=is_replaced)
    await asyncio.gather(*turning)
    return taken_over


async def _kill_leader(bots: Bots, moment: datetime, *, is_replaced: bool) -> float:
    leader = await asyncio.to_thread(_leader, bots)
    if leader is None:
        return 0.0
    gone = leader.process.pid
    await bots.kill(leader)
    began = time.perf_counter()
    starting = asyncio.ensure_future(bots.start_all(int(is_replaced)))
    while time.perf_counter() - began < 60:
        found = await asyncio.to_thread(_leader, bots)
        if found is not None and found.process.pid != gone:
            break
        await asyncio.sleep(0.02)
    taken_over = time.perf_counter() - began
    await starting
    return taken_over


def _leader(bots: Bots) -> BotProcess | None:
    """The process whose row is the oldest, if it still runs."""
    with bots.town.database.reading() as session:
        place = session.execute(select(RUNNING.c.place).order_by(RUNNING.c.started_at).limit(1)).scalar()
    number = int(str(place).split()[1]) if place else 0
    return next((bot for bot in bots.running if bot.process.pid == number), None)


def _digests(town: Town, weeks: int, found: Found) -> int:
    with town.database.reading() as session:
        written = digests_of(session)
    if len(written) != weeks * TEAMS:
        found.faults.append(f"lost: {weeks * TEAMS - len(written)} of {weeks * TEAMS} digests")
    return len(written)
