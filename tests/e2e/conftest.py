"""The small town with a running bot, on SQLite; one hour of its Thursday has just begun."""

from collections.abc import AsyncIterator

import pytest

from bot.clock import Clock
from tests.e2e.town import Town, town
from tests.office import THURSDAY


@pytest.fixture
async def place(sqlite_url: str) -> AsyncIterator[Town]:
    clock = Clock()
    clock.turn_to(THURSDAY)
    async with town(sqlite_url, clock) as ready:
        yield ready
