"""Each tick is counted, and followed by a sign of life; one that fails isn't."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from httpx import AsyncClient

from bot.heartbeat import Heartbeat
from tests.e2e.town import Town


async def test_a_sign_of_life_follows_each_tick_that_was_done(place: Town) -> None:
    called: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        called.append(request.path)
        return web.Response()

    app = web.Application()
    app.add_routes([web.get("/alive", answer)])
    assert place.bot is not None
    async with TestServer(app) as server, AsyncClient() as client:
        place.bot.heartbeat = Heartbeat(str(server.make_url("/alive")), client)
        await place.bot.tick()
        assert called == ["/alive"]
        with place.database.writing() as session:
            session.exec_driver_sql("ALTER TABLE mark RENAME TO mark_away")
        with pytest.raises(Exception, match="no such table"):
            await place.bot.tick()
        with place.database.writing() as session:
            session.exec_driver_sql("ALTER TABLE mark_away RENAME TO mark")
    assert called == ["/alive"]
    counted = place.bot.metrics.text().decode()
    assert 'caseload_ticks_total{outcome="done"} 1.0' in counted
    assert 'caseload_ticks_total{outcome="failed"} 1.0' in counted
