"""Requests that must outlive the process: events until they are done, answers promised and not yet given."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import asdict
from datetime import datetime
from typing import Any

from handlers.messages import Click, Command, OpenView, Origin, PersonChanged, Request, Submission
from scoring.ids import ChannelId, SlackUserId
from storage.database import Database
from storage.inbox import list_undone, receive, record_done

KINDS: dict[str, type[Request]] = {
    each.__name__: each for each in (Command, Click, Submission, PersonChanged)
}


class Inbox:
    """The inbox table, reached from the event loop."""

    def __init__(
        self,
        database: Database,
        threads: Executor,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self._database = database
        self._threads = threads
        self._clock = clock
        self._new_id = new_id

    async def receive(self, key: str, request: Request) -> bool:
        """Keep an event; says whether it still has to be done."""
        return bool(await self._run(lambda: self._receive(key, request)))

    async def promise(self, request: Request) -> str:
        """Keep a request whose answer will follow; returns its key."""
        key = f"promised {self._new_id()}"
        await self._run(lambda: self._receive(key, request))
        return key

    async def done(self, key: str) -> None:
        await self._run(lambda: self._done(key))

    async def undone(self) -> list[tuple[str, Request]]:
        """What an earlier process received or promised and didn't finish."""
        rows: list[tuple[str, str, dict[str, Any]]] = await self._run(self._list)
        return [(key, unpack(kind, body)) for key, kind, body in rows]

    def _receive(self, key: str, request: Request) -> bool:
        with self._database.writing() as session:
            return receive(session, key, type(request).__name__, pack(request), self._clock())

    def _done(self, key: str) -> None:
        with self._database.writing() as session:
            record_done(session, key, self._clock())

    def _list(self) -> list[tuple[str, str, dict[str, Any]]]:
        with self._database.reading() as session:
            return list_undone(session)

    async def _run(self, call: Callable[[], Any]) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, call)


def pack(request: Request) -> dict[str, Any]:
    """A request as JSON; it is emptied when the request is done."""
    return asdict(request)


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
