"""Delivering one recipe: drawn with today's truth, posted in its turn, and written down as it ended."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import OperationalError

from bot.pace import Pace
from bot.post_errors import LONGEST_OUTAGE, Outcome, outcome_of
from bot.reconciling import CannotSee, Reconciler
from bot.sending import Sending
from handlers.desk import Desk, unasked_desk
from handlers.messages import Message, Post
from handlers.reception.naming import references_in
from handlers.reception.posting import Drawers, Drawn, Later
from handlers.reception.threads import in_thread
from handlers.upkeep.channels import settle_channel_trouble
from handlers.upkeep.reaching import NO_ACCOUNT, settle_person_trouble
from handlers.views.trial import marked
from scoring.ids import CaseId, ChannelId, SlackUserId
from scoring.policy import Policy
from scoring.working_time import Calendar, london_day
from storage.accounts import load_users
from storage.database import Database
from storage.naming import UNSAY_LOST, is_forgotten, list_named, record_named_cases
from storage.outbox import (
    OutboxEntry,
    record_dead,
    record_dropped,
    record_later,
    record_sent,
    record_unknown,
    record_unseen,
    record_uploaded,
    record_waiting,
)
from storage.policies import load_policy
from storage.posted import find_ts_before
from storage.session import Session

log = logging.getLogger(__name__)

MOST_LOST = 3
"""How often a post's answer may be lost where nobody can look whether it stands; then it is a dead letter."""

SETTLING = 5.0
"""Seconds until a lost post is looked for: what Slack was still doing with it is done by then."""

