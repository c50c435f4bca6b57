"""Bots as real processes: started, killed with SIGKILL, and turned to a moment."""

import asyncio
import contextlib
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO

import httpx

from tests.e2e.test_processes import free_port
from tests.e2e.town import Town

LONGEST_START = 60.0
POLL = 0.02


@dataclass
class Bots:
    """The processes of one council; `beat` is how often each says that it goes on, in seconds."""

    town: Town
    beat: float
    http: bool = False
    running: "list[BotProcess]" = field(default_factory=list)
    kills: int = 0
    longest_start: float = 0.0

    async def start(self, now: datetime) -> "BotProcess":
        """One more bot, ready to be asked."""
        began = time.perf_counter()
        bot = await _started(self.town, now, self.beat, http=self.http)
        self.running.append(bot)
        await bot.wait_ready()
        if self.http:
            self.town.slack.events_url = f"http://127.0.0.1:{bot.port}/slack/events"
        self.longest_start = max(self.longest_start, time.perf_counter() - began)
        return bot

    async def start_all(self, number: int) -> None:
        """So many at once."""
        await asyncio.gather(*(self.start(self.town.clock.now()) for _ in range(number)))

    async def kill(self, bot: "BotProcess") -> None:
        """No signal that could be caught, no last word."""
        self.running.remove(bot)
        self.kills += 1
        await bot.kill()

    async def close(self) -> None:
        for bot in tuple(self.running):
            await bot.kill()
        self.running.clear()


@dataclass
class BotProcess:
    """One process, its port, and the file that its log goes to."""

    process: asyncio.subprocess.Process
    port: int
    log: IO[bytes]

    async def wait_ready(self) -> None:
        """Come back when it is connected and works; raises RuntimeError with its log if it ends first."""
        async with httpx.AsyncClient() as client:
            deadline = time.perf_counter() + LONGEST_START
            while time.perf_counter() < deadline and self.process.returncode is None:
                with contextlib.suppress(httpx.TransportError):
                    answer = await client.get(f"http://127.0.0.1:{self.port}/readyz", timeout=5)
                    if answer.status_code == 200:
                        return
                await asyncio.sleep(POLL)
        raise RuntimeError(f"a bot did not become ready:\n{self.said()[-4000:]}")

    async def turn(self, moment: datetime) -> None:
        """Turn its clock and have it tick; comes back when it has, or when it is dead."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with contextlib.suppress(ConnectionError):
            self.process.stdin.write(f"{moment.isoformat()}\n".encode())
            await self.process.stdin.drain()
            await self.process.stdout.readline()

    async def kill(self) -> None:
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
        await self.process.wait()

    def said(self) -> str:
        """Everything in its log."""
        self.log.seek(0)
        return self.log.read().decode()


async def _started(town: Town, now: datetime, beat: float, *, http: bool) -> BotProcess:
    port, log = free_port(), tempfile.TemporaryFile()  # noqa: SIM115  # it lives as long as the process
    slack, ours = town.slack, ("SLACK_", "DATABASE_URL", "CASELOAD_", "PORT")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    environment |= {
        "DATABASE_URL": town.settings.database_url.render_as_string(hide_password=False),
        "PORT": str(port),
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_APP_TOKEN": "" if http else slack.app_token,
        "BANK_HOLIDAYS_URL": "off",
        "SOAK_NOW": now.isoformat(),
        "SOAK_BEAT": str(beat),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.soak.process", env=environment,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=log,
    )  # fmt: skip
    return BotProcess(process, port, log)
