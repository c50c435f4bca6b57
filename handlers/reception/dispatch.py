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
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import DBAPIError

from handlers.messages import (
    Click,
    Command,
    Form,
    Home,
    HomeOpened,
    Message,
    OpenView,
    PersonChanged,
    Question,
    Redraw,
    Replace,
    Reply,
    Request,
    Submission,
    ThreadOpened,
    View,
)
from handlers.reception.answers import INTERRUPTED, as_message, late_view, submission_body, working_body
from handlers.reception.conversation import converse, show_working
from handlers.reception.homes import Homes
from handlers.reception.inbox import Inbox, Undone
from handlers.reception.threads import in_thread
from handlers.views.blocks import message_body
from handlers.views.notices import notice_view

log = logging.getLogger(__name__)

PATIENCE = 1.0
"""Seconds; Slack gives up after 3, and the way there and back takes its share."""

TOO_LATE = Message("Slack didn't wait for the form. Please ask for it again.")
GONE = ("expired_trigger_id", "exchanged_trigger_id")


async def _nothing() -> None:
    """Nothing has to settle."""


@dataclass(frozen=True, slots=True)
class Way:
    """How the person who asked can be answered; each is None where Slack gave none."""

    acknowledge: Callable[..., Awaitable[Any]]
    trigger: str | None = None
    respond: Callable[..., Awaitable[Any]] | None = None


class Dispatch:
    """Runs requests and carries out their replies. `wake` is called after each, for what it left to do.

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
        self._newest: dict[str, int] = {}
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
            await self._carry_out(reply, request, way)

    async def click(self, request: Click, way: Way) -> None:
        """Answer a click: what it says goes to its response_url, a form opens or is drawn again."""
        self._homes.notice(request)
        turn = self._take_turn(request.view)
        reply = await self._reply(request, way, turn)
        if reply is not None:
            await way.acknowledge()
            self._later(self._carry_out(reply, request, way, turn))

    async def submission(self, request: Submission, way: Way) -> None:
        """Answer a form in its acknowledgement: mistakes beside their fields, or what was done."""
        self._take_turn(request.view)
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
        asked in words, since the words aren't kept.
        """
        request = undone.request
        if isinstance(request, PersonChanged):
            await in_thread(self._threads, lambda: self._serve(request))
            await self._inbox.done(undone.key)
            return
        reply: Reply = INTERRUPTED
        if not undone.is_stale and not isinstance(request, Question | ThreadOpened):
            reply = await in_thread(self._threads, lambda: self._serve(request))
        await self._inbox.done(undone.key)
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
            await self._carry_out(reply, request, way, turn)

    async def _strike_off(self, promise: "asyncio.Future[str]") -> None:
        """It is done; a promise that couldn't be written down, the database being away, leaves nothing."""
        try:
            await self._inbox.done(await promise)
        except DBAPIError:
            log.exception("what was asked could not be written down; it is answered all the same")

    async def _carry_out(self, reply: Reply, request: Command | Click, way: Way, turn: int = 0) -> None:
        view = request.view if isinstance(request, Click) else None
        if isinstance(reply, Message):
            await self._say(reply, request, way, view)
        elif isinstance(reply, Replace):
            await self._replace(reply.message, request, way, view)
        elif isinstance(reply, Form):
            await self._open(reply.view, request, way, TOO_LATE)
        elif isinstance(reply, Redraw) and view is not None:
            await self._redraw(reply, view.id, view.hash, turn)
        elif isinstance(reply, Home):
            await self._homes.publish(request.origin.user, reply.view)
        if view is not None:
            await self._homes.refresh(request.origin, reply)

    async def _replace(
        self, message: Message, request: Command | Click, way: Way, view: OpenView | None
    ) -> None:
        """Put what there is to say in the place of the message or window that was clicked in."""
        if view is not None and not view.is_home:
            await self._slack.views_update(view_id=view.id, view=notice_view(message))
        elif view is None and way.respond is not None:
            await way.respond(replace_original=True, **message_body(message))
        else:
            await self._say(message, request, way, view)

    async def _say(self, message: Message, request: Command | Click, way: Way, view: OpenView | None) -> None:
        if view is not None and way.trigger is not None:
            await self._open(notice_view(message), request, way, message)
        else:
            await self._tell(message, request, way)

    async def _tell(self, message: Message, request: Command | Click, way: Way) -> None:
        """Write to the person who asked: where they asked, else by direct message."""
        if way.respond is not None:
            thread = {"thread_ts": request.origin.thread} if request.origin.thread else {}
            await way.respond(
                response_type="ephemeral", replace_original=False, **thread, **message_body(message)
            )
        else:
            await self._slack.chat_postMessage(channel=request.origin.user, **message_body(message))

    async def _open(self, form: View, request: Command | Click, way: Way, instead: Message) -> None:
        """Open a form, on top of the one that was clicked in; `instead` is said where Slack didn't wait."""
        view = request.view if isinstance(request, Click) else None
        is_below = view is not None and not view.is_home
        show = self._slack.views_push if is_below else self._slack.views_open
        try:
            await show(trigger_id=way.trigger or "", view=form)
        except SlackApiError as error:
            if error.response.get("error") not in GONE:
                raise
            await self._tell(instead, request, way)

    async def _redraw(self, reply: Redraw, view_id: str, view_hash: str, turn: int) -> None:
        """The newest choice is drawn, an older one dropped; on a hash conflict the newest is sent again."""
        if self._newest.get(view_id, turn) != turn:
            return
        try:
            await self._slack.views_update(view_id=view_id, hash=view_hash, view=reply.view)
        except SlackApiError as error:
            if error.response.get("error") != "hash_conflict":
                raise
            if self._newest.get(view_id, turn) == turn:
                await self._slack.views_update(view_id=view_id, view=reply.view)

    def _take_turn(self, view: OpenView | None) -> int:
        """The number of what was last done in a form; drawings for anything before it are dropped."""
        if view is None:
            return 0
        turn = self._newest.get(view.id, 0) + 1
        self._newest[view.id] = turn
        if len(self._newest) > 1_000:
            self._newest.pop(next(iter(self._newest)))
        return turn

    def _later(self, work: Coroutine[Any, Any, None] | asyncio.Future[None]) -> None:
        task = asyncio.ensure_future(_logged(work))
        self._running.add(task)
        task.add_done_callback(self._running.discard)


async def _logged(work: Awaitable[None]) -> None:
    try:
        await work
    except Exception:
        log.exception("an answer could not be given")
