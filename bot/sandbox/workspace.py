"""The one state of the local Slack: everyone and everything in it, and the few ways it changes."""

import itertools
import json
from collections.abc import Callable
from typing import Any

from bot.sandbox.errors import Refused
from bot.sandbox.manifest import Manifest
from bot.sandbox.pace import Pace
from bot.sandbox.people import Channel, Json, Message, Person, View
from bot.sandbox.surfaces import complete
from bot.sandbox.tickets import Tickets
from bot.sandbox.timekeeping import Changes, Timekeeper
from bot.sandbox.values import start_values

TEAM_ID, OTHER_TEAM_ID = "T0LOCAL01", "T0OTHER01"
TEAM_DOMAIN = "local-council"
APP_ID, BOT_ID, BOT_USER_ID = "A0LOCAL01", "B0LOCAL01", "U0BOT0001"
MODAL_STACK = 3


class Workspace:
    """Holds people, channels, messages, views and files, and tells `changes` whenever one of them changes."""

    def __init__(self, manifest: Manifest, keeper: Timekeeper, pace: Pace) -> None:
        self.manifest, self.keeper, self.pace = manifest, keeper, pace
        self.changes = Changes()
        self.tickets = Tickets(keeper.now)
        self.people: dict[str, Person] = {}
        self.handles: dict[str, Person] = {}
        self.direct: dict[str, Channel] = {}
        self.views: dict[str, View] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, dict[str, Message]] = {}
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.files: dict[str, Json] = {}
        self.assistant_threads: dict[tuple[str, str], Json] = {}
        self.base_url = ""
        self.new_link: Callable[[], str] = lambda: ""
        self._numbers = itertools.count(1)
        self._last_ts = 0.0
        self.bot = self.add_person(
            Person(BOT_USER_ID, TEAM_ID, manifest.app_name, "", manifest.handle, is_bot=True)
        )

    def new_id(self, letter: str) -> str:
        """Returns an id in Slack's form, such as U0000000A1, unlike any other here."""
        return f"{letter}0{next(self._numbers):08X}"

    def new_ts(self) -> str:
        """Returns a message timestamp, later than every one before it."""
        self._last_ts = max(self.keeper.now(), self._last_ts + 0.000_01)
        return f"{self._last_ts:.6f}"

    def add_person(self, person: Person) -> Person:
        """Adds someone; handles and emails must be theirs alone."""
        self.people[person.id] = self.handles[person.handle] = person
        self.changes.happened()
        return person

    def rename(self, person: Person) -> None:
        """Has a person answer to their present handle, and to no other."""
        self.handles = {handle: one for handle, one in self.handles.items() if one is not person}
        self.handles[person.handle] = person

    def add_channel(self, channel: Channel) -> Channel:
        """Adds a channel."""
        self.channels[channel.id] = channel
        self.messages[channel.id] = {}
        self.changes.happened()
        return channel

    def direct_channel(self, person: Person) -> Channel:
        """Returns the direct messages between a person and the bot, opening them if need be."""
        if person.id not in self.direct:
            members = [person.id, self.bot.id]
            channel = Channel(self.new_id("D"), "directmessage", is_im=True, members=members)
            self.direct[person.id] = self.add_channel(channel)
        return self.direct[person.id]

    def channel_for_bot(self, channel_id: Any) -> Channel:
        """Returns a channel the bot may know of, or raises Refused; private ones without it do not exist."""
        channel = self.channels.get(str(channel_id))
        if channel is None or (channel.kind != "public_channel" and self.bot.id not in channel.members):
            raise Refused("channel_not_found")
        return channel

    def find_message(self, channel: Channel, ts: Any) -> Message | None:
        """Returns the message that everyone in the channel sees under this timestamp, or None."""
        message = self.messages[channel.id].get(str(ts))
        return message if message and not message.is_deleted and not message.ephemeral_to else None

    def add_message(self, message: Message) -> Message:
        """Adds a message, completing the ids in its blocks; the bot's own ends its "is working" there."""
        if message.user_id == self.bot.id and message.thread_ts:
            self.assistant_threads.get((message.channel.id, message.thread_ts), {}).pop("status", None)
        message.blocks = complete(message.blocks, lambda: self.new_id("K"))
        message.values = start_values(message.blocks)
        self.messages[message.channel.id][message.ts] = message
        self.changes.happened()
        return message

    def change_message(self, message: Message, **changed: Any) -> None:
        """Replaces parts of a message (text, blocks, attachments, metadata) and marks it edited."""
        for name, value in changed.items():
            setattr(message, name, value)
        message.blocks = complete(message.blocks, lambda: self.new_id("K"))
        message.values = start_values(message.blocks, message.values)
        message.edited_ts = self.new_ts()
        self.changes.happened()

    def delete_message(self, message: Message) -> None:
        """Takes a message away."""
        message.is_deleted = True
        self.changes.happened()

    def by_app(self) -> Json:
        """Returns the properties that mark a message as the bot's."""
        return {"bot_id": BOT_ID, "app_id": APP_ID, "team": TEAM_ID}

    def view_owner(self) -> Json:
        """Returns the properties every view of the bot carries."""
        return {"team_id": TEAM_ID, "app_id": APP_ID, "bot_id": BOT_ID, "app_installed_team_id": TEAM_ID}

    def find_view(self, view_id: Any = None, external_id: Any = None) -> View | None:
        """Returns an open modal or a Home by its id or the bot's own name for it, or None."""
        if view_id is not None or not external_id:
            return self.views.get(str(view_id))
        named = (view for view in self.views.values() if view.definition.get("external_id") == external_id)
        return next(named, None)

    def draw(self, view: View, definition: Json) -> View:
        """Puts a new definition before the person; what they typed stays under the same ids."""
        blocks = complete(definition["blocks"], lambda: self.new_id("K"))
        view.definition = {**definition, "blocks": blocks}
        view.values = start_values(blocks, view.values)
        view.hash = f"{self.new_ts()}.{next(self._numbers):08x}"
        self.changes.happened()
        return view

    def _new_view(self, person: Person, root_id: str | None = None, previous_id: str | None = None) -> View:
        view_id = self.new_id("V")
        self.views[view_id] = View(view_id, person, {}, "", root_id or view_id, previous_id)
        return self.views[view_id]

    def open_modal(self, person: Person, definition: Json) -> View:
        """Opens a modal in place of whatever modals the person has open."""
        self.close_modals(person)
        view = self.draw(self._new_view(person), definition)
        self.stacks[person.id] = [view]
        return view

    def push_modal(self, person: Person, definition: Json) -> View:
        """Lays a modal on the person's open ones, or raises Refused (`not_found`, `push_limit_reached`)."""
        stack = self.stacks.get(person.id, [])
        if not stack:
            raise Refused("not_found")
        if len(stack) >= MODAL_STACK:
            raise Refused("push_limit_reached")
        view = self.draw(self._new_view(person, stack[0].id, stack[-1].id), definition)
        stack.append(view)
        self.changes.happened()
        return view

    def front_view(self, person: Person) -> View | None:
        """Returns the modal in front of a person, or None."""
        stack = self.stacks.get(person.id, [])
        return stack[-1] if stack else None

    def close_view(self, view: View) -> None:
        """Closes one modal; the one beneath comes to the front."""
        stack = self.stacks.get(view.person.id, [])
        if view in stack:
            stack.remove(view)
        self._forget(view)

    def close_modals(self, person: Person) -> None:
        """Closes all of a person's modals."""
        for view in self.stacks.pop(person.id, []):
            self._forget(view)

    def _forget(self, view: View) -> None:
        view.is_open = False
        self.views.pop(view.id, None)
        self.changes.happened()

    def publish_home(self, person: Person, definition: Json) -> View:
        """Puts a Home before a person."""
        view = self.homes.get(person.id) or self._new_view(person)
        self.homes[person.id] = view
        return self.draw(view, definition)


def read_json(value: Any, refusal: str) -> Any:
    """Returns a parameter that a form carries as JSON text; raises Refused under the given name if it is not
    JSON.
    """
    if not isinstance(value, str):
        return value

    def no_constant(name: str) -> Any:
        raise ValueError(f"{name} is not JSON")

    try:
        return json.loads(value, parse_constant=no_constant)
    except ValueError as error:
        raise Refused(refusal, [str(error)]) from error
