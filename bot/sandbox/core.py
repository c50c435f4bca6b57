"""What every part of the control surface works on: the state, the delivery, and the events under way."""

import asyncio
from dataclasses import dataclass

from bot.sandbox import payloads
from bot.sandbox.delivery import Ack, Delivery, Kind
from bot.sandbox.errors import CannotDo
from bot.sandbox.people import Channel, Json, Person
from bot.sandbox.workspace import Workspace

EVENT_SCOPES: dict[str, str | None] = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "assistant_thread_started": "assistant:write",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "channel_archive": "channels:read",
    "team_join": "users:read",
    "user_change": "users:read",
}
"""The subscriptions served here, and the scope without which Slack does not send them."""


@dataclass(eq=False)
class Event:
    """One event on its way to the bot: its payload, how often it was sent, whether it was acknowledged."""

    payload: Json
    attempts: int = 0
    is_acked: bool = False

    @property
    def name(self) -> str:
        """The event's type, such as app_mention."""
        return str(self.payload["event"]["type"])


@dataclass(frozen=True)
class Failure:
    """One failure a person sees: what was sent and not acknowledged in time, or an answer Slack refuses.

    `payload` is what was sent, or the refused answer; `error` is Slack's name for it.
    """

    kind: Kind
    payload: Json
    error: str


class Core:
    """Holds the workspace and delivers what happens in it."""

    def __init__(self, workspace: Workspace, delivery: Delivery) -> None:
        self.workspace = workspace
        self.events: list[Event] = []
        self.failures: list[Failure] = []
        self._delivery = delivery
        self._tasks: set[asyncio.Task[None]] = set()

    async def _deliver(self, kind: Kind, payload: Json) -> Ack:
        ack = await self._delivery.send(kind, payload)
        self._note_failure(kind, payload, ack)
        return ack

    def _note_failure(self, kind: Kind, payload: Json, ack: Ack) -> None:
        if ack.error is not None:
            self.failures.append(Failure(kind, payload, ack.error))
        self.workspace.changes.happened()

    def _emit(self, subscription: str, content: Json, channel: Channel | None = None) -> None:
        """Sends an event, if the manifest subscribes to it, in the background."""
        manifest = self.workspace.manifest
        scope = EVENT_SCOPES[subscription]
        if subscription not in manifest.events or (scope is not None and scope not in manifest.scopes):
            return
        event_id, now = self.workspace.new_id("Ev"), self.workspace.keeper.now()
        body = payloads.event(content, event_id, now, channel, self.workspace.bot.id)
        event = Event(body)
        self.events.append(event)
        task = asyncio.get_running_loop().create_task(self._send_event(event))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _send_event(self, event: Event) -> None:
        def sent(ack: Ack) -> None:
            event.attempts += 1
            event.is_acked = ack.error is None
            self._note_failure("events_api", event.payload, ack)

        await self._delivery.send_event(event.payload, sent)

    async def settled(self) -> None:
        """Returns once every event so far is acknowledged or given up; with a held clock it may not be."""
        await asyncio.gather(*self._tasks)

    def _check_active(self, person: Person) -> None:
        if person.deleted:
            raise CannotDo(f"{person.name}'s account is deactivated")

    def _check_in(self, person: Person, channel: Channel) -> None:
        self._check_active(person)
        if person.id not in channel.members:
            raise CannotDo(f"{person.name} is not in #{channel.name}")
        if channel.is_archived:
            raise CannotDo(f"#{channel.name} is archived")
