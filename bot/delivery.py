"""Delivering one recipe: drawn with today's truth, posted in its turn, and written down as it ended."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import OperationalError

from bot.pace import Pace
from bot.post_errors import LONGEST_OUTAGE, Outcome, outcome_of
from bot.uploads import Uploads
from handlers.desk import Desk
from handlers.messages import Message, Post
from handlers.reception.naming import references_in
from handlers.reception.posting import Drawers, Drawn, Later
from handlers.reception.threads import in_thread
from handlers.upkeep.channels import settle_channel_trouble
from handlers.views.blocks import message_body
from handlers.views.trial import marked
from scoring.ids import ChannelId, SlackUserId
from scoring.policy import Policy
from scoring.working_time import Calendar, london_day
from storage.accounts import load_users
from storage.change import Source
from storage.database import Database
from storage.naming import record_named_cases
from storage.outbox import (
    OutboxEntry,
    record_dead,
    record_dropped,
    record_later,
    record_sent,
    record_unknown,
    record_uploaded,
    record_waiting,
)
from storage.policies import load_policy
from storage.session import Session

log = logging.getLogger(__name__)

MOST_UNKNOWN = 3
"""How often a post whose answer was lost is sent again; a post Slack only puts off is never given up."""

BLOCKS_REFUSED = ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long")
"""The message is said in its text alone then: it says the same."""

GONE = ("message_not_found", "channel_not_found")
"""What Slack says of a message that somebody else has deleted already."""

RECORD_TRIES = 8
"""How often it is tried to write down what became of a post: else it would be sent twice."""


@dataclass(frozen=True)
class Delivery:
    """`clock` is the bot's time, `pace` counts real seconds."""

    database: Database
    drawers: Drawers
    slack: AsyncWebClient
    threads: Executor
    clock: Callable[[], datetime]
    calendar: Callable[[Policy], Calendar]
    pace: Pace

    async def deliver(self, entry: OutboxEntry) -> Outcome | None:
        """Draw and post one recipe; an outcome says why it could not be posted."""
        try:
            drawn, user = await in_thread(self.threads, lambda: self._draw(entry))
        except OperationalError:
            return await self._settle(entry, Outcome("later", "the database didn't answer"))
        except Exception:
            log.exception("recipe %s of kind %s could not be drawn", entry.id, entry.kind)
            return await self._settle(entry, Outcome("dead", "it could not be drawn"))
        if drawn is None:
            await self._record(lambda session: record_dropped(session, entry.id, "nothing left to say"))
        elif isinstance(drawn, Later):
            await self._record(lambda session: record_waiting(session, entry.id, drawn.not_before))
        else:
            return await self._post(entry, drawn, entry.channel or user)
        return None

    async def _post(self, entry: OutboxEntry, post: Post, own: str | None) -> Outcome | None:
        """Post to where it belongs (`own`), or to where the message stands that it rewrites or replies to."""
        target = post.channel or own
        if target is None:
            return await self._settle(entry, Outcome("dead", "no Slack account"))
        await self.pace.turn(target)
        try:
            answer = await self._send(entry, post, target)
        except Exception as error:
            outcome = outcome_of(error)
            if outcome.state == "channel" and own != target and (post.update_ts or post.thread_ts):
                anew = replace(post, update_ts=None, thread_ts=None, channel=None)
                return await self._post(entry, anew, own)
            return await self._settle(entry, outcome)
        channel, ts = ChannelId(answer["channel"]), answer["ts"]
        await self._record(lambda session: self._keep(session, entry, post, channel, ts))
        return None

    async def _send(self, entry: OutboxEntry, post: Post, target: str) -> Any:
        if post.delete_ts is not None:
            return await self._delete(target, post.delete_ts)
        if post.picture is not None:
            return await self._uploads.share(entry, post, post.picture, target)
        try:
            return await self._say(entry, post, target)
        except SlackApiError as error:
            if error.response.get("error") not in BLOCKS_REFUSED or not post.message.blocks:
                raise
            log.warning(
                "recipe %s of kind %s: its blocks were refused, its text is sent", entry.id, entry.kind
            )
            return await self._say(entry, replace(post, message=Message(post.message.text)), target)

    async def _say(self, entry: OutboxEntry, post: Post, target: str) -> Any:
        body: dict[str, Any] = {"channel": target, **message_body(post.message)}
        if post.update_ts is not None:
            # Slack keeps a message's earlier blocks where an update has none.
            return await self.slack.chat_update(ts=post.update_ts, **{"blocks": [], **body})
        payload = {"id": entry.id, "may_repeat": entry.state == "unknown"}
        if post.thread_ts is not None:
            body["thread_ts"] = post.thread_ts
        return await self.slack.chat_postMessage(
            metadata={"event_type": "caseload_outbox", "event_payload": payload},
            unfurl_links=False,
            unfurl_media=False,
            **body,
        )

    async def _delete(self, channel: str, ts: str) -> Any:
        """Take a message away; one that is gone already is as good as deleted."""
        try:
            return await self.slack.chat_delete(channel=channel, ts=ts)
        except SlackApiError as error:
            if error.response.get("error") not in GONE:
                raise
            return {"channel": channel, "ts": ts}

    async def _settle(self, entry: OutboxEntry, outcome: Outcome) -> Outcome:
        log.warning("recipe %s of kind %s: %s", entry.id, entry.kind, outcome.why)
        wait = min(outcome.seconds or 2.0**entry.attempts, LONGEST_OUTAGE)
        again = self.clock() + timedelta(seconds=wait)
        if outcome.state == "channel":
            await self._record(lambda session: self._trouble(session, entry, outcome.why))
        elif outcome.state == "dead" or (outcome.state == "unknown" and entry.attempts >= MOST_UNKNOWN):
            await self._record(lambda session: record_dead(session, entry.id, outcome.why))
        elif outcome.state == "unknown":
            await self._record(lambda session: record_unknown(session, entry.id, again, outcome.why))
        else:
            await self._record(lambda session: record_later(session, entry.id, again, outcome.why))
        return outcome

    def _trouble(self, session: Session, entry: OutboxEntry, problem: str) -> None:
        settle_channel_trouble(session, self._desk(session), entry, problem)

    def _draw(self, entry: OutboxEntry) -> tuple[Drawn, SlackUserId | None]:
        with self.database.reading() as session:
            desk = self._desk(session)
            drawn = self._held(desk, entry) or self.drawers[entry.kind].draw(desk, entry)
            if isinstance(drawn, Post):
                drawn = replace(drawn, message=marked(drawn.message, desk.policy))
            users = load_users(session, [entry.worker]) if entry.worker is not None else {}
        return drawn, next(iter(users.values()), None)

    def _desk(self, session: Session) -> Desk:
        now = self.clock()
        policy = load_policy(session, london_day(now))
        return Desk(self.database, session, now, policy, self.calendar(policy), Source.TICK)

    def _held(self, desk: Desk, entry: OutboxEntry) -> Later | None:
        """What is not urgent waits for the quiet hours' end, also when Slack put it off into them."""
        if entry.fixed.get("urgent") or not desk.calendar.in_quiet_hours(desk.now, desk.policy.hours):
            return None
        return Later(desk.calendar.next_sending_moment(desk.now, desk.policy.hours))

    def _keep(
        self, session: Session, entry: OutboxEntry, post: Post, channel: ChannelId, ts: str | None
    ) -> None:
        now = self.clock()
        record_sent(session, entry.id, now, channel, ts)
        policy = load_policy(session, london_day(now))
        record_named_cases(session, entry.id, references_in(post.message, policy))
        if ts is not None:
            self.drawers[entry.kind].keep(session, entry, channel, ts)

    @property
    def _uploads(self) -> Uploads:
        return Uploads(self.slack, self._keep_upload)

    async def _keep_upload(self, entry: OutboxEntry, file_id: str | None) -> None:
        await self._record(lambda session: record_uploaded(session, entry.id, file_id))

    async def _record(self, record: Callable[[Session], None]) -> None:
        """Write down what became of it, also when the database is away for a moment."""
        for attempt in range(1, RECORD_TRIES + 1):
            try:
                return await in_thread(self.threads, lambda: self._write(record))
            except OperationalError:
                if attempt == RECORD_TRIES:
                    raise
                await asyncio.sleep(0.1 * 2**attempt)
        return None

    def _write(self, record: Callable[[Session], None]) -> None:
        with self.database.writing() as session:
            record(session)
