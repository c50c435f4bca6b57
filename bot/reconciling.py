"""A post whose answer was lost is looked for where it would stand, before it is sent again.

Each of the bot's posts carries the number of its recipe in the message's metadata; a picture is known by its
file. Of the history that is read for this nothing is kept, and nothing of it is logged.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.conversations import conversation_of
from handlers.messages import Message, Post
from handlers.reception.refusals import code_of
from scoring.ids import ChannelId
from storage.outbox import OutboxEntry

EVENT_TYPE = "caseload_outbox"
PAGE = 200
MOST_PAGES = 10
UNREADABLE = frozenset(
    {"missing_scope", "not_in_channel", "channel_not_found", "thread_not_found", "no_permission"}
)
"""What Slack says where the council hasn't granted the history, or nobody lets us look."""


class CannotSee(Exception):
    """The history can't be read here, so nobody knows whether the post stands."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the post stands, and what it says: it was sent, and only the answer was lost."""

    channel: ChannelId
    ts: str
    message: Message


def mark_of(entry: OutboxEntry, *, may_repeat: bool) -> dict[str, Any]:
    """The metadata by which a post is known again: the recipe's number and when it was written."""
    payload = {"id": entry.id, "created": entry.created_at.isoformat(), "may_repeat": may_repeat}
    return {"event_type": EVENT_TYPE, "event_payload": payload}


@dataclass(frozen=True)
class Reconciler:
    """Reads the history of conversations that the bot is in, where the council has granted that.

    `since` gives Slack's timestamp of a post in that conversation that is older than the recipe.
    """

    slack: AsyncWebClient
    since: Callable[[OutboxEntry, ChannelId], Awaitable[str | None]]

    async def find(self, entry: OutboxEntry, post: Post | None, target: str | None) -> Standing | None:
        """The post as it stands in Slack; None where it doesn't, or where sending again repeats nothing.

        Raises CannotSee where the history can't be read, and whatever else Slack or the network refuses.
        """
        if target is None or (post is not None and not _could_stand_twice(entry, post)):
            return None
        try:
            channel = ChannelId(await conversation_of(self.slack, target))
            async for each in self._read(entry, channel, post.thread_ts if post is not None else None):
                if _is_it(each, entry):
                    said = Message(str(each.get("text") or ""), tuple(each.get("blocks") or ()))
                    return Standing(channel, str(each["ts"]), said)
        except SlackApiError as error:
            if code_of(error) in UNREADABLE:
                raise CannotSee from error
            raise
        return None

    async def _read(
        self, entry: OutboxEntry, channel: ChannelId, thread: str | None
    ) -> AsyncIterator[Mapping[str, Any]]:
        """What was said there since the recipe was written, the newest first; of a thread everything."""
        window: dict[str, Any] = {"channel": channel, "limit": PAGE, "include_all_metadata": True}
        if thread is None and (since := await self.since(entry, channel)) is not None:
            window["oldest"] = since
        for _ in range(MOST_PAGES):
            if thread is None:
                page = await self.slack.conversations_history(**window)
            else:
                page = await self.slack.conversations_replies(ts=thread, **window)
            for each in page["messages"]:
                yield each
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return
            window["cursor"] = cursor
        raise CannotSee


def _could_stand_twice(entry: OutboxEntry, post: Post) -> bool:
    """To rewrite or delete twice is the same as once; a picture that wasn't shared stands nowhere."""
    if post.update_ts is not None or post.delete_ts is not None:
        return False
    return post.picture is None or entry.file_id is not None


def _is_it(message: Mapping[str, Any], entry: OutboxEntry) -> bool:
    if entry.file_id is not None:
        return any(file.get("id") == entry.file_id for file in message.get("files") or ())
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    created = entry.created_at.isoformat()
    return (
        metadata.get("event_type") == EVENT_TYPE
        and payload.get("id") == entry.id
        and payload.get("created", created) == created
    )
