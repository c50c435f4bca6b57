from collections.abc import AsyncIterator

import pytest

from tests.bot.sandbox.stage import Stage, staged


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with staged() as ready:
        yield ready
