"""The heartbeat: called after each tick, said once when it fails, and never in the way."""

import asyncio
import contextlib
import logging

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from httpx import AsyncClient

from bot.heartbeat import Heartbeat


async def test_it_is_said_once_that_it_fails_and_once_that_it_works_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    answers = [200, 500, 500, 200, 200]

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=answers.pop(0))

    app = web.Application()
    app.add_routes([web.get("/secret-id", answer)])
    async with TestServer(app) as server, AsyncClient() as client:
        heartbeat = Heartbeat(str(server.make_url("/secret-id")), client)
        with caplog.at_level(logging.INFO, "bot.heartbeat"):
            for _ in range(5):
                await heartbeat.beat()
    assert [each.getMessage().split(":")[0] for each in caplog.records] == [
        "the heartbeat did not arrive",
        "the heartbeat arrives again",
    ]
    assert "secret-id" not in caplog.text + repr(heartbeat)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/secret-id", "http://[", "https://\x00"])
async def test_nobody_there_never_hurts(url: str, caplog: pytest.LogCaptureFixture) -> None:
    async with AsyncClient() as client:
        heartbeat = Heartbeat(url, client)
        await heartbeat.beat()
        await heartbeat.beat()
    assert heartbeat.is_failing
    assert len(caplog.records) == 1
    assert "secret-id" not in caplog.text


async def test_an_answer_that_drips_holds_up_no_tick() -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        with contextlib.suppress(ConnectionError):
            while True:
                await answer.write(b"x")
                await asyncio.sleep(0.01)
        return answer

    app = web.Application()
    app.add_routes([web.get("/", drip)])
    async with TestServer(app) as server, AsyncClient() as client:
        heartbeat = Heartbeat(str(server.make_url("/")), client, longest_seconds=0.1)
        await asyncio.wait_for(heartbeat.beat(), 5)
    assert heartbeat.is_failing
