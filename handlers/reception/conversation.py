"""Answers to what was asked in words: in a direct message openly, in a channel for the asker's eyes alone."""

import asyncio
import contextlib

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.messages import Message, Origin, Prompts, Question, Reply, ThreadOpened
from handlers.reception.answers import as_message
from handlers.views.blocks import message_body

WORKING = "is looking that up…"
LONGEST_STATUS = 0.5
"""Seconds; an answer doesn't wait longer for the note that it is coming."""

TITLE = "You could ask"


async def converse(slack: AsyncWebClient, origin: Origin, reply: Reply) -> None:
    """Say a reply where it was asked for; in Slack's assistant, with the questions to press."""
    if isinstance(reply, Prompts):
        await _tell(slack, origin, reply.greeting)
        prompts = [{"title": title, "message": words} for title, words in reply.prompts]
        await slack.assistant_threads_setSuggestedPrompts(
            channel_id=origin.channel or "", thread_ts=origin.thread, title=TITLE, prompts=prompts
        )
        return
    await _tell(slack, origin, as_message(reply))


async def _tell(slack: AsyncWebClient, origin: Origin, message: Message) -> None:
    """In a channel only the asker sees it; where even that can't be, it goes to their direct messages."""
    body = message_body(message)
    if origin.is_direct:
        channel = origin.channel or origin.user
        await slack.chat_postMessage(channel=channel, thread_ts=origin.thread, **body)
        return
    try:
        await slack.chat_postEphemeral(
            channel=origin.channel or "", user=origin.user, thread_ts=origin.thread, **body
        )
    except SlackApiError:
        await slack.chat_postMessage(channel=origin.user, **body)


async def show_working(slack: AsyncWebClient, request: Question | ThreadOpened) -> None:
    """Say in Slack's assistant that an answer is coming; Slack takes it away when the answer is there.

    Where a thread isn't the assistant's, or Slack doesn't answer, nothing is shown.
    """
    origin = request.origin
    if isinstance(request, ThreadOpened) or not origin.is_direct or origin.thread is None:
        return
    status = slack.assistant_threads_setStatus(
        channel_id=origin.channel or "", thread_ts=origin.thread, status=WORKING
    )
    with contextlib.suppress(SlackApiError, aiohttp.ClientError, TimeoutError):
        await asyncio.wait_for(status, LONGEST_STATUS)
