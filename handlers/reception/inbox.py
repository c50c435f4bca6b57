"""Requests that must outlive the process: events until they are done, answers promised and not yet given."""

import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import DBAPIError

from handlers.messages import (
    Click,
    Command,
    OpenView,
    Origin,
    PersonChanged,
    Question,
    Request,
    Submission,
    ThreadOpened,
)
from handlers.reception.threads import in_thread
from scoring.ids import ChannelId, SlackUserId
from storage.database import Database
from storage.inbox import claim_undone, has_undone, receive, record_done, release

log = logging.getLogger(__name__)

KINDS: dict[str, type[Request]] = {
    each.__name__: each for each in (Command, Click, Submission, PersonChanged, Question, ThreadOpened)
}

UNREADABLE = (LookupError, TypeError, ValueError)
"""What reading a request ends in that was written with other fields than ours."""

STALE = timedelta(minutes=10)
"""After this long nobody waits for an answer any more, and what was asked may no longer be meant."""


@dataclass(frozen=True, slots=True)
class Undone:
    """A request that an earlier process received or promised and didn't finish."""

    key: str
    request: Request
    is_stale: bool


class Inbox:
    """The inbox table, reached from the event loop by a thread of its own: a promise never waits for work.

    `holder` is the id of this process among the running bots.
    """

    def __init__(
        self, database: Database, clock: Callable[[], datetime], new_id: Callable[[], str], holder: str
    ) -> None:
        self._database = database
        self._holder = holder
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="inbox")
        self._clock = clock
        self._new_id = new_id
        self._owed: set[str] = set()

    async def receive(self, key: str, request: Request) -> bool:
        """Keep an event; says whether to do it here: it may be done, or another bot is doing it."""
        return await in_thread(self._threads, lambda: self._receive(key, request))

    async def promise(self, request: Request) -> str:
        """Keep a request whose answer will follow; returns its key."""
        key = f"promised {self._new_id()}"
        await in_thread(self._threads, lambda: self._receive(key, request))
        return key

    async def done(self, key: str) -> None:
        """Strike it off. While the database is away that is only owed: nobody waits for it with an answer."""
        try:
            await in_thread(self._threads, lambda: self._done(key))
        except DBAPIError:
            log.warning("what was done could not be struck off; it will be")
            self._owed.add(key)

    @contextlib.asynccontextmanager
    async def released_if_it_fails(self, key: str) -> AsyncIterator[None]:
        """What fails inside is let go of: whichever bot hears of it again, or looks next, takes it over."""
        try:
            yield
        except Exception:
            await in_thread(self._threads, lambda: self._release(key))
            raise

    async def undone(self) -> list[Undone]:
        """What a process that is gone didn't finish, taken over, the oldest first.

        What another version has written and this one can't read is left for the next start.
        """
        rows = await in_thread(self._threads, self._claim)
        now = self._clock()
        found = []
        for key, kind, body, at in rows:
            try:
                found.append(Undone(key, unpack(kind, body), now - at > STALE))
            except UNREADABLE as problem:
                log.error("a promised %s can't be read (%s)", kind, type(problem).__name__)
        return found

    def close(self) -> None:
        self._threads.shutdown()

    def _receive(self, key: str, request: Request) -> bool:
        with self._database.writing() as session:
            return receive(session, key, type(request).__name__, pack(request), self._clock(), self._holder)

    def _done(self, key: str) -> None:
        with self._database.writing() as session:
            record_done(session, key, self._clock())

    def _release(self, key: str) -> None:
        with self._database.writing() as session:
            release(session, key)

    def _claim(self) -> list[tuple[str, str, dict[str, Any], datetime]]:
        for key in tuple(self._owed):
            self._done(key)
            self._owed.discard(key)
        with self._database.reading() as session:
            if not has_undone(session):
                return []
        with self._database.writing() as session:
            return claim_undone(session, self._holder)


def pack(request: Request) -> dict[str, Any]:
    """A request as JSON; it is emptied when the request is done. What was asked in words isn't kept.

    It keeps in which bytes it came, so that what was written before a crash isn't written once more after it.
    """
    return asdict(replace(request, text="") if isinstance(request, Question) else request)


def unpack(kind: str, body: dict[str, Any]) -> Request:
    """The request that `pack` made JSON of."""
    values = dict(body)
    origin = dict(values.pop("origin"))
    origin["user"] = SlackUserId(origin["user"])
    if origin["channel"] is not None:
        origin["channel"] = ChannelId(origin["channel"])
    values["origin"] = Origin(**origin)
    if values.get("view") is not None:
        values["view"] = OpenView(**values["view"])
    return KINDS[kind](**values)
