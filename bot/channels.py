"""Which conversations are shared with another organisation; asked of Slack once, then remembered a while."""

import asyncio
from collections.abc import Callable

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.reception.refusals import code_of
from scoring.ids import ChannelId

REMEMBERED_SECONDS = 600.0
LONGEST_ASKING = 0.5
"""Seconds; the person who asked waits meanwhile."""


class SharedChannels:
    """Answers from memory for ten minutes; a conversation the bot can't see counts as not shared.

    Answers are shown to the person who asked alone, and people of other workspaces are refused by their own
    workspace, so that a private channel without the bot stays usable.
    """

    def __init__(self, slack: AsyncWebClient, seconds: Callable[[], float]) -> None:
        self._slack = slack
        self._seconds = seconds
        self._known: dict[ChannelId, tuple[float, bool]] = {}

    async def is_shared(self, channel: ChannelId | None) -> bool:
        """Whether people of another organisation are in this conversation."""
        if channel is None or channel.startswith("D"):
            return False
        asked_at, shared = self._known.get(channel, (-REMEMBERED_SECONDS, False))
        if self._seconds() - asked_at < REMEMBERED_SECONDS:
            return shared
        answer = await self._ask(channel)
        if answer is None:
            return shared  # as it was known last, however long ago
        self._known[channel] = (self._seconds(), answer)
        return answer

    async def _ask(self, channel: ChannelId) -> bool | None:
        """What Slack says of it; None when Slack doesn't say, which isn't remembered."""
        try:
            asking = self._slack.conversations_info(channel=channel)
            found = (await asyncio.wait_for(asking, LONGEST_ASKING))["channel"]
        except SlackApiError as error:
            return False if code_of(error) == "channel_not_found" else None
        except (aiohttp.ClientError, TimeoutError):
            return None
        return any(found.get(flag) for flag in ("is_ext_shared", "is_pending_ext_shared"))
