"""A picture on its way to Slack: an address is asked for, the bytes go there, then it is shared in its place.

The step that is reached is written down: once Slack has the bytes, whatever is tried again only shares them.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.conversations import conversation_of
from handlers.messages import Picture, Post
from handlers.reception.refusals import code_of
from storage.outbox import OutboxEntry

DROPPED = "file_not_found"
"""What Slack says of bytes that it was sent too long ago."""

Keep = Callable[[OutboxEntry, str | None], Awaitable[None]]


@dataclass(frozen=True)
class Uploads:
    """`keep` writes down under which id Slack has the bytes."""

    slack: AsyncWebClient
    keep: Keep

    async def share(self, entry: OutboxEntry, post: Post, picture: Picture, target: str) -> Any:
        """Upload the picture, unless an earlier try has, and share it under its words."""
        channel = await conversation_of(self.slack, target)
        file_id = entry.file_id or await self._upload(entry, picture)
        try:
            await self.slack.files_completeUploadExternal(
                files=[{"id": file_id, "title": picture.title}],
                channel_id=channel,
                initial_comment=post.message.text,
                thread_ts=post.thread_ts,
            )
        except SlackApiError as error:
            if code_of(error) == DROPPED:
                await self.keep(entry, None)
            raise
        return {"channel": channel, "ts": None}

    async def _upload(self, entry: OutboxEntry, picture: Picture) -> str:
        place = await self.slack.files_getUploadURLExternal(
            filename=picture.filename, length=len(picture.content), alt_txt=picture.alt
        )
        session = self.slack.session
        assert session is not None, "the client is made with the one shared session"
        async with session.post(place["upload_url"], data=picture.content) as answer:
            answer.raise_for_status()
        file_id = str(place["file_id"])
        await self.keep(entry, file_id)
        return file_id
