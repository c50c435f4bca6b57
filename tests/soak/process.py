"""The bot as a process whose clock the harness turns: `python -m tests.soak.process`.

It is the product's `serving` with the settings of the environment; time, pace and beats are the harness's.
Each line on standard input is a moment to turn to; `ticked` on standard output answers it.
"""

import asyncio
import os
import sys
from datetime import datetime, timedelta

from bot.clock import Clock, new_id
from bot.config import read_settings
from bot.logs import set_up_logs
from bot.pace import Pace
from bot.presence import Presence
from bot.run import serving
from bot.wiring import Bot
from storage.database import open_database
from storage.running import holding, this_process
from storage.schema import require_migrated


async def _serve() -> None:
    settings = read_settings(os.environ)
    clock = Clock()
    clock.turn_to(datetime.fromisoformat(os.environ["SOAK_NOW"]))
    database = open_database(settings.database_url)
    every = float(os.environ["SOAK_BEAT"])
    with holding(database):
        require_migrated(database)
        presence = Presence(database, this_process(new_id()), every, timedelta(seconds=3 * every))
        async with serving(settings, database, clock, Pace(lambda: 0.0, _never), presence) as bot:
            await _turn(bot)
    database.close()


async def _turn(bot: Bot) -> None:
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        bot.clock.turn_to(datetime.fromisoformat(line.decode().strip()))
        try:
            await bot.schedule.tick()
        except Exception:
            print("the database is away", file=sys.stderr)
        bot.courier.wake()
        print("ticked", flush=True)


async def _never(_seconds: float) -> None:
    """The harness's Slack sets no pace."""


if __name__ == "__main__":
    set_up_logs()
    asyncio.run(_serve())
