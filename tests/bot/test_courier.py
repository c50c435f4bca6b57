"""The courier: order, pace, Retry-After, and what becomes of posts that Slack doesn't take."""

import contextlib
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select, update

from bot.bank_holidays import calendar_of
from bot.courier import Courier
from bot.delivery import Delivery
from bot.manifest import manifest
from bot.pace import Pace
from bot.sandbox import Channel, LocalSlack
from bot.slack_client import open_session, slack_client
from handlers.desk import Desk
from handlers.messages import Message, Picture, Post
from handlers.reception.posting import Drawer, Drawn, Later
from scoring.ids import ChannelId
from scoring.readings import Subject, SubjectKind
from storage.change import Change, Source
from storage.database import Database, open_database, read_url
from storage.outbox import OutboxEntry, Recipe, add_recipes, claim_recipes, recover_sending
from storage.policies import add_policy, default_policy_text
from storage.tables.post import OUTBOX
from tests.office import THURSDAY

TEAM = Subject(SubjectKind.TEAM, 1)


def draw_note(desk: Desk, entry: OutboxEntry) -> Drawn:
    """The note's own words; none at all, or later, when it says so."""
    if entry.fixed.get("silent"):
        return None
    if entry.fixed.get("first_at") and desk.now < datetime.fromisoformat(entry.fixed["first_at"]):
        return Later(datetime.fromisoformat(entry.fixed["first_at"]))
    blocks = ({"type": "nonsense"},) if entry.fixed.get("broken") else ()
    standing = {name: entry.fixed[name] for name in ("update_ts", "thread_ts") if name in entry.fixed}
    picture = (
        Picture("note.png", "A note", "What it shows", b"\x89PNG...") if entry.fixed.get("png") else None
    )
    return Post(Message(entry.fixed["words"], blocks), picture=picture, **standing)


@dataclass
class Yard:
    """A courier with notes to post, a local Slack, and a clock turned by hand."""

    slack: LocalSlack
    database: Database
    channel: Channel
    now: datetime = THURSDAY
    waits: list[float] = field(default_factory=list)
    courier: Courier | None = None

    async def later(self, seconds: float = 60) -> None:
        """Turn the clock, and post what may be posted then."""
        self.now += timedelta(seconds=seconds)
        await self.drain()

    def note(self, words: str, channel: Channel | None = None, **fixed: object) -> None:
        """Put a note for a channel into the outbox."""
        where = ChannelId((channel or self.channel).id)
        recipe = Recipe("note", TEAM, self.now, channel=where, fixed={"words": words, **fixed})
        with self.database.writing() as session:
            add_recipes(session, self.now, [recipe])

    async def drain(self) -> None:
        assert self.courier is not None
        await self.courier.drain()

    def posted(self) -> list[str]:
        return [message.text for message in self.slack.messages(self.channel)]

    def states(self) -> list[tuple[str, str | None]]:
        with self.database.reading() as session:
            rows = session.execute(select(OUTBOX.c.state, OUTBOX.c.error).order_by(OUTBOX.c.id))
            return [(row.state, row.error) for row in rows]


@contextlib.asynccontextmanager
async def yard_on(
    url: str, *, is_paced: bool = False, ungranted: tuple[str, ...] = ()
) -> AsyncIterator[Yard]:
    """The yard on a database; `ungranted` are scopes that the council refuses."""
    database = open_database(read_url(url))
    with database.writing() as session:
        add_policy(session, Change(THURSDAY, Source.SHELL), default_policy_text())
    threads = ThreadPoolExecutor(4)
    granted = manifest()
    scopes = granted["oauth_config"]["scopes"]
    scopes["bot"] = [scope for scope in scopes["bot"] if scope not in ungranted]
    clock = [lambda: THURSDAY]
    async with (
        LocalSlack(granted, clock=lambda: clock[0]().timestamp(), is_paced=is_paced) as slack,
        open_session() as pool,
    ):
        yard = Yard(slack, database, slack.add_channel("north"))
        clock[0] = lambda: yard.now

        async def wait(seconds: float) -> None:
            yard.waits.append(seconds)

        client = slack_client(slack.bot_token, slack.api_url, pool)
        pace = Pace(lambda: 0.0, wait)
        drawers = {"note": Drawer(draw_note)}
        delivery = Delivery(database, drawers, client, threads, lambda: yard.now, calendar_of, pace)
        yard.courier = Courier(database, threads, lambda: yard.now, delivery)
        yield yard
    threads.shutdown()
    database.close()


@pytest.fixture
async def yard(database_url: str) -> AsyncIterator[Yard]:
    async with yard_on(database_url, is_paced=False) as ready:
        yield ready


async def test_notes_to_one_channel_keep_their_order_and_are_posted_once(yard: Yard) -> None:
    for number in range(6):
        yard.note(f"note {number}")
    await yard.drain()
    await yard.drain()
    assert yard.posted() == [f"note {number}" for number in range(6)]
    assert {state for state, _ in yard.states()} == {"sent"}


async def test_after_a_short_burst_a_channel_gets_about_one_post_a_second(yard: Yard) -> None:
    for number in range(5):
        yard.note(f"note {number}")
    await yard.drain()
    assert [round(seconds) for seconds in yard.waits] == [1, 2]


async def test_nothing_goes_out_before_its_hour(yard: Yard) -> None:
    yard.now += timedelta(hours=1)
    yard.note("at eleven")
    yard.now -= timedelta(hours=1)
    await yard.drain()
    assert yard.posted() == []
    yard.now += timedelta(hours=1)
    await yard.drain()
    assert yard.posted() == ["at eleven"]


