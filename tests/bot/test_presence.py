"""Several bots on one database: who leads the timetable, and who follows when it goes."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.bank_holidays import calendar_of
from bot.clock import Clock, new_id
from bot.presence import Presence
from bot.schedule import Schedule
from storage.change import Change, Source
from storage.database import Database
from storage.policies import add_policy, default_policy_text
from storage.running import Here, leave, this_process
from storage.tables.post import MARKS
from tests.conftest import Templates


@pytest.fixture
def shared(postgres_templates: Templates) -> Iterator[Database]:
    yield from postgres_templates.opened()


def a_bot(database: Database) -> Presence:
    return Presence(database, this_process(new_id()), every=0.01, lost_after=timedelta(minutes=1))


async def test_the_second_leads_as_soon_as_the_first_has_left(shared: Database) -> None:
    first, second = a_bot(shared), a_bot(shared)
    await first.beat()
    await second.beat()
    assert [first.is_first, second.is_first] == [True, False]
    await first.leave()
    await second.beat()
    assert second.is_first
    await second.leave()


async def test_a_bot_takes_over_after_each_beat_and_leads_when_its_turn_comes(shared: Database) -> None:
    first, second = a_bot(shared), a_bot(shared)
    await first.beat()
    await second.beat()
    happened: list[str] = []
    two = asyncio.Event()

    async def take_over() -> None:
        happened.append("took over")
        if not two.is_set():
            with shared.writing() as session:
                leave(session, first.here)
        two.set()

    async def lead() -> None:
        happened.append("leads")
        done.set()

    done = asyncio.Event()
    running = asyncio.ensure_future(second.run(take_over, lead))
    await asyncio.wait_for(done.wait(), 10)
    running.cancel()
    assert happened[:2] == ["took over", "leads"]
    await asyncio.gather(running, return_exceptions=True)
    await second.leave()
    first._threads.shutdown()


@dataclass
class Counting(Presence):
    """Says when it has beaten three times."""

    beats: int = 0
    thrice: asyncio.Event = field(default_factory=asyncio.Event)
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)

    def _beat(self) -> bool:
        self.beats += 1
        if self.beats == 3:
            self.loop.call_soon_threadsafe(self.thrice.set)
        return super()._beat()


async def test_a_bot_goes_on_beating_however_long_taking_over_takes(database: Database) -> None:
    bot = Counting(database, this_process(new_id()), every=0.01)

    async def take_over() -> None:
        await asyncio.Event().wait()

    running = asyncio.ensure_future(bot.run(take_over, take_over))
    await asyncio.wait_for(bot.thrice.wait(), 10)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await bot.leave()


async def test_only_the_one_that_leads_does_what_the_timetable_says(shared: Database) -> None:
    with shared.writing() as session:
        add_policy(session, Change(Clock().now(), Source.SHELL), default_policy_text())
    with ThreadPoolExecutor(1) as threads:
        schedule = Schedule(shared, threads, Clock().now, calendar_of, lambda: None, lambda: False)
        await schedule.tick()
        assert schedule.last_tick is not None
        assert ticks(shared) == []
        await replace(schedule, leads=lambda: True).tick()
        assert ticks(shared) == ["tick"]


def ticks(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.execute(select(MARKS.c.name)).scalars())


async def test_a_bot_whose_row_was_taken_away_comes_back_behind_the_others(shared: Database) -> None:
    first, second = a_bot(shared), a_bot(shared)
    await first.beat()
    await second.beat()
    with shared.writing() as session:
        leave(session, Here(first.here.id, ""))
    await second.beat()
    await first.beat()
    assert [first.is_first, second.is_first] == [False, True]
    await first.leave()
    await second.leave()