RECORD_TRIES = 8
"""How often it is tried to write down what became of a post: else it would have to be looked for."""


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
        if isinstance(drawn, Later):
            await self._record(lambda session: record_waiting(session, entry.id, drawn.not_before))
            return None
        if entry.lost and (settled := await self._look_for(entry, drawn, entry.channel or user)):
            return settled if isinstance(settled, Outcome) else None
        if drawn is None:
            await self._record(lambda session: record_dropped(session, entry.id, "nothing left to say"))
            return None
        return await self._post(entry, drawn, entry.channel or user)

    async def is_let_in(self) -> bool:
        """Whether Slack takes the token (again)."""
        try:
            await self.slack.auth_test()
        except (SlackApiError, aiohttp.ClientError, TimeoutError):
            return False
        return True

    async def _look_for(self, entry: OutboxEntry, post: Post | None, own: str | None) -> Outcome | bool:
        """Look whether a post whose answer was lost stands in Slack; False if it has to be sent again."""
        target = post.channel or own if post is not None else own
        try:
            found = await Reconciler(self.slack, self._posted_before).find(entry, post, target)
        except CannotSee:
            if entry.lost < MOST_LOST:
                return False
            return await self._settle(entry, Outcome("dead", f"the answer was lost {entry.lost} times"))
        except Exception as error:
            outcome = outcome_of(error)
            again = self._again(entry, outcome)
            await self._record(lambda session: record_unseen(session, entry.id, again, outcome.why))
            return outcome
        if found is None:
            return False
        log.info("recipe %s of kind %s stands in Slack already", entry.id, entry.kind)
        await self._record(lambda session: self._keep(session, entry, found.message, found.channel, found.ts))
        return True

    async def _posted_before(self, entry: OutboxEntry, channel: ChannelId) -> str | None:
        return await in_thread(self.threads, lambda: self._find_ts_before(entry, channel))

    def _find_ts_before(self, entry: OutboxEntry, channel: ChannelId) -> str | None:
        with self.database.reading() as session:
            return find_ts_before(session, channel, entry.created_at)

    async def _post(self, entry: OutboxEntry, post: Post, own: str | None) -> Outcome | None:
        """Post to where it belongs (`own`), or to where the message stands that it rewrites or replies to."""
        target = post.channel or own
        if target is None:
            return await self._settle(entry, Outcome("person", NO_ACCOUNT))
        await self.pace.turn(target)
        try:
            answer = await self._sending.send(entry, post, target, may_repeat=entry.lost > 0)
        except Exception as error:
            outcome = outcome_of(error)
            if _belongs_elsewhere(outcome, post, target, own):
                anew = replace(post, update_ts=None, thread_ts=None, channel=None)
                return await self._post(entry, anew, own)
            return await self._settle(entry, outcome)
        channel, ts = ChannelId(answer["channel"]), answer["ts"]
        await self._record(lambda session: self._keep(session, entry, post.message, channel, ts, post.names))
        return None

    async def _settle(self, entry: OutboxEntry, outcome: Outcome) -> Outcome:
        log.warning("recipe %s of kind %s: %s", entry.id, entry.kind, outcome.why)
        again = self._again(entry, outcome)
        if outcome.state in ("channel", "person"):
            await self._record(lambda session: self._trouble(session, entry, outcome.why))
        elif outcome.state in ("dead", "gone"):
            await self._record(lambda session: record_dead(session, entry.id, outcome.why))
        elif outcome.state == "unknown":
            await self._record(lambda session: record_unknown(session, entry.id, again, outcome.why))
        else:
            await self._record(lambda session: record_later(session, entry.id, again, outcome.why))
        return outcome

    def _again(self, entry: OutboxEntry, outcome: Outcome) -> datetime:
        """When it is tried again: as Slack asks, else after longer and longer."""
        wait = min(outcome.seconds or 2.0**entry.attempts, LONGEST_OUTAGE)
        least = SETTLING if outcome.state == "unknown" else 0.0
        return self.clock() + timedelta(seconds=max(wait, least))

    def _trouble(self, session: Session, entry: OutboxEntry, problem: str) -> None:
        settle_trouble = settle_channel_trouble if entry.channel is not None else settle_person_trouble
        settle_trouble(session, self._desk(session), entry, problem)

    def _draw(self, entry: OutboxEntry) -> tuple[Drawn, SlackUserId | None]:
        with self.database.reading() as session:
            desk = self._desk(session)
            drawn = self._held(desk, entry) or self.drawers[entry.kind].draw(desk, entry)
            if isinstance(drawn, Post):
                said = marked(drawn.message, desk.policy)
                drawn = replace(
                    drawn, message=said, names=list_named(session, references_in(said, desk.policy))
                )
            users = load_users(session, [entry.worker]) if entry.worker is not None else {}
        return drawn, next(iter(users.values()), None)

    def _desk(self, session: Session) -> Desk:
        return unasked_desk(self.database, session, self.clock(), self.calendar)

    def _held(self, desk: Desk, entry: OutboxEntry) -> Later | None:
        """What is not urgent waits for the quiet hours' end, also when Slack put it off into them."""
        if entry.fixed.get("urgent") or not desk.calendar.in_quiet_hours(desk.now, desk.policy.hours):
            return None
        return Later(desk.calendar.next_sending_moment(desk.now, desk.policy.hours))

    def _keep(
        self,
        session: Session,
        entry: OutboxEntry,
        said: Message,
        channel: ChannelId,
        ts: str | None,
        names: frozenset[CaseId] = frozenset(),
    ) -> None:
        now = self.clock()
        record_sent(session, entry.id, now, channel, ts)
        policy = load_policy(session, london_day(now))
        record_named_cases(session, entry.id, references_in(said, policy))
        if ts is None:
            return
        kind = UNSAY_LOST if is_forgotten(session, entry.id, names) else entry.kind
        self.drawers[kind].keep(session, entry, channel, ts)

    @property
    def _sending(self) -> Sending:
        return Sending(self.slack, self._keep_upload)

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


def _belongs_elsewhere(outcome: Outcome, post: Post, target: str, own: str | None) -> bool:
    """Whether what it rewrites or replies to is gone, so that it is said anew where it belongs."""
    if post.update_ts is None and post.thread_ts is None:
        return False
    return outcome.state == "gone" or (outcome.state == "channel" and own != target)
