"""Sending so many odd requests, and listing every fault with what made it."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.handlers.test_access_matrix import ids_of
from tests.handlers.views_council import Council
from tests.odd.asking import Odd, odd_requests
from tests.odd.door import Door, open_door, table_digest

LONGEST_SECONDS = 1.0
"""Of computing, so that a busy machine finds nothing."""
ROUND = 150
"""Requests between two looks at what they left behind; after each the council is as it was at first."""


@dataclass
class Found:
    """What was found: how the requests ended, by kind, and every fault."""

    sent: int = 0
    endings: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    unreadable: Counter[str] = field(default_factory=Counter)


def send_odd_requests(council: Council, put_back: Callable[[], object], seed: int, size: int) -> Found:
    """Send `size` requests to this council and say what came of them.

    `put_back` has its database hold again what it held at first.
    """
    return asyncio.run(_send(council, put_back, seed, size))


async def _send(council: Council, put_back: Callable[[], object], seed: int, size: int) -> Found:
    found, random, ids, now = Found(), Random(seed), ids_of(council), council.now
    async with open_door(council) as door:
        stream = odd_requests(random, ids, door.slack.response_url)
        while found.sent < size:
            for _ in range(min(ROUND, size - found.sent)):
                await _one(door, next(stream), found, look=random.random() < 0.02)
            found.faults += [f"after {found.sent}, {fault}" for fault in door.settle()]
            council.database.close()
            put_back()
            council.now = now
    return found


async def _one(door: Door, odd: Odd, found: Found, *, look: bool) -> None:
    before = table_digest(door.council.database) if look else ""
    started = time.process_time()
    answer = await door.knock(odd.body, odd.headers, signed=odd.is_signed)
    found.sent += 1
    faults = door.faults(answer)
    taken = time.process_time() - started
    if taken > LONGEST_SECONDS:
        faults.append(f"took {taken:.1f} seconds")
    if not odd.is_signed and answer.status_code not in (401, 413):
        faults.append(f"unsigned, and answered {answer.status_code}")
    endings = door.endings()
    for ending in endings:
        how = type(ending.error or ending.reply).__name__
        found.endings[how] += 1
        if how in ("KeyError", "ValueError", "TypeError", "IndexError", "LookupError"):
            found.unreadable[f"{odd.what}: {ending.error!r}"[:200]] += 1
    if not endings:
        found.endings[f"at the door: {answer.status_code}"] += 1
    if (
        look
        and all(ending.is_refused for ending in endings)
        and before != table_digest(door.council.database)
    ):
        faults.append("everything was refused, and yet the store has changed")
    found.faults += [f"{found.sent} {odd.what}: {fault}\n  {odd.body[:1500]!r}" for fault in faults]
