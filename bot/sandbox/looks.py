"""What can be seen: messages as one person sees them, open forms, the Home, and waiting for a change."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.sandbox.core import Core
from bot.sandbox.mrkdwn import Names
from bot.sandbox.people import Channel, Json, Message, Person, View
from bot.sandbox.render import render_message, render_view

Seen = TypeVar("Seen")


class Looks(Core):
    """Shows the state, and waits for it to change."""

    def messages(self, channel: Channel, seen_by: Person | None = None) -> list[Message]:
        """Returns a channel's messages, oldest first, replies included.

        Messages only one person sees are there for `seen_by` alone; without it, none of them.
        """
        mine = seen_by.id if seen_by else None
        return [
            message
            for message in self.workspace.messages[channel.id].values()
            if not message.is_deleted and message.ephemeral_to in (None, mine)
        ]

    def direct_channel(self, person: Person) -> Channel:
        """Returns the direct messages between a person and the bot as a channel."""
        return self.workspace.direct_channel(person)

    def direct_messages(self, person: Person) -> list[Message]:
        """Returns the direct messages between a person and the bot, oldest first."""
        return self.messages(self.direct_channel(person), person)

    def open_views(self, person: Person) -> list[View]:
        """Returns a person's open forms, the one in front last."""
        return list(self.workspace.stacks.get(person.id, []))

    @property
    def is_reachable(self) -> bool:
        """Whether what people do can reach the bot."""
        return self._delivery.is_reachable

    def home(self, person: Person) -> View | None:
        """Returns the Home published for a person, or None."""
        return self.workspace.homes.get(person.id)

    def assistant(self, thread: Message) -> Json:
        """Returns what stands in a thread of the assistant: `prompts`, `title` and `status`, where set."""
        return self.workspace.assistant_threads.get((thread.channel.id, thread.ts), {})

    def show(self, thing: Message | View) -> str:
        """Returns a message or view as a person would read it in a terminal."""
        names = Names(self.workspace.people, self.workspace.channels)
        lines = render_view(thing, names) if isinstance(thing, View) else render_message(thing, names)
        return "\n".join(lines)

    async def wait_for(self, seen: Callable[[], Seen | None], timeout: float = 5.0) -> Seen:
        """Returns what `seen` gives once it is true (not None, not empty); raises TimeoutError after real
        seconds.

        It looks whenever something changes: messages, views, calls, connections, deliveries.
        """
        async with asyncio.timeout(timeout):
            while not (result := seen()):
                await self.workspace.changes.next()
        return result
