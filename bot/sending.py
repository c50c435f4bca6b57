"""One post on its way to Slack: said, rewritten, deleted, or shared as a picture."""

import logging
from dataclasses import dataclass, replace
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.post_errors import BLOCKS_REFUSED, refused_rules
from bot.reconciling import mark_of
from bot.uploads import Keep, Uploads
from handlers.messages import Message, Post
from handlers.reception.refusals import code_of
from handlers.views.blocks import message_body
from storage.outbox import OutboxEntry

log = logging.getLogger(__name__)

AWAY_ALREADY = ("message_not_found", "channel_not_found")
"""What Slack says of a message that somebody else has deleted already."""


@dataclass(frozen=True)
class Sending:
    """`keep_upload` writes down that Slack has a picture's bytes."""

    slack: AsyncWebClient
    keep_upload: Keep

    async def send(self, entry: OutboxEntry, post: Post, target: str, *, may_repeat: bool) -> Any:
        """Slack's answer, with `channel` and `ts`. Raises whatever Slack or the network refuses.

        Blocks that break one of Slack's rules are left out: the text says the same.
        """
        if post.delete_ts is not None:
            return await self._delete(target, post.delete_ts)
        if post.picture is not None:
            return await Uploads(self.slack, self.keep_upload).share(entry, post, post.picture, target)
        try:
            return await self._say(entry, post, target, may_repeat)
        except SlackApiError as error:
            if code_of(error) not in BLOCKS_REFUSED or not post.message.blocks:
                raise
            log.warning(
                "recipe %s of kind %s: its text is sent alone, because Slack refused its blocks (%s: %s)",
                entry.id,
                entry.kind,
                code_of(error),
                refused_rules(error),
            )
            return await self._say(
                entry, replace(post, message=Message(post.message.text)), target, may_repeat
            )

    async def _say(self, entry: OutboxEntry, post: Post, target: str, may_repeat: bool) -> Any:
        body: dict[str, Any] = {"channel": target, **message_body(post.message)}
        if post.update_ts is not None:
            # Slack keeps a message's earlier blocks where an update has none.
            return await self.slack.chat_update(ts=post.update_ts, **{"blocks": [], **body})
        if post.thread_ts is not None:
            body["thread_ts"] = post.thread_ts
        return await self.slack.chat_postMessage(
            metadata=mark_of(entry, may_repeat=may_repeat),
            unfurl_links=False,
            unfurl_media=False,
            **body,
        )

    async def _delete(self, channel: str, ts: str) -> Any:
        """Take a message away; one that is gone already is as good as deleted."""
        try:
            return await self.slack.chat_delete(channel=channel, ts=ts)
        except SlackApiError as error:
            if code_of(error) not in AWAY_ALREADY:
                raise
            return {"channel": channel, "ts": ts}
