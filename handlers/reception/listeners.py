"""Bolt's payloads become requests: the one place beside bot/ that knows Bolt.

Each kind of payload has one listener for all names; what a name means stands in the table of routes.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext, AsyncRespond

from handlers.messages import (
    Click,
    Command,
    HomeOpened,
    OpenView,
    Origin,
    PersonChanged,
    Question,
    Submission,
    ThreadOpened,
)
from handlers.reception.dispatch import Dispatch
from handlers.reception.replies import Way
from scoring.ids import ChannelId, SlackUserId

ANYTHING = re.compile("")

DRAWN = ("type", "callback_id", "title", "submit", "close", "private_metadata", "blocks")
"""What of a view Slack takes back; never its id, state or hash."""

SPOKEN = (None, "thread_broadcast", "file_share")
"""The sorts of message that are somebody's own words; everything else is Slack's notice of something."""

IsShared = Callable[[ChannelId | None], Awaitable[bool]]

MayAnswer = Callable[[str], bool]
"""Whether an address that came with a request is Slack's."""


def listen(app: AsyncApp, dispatch: Dispatch, home: str, is_shared: IsShared, may_answer: MayAnswer) -> None:
    """Hand every payload to dispatch. `home` is the workspace the bot is installed in."""
    _listen_to_acts(app, dispatch, home, is_shared, may_answer)
    _listen_to_events(app, dispatch, home)
    _listen_to_words(app, dispatch, home, is_shared)


def _listen_to_acts(
    app: AsyncApp, dispatch: Dispatch, home: str, is_shared: IsShared, may_answer: MayAnswer
) -> None:
    """What people type, press and send. What came with no address of Slack's is answered directly."""

    def answering(body: Mapping[str, Any], respond: AsyncRespond) -> AsyncRespond | None:
        return respond if may_answer(body.get("response_url") or "") else None

    @app.command(ANYTHING)
    async def on_command(
        body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck, respond: AsyncRespond
    ) -> None:
        channel = ChannelId(body["channel_id"])
        shared, delivery = await is_shared(channel), _delivery(context)
        origin = Origin(
            SlackUserId(body["user_id"]), body["team_id"], home, channel, shared, delivery=delivery
        )
        await dispatch.command(
            Command(origin, body["command"], body.get("text") or ""),
            Way(ack, body.get("trigger_id"), answering(body, respond)),
        )

    @app.action(ANYTHING)
    async def on_click(
        body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck, respond: AsyncRespond
    ) -> None:
        action = body["actions"][0]
        way = Way(ack, body.get("trigger_id"), answering(body, respond))
        request = Click(
            await _origin(body, context, home, is_shared),
            action["action_id"],
            str(_held(action) or ""),
            _open_view(body["view"]) if body.get("view") else None,
        )
        await dispatch.click(request, way)

    @app.view(ANYTHING)
    async def on_submission(body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck) -> None:
        request = Submission(await _origin(body, context, home, is_shared), _open_view(body["view"]))
        await dispatch.submission(request, Way(ack, body.get("trigger_id")))


def _listen_to_events(app: AsyncApp, dispatch: Dispatch, home: str) -> None:
    """What Slack tells of people."""

    @app.event("app_home_opened")
    async def on_home_opened(body: dict[str, Any], ack: AsyncAck) -> None:
        event = body["event"]
        if event.get("tab") != "home":
            await ack()
            return
        origin = Origin(SlackUserId(event["user"]), event.get("user_team") or body["team_id"], home)
        await dispatch.home(HomeOpened(origin), Way(ack))

    @app.event("user_change")
    async def on_user_change(body: dict[str, Any], ack: AsyncAck) -> None:
        user = body["event"]["user"]
        request = PersonChanged(
            Origin(SlackUserId(user["id"]), user.get("team_id") or home, home),
            SlackUserId(user["id"]),
            bool(user.get("deleted")),
            is_guest(user),
        )
        await dispatch.event(request, body["event_id"], Way(ack))


