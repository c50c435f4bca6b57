"""Bolt's payloads become requests: the one place beside bot/ that knows Bolt.

Each kind of payload has one listener for all names; what a name means stands in the table of routes.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from handlers.messages import Click, Command, OpenView, Origin, PersonChanged, Submission
from handlers.reception.dispatch import Dispatch, Way
from scoring.ids import ChannelId, SlackUserId

ANYTHING = re.compile("")

DRAWN = ("type", "callback_id", "title", "submit", "close", "private_metadata", "blocks")
"""What of a view Slack takes back; never its id, state or hash."""

IsShared = Callable[[ChannelId | None], Awaitable[bool]]


def listen(app: AsyncApp, dispatch: Dispatch, home: str, is_shared: IsShared) -> None:
    """Hand every payload to dispatch. `home` is the workspace the bot is installed in."""

    @app.command(ANYTHING)
    async def on_command(body: dict[str, Any], ack: AsyncAck, respond: AsyncRespond) -> None:
        channel = ChannelId(body["channel_id"])
        origin = Origin(
            SlackUserId(body["user_id"]), body["team_id"], home, channel, await is_shared(channel)
        )
        await dispatch.command(
            Command(origin, body["command"], body.get("text") or ""),
            Way(ack, body.get("trigger_id"), respond),
        )

    @app.action(ANYTHING)
    async def on_click(body: dict[str, Any], ack: AsyncAck, respond: AsyncRespond) -> None:
        action = body["actions"][0]
        way = Way(ack, body.get("trigger_id"), respond if body.get("response_url") else None)
        request = Click(
            await _origin(body, home, is_shared),
            action["action_id"],
            str(_held(action) or ""),
            _open_view(body["view"]) if body.get("view") else None,
        )
        await dispatch.click(request, way)

    @app.view(ANYTHING)
    async def on_submission(body: dict[str, Any], ack: AsyncAck) -> None:
        request = Submission(await _origin(body, home, is_shared), _open_view(body["view"]))
        await dispatch.submission(request, Way(ack, body.get("trigger_id")))

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


def is_guest(user: Mapping[str, Any]) -> bool:
    """Whether an account is a guest's or a stranger's, as `users.info` describes it."""
    return any(user.get(flag) for flag in ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot"))


async def _origin(body: Mapping[str, Any], home: str, is_shared: IsShared) -> Origin:
    channel = (body.get("channel") or {}).get("id")
    where = ChannelId(channel) if channel else None
    user = body["user"]
    return Origin(SlackUserId(user["id"]), user.get("team_id") or home, home, where, await is_shared(where))


def _open_view(view: Mapping[str, Any]) -> OpenView:
    state = {
        block: _held(next(iter(elements.values()), {}))
        for block, elements in (view.get("state") or {}).get("values", {}).items()
    }
    drawn = {part: view[part] for part in DRAWN if view.get(part)}
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
