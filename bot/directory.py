"""What features may ask Slack before they decide, asked from their threads and answered by the event loop."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import TimeoutError as TooLong
from dataclasses import dataclass
from typing import Any, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.desk import NOT_REACHED, AccountFacts, ChannelFacts
from handlers.reception.listeners import is_guest
from handlers.reception.refusals import code_of
from scoring.errors import NotReached
from scoring.ids import ChannelId, SlackUserId

LONGEST_ASKING = 2.0
"""Seconds; somebody waits for the answer, who is told after one second that it is on its way."""

UNKNOWN = frozenset({"channel_not_found", "users_not_found"})

T = TypeVar("T")


@dataclass(frozen=True)
class SlackDirectory:
    """The directory of the workspace; `loop` is the one the client lives in, never the caller's own."""

    slack: AsyncWebClient
    loop: asyncio.AbstractEventLoop

    def channel(self, channel: ChannelId, /) -> ChannelFacts | None:
        """What Slack says of a channel; None when the bot can't see it."""
        return self._wait(self._channel(channel))

    def account(self, email: str, /) -> AccountFacts | None:
        """The active account with this e-mail."""
        return self._wait(self._account(email))

    def _wait(self, asking: Coroutine[Any, Any, T]) -> T:
        """The answer. Raises NotReached when Slack doesn't give one in time."""
        future = asyncio.run_coroutine_threadsafe(asking, self.loop)
        try:
            return future.result(LONGEST_ASKING)
        except (TooLong, SlackApiError, aiohttp.ClientError) as problem:
            future.cancel()
            raise NotReached(NOT_REACHED) from problem

    async def _channel(self, channel: ChannelId) -> ChannelFacts | None:
        try:
            found = (await self.slack.conversations_info(channel=channel))["channel"]
        except SlackApiError as error:
            _raise_unless_unknown(error)
            return None
        return ChannelFacts(
            name=str(found.get("name") or ""),
            has_bot=bool(found.get("is_member")),
            is_archived=bool(found.get("is_archived")),
            is_shared=any(found.get(flag) for flag in ("is_ext_shared", "is_pending_ext_shared")),
        )

    async def _account(self, email: str) -> AccountFacts | None:
        try:
            found = (await self.slack.users_lookupByEmail(email=email))["user"]
        except SlackApiError as error:
            _raise_unless_unknown(error)
            return None
        return AccountFacts(SlackUserId(found["id"]), found.get("team_id") or "", is_guest(found))


def _raise_unless_unknown(error: SlackApiError) -> None:
    if code_of(error) not in UNKNOWN:
        raise error
