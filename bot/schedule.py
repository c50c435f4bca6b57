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
from functools import partial

from sqlalchemy.exc import OperationalError

from handlers.desk import Desk, unasked_desk
from handlers.digests.digests import digest_schedules
from handlers.jobs import JOBS, Job
from handlers.reception.threads import in_thread
from handlers.upkeep.due import CHUNK, rescore_due
from scoring.errors import Conflict
from scoring.policy import Policy
from scoring.timetable import Occasion, OccasionKind, due_between
from scoring.working_time import Calendar, london_day
from storage.database import Database
from storage.digests import list_last_weeks
from storage.due import find_next_due, put_off_due
from storage.marks import TICK, find_mark, put_mark
from storage.outbox import find_next_recipe
from storage.policies import load_policy
from storage.session import Session

log = logging.getLogger(__name__)

TICK_SECONDS = 30
GATHERING = 0.5
"""Seconds in which changes gather, so that one look serves many; alerts are out in a second or two."""
PUT_OFF = timedelta(hours=1)
STEP = timedelta(minutes=30)
"""How far a turned clock goes at a time: every hour of the timetable lies on a half hour."""


@dataclass
class Schedule:
    """Ticks and rescoring for one process. `after` is called when something may have to be posted.

    `leads` says whether the timetable is this process's. That only saves the others the work: where two think
    so at once, the unique rows still make everything happen once.
    """

    database: Database
    threads: Executor
    clock: Callable[[], datetime]
    calendar: Callable[[Policy], Calendar]
    after: Callable[[], None]
    leads: Callable[[], bool] = lambda: True
    jobs: Mapping[OccasionKind, Job] = field(default_factory=lambda: JOBS)
    last_tick: datetime | None = None
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def wake(self) -> None:
        """Something has changed that may be due at once."""
        self._woken.set()

    async def tick(self) -> None:
        """Do what the timetable says has fallen due since the last tick, then what was marked."""
        if await self.catch_up():
            await self.settle()

    async def catch_up(self) -> bool:
        """Do what the timetable says, if it is this process's, and leave what is marked to the loop.

        Everybody of a country is scored for a while: nobody waits for that to be answered.
        """
        if not self.leads():
            self.last_tick = self.clock()
            return False
        async with self._turn:
            await in_thread(self.threads, self._tick)
        self.wake()
        return True

    async def run(self) -> None:
        """See to what is marked whenever somebody wakes it; after trouble the next tick tries again."""
        while True:
            await self._woken.wait()
            await asyncio.sleep(GATHERING)
            self._woken.clear()
            try:
                await self.settle()
            except Exception:
                log.exception("what is due could not be looked at")

    async def settle(self) -> None:
        """Look at everything that is due, a chunk at a time, until nothing is.

        What is marked meanwhile gathers for the next look: under load it would be looked at a few at a time.
        A chunk that fails is halved until the one subject that can't be looked at stands alone; that one is
        put off, so that it holds up nobody else.
        """
        now, size = self.clock(), CHUNK
        while size:
            async with self._turn:  # the timetable needn't wait until a country is scored
                size = await in_thread(self.threads, partial(self._rescore, now, size))
        self.after()

    async def next_moment(self, until: datetime) -> datetime:
        """The next moment, at the latest `until`, at which something may happen by itself."""
        now = self.clock()
        found = await in_thread(self.threads, self._waiting)
        moments = [at for at in found if at is not None and at > now]
        return min([*moments, _half_hour_after(now), until])

    def _tick(self) -> None:
        now = self.clock()
        with self.database.reading() as session:
            last = find_mark(session, TICK) or now
            policy = load_policy(session, london_day(now))
            calendar = self.calendar(policy)
            schedules, sent = digest_schedules(session, policy), list_last_weeks(session)
            occasions = due_between(last, now, schedules, sent, policy, calendar)
        done = [self._do(occasion, now) for occasion in occasions]
        if all(done):
            with self.database.writing() as session:
                put_mark(session, TICK, now)
        self.last_tick = now

    def _do(self, occasion: Occasion, now: datetime) -> bool:
        """Whether it could be done; if not, the mark stays, and the next tick lists it again."""
        try:
            with self.database.reading() as session:
                self.jobs[occasion.kind](self._desk(session, now), occasion)
        except Exception:
            log.exception("%s could not be done", occasion.kind)
            return False
        return True

    def _rescore(self, now: datetime, size: int) -> int:
        """Look at one chunk; returns the size of the next, 0 when nothing is due."""
        try:
            with self.database.reading() as session:
                return CHUNK if rescore_due(self._desk(session, now), size) else 0
        except Conflict:
            return size
        except OperationalError:
            raise
        except Exception:
            if size > 1:
                return size // 2
            log.exception("one subject could not be looked at; it is put off")
            self._put_off(now)
            return CHUNK

    def _put_off(self, now: datetime) -> None:
        with self.database.writing() as session:
            put_off_due(session, now, now + PUT_OFF)

    def _waiting(self) -> tuple[datetime | None, datetime | None]:
        with self.database.reading() as session:
            return find_next_due(session), find_next_recipe(session, self.clock())

    def _desk(self, session: Session, now: datetime) -> Desk:
        return unasked_desk(self.database, session, now, self.calendar)


def _half_hour_after(now: datetime) -> datetime:
    start = now.replace(minute=0 if now.minute < 30 else 30, second=0, microsecond=0)
    return start + STEP
