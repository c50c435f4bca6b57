"""The courier takes recipes from the outbox, has them drawn, and posts them: the only sender of posts.

One message at a time to each person and channel, in order, and about one a second after a short burst.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from slack_sdk.web.async_client import AsyncWebClient

from bot.pace import Pace
from bot.post_errors import Outcome, outcome_of
from handlers.desk import Desk
from handlers.messages import Post
from handlers.posting import Drawers, Drawn, Later
from handlers.views.blocks import message_body
from scoring.ids import ChannelId, OutboxId, SlackUserId
from scoring.policy import Policy
from scoring.working_time import Calendar, london_day
from storage.accounts import load_users
from storage.change import Source
from storage.database import Database
from storage.outbox import (
    OutboxEntry,
    claim_recipes,
    find_next_recipe,
    record_dead,
    record_dropped,
    record_later,
    record_sent,
    record_unknown,
    record_waiting,
    recover_sending,
)
from storage.policies import load_policy

log = logging.getLogger(__name__)
T = TypeVar("T")

LONGEST_REST = 30.0
IMMINENT = 0.5
MOST_ATTEMPTS = 8


@dataclass
class Courier:
    """Runs until cancelled. `clock` is the bot's time, `pace` counts real seconds."""

    database: Database
    drawers: Drawers
    slack: AsyncWebClient
    threads: Executor
    clock: Callable[[], datetime]
    calendar: Callable[[Policy], Calendar]
    pace: Pace
    revoked: bool = False
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _busy: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _claiming: asyncio.Lock = field(default_factory=asyncio.Lock)

    def wake(self) -> None:
        """There may be something to post."""
        self._woken.set()

    async def run(self) -> None:
        """Post what may be posted, then rest until something may be again."""
        await self._thread(self.recover)
        while True:
            self._woken.clear()
            await self._hand_out()
            rest = await self._thread(self._seconds_until_next)
            try:
                await asyncio.wait_for(self._woken.wait(), timeout=rest)
            except TimeoutError:
                continue

    async def drain(self) -> None:
        """Post everything that may be posted now, and come back when it is done."""
        while await self._hand_out() or self._busy or await self._is_imminent():
            if self._busy:
                await asyncio.wait(tuple(self._busy.values()), return_when=asyncio.FIRST_COMPLETED)

    async def finish(self) -> None:
        """Let the posts that are on their way arrive."""
        if self._busy:
            await asyncio.wait(tuple(self._busy.values()))

    async def _is_imminent(self) -> bool:
        """Whether something only waits for a message before it; comes back when it may be tried."""
        rest = await self._thread(self._seconds_until_next)
        if rest > IMMINENT:
            return False
        await asyncio.sleep(rest)
        return True

    async def _hand_out(self) -> bool:
        if self.revoked:
            return False
        async with self._claiming:
            entries: list[OutboxEntry] = await self._thread(self._claim)
            for entry in entries:
                task = asyncio.ensure_future(self._deliver(entry))
                self._busy[entry.line] = task
                task.add_done_callback(lambda _, line=entry.line: self._free(line))  # type: ignore[misc]
        return bool(entries)

    def _free(self, line: str) -> None:
        self._busy.pop(line, None)
        self.wake()

    async def _deliver(self, entry: OutboxEntry) -> None:
        try:
            drawn, user = await self._thread(lambda: self._draw(entry))
        except Exception:
            log.exception("recipe %s of kind %s could not be drawn", entry.id, entry.kind)
            await self._thread(lambda: self._record(record_dead, entry.id, "it could not be drawn"))
            return
        if drawn is None:
            await self._thread(lambda: self._record(record_dropped, entry.id, "nothing left to say"))
        elif isinstance(drawn, Later):
            await self._thread(lambda: self._record(record_waiting, entry.id, drawn.not_before))
        else:
            await self._post(entry, drawn, drawn.channel or entry.channel or user)

    async def _post(self, entry: OutboxEntry, post: Post, target: str | None) -> None:
        if target is None:
            await self._settle(entry, Outcome("dead", "no Slack account"))
            return
        await self.pace.turn(target)
        try:
            answer = await self._send(entry, post, target)
        except Exception as error:
            await self._settle(entry, outcome_of(error))
            return
        channel, ts = ChannelId(answer["channel"]), str(answer["ts"])
        await self._thread(lambda: self._keep(entry, channel, ts))

    async def _send(self, entry: OutboxEntry, post: Post, target: str) -> Any:
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

    async def _settle(self, entry: OutboxEntry, outcome: Outcome) -> None:
        log.warning("recipe %s of kind %s: %s", entry.id, entry.kind, outcome.why)
        if outcome.state == "revoked":
            self.revoked = True
        again = self.clock() + timedelta(seconds=outcome.seconds or 2.0**entry.attempts)
        if outcome.state == "dead" or entry.attempts >= MOST_ATTEMPTS:
            await self._thread(lambda: self._record(record_dead, entry.id, outcome.why))
        elif outcome.state == "unknown":
            await self._thread(lambda: self._record(record_unknown, entry.id, again, outcome.why))
        else:
            await self._thread(lambda: self._record(record_later, entry.id, again, outcome.why))

    def recover(self) -> None:
        """What a killed process was sending is unknown now, and is sent once more."""
        with self.database.writing() as session:
            recover_sending(session, self.clock())

    def _claim(self) -> list[OutboxEntry]:
        now = self.clock()
        with self.database.reading() as session:
            waiting = find_next_recipe(session, now, self._busy)
        if waiting is None or waiting > now:
            return []
        with self.database.writing() as session:
            return claim_recipes(session, now, set(self._busy))

    def _seconds_until_next(self) -> float:
        with self.database.reading() as session:
            at = find_next_recipe(session, self.clock(), self._busy)
        if at is None:
            return LONGEST_REST
        return min(max((at - self.clock()).total_seconds(), 0.05), LONGEST_REST)

    def _draw(self, entry: OutboxEntry) -> tuple[Drawn, SlackUserId | None]:
        now = self.clock()
        with self.database.reading() as session:
            policy = load_policy(session, london_day(now))
            desk = Desk(self.database, session, now, policy, self.calendar(policy), Source.TICK)
            drawn = self.drawers[entry.kind].draw(desk, entry)
            users = load_users(session, [entry.worker]) if entry.worker is not None else {}
        return drawn, next(iter(users.values()), None)

    def _keep(self, entry: OutboxEntry, channel: ChannelId, ts: str) -> None:
        with self.database.writing() as session:
            record_sent(session, entry.id, self.clock(), channel, ts)
            self.drawers[entry.kind].keep(session, entry, channel, ts)

    def _record(self, record: Callable[..., None], id_: OutboxId, *details: Any) -> None:
        with self.database.writing() as session:
            record(session, id_, *details)

    async def _thread(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.threads, call)
