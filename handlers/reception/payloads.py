"""What a payload must have to be read at all: the parts that the listeners use, each of its kind.

Slack signs what it sends, so whatever isn't whole is a change of Slack's or somebody else's mistake. It is
turned away at the door, before a listener stumbles over it.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

Text = Annotated[str, StringConstraints(max_length=3_000)] | None
"""As long as Slack lets a field, a button's value or a form's metadata be."""
Words = str | None
"""What somebody typed or said, however long."""
Id = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,255}$")]
Code = Id | None
"""What Slack or we have given out, never anybody's words."""
Link = Annotated[str, StringConstraints(pattern=r"^https?://[\w.:-]+/[\w./?=&%+-]*$")] | None
"""A response_url: a text that is no address would only fail once there is an answer."""


class Part(BaseModel):
    """A part of a payload; what isn't named in it may be there or not."""

    model_config = ConfigDict(strict=True)


class Named(Part):
    id: Id


class Person(Named):
    team_id: Code = None


class Option(Part):
    value: Annotated[str, StringConstraints(max_length=3_000)]


class Element(Part):
    """What an element of a form or message holds."""

    value: Text = None
    selected_option: Option | None = None
    selected_options: list[Option] = []
    selected_user: Code = None
    selected_conversation: Code = None
    selected_date: Text = None


class Action(Element):
    action_id: Id
    type: Id
    block_id: Text = None


class State(Part):
    values: dict[str, dict[str, Element]] = {}


class View(Named):
    callback_id: str
    type: str
    hash: str = ""
    private_metadata: Text = None
    state: State | None = None


class Container(Part):
    thread_ts: Code = None


class Interaction(Part):
    """Somebody pressed, chose or sent something."""

    user: Person
    channel: Named | None = None
    container: Container | None = None
    trigger_id: Code = None
    response_url: Link = None
    view: View | None = None


class Pressed(Interaction):
    actions: list[Action] = Field(min_length=1)


class Sent(Interaction):
    view: View


class Typed(Part):
    """A slash command."""

    command: Id
    user_id: Id
    team_id: Id
    channel_id: Id
    text: Words = None
    trigger_id: Code = None
    response_url: Link = None


class Event(Part):
    type: Annotated[str, StringConstraints(pattern=r"^[a-z_.]{1,80}$")]
    subtype: Code = None
    bot_id: Code = None


class Said(Event):
    channel: Id
    user: Code = None
    text: Words = None
    team: Code = None
    user_team: Code = None
    thread_ts: Code = None
    channel_type: Code = None


class HomeSeen(Event):
    user: Id
    user_team: Code = None


class Changed(Event):
    user: Person


class Thread(Part):
    user_id: Id
    channel_id: Id
    thread_ts: Id


class ThreadStarted(Event):
    assistant_thread: Thread


class Envelope(Part):
    team_id: Id
    event_id: Id
    event: dict[str, Any]


class Question(Part):
    """Slack asks whether this is the address of an app."""

    challenge: str


EVENTS: Mapping[str, type[Event]] = {
    "app_home_opened": HomeSeen,
    "app_mention": Said,
    "assistant_thread_started": ThreadStarted,
    "message": Said,
    "user_change": Changed,
}
KINDS: Mapping[str, type[Part]] = {
    "block_actions": Pressed,
    "block_suggestion": Interaction,
    "event_callback": Envelope,
    "message_action": Interaction,
    "shortcut": Interaction,
    "url_verification": Question,
    "view_closed": Sent,
    "view_submission": Sent,
}


def is_whole(body: Any) -> bool:
    """Whether this is a payload Slack sends, with every part that is read of it, each as what it is."""
    if not isinstance(body, dict):
        return False
    if "ssl_check" in body:
        return True
    kind = body.get("type")
    shape = Typed if "command" in body else KINDS.get(kind) if isinstance(kind, str) else None
    if shape is None or not _fits(shape, body):
        return False
    return shape is not Envelope or _fits(_event_shape(body["event"]), body["event"])


def _event_shape(event: Mapping[str, Any]) -> type[Event]:
    kind = event.get("type")
    return EVENTS.get(kind, Event) if isinstance(kind, str) else Event


def _fits(shape: type[Part], body: Any) -> bool:
    try:
        shape.model_validate(body)
    except ValidationError:
        return False
    return True
