"""The one place where requests are answered: by the ack, by a form, by redrawing one, or by response_url.

Features run in a thread. A reply that is ready within `PATIENCE` seconds leaves with the acknowledgement;
a slower one is written into the inbox before "working on it" is said, so that a killed process loses nothing
it has promised, and follows when it is there. Where the database can't take it in time it is said all the
same: Slack doesn't wait longer.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Executor
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import DBAPIError

from handlers.messages import (
    Click,
    Command,
    HomeOpened,
    Message,
    PersonChanged,
    Question,
    Reply,
    Request,
    Submission,
    ThreadOpened,
)
from handlers.reception.answers import INTERRUPTED, as_message, late_view, submission_body, working_body
from handlers.reception.conversation import converse, show_working
from handlers.reception.homes import Homes
from handlers.reception.inbox import Inbox, Undone
from handlers.reception.replies import Replies, Way
from handlers.reception.threads import in_thread
from handlers.views.blocks import message_body

log = logging.getLogger(__name__)

PATIENCE = 1.0
"""Seconds; Slack gives up after 3, and the way there and back takes its share."""


async def _nothing() -> None:
    """Nothing has to settle."""


class Dispatch:
    """Runs requests and has their replies carried out. `wake` is called after each, for what it left to do.

    `settle` does that at once and comes back, before a Home is drawn again for whoever acted from it.
    """

    def __init__(
        self,
        serve: Callable[[Request], Reply],
        inbox: Inbox,
        threads: Executor,
        slack: AsyncWebClient,
        wake: Callable[[], None],
        patience: float = PATIENCE,
        settle: Callable[[], Awaitable[None]] = _nothing,
    ) -> None:
        self._serve = serve
        self._inbox = inbox
        self._threads = threads
        self._slack = slack
        self._wake = wake
        self._patience = patience
        self._homes = Homes(serve, threads, slack, settle)
        self._replies = Replies(slack, self._homes)
        self._asked: set[str] = set()
        self._running: set[asyncio.Task[None]] = set()

    async def command(self, request: Command, way: Way) -> None:
        """Answer a slash command in its acknowledgement."""
        self._homes.notice(request)
        reply = await self._reply(request, way)
        if isinstance(reply, Message):
            await way.acknowledge(**message_body(reply))
        elif reply is not None:
            await way.acknowledge()
            await self._replies.carry_out(reply, request, way)

    async def click(self, request: Click, way: Way) -> None:
        """Answer a click: what it says goes to its response_url, a form opens or is drawn again."""
        self._homes.notice(request)
        turn = self._replies.take_turn(request.view)
        reply = await self._reply(request, way, turn)
        if reply is not None:
            await way.acknowledge()
            self._later(self._replies.carry_out(reply, request, way, turn))

    async def submission(self, request: Submission, way: Way) -> None:
        """Answer a form in its acknowledgement: mistakes beside their fields, or what was done."""
        self._replies.take_turn(request.view)
        reply = await self._reply(request, way)
        if reply is not None:
            await way.acknowledge(**submission_body(reply))
            self._later(self._homes.refresh(request.origin, reply))

    async def home(self, request: HomeOpened, way: Way) -> None:
        """Publish somebody's Home. It changes nothing, so it needn't outlive the process."""
        await way.acknowledge()
        self._later(self._homes.show(request))

    async def event(self, request: PersonChanged, key: str, way: Way) -> None:
        """Do an event once, however often Slack sends it; a failure is told, so that it comes again."""
        if await self._inbox.receive(key, request):
            async with self._inbox.released_if_it_fails(key):
                await in_thread(self._threads, lambda: self._serve(request))
                await self._inbox.done(key)
        await way.acknowledge()

    async def question(self, request: Question | ThreadOpened, key: str, way: Way) -> None:
        """Answer what was asked in words, once, however often Slack sends it.

        An answer that takes longer follows its acknowledgement; a failure before it is told, so that Slack
        sends the question again.
        """
        if key not in self._asked:
            self._asked.add(key)
            answering = asyncio.ensure_future(self._converse(request, key))
            done, _ = await asyncio.wait({answering}, timeout=self._patience)
            if done:
                answering.result()
            else:
                self._later(answering)
        await way.acknowledge()

    async def _converse(self, request: Question | ThreadOpened, key: str) -> None:
        try:
            if await self._inbox.receive(key, request):
                async with self._inbox.released_if_it_fails(key):
                    serving = in_thread(self._threads, lambda: self._serve(request))
                    reply, _ = await asyncio.gather(serving, show_working(self._slack, request))
                    await converse(self._slack, request.origin, reply)
                    await self._inbox.done(key)
        finally:
            self._asked.discard(key)
        self._wake()

    async def finish(self) -> None:
        """Wait for what has been promised: the answers still on their way."""
        while self._running:
            await asyncio.gather(*tuple(self._running), return_exceptions=True)

    async def recover(self, undone: Undone) -> None:
        """Do what a killed process had promised and not done; the answer goes by direct message.

        What was asked long ago is not done unasked: its person is told that it may not have been. So is who
        asked in words, since the words aren't kept. What fails is let go of, for the next to look; what has
        begun is finished also at a stop, or the next start would do it once more.
        """
        await asyncio.shield(self._begun(self._recover(undone)))

    async def _recover(self, undone: Undone) -> None:
        request = undone.request
        reply: Reply = INTERRUPTED
        is_event = isinstance(request, PersonChanged)
        async with self._inbox.released_if_it_fails(undone.key):
            if is_event or not (undone.is_stale or isinstance(request, Question | ThreadOpened)):
                reply = await in_thread(self._threads, lambda: self._serve(request))
            await self._inbox.done(undone.key)
        if not is_event:
            self._wake()
            await self._slack.chat_postMessage(channel=request.origin.user, **message_body(as_message(reply)))

    async def _reply(self, request: Command | Click | Submission, way: Way, turn: int = 0) -> Reply | None:
        """The reply if it is there in time; else None, once the person has been told that it follows."""
        future = asyncio.ensure_future(in_thread(self._threads, lambda: self._serve(request)))
        done, _ = await asyncio.wait({future}, timeout=self._patience)
        if done:
            self._wake()
            return future.result()
        promise = asyncio.ensure_future(self._inbox.promise(request))
        await asyncio.wait({promise}, timeout=self._patience)
        await way.acknowledge(**working_body(request))
        self._later(self._follow_up(future, promise, request, way, turn))
        return None

    async def _follow_up(
        self,
        future: "asyncio.Future[Reply]",
        promise: "asyncio.Future[str]",
        request: Command | Click | Submission,
        way: Way,
        turn: int,
    ) -> None:
        reply = await future
        await self._strike_off(promise)
        self._wake()
        if isinstance(request, Submission):
            view = late_view(request.view, reply)
            await self._slack.views_update(view_id=request.view.id, view=view)
            await self._homes.refresh(request.origin, reply)
        else:
            await self._replies.carry_out(reply, request, way, turn)

    async def _strike_off(self, promise: "asyncio.Future[str]") -> None:
        """It is done; a promise that couldn't be written down, the database being away, leaves nothing."""
        try:
            await self._inbox.done(await promise)
        except DBAPIError:
            log.exception("what was asked could not be written down; it is answered all the same")

    def _later(self, work: Coroutine[Any, Any, None] | asyncio.Future[None]) -> None:
        self._begun(_logged(work))

    def _begun(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """It runs, and a stop waits for it."""
        task = asyncio.ensure_future(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task


async def _logged(work: Awaitable[None]) -> None:
    try:
        await work
    except Exception:
        log.exception("an answer could not be given")
