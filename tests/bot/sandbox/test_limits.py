"""Each limit itself is accepted, and one step beyond it is refused under Slack's own error name."""

import pytest

from tests.bot.sandbox.limits import LIMITS, Limit
from tests.bot.sandbox.stage import Stage

EACH = pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.name)


@EACH
async def test_the_limit_itself_is_accepted(stage: Stage, limit: Limit) -> None:
    assert await limit.probe(stage, limit.limit) is None


@EACH
async def test_one_step_beyond_the_limit_is_refused(stage: Stage, limit: Limit) -> None:
    assert await limit.probe(stage, limit.limit + limit.step) == limit.error
