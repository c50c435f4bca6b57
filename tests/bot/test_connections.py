"""Connections that bring no request, on a real server: they are closed, and others are served meanwhile."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.connections import HastyProtocol
from bot.run import Web, _bound

WHOLE = b"GET / HTTP/1.1\r\nHost: bot\r\n\r\n"


class Hastier(HastyProtocol):
    WAITING_SECONDS = 0.1


async def hello(_request: Request) -> Response:
    return PlainTextResponse("hello")


@contextlib.asynccontextmanager
async def served() -> AsyncIterator[int]:
    app = Starlette(routes=[Route("/", hello)])
    server = Web(uvicorn.Config(app, http=Hastier, ws="none", log_level="critical", lifespan="off"))
    bound = _bound(0)
    task = asyncio.ensure_future(server.serve([bound]))
    await server.listening.wait()
    try:
        yield int(bound.getsockname()[1])
    finally:
        server.should_exit = True
        await task


@pytest.mark.parametrize(
    "beginning",
    [b"", b"GET", b"GET / HTTP/1.1\r\nHost: bot\r\n", b"POST / HTTP/1.1\r\nX: " + b"a" * 9_000],
    ids=["nothing", "a word", "half the headers", "an endless header"],
)
async def test_who_says_nothing_whole_is_sent_away(beginning: bytes) -> None:
    async with served() as port, asyncio.timeout(5):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(beginning)
        assert await reader.read() == b""
        writer.close()


async def test_who_sends_a_letter_at_a_time_gets_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    async with served() as port, asyncio.timeout(5):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        gone = asyncio.ensure_future(reader.read())
        while not gone.done():
            writer.write(b"G")
            with contextlib.suppress(ConnectionError):
                await writer.drain()
            await asyncio.wait({gone}, timeout=0.02)
        writer.close()


async def test_a_second_request_that_never_ends_is_sent_away_and_the_first_was_served() -> None:
    async with served() as port, asyncio.timeout(5):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(WHOLE)
        assert b"hello" in await reader.readuntil(b"hello")
        writer.write(b"GET / HT")
        assert await reader.read() == b""
        writer.close()


async def test_others_are_served_while_many_say_nothing() -> None:
    async with served() as port, asyncio.timeout(5):
        silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(50)]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(WHOLE)
        assert b"hello" in await reader.readuntil(b"hello")
        for _, each in [*silent, (reader, writer)]:
            each.close()
