"""The real `caseload run` as a process: its paths, its signature check, how it starts and how it stops."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import httpx
from slack_sdk.signature import SignatureVerifier

from bot.manifest import manifest
from bot.sandbox import LocalSlack

CASELOAD = Path(sys.executable).with_name("caseload")


@dataclass
class Running:
    """A process of the bot and where it listens."""

    process: asyncio.subprocess.Process
    port: int

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    async def ready(self) -> dict[str, str]:
        """What /readyz says once it says 200."""
        async with httpx.AsyncClient() as client:
            async with asyncio.timeout(20):
                while True:
                    with contextlib.suppress(httpx.TransportError):
                        answer = await client.get(self.url("/readyz"))
                        if answer.status_code == 200:
                            return dict(answer.json())
                    await asyncio.sleep(0.05)

    async def ready_or_not(self) -> dict[str, str]:
        """What /readyz says now."""
        async with httpx.AsyncClient() as client:
            return dict((await client.get(self.url("/readyz"))).json())

    async def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            return await self.process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def start(*words: str, **environment: str) -> asyncio.subprocess.Process:
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "CASELOAD_"))
    }
    return await asyncio.create_subprocess_exec(
        CASELOAD, *words, env={**clean, **environment},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


@contextlib.asynccontextmanager
async def running(
    slack: LocalSlack,
    database_url: str,
    *,
    http: bool = False,
    port: int | None = None,
    more: Mapping[str, str] | None = None,
) -> AsyncIterator[Running]:
    """The bot as a process; `more` are settings beside the usual ones."""
    port = port or free_port()
    tokens = {"SLACK_SIGNING_SECRET": slack.signing_secret} if http else {"SLACK_APP_TOKEN": slack.app_token}
    process = await start(
        "run",
        DATABASE_URL=database_url, PORT=str(port), SLACK_API_URL=slack.api_url,
        SLACK_BOT_TOKEN=slack.bot_token, BANK_HOLIDAYS_URL="off", **tokens, **(more or {}),
    )  # fmt: skip
    try:
        yield Running(process, port)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_over_socket_mode_it_becomes_ready_answers_and_stops_when_told(sqlite_url: str) -> None:
    async with LocalSlack(manifest()) as slack, running(slack, sqlite_url) as bot:
        assert set((await bot.ready()).values()) == {"ok"}
        ann = slack.add_person("Ann Abbott", "ann@council.example", "ann")
        outcome = await slack.type_command(ann, slack.add_channel("north", [ann]), "/caseload")
        assert outcome.message is not None
        assert "I don't know you yet" in outcome.message.text
        async with httpx.AsyncClient() as client:
            assert (await client.post(bot.url("/slack/events"))).status_code == 404
        assert await bot.stop() == 0


async def test_over_http_a_signed_request_is_answered_and_any_other_refused(sqlite_url: str) -> None:
    async with LocalSlack(manifest()) as slack, running(slack, sqlite_url, http=True) as bot:
        await bot.ready()
        slack.events_url = bot.url("/slack/events")
        ann = slack.add_person("Ann Abbott", "ann@council.example", "ann")
        outcome = await slack.type_command(ann, slack.add_channel("north", [ann]), "/caseload")
        assert outcome.message is not None
        async with httpx.AsyncClient() as client:
            assert (await client.get(bot.url("/healthz"))).status_code == 200
            forged = {"X-Slack-Signature": "v0=00", "X-Slack-Request-Timestamp": "1"}
            body = {"command": "/caseload", "user_id": ann.id, "team_id": "T1"}
            assert (await client.post(bot.url("/slack/events"), data=body, headers=forged)).status_code == 401
            odd = {"X-Slack-Signature": "v0=00", "X-Slack-Request-Timestamp": "abc"}
            assert (
                await client.post(bot.url("/slack/events"), content=b"payload={", headers=odd)
            ).status_code == 401
            large = await client.post(bot.url("/slack/events"), content=too_much(), headers=odd)
            assert large.status_code == 413
            line = urlencode({"command": "/caseload", "user_id": ann.id, "team_id": "T1", "channel_id": "D1"})
            signed = signed_headers(slack.signing_secret, line)
            told = [await client.post(bot.url("/slack/events"), content=line, headers=signed) for _ in "12"]
            assert ["own Slack workspace" in answer.text for answer in told] == [True, False]
            assert (told[1].status_code, told[1].text) == (200, "")
        assert await bot.stop() == 0


def signed_headers(secret: str, body: str) -> dict[str, str]:
    """What Slack sends beside a body that it signs now."""
    stamp = str(int(time.time()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": str(signature),
        "Content-Type": "application/x-www-form-urlencoded",
    }


async def too_much() -> AsyncIterator[bytes]:
    """Two megabytes in pieces, without saying so beforehand."""
    for _ in range(32):
        yield b"x" * 65_536


async def test_when_slack_goes_away_it_is_alive_and_not_ready(sqlite_url: str) -> None:
    async with LocalSlack(manifest()) as slack, running(slack, sqlite_url) as bot:
        await bot.ready()
        await slack.stop()
        async with httpx.AsyncClient() as client:
            async with asyncio.timeout(20):
                while (await client.get(bot.url("/readyz"))).status_code == 200:
                    await asyncio.sleep(0.05)
            assert (await client.get(bot.url("/healthz"))).status_code == 200


async def test_a_start_that_cannot_be_names_everything_that_is_missing() -> None:
    process = await start("run", DATABASE_URL="sqlite:///nowhere.db", PORT="0")
    _, problems = await process.communicate()
    assert process.returncode == 1
    assert [
        name for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "PORT") if name not in problems.decode()
    ] == []


async def test_a_second_bot_on_one_sqlite_file_and_a_migration_beside_it_are_refused(
    sqlite_url: str,
) -> None:
    async with LocalSlack(manifest()) as slack, running(slack, sqlite_url) as bot:
        await bot.ready()
        async with running(slack, sqlite_url) as second:
            _, problems = await second.process.communicate()
        assert second.process.returncode == 1
        assert f"Another bot is running on this database file (process {bot.process.pid}" in problems.decode()
        assert len(problems.decode().splitlines()) == 1
        beside = await start("migrate", DATABASE_URL=sqlite_url)
        said, _ = await beside.communicate()
        assert said.decode() == "The database is at this version's tables.\n"
        make_older(sqlite_url)
        beside = await start("migrate", DATABASE_URL=sqlite_url)
        _, problems = await beside.communicate()
        assert beside.returncode == 1
        assert "Stop it first, then run `caseload migrate` again." in problems.decode()
        assert (await bot.ready_or_not())["migrations"] == "run `caseload migrate`"


def make_older(sqlite_url: str) -> None:
    with contextlib.closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '0001'")


async def test_a_port_that_is_taken_is_named(sqlite_url: str) -> None:
    with socket.socket() as other:
        other.bind(("0.0.0.0", 0))
        other.listen()
        port = int(other.getsockname()[1])
        async with LocalSlack(manifest()) as slack, running(slack, sqlite_url, port=port) as bot:
            _, problems = await bot.process.communicate()
            assert bot.process.returncode == 1
            assert f"PORT {port} is taken by another program" in problems.decode()


async def test_a_database_that_was_never_migrated_is_refused_with_the_mend(tmp_path: Path) -> None:
    async with LocalSlack(manifest()) as slack, running(slack, f"sqlite:///{tmp_path}/new.db") as bot:
        _, problems = await bot.process.communicate()
        assert bot.process.returncode == 1
        assert "caseload migrate" in problems.decode()


async def test_a_refused_token_is_said_without_showing_it(sqlite_url: str) -> None:
    async with LocalSlack(manifest()) as slack:
        slack.revoke()
        async with running(slack, sqlite_url) as bot:
            _, problems = await bot.process.communicate()
            assert bot.process.returncode == 1
            assert "SLACK_BOT_TOKEN" in problems.decode()
            assert slack.bot_token not in problems.decode()


async def test_migrate_and_the_manifest_work_at_the_shell(tmp_path: Path) -> None:
    process = await start("migrate", DATABASE_URL=f"sqlite:///{tmp_path}/new.db")
    said, _ = await process.communicate()
    assert (process.returncode, said.decode()) == (0, "The database is at this version's tables.\n")
    process = await start("manifest")
    said, _ = await process.communicate()
    assert json.loads(said) == manifest()
