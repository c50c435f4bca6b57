"""SIGTERM to the real process: what has come in is finished, within a bound."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing

import httpx
import pytest

from bot.manifest import manifest
from bot.sandbox import LocalSlack, Person
from bot.stopping import LEFT
from tests.e2e.test_processes import Running, running

ACCOUNT = (
    "INSERT INTO worker (name, name_key, email, grade, fte_millionths, employment, languages, skills) "
    "VALUES ('Ann Abbott', 'ann abbott', 'ann@council.example', 'none', 1000000, 'permanent', '', '')",
    "INSERT INTO account (slack_user_id, slack_team_id, worker_id, proposed_at, is_deactivated, is_guest) "
    "VALUES ('{user}', 'T1', 1, '2026-11-26 10:00:00', 0, 0)",
)
DEACTIVATED = "SELECT is_deactivated FROM account"


async def until(running: Running, is_there: Callable[[str], bool]) -> None:
    """Come back once the bot's metrics say so."""
    async with asyncio.timeout(10), httpx.AsyncClient() as client:
        while not is_there((await client.get(running.url("/metrics"))).text):
            await asyncio.sleep(0.02)


@asynccontextmanager
async def in_the_middle(
    sqlite_url: str, *, http: bool, **environment: str
) -> AsyncIterator[tuple[Running, sqlite3.Connection]]:
    """A bot that is told of somebody who left, and can't write it down: the test holds the database."""
    path = sqlite_url.removeprefix("sqlite:///")
    async with LocalSlack(manifest()) as slack:
        ann: Person = slack.add_person("Ann Abbott", "ann@council.example", "ann")
        with closing(sqlite3.connect(path, isolation_level=None)) as held:
            for statement in ACCOUNT:
                held.execute(statement.format(user=ann.id))
            async with running(slack, sqlite_url, http=http, more=environment) as bot:
                await bot.ready()
                slack.events_url = bot.url("/slack/events") if http else None
                held.execute("BEGIN IMMEDIATE")
                slack.change_person(ann, deleted=True)
                await until(bot, lambda text: "caseload_requests_under_way 1.0" in text)
                yield bot, held


@pytest.mark.parametrize("http", [False, True], ids=["socket", "http"])
async def test_a_stop_finishes_what_has_come_in(sqlite_url: str, http: bool) -> None:
    async with in_the_middle(sqlite_url, http=http) as (bot, held):
        stopping = asyncio.ensure_future(bot.stop())
        await asyncio.wait({stopping}, timeout=0.3)
        assert not stopping.done()
        held.execute("COMMIT")
        assert await stopping == 0
        assert held.execute(DEACTIVATED).fetchone() == (1,)


async def test_a_stop_that_takes_too_long_leaves_the_rest_to_the_next_start(sqlite_url: str) -> None:
    async with in_the_middle(sqlite_url, http=False, STOP_SECONDS="1", LOG_FORMAT="json") as (bot, held):
        assert await bot.stop() == LEFT
        assert bot.process.stderr is not None
        said = (await bot.process.stderr.read()).decode()
        assert '"message": "stopped before everything was finished' in said
        held.execute("COMMIT")
        assert held.execute(DEACTIVATED).fetchone() == (0,)
