"""The days on which councils in England are closed: gov.uk's list once it is known, else the bundled one."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

import httpx
from holidays import country_holidays

from handlers.reception.threads import in_thread
from scoring.bank_holidays import believe, read_bank_holidays
from scoring.errors import BadFile
from scoring.policy import Policy
from scoring.working_time import Calendar
from storage.bank_holidays import list_bank_holidays, put_bank_holidays
from storage.database import Database
from storage.marks import find_mark, put_mark

log = logging.getLogger(__name__)

GOV_UK = "https://www.gov.uk/bank-holidays.json"
YEARS = range(2020, 2051)
FETCHED, TRIED = "bank_holidays", "bank_holidays_tried"
FRESH = timedelta(days=7)
AGAIN = timedelta(hours=6)
"""How long after a failed attempt, so that an unreachable gov.uk costs next to nothing."""
LONGEST_SECONDS = 20.0
"""For the whole list: httpx's own time-outs count each piece, and a server may drip."""
MOST_BYTES = 1_000_000
"""gov.uk's list is about 20 kB."""
PLAIN = {"Accept": "application/json", "Accept-Encoding": "identity"}
"""Asked for uncompressed and read as it came, so that a small answer can't unfold into a huge one."""


@lru_cache(maxsize=1)
def bank_holidays() -> frozenset[date]:
    """England's bank holidays, as the `holidays` package knows them (checked equal to gov.uk's list)."""
    return frozenset(country_holidays("GB", subdiv="ENG", years=YEARS))


def calendar_of(policy: Policy) -> Calendar:
    """England's bank holidays as bundled, and the council's own closed days."""
    return _calendar(bank_holidays(), policy.hours.extra_closed_days)


@lru_cache(maxsize=8)
def _calendar(days: frozenset[date], extra: frozenset[date]) -> Calendar:
    return Calendar(days | extra)


@dataclass
class BankHolidays:
    """One process's calendar. `url` None means that nothing is ever fetched.

    `read` and `refresh` are asked by the tick alone: nobody's request waits for gov.uk.
    """

    database: Database
    threads: Executor
    clock: Callable[[], datetime]
    url: str | None
    longest_seconds: float = LONGEST_SECONDS
    _days: frozenset[date] = field(default_factory=bank_holidays)
    _listed: frozenset[date] = frozenset()
    _is_failing: bool = False

    def calendar_of(self, policy: Policy) -> Calendar:
        """The bank holidays as they are known now, and the council's own closed days."""
        return _calendar(self._days, policy.hours.extra_closed_days)

    async def refresh(self) -> None:
        """Take over what any process has fetched, and fetch the list again when it is a week old.

        Whatever goes wrong, the days known so far stay, and it is logged once until it goes right again.
        """
        try:
            await in_thread(self.threads, self.read)
            if self.url is not None and await in_thread(self.threads, self._claim):
                days = read_bank_holidays(await _fetch(self.url, self.longest_seconds))
                await in_thread(self.threads, lambda: self._keep(days))
                self._is_failing = False
        except (httpx.HTTPError, BadFile, TimeoutError) as problem:
            self._complain(str(problem) or type(problem).__name__)
        except Exception:
            log.exception("the bank holidays could not be looked after")

    def read(self) -> None:
        """Take over what is stored."""
        with self.database.reading() as session:
            listed = list_bank_holidays(session)
        if listed == self._listed:
            return
        believed = believe(listed, bank_holidays())
        if believed.doubted_years:
            years = ", ".join(map(str, believed.doubted_years))
            log.warning("gov.uk's bank holidays of %s can't be right; the bundled ones stand", years)
        self._days, self._listed = believed.days, listed

    def _claim(self) -> bool:
        """Whether it is time to fetch, and nobody has just tried."""
        now = self.clock()
        with self.database.reading() as session:
            fetched, tried = find_mark(session, FETCHED), find_mark(session, TRIED)
        if (fetched is not None and now < fetched + FRESH) or (tried is not None and now < tried + AGAIN):
            return False
        with self.database.writing() as session:
            put_mark(session, TRIED, now)
        return True

    def _keep(self, days: frozenset[date]) -> None:
        with self.database.writing() as session:
            put_bank_holidays(session, days)
            put_mark(session, FETCHED, self.clock())
        self.read()

    def _complain(self, problem: str) -> None:
        if not self._is_failing:
            log.warning(
                "bank holidays could not be fetched (%s); the days known so far stand, and it is tried again "
                "every %d hours", problem, AGAIN // timedelta(hours=1),
            )  # fmt: skip
        self._is_failing = True


async def _fetch(url: str, longest_seconds: float) -> bytes:
    """What stands at the address; httpx.HTTPError, TimeoutError or BadFile where it can't be had in time."""
    async with (
        asyncio.timeout(longest_seconds),
        httpx.AsyncClient() as client,
        client.stream("GET", url, headers=PLAIN) as answer,
    ):
        answer.raise_for_status()
        content = bytearray()
        async for piece in answer.aiter_raw():
            content += piece
            if len(content) > MOST_BYTES:
                raise BadFile("It is far larger than gov.uk's list.")
    return bytes(content)
