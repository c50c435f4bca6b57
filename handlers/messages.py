"""What comes in and what goes out, as values: no Bolt, no sockets.

In:  Command (a slash command) · Click (a button or a choice) · Submission (a form sent) · PersonChanged
Out: Message · Replace · Form · Redraw · FieldErrors · Done · Nothing
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scoring.ids import ChannelId, SlackUserId

Block = dict[str, Any]
"""One Block Kit block, as Slack's JSON has it."""

View = dict[str, Any]
"""A modal, as `views.open` takes it."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Who asks and from where. `workspace` is the person's own, `home` the one the bot is installed in."""

    user: SlackUserId
    workspace: str
    home: str
    channel: ChannelId | None = None
    is_shared_channel: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command as typed: its name with the slash, and the rest of the line."""

    origin: Origin
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class OpenView:
    """The form somebody acts in: what it is, what it carries, and what is filled in so far.

    `state` maps block id to what its one element holds: text, an option's value, several, or None. `drawn` is
    the view as `views.open` takes it, so that it can be drawn again.
    """

    id: str
    hash: str
    name: str
    metadata: str
    state: Mapping[str, Any]
    drawn: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Click:
    """A button pressed or a choice made; `value` is the button's value or the chosen option's."""

    origin: Origin
    action: str
    value: str
    view: OpenView | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """A form sent."""

    origin: Origin
    view: OpenView


@dataclass(frozen=True, slots=True)
class PersonChanged:
    """Slack says that somebody's account changed."""

    origin: Origin
    user: SlackUserId
    is_deactivated: bool
    is_guest: bool


Request = Command | Click | Submission | PersonChanged


@dataclass(frozen=True, slots=True)
class Message:
    """Something to read. `text` is read aloud and notified; `blocks` is what is seen.

    An answer is for the person who asked alone.
    """

    text: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Replace:
    """The message somebody clicked on, as it should read now."""

    message: Message


@dataclass(frozen=True, slots=True)
class Form:
    """A form to open."""

    view: View


@dataclass(frozen=True, slots=True)
class Redraw:
    """The open form, drawn again; typed values survive under the same block ids."""

    view: View


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """What is wrong in a form, by the block id of the field."""

    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is nothing to say."""


@dataclass(frozen=True, slots=True)
class Done:
    """A form has done its work: this takes its place."""

    message: Message


Reply = Message | Replace | Form | Redraw | FieldErrors | Done | Nothing


@dataclass(frozen=True, slots=True)
class Post:
    """A message drawn from an outbox recipe, with where it goes.

    `update_ts` rewrites the message that stands there, `delete_ts` takes it away; `thread_ts` replies under
    it.
    """

    message: Message
    update_ts: str | None = None
    delete_ts: str | None = None
    thread_ts: str | None = None
    channel: ChannelId | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)
