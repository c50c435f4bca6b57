"""What the empty and the plain server share: one Bolt command behind Starlette and uvicorn, like ours."""

import os
from collections.abc import Awaitable, Callable
from typing import Any

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

Answer = Callable[[dict[str, Any]], Awaitable[str]]


def serve_command(answer: Answer) -> None:
    """Serve `/allocate` until killed: its acknowledgement is what `answer` makes of the payload."""
    slack = AsyncWebClient(os.environ["SLACK_BOT_TOKEN"], os.environ["SLACK_API_URL"])
    secret = os.environ["SLACK_SIGNING_SECRET"]
    app = AsyncApp(client=slack, signing_secret=secret, process_before_response=True)

    @app.command("/allocate")
    async def on_command(body: dict[str, Any], ack: AsyncAck) -> None:
        await ack(text=await answer(body))

    uvicorn.run(
        _paths(app),
        host="127.0.0.1",
        port=int(os.environ["PORT"]),
        log_level="warning",
        access_log=False,
        lifespan="off",
    )


def _paths(app: AsyncApp) -> Starlette:
    handler = AsyncSlackRequestHandler(app)

    async def ready(_request: Request) -> Response:
        return PlainTextResponse("ready\n")

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    return Starlette(routes=[Route("/readyz", ready), Route("/slack/events", events, methods=["POST"])])
