"""The timetable: one tick every half minute marks what has fallen due; one loop sees to what was marked.

A process that was down catches up with what still makes sense. The unique rows that each job writes are what
makes everything happen once, however often a tick runs.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from handlers.desk import Desk
from handlers.due import rescore_due
from handlers.jobs import JOBS, Job, schedules_of
from scoring.errors import Conflict
from scoring.policy import Policy
from scoring.timetable import Occasion, OccasionKind, due_between
from scoring.working_time import Calendar, london_day
from storage.change import Source
from storage.database import Database
from storage.digests import list_last_weeks
from storage.due import find_next_due
from storage.marks import TICK, find_mark, put_mark
from storage.outbox import find_next_recipe
from storage.policies import load_policy

log = logging.getLogger(__name__)
T = TypeVar("T")

TICK_SECONDS = 30
STEP = timedelta(minutes=30)
"""How far a turned clock goes at a time: every hour of the timetable lies on a half hour."""


@dataclass
class Schedule:
    """Ticks and rescoring for one process. `after` is called when something may have to be posted."""

    database: Database
    threads: Executor
    clock: Callable[[], datetime]
    calendar: Callable[[Policy], Calendar]
    after: Callable[[], None]
    jobs: Mapping[OccasionKind, Job] = field(default_factory=lambda: JOBS)
    last_tick: datetime | None = None
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def wake(self) -> None:
        """Something has changed that may be due at once."""
        self._woken.set()

    async def tick(self) -> None:
        """Do what the timetable says has fallen due since the last tick, then what was marked."""
        async with self._turn:
            await self._thread(self._tick)
        await self.settle()

    async def run(self) -> None:
        """See to what is marked whenever somebody wakes it."""
        while True:
            await self._woken.wait()
            self._woken.clear()
            try:
                await self.settle()
            except Exception:
                log.exception("what is due could not be looked at; the next tick tries again")

    async def settle(self) -> None:
        """Look at everything that is due, a chunk at a time, until nothing is."""
        async with self._turn:
            while await self._thread(self._rescore):
                pass
        self.after()

    async def next_moment(self, until: datetime) -> datetime:
        """The next moment, at the latest `until`, at which something may happen by itself."""
        now = self.clock()
        found = await self._thread(self._waiting)
        moments = [at for at in found if at is not None and at > now]
        return min([*moments, _half_hour_after(now), until])

    def _tick(self) -> None:
        now = self.clock()
        with self.database.reading() as session:
            last = find_mark(session, TICK) or now
            policy = load_policy(session, london_day(now))
            calendar = self.calendar(policy)
            occasions = due_between(
                last, now, schedules_of(session, policy), list_last_weeks(session), policy, calendar
            )
        for occasion in occasions:
            self._do(occasion, now)
        with self.database.writing() as session:
            put_mark(session, TICK, now)
        self.last_tick = now

    def _do(self, occasion: Occasion, now: datetime) -> None:
        job = self.jobs.get(occasion.kind)
        if job is not None:
            with self.database.reading() as session:
                job(self._desk(session, now), occasion)

    def _rescore(self) -> bool:
        try:
            with self.database.reading() as session:
                return rescore_due(self._desk(session, self.clock()))
        except (Conflict, OperationalError):
            log.info("another writer was faster; looking again")
            return True

    def _waiting(self) -> tuple[datetime | None, datetime | None]:
        with self.database.reading() as session:
            return find_next_due(session), find_next_recipe(session, self.clock())

    def _desk(self, session: Session, now: datetime) -> Desk:
        policy = load_policy(session, london_day(now))
        return Desk(self.database, session, now, policy, self.calendar(policy), Source.TICK)

    async def _thread(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.threads, call)


def _half_hour_after(now: datetime) -> datetime:
    start = now.replace(minute=0 if now.minute < 30 else 30, second=0, microsecond=0)
    return start + STEP
