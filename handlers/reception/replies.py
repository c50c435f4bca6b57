"""Carrying out a reply: it is said, opens a form, takes the place of something, or draws it again."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.messages import (
    Click,
    Command,
    Form,
    Home,
    Message,
    OpenView,
    Redraw,
    Replace,
    Reply,
    View,
)
from handlers.reception.homes import Homes
from handlers.reception.refusals import code_of
from handlers.views.blocks import message_body
from handlers.views.notices import notice_view

TOO_LATE = Message("Slack didn't wait for the form. Please ask for it again.")
LAPSED = ("expired_trigger_id", "exchanged_trigger_id")


@dataclass(frozen=True, slots=True)
class Way:
    """How the person who asked can be answered; each is None where Slack gave none."""

    acknowledge: Callable[..., Awaitable[Any]]
    trigger: str | None = None
    respond: Callable[..., Awaitable[Any]] | None = None


class Replies:
    """Carries out what follows an acknowledgement, and the Home of whoever acted from theirs."""

    def __init__(self, slack: AsyncWebClient, homes: Homes) -> None:
        self._slack = slack
        self._homes = homes
        self._newest: dict[str, int] = {}

    async def carry_out(self, reply: Reply, request: Command | Click, way: Way, turn: int = 0) -> None:
        """Do what the reply says; `turn` is which choice in a form it follows from."""
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
            if code_of(error) not in LAPSED:
                raise
            await self._tell(instead, request, way)

    async def _redraw(self, reply: Redraw, view_id: str, view_hash: str, turn: int) -> None:
        """The newest choice is drawn, an older one dropped; on a hash conflict the newest is sent again."""
        if self._newest.get(view_id, turn) != turn:
            return
        try:
            await self._slack.views_update(view_id=view_id, hash=view_hash, view=reply.view)
        except SlackApiError as error:
            if code_of(error) != "hash_conflict":
                raise
            if self._newest.get(view_id, turn) == turn:
                await self._slack.views_update(view_id=view_id, view=reply.view)

    def take_turn(self, view: OpenView | None) -> int:
        """The number of what was last done in a form; drawings for anything before it are dropped."""
        if view is None:
            return 0
        turn = self._newest.get(view.id, 0) + 1
        self._newest[view.id] = turn
        if len(self._newest) > 1_000:
            self._newest.pop(next(iter(self._newest)))
        return turn
