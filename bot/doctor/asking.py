"""Asking Slack about the app: whose tokens these are, what they may do, and which channels the bot is in."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import Settings
from bot.doctor.known import SlackAnswers
from bot.post_errors import reason_of
from bot.slack_client import open_session, slack_client
from scoring.ids import ChannelId

NOT_REACHED = "not reached"
"""Stands for Slack's reason where Slack didn't answer at all."""

SEEN = "public_channel,private_channel"
A_PAGE = 200
MOST_PAGES = 50


async def ask_slack(settings: Settings, machine_time: Callable[[], datetime]) -> SlackAnswers:
    """What Slack says of the app of these settings; its refusals are in the answers."""
    async with open_session() as session:
        slack = slack_client(settings.bot_token, settings.api_url, session)
        try:
            answer = await slack.auth_test()
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            return SlackAnswers(refused=_reason(error))
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return SlackAnswers(
            app_token_refused=await _ask_app_token(slack, settings.app_token),
            scopes=_scopes(headers.get("x-oauth-scopes")),
            ahead=_ahead(headers.get("date"), machine_time()),
            channels=await _list_channels(slack),
        )


def _reason(error: Exception) -> str:
    return reason_of(error) if isinstance(error, SlackApiError) else NOT_REACHED


async def _ask_app_token(slack: AsyncWebClient, token: str | None) -> str | None:
    """Why Slack refuses the app-level token; asking gives a ticket for one connection, which lapses."""
    if token is None:
        return None
    try:
        await slack.apps_connections_open(app_token=token)
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        return _reason(error)
    return None


def _scopes(text: str | None) -> frozenset[str] | None:
    return None if text is None else frozenset(word.strip() for word in text.split(",") if word.strip())


def _ahead(text: str | None, now: datetime) -> timedelta | None:
    """How far `now` is ahead of the Date header, which counts whole seconds."""
    try:
        said = parsedate_to_datetime(text or "")
    except ValueError:
        return None
    return timedelta(seconds=round((now - said.astimezone(UTC)).total_seconds()))


async def _list_channels(slack: AsyncWebClient) -> dict[ChannelId, bool] | None:
    """The channels the bot is in, with whether each is archived; None where Slack doesn't say."""
    found: dict[ChannelId, bool] = {}
    cursor = ""
    for _ in range(MOST_PAGES):
        try:
            answer: Any = await slack.users_conversations(types=SEEN, limit=A_PAGE, cursor=cursor or None)
        except (SlackApiError, aiohttp.ClientError, TimeoutError):
            return None
        found |= {ChannelId(each["id"]): bool(each.get("is_archived")) for each in answer["channels"]}
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            break
    return found
