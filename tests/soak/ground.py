"""The small council on a local Slack, without a bot: the harness starts those as processes."""

import contextlib
import time
from collections.abc import AsyncIterator
from datetime import datetime

from bot.clock import Clock
from bot.config import Settings
from bot.manifest import manifest
from bot.sandbox import LocalSlack
from storage.database import open_database, read_url
from storage.policies import default_policy_text
from tests.e2e.town import Town, match, settle_in


@contextlib.asynccontextmanager
async def ground(database_url: str, now: datetime, *, http: bool = False) -> AsyncIterator[Town]:
    """The town's people and teams in a migrated database, its Slack running, nobody answering yet.

    Its Slack lives in the bots' time, so that they find in a channel what they posted; over HTTP in the real
    time, which signatures are checked by.
    """
    database = open_database(read_url(database_url))
    clock = Clock()
    clock.turn_to(now)
    seconds = time.time if http else lambda: clock.now().timestamp()
    async with LocalSlack(manifest(), clock=seconds, is_paced=False) as slack:
        settings = Settings(
            slack.bot_token, slack.app_token, slack.signing_secret, slack.api_url,
            read_url(database_url), 0, default_policy_text(),
        )  # fmt: skip
        place = Town(slack, database, clock, settings)
        settle_in(place)
        await match(place)
        yield place
    database.close()
