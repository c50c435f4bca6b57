"""The unmodified slack_bolt goes round with the local Slack, over Socket Mode and over HTTP."""

import asyncio
import socket

import aiohttp
import uvicorn
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox import LocalSlack
from tests.bot.sandbox.bolt_bot import bolt_app, goes_round
from tests.bot.sandbox.stage import manifest


async def test_a_command_click_form_home_and_mention_go_round_over_socket_mode() -> None:
    async with LocalSlack(manifest()) as slack, aiohttp.ClientSession() as session:
        handler = AsyncSocketModeHandler(bolt_app(slack, session), slack.app_token)
        await handler.connect_async()  # type: ignore[no-untyped-call]
        await slack.wait_connected()
        await goes_round(slack)
        await handler.close_async()  # type: ignore[no-untyped-call]


async def test_the_client_comes_back_after_a_refresh() -> None:
    async with LocalSlack(manifest()) as slack, aiohttp.ClientSession() as session:
        handler = AsyncSocketModeHandler(bolt_app(slack, session), slack.app_token)
        await handler.connect_async()  # type: ignore[no-untyped-call]
        await slack.wait_connected()
        await slack.refresh_connections()
        await slack.wait_connected()
        await goes_round(slack)
        await handler.close_async()  # type: ignore[no-untyped-call]


async def test_a_command_click_form_home_and_mention_go_round_over_http() -> None:
    async with LocalSlack(manifest()) as slack, aiohttp.ClientSession() as session:
        handler = AsyncSlackRequestHandler(bolt_app(slack, session))

        async def events(request: Request) -> Response:
            return await handler.handle(request)

        app = Starlette(routes=[Route("/slack/events", events, methods=["POST"])])
        with socket.create_server(("127.0.0.1", 0)) as listening:
            server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
            serving = asyncio.create_task(server.serve(sockets=[listening]))
            slack.events_url = f"http://127.0.0.1:{listening.getsockname()[1]}/slack/events"
            await goes_round(slack)
            server.should_exit = True
            await serving