async def test_what_has_nothing_left_to_say_is_dropped(yard: Yard) -> None:
    yard.note("never mind", silent=True)
    await yard.drain()
    assert yard.posted() == []
    assert yard.states() == [("dropped", "nothing left to say")]


async def test_a_post_that_has_to_wait_for_another_is_no_failed_attempt(yard: Yard) -> None:
    yard.note("second", first_at=(yard.now + timedelta(minutes=1)).isoformat())
    await yard.drain()
    assert yard.states() == [("queued", None)]
    yard.now += timedelta(minutes=1)
    await yard.drain()
    assert yard.posted() == ["second"]


async def test_an_archived_channel_is_final_and_holds_nobody_else_up(yard: Yard) -> None:
    old = yard.slack.add_channel("old")
    yard.slack.archive(old)
    yard.note("to nobody", old)
    yard.note("to north")
    await yard.drain()
    assert yard.states() == [("dead", "is_archived"), ("sent", None)]


async def test_an_outage_of_days_never_stops_the_courier(yard: Yard) -> None:
    yard.note("kept")
    with yard.database.writing() as session:
        session.execute(update(OUTBOX).values(attempts=99))
    await yard.drain()
    assert yard.posted() == ["kept"]


async def test_a_message_whose_blocks_slack_refuses_is_said_in_its_text(yard: Yard) -> None:
    yard.note("said in words", broken=True)
    await yard.drain()
    assert yard.posted() == ["said in words"]
    assert yard.states() == [("sent", None)]


async def test_a_revoked_token_stops_the_courier_and_loses_nothing(yard: Yard) -> None:
    yard.slack.revoke()
    yard.note("kept")
    await yard.drain()
    assert yard.courier is not None
    assert yard.courier.revoked
    assert yard.states() == [("queued", "token_revoked")]


async def test_a_slack_that_cannot_be_reached_is_tried_again(sqlite_url: str) -> None:
    async with yard_on(sqlite_url, is_paced=False) as yard:
        await yard.slack.stop()
        yard.note("kept")
        await yard.drain()
        [(state, why)] = yard.states()
        assert state == "queued"
        assert why == "Slack could not be reached"


async def test_retry_after_is_kept_on_the_row_and_order_with_it(sqlite_url: str) -> None:
    async with yard_on(sqlite_url, is_paced=True) as yard:
        for number in range(8):
            yard.note(f"note {number}")
        await yard.drain()
        posted = yard.posted()
        assert posted == [f"note {number}" for number in range(len(posted))]
        assert len(posted) < 8
        assert ("queued", "ratelimited") in yard.states()
        with yard.database.reading() as session:
            held = session.execute(
                select(OUTBOX.c.not_before).where(OUTBOX.c.error == "ratelimited")
            ).scalar_one()
        assert held >= yard.now + timedelta(seconds=1)


async def test_what_a_killed_process_was_sending_is_unknown_and_sent_once_more_marked(yard: Yard) -> None:
    yard.note("maybe")
    with yard.database.writing() as session:
        claimed_at = yard.now - timedelta(minutes=2)
        session.execute(OUTBOX.update().values(state="sending", attempts=1, claimed_at=claimed_at))
    assert yard.courier is not None
    yard.courier.recover()
    assert yard.states()[0][0] == "unknown"
    await yard.drain()
    assert yard.posted() == ["maybe"]
    [call] = [call for call in yard.slack.calls if call.method == "chat.postMessage"]
    assert '"may_repeat": true' in str(call.arguments.get("metadata")).replace("True", "true").replace(
        "'", '"'
    )


async def test_a_bot_that_starts_takes_over_at_once_what_nobody_else_can_be_sending(yard: Yard) -> None:
    yard.note("maybe")
    with yard.database.writing() as session:
        session.execute(OUTBOX.update().values(state="sending", attempts=1, claimed_at=yard.now))
    assert yard.courier is not None
    yard.courier.recover()
    assert yard.states()[0][0] == "sending"
    await yard.courier.begin()
    await yard.drain()
    assert yard.posted() == (["maybe"] if yard.database.is_sqlite else [])


async def test_what_slack_put_off_into_the_quiet_hours_waits_for_the_morning(yard: Yard) -> None:
    yard.note("before the evening")
    yard.note("urgent", urgent=True)
    yard.now = datetime(2026, 11, 28, 22, tzinfo=UTC)
    await yard.drain()
    assert yard.posted() == ["urgent"]
    yard.now = datetime(2026, 11, 30, 8, tzinfo=UTC)
    await yard.drain()
    assert yard.posted() == ["urgent", "before the evening"]


async def test_a_long_outage_loses_no_message(sqlite_url: str) -> None:
    async with yard_on(sqlite_url, is_paced=False) as yard:
        port = urlsplit(yard.slack.api_url).port or 0
        await yard.slack.stop()
        yard.note("kept")
        for _ in range(12):
            await yard.drain()
            yard.now += timedelta(minutes=6)
        assert yard.states()[0][0] == "queued"
        async with LocalSlack(manifest(), port=port, is_paced=False) as again:
            channel = again.add_channel("north")
            assert channel.id == yard.channel.id
            await yard.drain()
            assert [message.text for message in again.messages(channel)] == ["kept"]


async def test_two_couriers_on_one_outbox_post_each_note_once(yard: Yard) -> None:
    for number in range(4):
        yard.note(f"note {number}", yard.slack.add_channel(f"c{number}"))
    with yard.database.writing() as session:
        first = claim_recipes(session, yard.now, set())
    with yard.database.writing() as session:
        assert claim_recipes(session, yard.now, set()) == []
        assert recover_sending(session, yard.now) == 0
    assert len(first) == 4
