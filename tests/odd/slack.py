"""A Slack that answers everything, holds each call to Slack's own rules and notes what breaks them."""

import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiohttp import web

from bot.sandbox.block_rules import Surface
from bot.sandbox.errors import Refused
from bot.sandbox.surfaces import check_message_blocks, check_view

OLD = "old"
"""A trigger that begins so has expired."""
VIEWS: dict[str, Surface] = {
    "views.open": "modal",
    "views.push": "modal",
    "views.update": "modal",
    "views.publish": "home",
}


@dataclass
class StrictSlack:
    """Answers every method; `broken` lists the calls that Slack would have refused for what they showed."""

    port: int = 0
    calls: int = 0
    broken: list[str] = field(default_factory=list)
    numbers: Any = field(default_factory=count)

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    @property
    def response_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/respond"

    async def method(self, request: web.Request) -> web.Response:
        """One call of the Web API."""
        name, given = request.match_info["name"], await _given(request)
        self.calls += 1
        if str(given.get("trigger_id", "")).startswith(OLD):
            return web.json_response({"ok": False, "error": "expired_trigger_id"})
        if name == "auth.test":
            return web.json_response(
                {"ok": True, "user_id": "U0BOT", "bot_id": "B0BOT", "team_id": "T01HOME"}
            )
        if name == "conversations.info":
            return web.json_response({"ok": True, "channel": {"id": given.get("channel"), "is_member": True}})
        if name == "users.lookupByEmail":
            return web.json_response({"ok": False, "error": "users_not_found"})
        self.check(name, given)
        answer = {"ok": True, "channel": given.get("channel"), "ts": f"{next(self.numbers)}.000100"}
        return web.json_response(answer)

    async def responded(self, request: web.Request) -> web.Response:
        """What is said by response_url."""
        self.check("response_url", await _given(request))
        return web.Response(text="ok")

    def check(self, name: str, given: dict[str, Any]) -> None:
        """Note what Slack would refuse."""
        try:
            if name in VIEWS:
                check_view(_read(given["view"]), VIEWS[name])
            elif given.get("blocks"):
                check_message_blocks(_read(given["blocks"]))
        except Refused as problem:
            self.broken.append(f"{name}: {problem} {problem.__dict__}")


async def _given(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        read: dict[str, Any] = await request.json()
        return read
    return dict(await request.post())


def _read(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


@contextlib.asynccontextmanager
async def strict_slack() -> AsyncIterator[StrictSlack]:
    """It listens on this machine until the block ends."""
    slack = StrictSlack()
    app = web.Application(client_max_size=10_000_000)
    app.router.add_post("/api/{name}", slack.method)
    app.router.add_get("/api/{name}", slack.method)
    app.router.add_post("/respond", slack.responded)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    slack.port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
    try:
        yield slack
    finally:
        await runner.cleanup()
