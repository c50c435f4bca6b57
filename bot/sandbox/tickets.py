"""What Slack hands out for a while: trigger ids (3 s, once) and response URLs (30 minutes, five times)."""

from dataclasses import dataclass

from bot.sandbox.errors import Refused
from bot.sandbox.people import Channel, Message, Person
from bot.sandbox.timekeeping import Clock

TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60.0
RESPONSE_USES = 5


@dataclass
class Trigger:
    """Leave to open one view for a person; `view_id` is the modal they acted in, if they did."""

    person: Person
    expires: float
    view_id: str | None
    is_used: bool = False


@dataclass
class ResponseUrl:
    """Leave to answer a command or a click; `message` is the one that was clicked in."""

    person: Person
    channel: Channel
    message: Message | None
    expires: float
    uses: int = 0


class Tickets:
    """Hands out and takes in triggers and response URLs by the given clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._triggers: dict[str, Trigger] = {}
        self._urls: dict[str, ResponseUrl] = {}

    def new_trigger(self, person: Person, view_id: str | None = None) -> str:
        """Returns a fresh trigger_id for what a person has just done."""
        number = len(self._triggers) + 1
        trigger_id = f"{1_000_000 + number}.{2_000_000 + number}.{number:032x}"
        self._triggers[trigger_id] = Trigger(person, self._clock() + TRIGGER_SECONDS, view_id)
        return trigger_id

    def use_trigger(self, trigger_id: str) -> Trigger:
        """Exchanges a trigger_id, or raises Refused: unknown, used before, or older than three seconds."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.is_used:
            raise Refused("exchanged_trigger_id")
        if self._clock() > trigger.expires:
            raise Refused("expired_trigger_id")
        trigger.is_used = True
        return trigger

    def new_url(self, person: Person, channel: Channel, message: Message | None = None) -> str:
        """Returns the last part of a fresh response URL."""
        name = f"T/{len(self._urls) + 1}/{len(self._urls) + 1:024x}"
        self._urls[name] = ResponseUrl(person, channel, message, self._clock() + RESPONSE_SECONDS)
        return name

    def use_url(self, name: str) -> ResponseUrl:
        """Counts one use of a response URL, or raises Refused with HTTP 404 once it is over."""
        url = self._urls.get(name)
        if url is None:
            raise Refused("invalid_url", status=404)
        if self._clock() > url.expires:
            raise Refused("expired_url", status=404)
        if url.uses >= RESPONSE_USES:
            raise Refused("used_url", status=404)
        url.uses += 1
        return url
