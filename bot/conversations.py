"""Conversations by id: a channel has one of its own, a person's direct messages are opened for it."""

from slack_sdk.web.async_client import AsyncWebClient


async def conversation_of(slack: AsyncWebClient, target: str) -> str:
    """The conversation that a channel's or person's id stands for. Raises SlackApiError if Slack refuses."""
    if not target.startswith(("U", "W")):
        return target
    answer = await slack.conversations_open(users=target)
    return str(answer["channel"]["id"])
