"""What the tests of the local Slack stand on: a clock to turn, a workspace with one person, and raw calls."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.sandbox import Channel, LocalSlack, Person

Json = dict[str, Any]

SCOPES = [
    *("chat:write", "im:write", "app_mentions:read", "commands", "files:write"),
    *("users:read", "users:read.email", "channels:read", "groups:read", "im:read"),
    *("channels:history", "groups:history", "im:history", "channels:join"),
]
EVENTS = ["app_mention", "app_home_opened", "message.im", "user_change", "member_joined_channel"]


def manifest(**changes: Any) -> Json:
    """A manifest that grants what the tests use; `changes`: scopes, events, interactive, home, assistant."""
    assistant = {"assistant_view": {"assistant_description": "Answers"}} if changes.get("assistant") else {}
    return {
        "display_information": {"name": "Caseload"},
        "features": {
            "bot_user": {"display_name": "caseload", "always_online": True},
            **assistant,
            "app_home": {"home_tab_enabled": changes.get("home", True), "messages_tab_enabled": True},
            "slash_commands": [
                {
                    "command": "/load",
                    "description": "Shows a load",
                    "usage_hint": "[me | @worker] | room",
                    "should_escape": True,
                },
                {"command": "/bare", "description": "Is not escaped"},
            ],
            "shortcuts": [{"name": "Look", "type": "message", "callback_id": "look", "description": "Looks"}],
        },
        "oauth_config": {"scopes": {"bot": changes.get("scopes", SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": changes.get("events", EVENTS)},
            "interactivity": {"is_enabled": changes.get("interactive", True)},
            "socket_mode_enabled": True,
        },
    }


class HandClock:
    """A clock that only moves when it is turned."""

    def __init__(self, at: float = 1_800_000_000.0) -> None:
        self.at = at

    def __call__(self) -> float:
        return self.at

    def turn(self, seconds: float) -> None:
        self.at += seconds


@dataclass
class Stage:
    """A local Slack with Ann in the private channel #team, and a way to call it as the bot would."""

    slack: LocalSlack
    session: aiohttp.ClientSession
    clock: HandClock
    ann: Person
    team: Channel

    async def call(self, method: str, token: str | None = None, **arguments: Any) -> Json:
        """Calls a method with a JSON body and returns Slack's answer."""
        headers = {"Authorization": f"Bearer {token or self.slack.bot_token}"}
        async with self.session.post(self.slack.api_url + method, json=arguments, headers=headers) as answer:
            body: Json = await answer.json()
            return body

    async def query(self, method: str, **arguments: Any) -> Json:
        """Calls a method with its arguments in the query, as form-only methods need."""
        headers = {"Authorization": f"Bearer {self.slack.bot_token}"}
        async with self.session.get(self.slack.api_url + method, params=arguments, headers=headers) as answer:
            body: Json = await answer.json()
            return body

    async def error(self, method: str, **arguments: Any) -> str | None:
        """Calls a method and returns Slack's error name, or None."""
        name: str | None = (await self.call(method, **arguments)).get("error")
        return name

    async def post(self, *blocks: Json, text: str = "words") -> str | None:
        """Posts blocks to #team and returns the error, or None."""
        return await self.error("chat.postMessage", channel=self.team.id, text=text, blocks=list(blocks))

    def trigger(self) -> str:
        """Returns a trigger_id of Ann's."""
        return self.slack.workspace.tickets.new_trigger(self.ann)

    async def open(self, view: Json) -> str | None:
        """Opens a view for Ann and returns the error, or None."""
        return await self.error("views.open", trigger_id=self.trigger(), view=view)

    def turn(self, seconds: float) -> None:
        """Turns the clock and has the local Slack notice."""
        self.clock.turn(seconds)
        self.slack.time_turned()


@asynccontextmanager
async def staged(**changes: Any) -> AsyncIterator[Stage]:
    """A started stage; `changes` are those of `manifest`."""
    clock = HandClock()
    async with LocalSlack(manifest(**changes), clock=clock) as slack, aiohttp.ClientSession() as session:
        ann = slack.add_person("Ann Smith", "ann@council.example", "ann")
        yield Stage(slack, session, clock, ann, slack.add_channel("team", [ann], is_private=True))


class RawBot:
    """A Socket Mode client that does what it is told with each envelope, and keeps them all."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.seen: list[Json] = []
        self.answer: Callable[[Json], Json | None] = lambda envelope: {}
        self.before_ack: Callable[[], Awaitable[None] | None] = lambda: None
        self.ended = asyncio.Event()

    async def run(self) -> None:
        async for message in self.socket:
            envelope = json.loads(message.data)
            if "envelope_id" not in envelope:
                continue
            self.seen.append(envelope)
            self.before_ack()
            body = self.answer(envelope)
            if body is not None:
                await self.socket.send_json({"envelope_id": envelope["envelope_id"], "payload": body})
        self.ended.set()


@asynccontextmanager
async def raw_bot(stage: Stage) -> AsyncIterator[RawBot]:
    """A bot connected over Socket Mode that acknowledges everything with nothing until told otherwise."""
    link = (await stage.call("apps.connections.open", token=stage.slack.app_token))["url"]
    async with stage.session.ws_connect(link) as socket:
        bot = RawBot(socket)
        running = asyncio.create_task(bot.run())
        await stage.slack.wait_connected()
        yield bot
        running.cancel()


def plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def mrkdwn(words: str) -> Json:
    return {"type": "mrkdwn", "text": words}


def section(words: str = "words", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(words), **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def button(words: str = "Go", **more: Any) -> Json:
    return {"type": "button", "text": plain(words), **more}


def option(words: str = "One", value: str = "1", **more: Any) -> Json:
    return {"text": plain(words), "value": value, **more}


def select(*options: Json, **more: Any) -> Json:
    return {"type": "static_select", "options": list(options or [option()]), **more}


def field(element: Json | None = None, **more: Any) -> Json:
    element = element or {"type": "plain_text_input", "action_id": "words"}
    return {"type": "input", "label": plain("Label"), "element": element, **more}


def modal(*blocks: Json, **more: Any) -> Json:
    shown = list(blocks or [section()])
    return {"type": "modal", "title": plain("Form"), "submit": plain("Save"), "blocks": shown, **more}


def cell(words: str = "cell") -> Json:
    return {"type": "raw_text", "text": words}
