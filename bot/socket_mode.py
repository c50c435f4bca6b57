"""The Socket Mode connection: whether Slack still answers on it, and ending it without losing an answer."""

import asyncio
import contextlib
import logging
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import machine_now
from handlers.reception.payloads import is_whole

log = logging.getLogger(__name__)

PING_SECONDS = 10
"""How often a connection is probed; the SDK replaces a silent one after four probes."""

LONGEST_SILENCE = 3 * PING_SECONDS
"""Seconds without a pong after which the bot says that it isn't connected."""

LONGEST_ANSWERING = 5.0
"""Seconds in which what has come in is acknowledged before the connection ends; Slack waits for three."""


class SocketMode(AsyncSocketModeHandler):
    """Bolt's connection, which knows how many requests it hasn't acknowledged yet."""

    def __init__(self, app: AsyncApp, app_token: str, slack: AsyncWebClient) -> None:
        super().__init__(app, app_token, web_client=slack, ping_interval=PING_SECONDS)
        self._unanswered = 0
        self._answered = asyncio.Event()

    async def handle(self, client: Any, req: Any) -> None:
        """Serve one request and acknowledge it; what is no payload of Slack's is only acknowledged.

        Acknowledged, it comes no more.
        """
        if not is_whole(req.payload):
            log.warning("a request over Socket Mode was no payload of Slack's, and was turned away")
            await client.send_socket_mode_response(SocketModeResponse(envelope_id=req.envelope_id))
            return
        self._unanswered += 1
        self._answered.clear()
        try:
            await super().handle(client, req)
        finally:
            self._unanswered -= 1
            if not self._unanswered:
                self._answered.set()

    def is_open(self) -> bool:
        """Whether there is a connection on which Slack has answered lately."""
        session = getattr(self.client, "current_session", None)
        if session is None or session.closed:
            return False
        pong = self.client.last_ping_pong_time
        return pong is None or machine_now().timestamp() - pong <= LONGEST_SILENCE

    async def finish(self) -> None:
        """Take nothing more, let what has come in be acknowledged, and end the connection."""
        self.client.socket_mode_request_listeners.clear()
        if self._unanswered:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._answered.wait(), LONGEST_ANSWERING)
        await self.close_async()  # type: ignore[no-untyped-call]  # the SDK leaves it untyped
