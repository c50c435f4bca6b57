"""Brings what people do to the bot, over Socket Mode or signed HTTP, and waits three seconds for its
acknowledgement.

Source: "Using Socket Mode", "Verifying requests from Slack", "Events API" (retries) pages.
"""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

import aiohttp

from bot.sandbox.faults import Faults, strikes
from bot.sandbox.people import Json
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.timekeeping import Timekeeper

Kind = Literal["slash_commands", "interactive", "events_api"]
ACK_SECONDS = 3.0
RETRY_AFTER = (0.0, 60.0, 300.0)
"""Seconds before each of the three repeats of an event that was not acknowledged."""


@dataclass(frozen=True)
class Ack:
    """What came back: the body of the acknowledgement, or the error a person sees; `seconds` is real time."""

    body: Json
    error: str | None
    seconds: float


def sign(secret: str, timestamp: str, body: str) -> str:
    """Returns the v0 signature of a request body; `timestamp` is in whole seconds since 1970."""
    mac = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256)
    return f"v0={mac.hexdigest()}"


def _encode(kind: Kind, payload: Json) -> tuple[str, str]:
    if kind == "events_api":
        return json.dumps(payload), "application/json"
    fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(fields), "application/x-www-form-urlencoded"


class Delivery:
    """Delivers to an open Socket Mode connection if there is one, else to `events_url` if that is set."""

    def __init__(self, keeper: Timekeeper, sockets: SocketMode, signing_secret: str, faults: Faults) -> None:
        self._keeper, self._sockets, self._secret = keeper, sockets, signing_secret
        self._faults = faults
        self._session: aiohttp.ClientSession | None = None
        self.events_url: str | None = None

    @property
    def is_reachable(self) -> bool:
        """Whether there is anywhere to deliver to."""
        return self._sockets.connected > 0 or self.events_url is not None

    async def send(self, kind: Kind, payload: Json) -> Ack:
        """Delivers once; error: dispatch_failed, operation_timeout, http_client_error, http_service_error."""
        return await self._attempt(kind, payload, 0, "")

    async def send_event(self, payload: Json, sent: Callable[[Ack], None]) -> None:
        """Delivers an event, up to three times again if not acknowledged; calls `sent` after each time."""
        ack = await self._attempt("events_api", payload, 0, "")
        sent(ack)
        for number, seconds in enumerate(RETRY_AFTER, start=1):
            if ack.error is None:
                return
            await self._keeper.reached(self._keeper.now() + seconds)
            reason = "timeout" if ack.error == "operation_timeout" else "http_error"
            ack = await self._attempt("events_api", payload, number, reason)
            sent(ack)

    async def _attempt(self, kind: Kind, payload: Json, number: int, reason: str) -> Ack:
        return await strikes.deliver(
            self._faults, kind, payload, lambda: self._once(kind, payload, number, reason)
        )

    async def _once(self, kind: Kind, payload: Json, number: int, reason: str) -> Ack:
        started = time.perf_counter()
        deadline = self._keeper.now() + ACK_SECONDS
        try:
            body, error = await self._within(deadline, await self._dispatch(kind, payload, number, reason))
        except (aiohttp.ClientError, ConnectionError):
            body, error = {}, "dispatch_failed"
        return Ack(body, error, time.perf_counter() - started)

    async def _dispatch(
        self, kind: Kind, payload: Json, number: int, reason: str
    ) -> Awaitable[tuple[Json, str | None]] | None:
        if self._sockets.connected:
            retry = {"retry_attempt": number, "retry_reason": reason} if kind == "events_api" else {}
            return self._acked(await self._sockets.send(kind, payload, retry))
        if self.events_url:
            return self._post(kind, payload, number, reason)
        return None

    async def _within(
        self, deadline: float, answer: Awaitable[tuple[Json, str | None]] | None
    ) -> tuple[Json, str | None]:
        if answer is None:
            return {}, "dispatch_failed"
        task = asyncio.ensure_future(answer)
        try:
            return task.result() if await self._keeper.in_time(task, deadline) else ({}, "operation_timeout")
        finally:
            task.cancel()

    async def _acked(self, ack: "asyncio.Future[Json]") -> tuple[Json, str | None]:
        return await ack, None

    async def _post(self, kind: Kind, payload: Json, number: int, reason: str) -> tuple[Json, str | None]:
        body, content_type = _encode(kind, payload)
        timestamp = str(int(self._keeper.now()))
        headers = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": sign(self._secret, timestamp, body),
        }
        if number:
            named = "http_timeout" if reason == "timeout" else reason
            headers |= {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": named}
        if self._session is None:
            self._session = aiohttp.ClientSession()
        async with self._session.post(str(self.events_url), data=body.encode(), headers=headers) as response:
            return await _read(response)

    async def close(self) -> None:
        """Closes the HTTP session."""
        if self._session is not None:
            await self._session.close()


async def _read(response: aiohttp.ClientResponse) -> tuple[Json, str | None]:
    text = await response.text()
    if response.status != 200:
        return {}, "http_client_error" if response.status < 500 else "http_service_error"
    if not text:
        return {}, None
    if response.content_type == "application/json":
        return json.loads(text), None
    return {"text": text}, None