def _listen_to_words(app: AsyncApp, dispatch: Dispatch, home: str, is_shared: IsShared) -> None:
    """What is said in words, and Slack's assistant."""

    @app.event("app_mention")
    async def on_mention(body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck) -> None:
        await _ask(body, context.bot_user_id or "", ack)

    @app.event("message")
    async def on_message(body: dict[str, Any], context: AsyncBoltContext, ack: AsyncAck) -> None:
        await _ask(body, context.bot_user_id or "", ack)

    async def _ask(body: dict[str, Any], bot: str, ack: AsyncAck) -> None:
        event = body["event"]
        if not is_asked(event):
            await ack()
            return
        text = (event.get("text") or "").replace(f"<@{bot}>", " ")
        question = Question(await _event_origin(body, event, home, is_shared), text)
        await dispatch.question(question, body["event_id"], Way(ack))

    @app.event("assistant_thread_started")
    async def on_thread(body: dict[str, Any], ack: AsyncAck) -> None:
        thread = body["event"]["assistant_thread"]
        channel = ChannelId(thread["channel_id"])
        origin = Origin(
            SlackUserId(thread["user_id"]), body["team_id"], home, channel, thread=thread["thread_ts"]
        )
        await dispatch.question(ThreadOpened(origin), body["event_id"], Way(ack))


def is_asked(event: Mapping[str, Any]) -> bool:
    """Whether a message is somebody's own words to the bot: not a bot's, an edit or a notice of Slack's."""
    if event["type"] == "message" and event.get("channel_type") != "im":
        return False
    if event.get("bot_id") or event.get("edited") or not event.get("user"):
        return False
    return event.get("subtype") in SPOKEN


def is_guest(user: Mapping[str, Any]) -> bool:
    """Whether an account is a guest's or a stranger's, as `users.info` describes it."""
    return any(user.get(flag) for flag in ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot"))


async def _event_origin(
    body: Mapping[str, Any], event: Mapping[str, Any], home: str, is_shared: IsShared
) -> Origin:
    where = ChannelId(event["channel"])
    workspace = event.get("user_team") or event.get("team") or body["team_id"]
    shared = bool(body.get("is_ext_shared_channel")) or await is_shared(where)
    return Origin(SlackUserId(event["user"]), workspace, home, where, shared, event.get("thread_ts"))


def _delivery(context: Mapping[str, Any]) -> str:
    """What `bot.arriving` made of the bytes that came over HTTP; Socket Mode gives each request once."""
    return str(context.get("delivery") or "")


async def _origin(
    body: Mapping[str, Any], context: Mapping[str, Any], home: str, is_shared: IsShared
) -> Origin:
    """From where a click or a form comes. A workspace that isn't named is nobody's, so not the council's."""
    channel = (body.get("channel") or {}).get("id")
    where = ChannelId(channel) if channel else None
    user = body["user"]
    thread = (body.get("container") or {}).get("thread_ts")
    workspace = user.get("team_id") or (body.get("team") or {}).get("id") or ""
    shared, delivery = await is_shared(where), _delivery(context)
    return Origin(SlackUserId(user["id"]), workspace, home, where, shared, thread, delivery)


def _open_view(view: Mapping[str, Any]) -> OpenView:
    state = {
        block: _held(next(iter(elements.values()), {}))
        for block, elements in (view.get("state") or {}).get("values", {}).items()
    }
    # A Home is drawn anew each time, so nothing of what it shows has to be carried along.
    kept = ("type",) if view.get("type") == "home" else DRAWN
    drawn = {part: view[part] for part in kept if view.get(part)}
    return OpenView(
        view["id"],
        view.get("hash", ""),
        view["callback_id"],
        view.get("private_metadata") or "",
        state,
        drawn,
    )


def _held(element: Mapping[str, Any]) -> Any:
    """What an element of a form or message holds: an option's value, a list of them, text, or None."""
    if element.get("selected_option"):
        return element["selected_option"]["value"]
    if "selected_options" in element:
        return [option["value"] for option in element["selected_options"]]
    for name in ("selected_user", "selected_conversation", "selected_date", "value"):
        if element.get(name) is not None:
            return element[name]
    return None
