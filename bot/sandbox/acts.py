"""What people do in channels and on buttons: commands, messages, clicks, shortcuts, opening the Home."""

from typing import Any

from bot.sandbox import payloads
from bot.sandbox.core import Core, Failure
from bot.sandbox.delivery import Ack
from bot.sandbox.element_rules import PLAIN_OPTION
from bot.sandbox.errors import CannotDo, Refused
from bot.sandbox.outcome import Outcome
from bot.sandbox.people import Channel, Json, Message, Person, View
from bot.sandbox.responses import answer_message
from bot.sandbox.rules import Items, Problems
from bot.sandbox.surfaces import elements_of
from bot.sandbox.typed import escape_command, escape_message
from bot.sandbox.values import SLOTS, chosen

Place = Message | View
MESSAGE_SUBSCRIPTIONS = {
    "public_channel": ("message.channels", "channel"),
    "private_channel": ("message.groups", "group"),
    "im": ("message.im", "im"),
}
_SUGGESTIONS = Items(PLAIN_OPTION, 100, least=0)


def label_of(part: Json) -> str:
    """Returns the words on a button, or nothing."""
    words = part.get("text", "")
    return str(words["text"]) if isinstance(words, dict) else str(words)


class Acts(Core):
    """Lets people act as in Slack's client; raises CannotDo for what the client would not offer."""

    async def type_command(self, person: Person, channel: Channel | None, line: str) -> Outcome:
        """Types a slash command such as "/load me" in a channel or, with None, in direct messages."""
        channel = channel or self.workspace.direct_channel(person)
        self._check_in(person, channel)
        command, _, text = line.strip().partition(" ")
        if command not in self.workspace.manifest.escaped:
            raise CannotDo(f"{command} is not a valid command")
        if self.workspace.manifest.escaped[command]:
            text = escape_command(text, self.workspace)
        trigger_id = self.workspace.tickets.new_trigger(person)
        url = self._response_url(person, channel)
        words = (command, text.strip())
        ack = await self._deliver("slash_commands", payloads.command(person, channel, words, trigger_id, url))
        return self._answered(person, channel, ack)

    def _answered(self, person: Person, channel: Channel, ack: Ack) -> Outcome:
        if ack.error is not None or not ack.body:
            return Outcome(ack.error, ack.seconds, ack.body, view=self.workspace.front_view(person))
        try:
            message = answer_message(self.workspace, person, channel, ack.body)
        except Refused as refusal:
            self.failures.append(Failure("slash_commands", ack.body, refusal.name))
            return Outcome(refusal.name, ack.seconds, ack.body, tuple(refusal.problems))
        return Outcome(None, ack.seconds, ack.body, message=message, view=self.workspace.front_view(person))

    def _response_url(self, person: Person, channel: Channel, message: Message | None = None) -> str:
        return (
            f"{self.workspace.base_url}/response/{self.workspace.tickets.new_url(person, channel, message)}"
        )

    def say(
        self, person: Person, channel: Channel | None, text: str, thread: Message | str | None = None
    ) -> Message:
        """Posts a person's message (None: in the direct messages with the bot) and returns it.

        "@handle" and "#channel" become mentions. The bot hears of it, in the background, if it is subscribed:
        app_mention when it is mentioned in a channel it is in, message.* in channels it is in.
        """
        channel = channel or self.workspace.direct_channel(person)
        self._check_in(person, channel)
        if channel.is_im and self.workspace.manifest.messages_are_read_only:
            raise CannotDo("sending messages to this app has been turned off")
        words = escape_message(text, self.workspace)
        ts = self.workspace.new_ts()
        top = thread.thread_ts or thread.ts if isinstance(thread, Message) else thread
        message = self.workspace.add_message(Message(channel, ts, person.id, words, thread_ts=top))
        if self.workspace.bot.id in channel.members:
            self._tell_of(message, person)
        return message

    def _tell_of(self, message: Message, person: Person) -> None:
        channel, bot_id = message.channel, self.workspace.bot.id
        content = message.as_message() | {
            "channel": channel.id,
            "event_ts": message.ts,
            "team": person.team_id,
        }
        if person.is_stranger:
            content |= {"user_team": person.team_id, "source_team": person.team_id}
        if f"<@{bot_id}>" in message.text and not channel.is_im:
            self._emit("app_mention", content | {"type": "app_mention"}, channel)
        subscription, kind = MESSAGE_SUBSCRIPTIONS[channel.kind]
        self._emit(subscription, content | {"channel_type": kind}, channel)

    def open_home(self, person: Person) -> None:
        """Opens the bot's Home tab; the bot hears of it in the background and may publish one."""
        self._check_active(person)
        channel = self.workspace.direct_channel(person)
        content: Json = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": channel.id,
            "tab": "home",
            "event_ts": self.workspace.new_ts(),
        }
        if person.id in self.workspace.homes:
            content["view"] = self.workspace.homes[person.id].as_view(self.workspace.view_owner())
        self._emit("app_home_opened", content)

    def open_assistant(self, person: Person, viewing: Channel | None = None) -> Message:
        """Opens Slack's assistant beside what the person views; returns the thread's first message.

        What the person then says in it is `say(person, None, "…", thread=that message)`.
        """
        self._check_active(person)
        if not self.workspace.manifest.has_assistant:
            raise CannotDo("this app has no assistant")
        channel = self.workspace.direct_channel(person)
        top = Message(channel, self.workspace.new_ts(), self.workspace.bot.id, "New conversation")
        top.by_app = self.workspace.by_app()
        self.workspace.add_message(top)
        self.workspace.assistant_threads[channel.id, top.ts] = {}
        thread: Json = {"user_id": person.id, "channel_id": channel.id, "thread_ts": top.ts}
        thread["context"] = {"channel_id": viewing.id, "team_id": person.team_id} if viewing else {}
        content = {"type": "assistant_thread_started", "assistant_thread": thread, "event_ts": top.ts}
        self._emit("assistant_thread_started", content)
        return top

    async def click(
        self, person: Person, where: Place, action_id: str, value: Any = None, *, block_id: str | None = None
    ) -> Outcome:
        """Clicks a button, or chooses `value` in a select, picker or menu outside a form's input blocks.

        `value` (a value or label) or `block_id` tells apart buttons with one action_id.
        """
        block, part = self._find(person, where, action_id, value, block_id)
        if block["type"] == "input" and not block.get("dispatch_action"):
            raise CannotDo(f"{action_id} is a form's field: fill it in and submit")
        return await self._act(person, where, block, part, value)

    def _find(
        self, person: Person, where: Place, action_id: str, value: Any = None, block_id: str | None = None
    ) -> tuple[Json, Json]:
        self._check_seen(person, where)
        found = [
            (block, part)
            for block in where.blocks
            for part in elements_of(block)
            if part.get("action_id") == action_id and block_id in (None, block["block_id"])
        ]
        if len(found) > 1 and value is not None:
            found = [(block, part) for block, part in found if value in (part.get("value"), label_of(part))]
        if len(found) != 1:
            there = sorted(
                {part.get("action_id", "") for block in where.blocks for part in elements_of(block)}
            )
            raise CannotDo(f"{len(found)} elements {action_id} are there, of: {', '.join(there)}")
        return found[0]

    def _check_seen(self, person: Person, where: Place) -> None:
        self._check_active(person)
        if isinstance(where, View):
            if where.person is not person or not where.is_open:
                raise CannotDo(f"{person.name} does not have this view open")
        elif where.is_deleted or where.ephemeral_to not in (None, person.id):
            raise CannotDo(f"{person.name} does not see this message")
        elif person.id not in where.channel.members:
            raise CannotDo(f"{person.name} is not in #{where.channel.name}")

    async def _act(self, person: Person, where: Place, block: Json, part: Json, value: Any) -> Outcome:
        action = {"type": part["type"], "action_id": part["action_id"], "block_id": block["block_id"]}
        action |= await self._action_value(person, where, block, part, value)
        return await self._interact(
            person, where, {"actions": [action | {"action_ts": self.workspace.new_ts()}]}
        )

    async def _action_value(self, person: Person, where: Place, block: Json, part: Json, value: Any) -> Json:
        if part["type"] in SLOTS:
            offered = None
            if part["type"] == "external_select" and value is not None:
                offered = await self.suggest(
                    person, where, part["action_id"], str(value), block_id=block["block_id"]
                )
            state = chosen(part, value, offered)
            where.values[block["block_id"]][part["action_id"]] = state
            self.workspace.changes.happened()
            return state
        if part["type"] == "overflow":
            picked = chosen({**part, "type": "static_select"}, value)
            return {"selected_option": picked["selected_option"]}
        if part["type"] == "feedback_buttons":
            return {"value": part[f"{value}_button"]["value"]}
        return {name: part[name] for name in ("text", "value", "style") if name in part}

    async def _interact(self, person: Person, where: Place, more: Json) -> Outcome:
        if not self.workspace.manifest.is_interactive:
            return Outcome("interactivity_not_enabled", 0.0)
        if isinstance(where, View):
            trigger_id = self.workspace.tickets.new_trigger(person, where.id)
            context = payloads.in_view(where, self.workspace)
        else:
            trigger_id = self.workspace.tickets.new_trigger(person)
            context = payloads.in_message(where)
            context["response_url"] = self._response_url(person, where.channel, where)
        body = payloads.interaction("block_actions", person, trigger_id) | context | more
        ack = await self._deliver("interactive", body)
        return Outcome(ack.error, ack.seconds, ack.body, view=self.workspace.front_view(person))

    async def suggest(
        self, person: Person, where: Place, action_id: str, query: str, *, block_id: str | None = None
    ) -> list[Json]:
        """Types into an external select and returns the options the bot offers; none if it fails."""
        block, part = self._find(person, where, action_id, None, block_id)
        asked = {"action_id": part["action_id"], "block_id": block["block_id"], "value": query}
        if isinstance(where, View):
            context = payloads.in_view(where, self.workspace)
        else:
            context = payloads.in_message(where)
        ack = await self._deliver(
            "interactive", payloads.interaction("block_suggestion", person, None) | context | asked
        )
        options: list[Json] = ack.body.get("options", [])
        problems: Problems = []
        _SUGGESTIONS(options, "/options", problems)
        return options if ack.error is None and not problems else []

    async def shortcut(self, person: Person, message: Message, callback_id: str) -> Outcome:
        """Uses a message shortcut, from the menu beside a message; it works in threads too."""
        self._check_seen(person, message)
        if callback_id not in self.workspace.manifest.shortcuts:
            raise CannotDo(f"there is no shortcut {callback_id}")
        if message.ephemeral_to is not None:
            raise CannotDo("a message only one person sees has no shortcuts")
        trigger_id = self.workspace.tickets.new_trigger(person)
        body = payloads.interaction("message_action", person, trigger_id) | {
            "callback_id": callback_id,
            "message_ts": message.ts,
            "message": message.as_message(),
            "channel": {"id": message.channel.id, "name": payloads.channel_name(message.channel)},
            "response_url": self._response_url(person, message.channel),
            "action_ts": self.workspace.new_ts(),
        }
        ack = await self._deliver("interactive", body)
        return Outcome(ack.error, ack.seconds, ack.body, view=self.workspace.front_view(person))
