"""What the bot serves on `PORT`: Slack's requests over HTTP, whether it is alive and ready, its counts."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.internals import parse_body
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message, Receive

from bot.arriving import Arrivals
from bot.readiness import Probe
from handlers.reception.payloads import is_whole

log = logging.getLogger(__name__)

Endpoint = Callable[[Request], Awaitable[Response]]


def web_app(
    probe: Probe,
    app: AsyncApp | None,
    arrivals: Arrivals | None,
    metrics: Callable[[], bytes] = lambda: b"",
) -> Starlette:
    """The paths; without an app and its arrivals (Socket Mode) only those about health.

    `metrics` may ask the database.
    """
    routes = [
        Route("/healthz", _alive),
        Route("/readyz", _ready(probe)),
        Route("/metrics", _metrics(metrics)),
    ]
    if app is not None and arrivals is not None:
        routes.append(Route("/slack/events", _slack(app, arrivals), methods=["POST"]))
    return Starlette(routes=routes)


async def _alive(_request: Request) -> Response:
    return PlainTextResponse("alive\n")


def _ready(probe: Probe) -> Endpoint:
    async def ready(_request: Request) -> Response:
        readiness = await asyncio.to_thread(probe.check)
        return JSONResponse(readiness.checks, status_code=200 if readiness.is_ready else 503)

    return ready


def _metrics(text: Callable[[], bytes]) -> Endpoint:
    async def metrics(_request: Request) -> Response:
        return Response(await asyncio.to_thread(text), media_type=CONTENT_TYPE_LATEST)

    return metrics


def _slack(app: AsyncApp, arrivals: Arrivals) -> Endpoint:
    handler = AsyncSlackRequestHandler(app)

    async def events(request: Request) -> Response:
        arrived = await arrivals.let_in(request)
        if isinstance(arrived, Response):
            log.warning("a request to /slack/events was answered with %s and not read", arrived.status_code)
            return arrived
        body = _with_the_word(arrived.body)
        if not is_whole(_parsed(body, request.headers)):
            log.warning("a signed request was no payload of Slack's, and was turned away")
            return PlainTextResponse("not a payload of Slack's\n", status_code=400)
        try:
            whole = Request(request.scope, _replayed(body))
            answer = await handler.handle(whole, {"delivery": arrived.delivery})
        except Exception as problem:  # before any listener of ours: those tell of their own trouble
            log.warning("a payload was not to be read by Bolt: %s", type(problem).__name__)
            return PlainTextResponse("not a payload of Slack's\n", status_code=400)
        if answer.status_code >= 500:
            arrivals.forget(arrived)
        return answer

    return events


def _with_the_word(body: bytes) -> bytes:
    """The same form, in which the word "payload" doesn't stand as such unless it is a field's name.

    Bolt takes any form with these letters in it for an interaction, also a command in which somebody typed
    them, and then finds nothing in it.
    """
    return body if body.startswith((b"payload=", b"{")) else body.replace(b"payload", b"%70ayload")


def _parsed(body: bytes, headers: Mapping[str, str]) -> Any:
    """The payload as Bolt reads it; None where nothing can be read."""
    try:
        return parse_body(body.decode(), headers.get("content-type", "").split(";")[0])
    except (ValueError, RecursionError):
        return None


def _replayed(body: bytes) -> Receive:
    """The body once more, for Bolt to read."""

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
