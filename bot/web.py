"""What the bot serves on `PORT`: Slack's requests over HTTP, and whether it is alive and ready."""

import asyncio
from collections.abc import Awaitable, Callable

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.readiness import Probe

MOST_BYTES = 1_000_000
"""Slack's largest requests are forms of up to 250 kB."""

Endpoint = Callable[[Request], Awaitable[Response]]


def web_app(probe: Probe, app: AsyncApp | None) -> Starlette:
    """The paths; without `app` (Socket Mode) only those about health."""
    routes = [Route("/healthz", _alive), Route("/readyz", _ready(probe))]
    if app is not None:
        routes.append(Route("/slack/events", _slack(app), methods=["POST"]))
    return Starlette(routes=routes)


async def _alive(_request: Request) -> Response:
    return PlainTextResponse("alive\n")


def _ready(probe: Probe) -> Endpoint:
    async def ready(_request: Request) -> Response:
        readiness = await asyncio.to_thread(probe.check)
        return JSONResponse(readiness.checks, status_code=200 if readiness.is_ready else 503)

    return ready


def _slack(app: AsyncApp) -> Endpoint:
    handler = AsyncSlackRequestHandler(app)

    async def events(request: Request) -> Response:
        if int(request.headers.get("content-length") or MOST_BYTES + 1) > MOST_BYTES:
            return PlainTextResponse("too large\n", status_code=413)
        return await handler.handle(request)

    return events
