"""What comes in and what goes out, as values: no Bolt, no sockets.

In:  Command (a slash command) · Click (a button or a choice) · Submission (a form sent) · HomeOpened ·
     PersonChanged · Question (plain words) · ThreadOpened (Slack's assistant)
Out: Message · Replace · Form · Redraw · FieldErrors · Done · Home · Nothing · Instead · Prompts
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scoring.ids import CaseId, ChannelId, SlackUserId

Block = dict[str, Any]
"""One Block Kit block, as Slack's JSON has it."""

View = dict[str, Any]
"""A modal, as `views.open` takes it, or a Home, as `views.publish` does."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Who asks and from where. `workspace` is the person's own, `home` the one the bot is installed in.

    `thread` is the first message of the thread they are in, if they are in one. `delivery` stands for the
    very bytes that came over HTTP, so that they write nothing twice; Socket Mode has none.
    """

    user: SlackUserId
    workspace: str
    home: str
    channel: ChannelId | None = None
    is_shared_channel: bool = False
    thread: str | None = None
    delivery: str = ""

    @property
    def is_direct(self) -> bool:
        """Whether nobody but the person and the bot is there."""
        return self.channel is not None and self.channel.startswith("D")


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command as typed: its name with the slash, and the rest of the line."""

    origin: Origin
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class OpenView:
    """The form or Home somebody acts in: what it is, what it carries, and what is filled in so far.

    `state` maps block id to what its one element holds: text, an option's value, several, or None. `drawn` is
    the view as `views.open` takes it, so that it can be drawn again.
    """

    id: str
    hash: str
    name: str
    metadata: str
    state: Mapping[str, Any]
    drawn: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_home(self) -> bool:
        """Whether it is the Home tab and no form: nothing can be laid over it, and it is never closed."""
        return self.drawn.get("type") == "home"


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


@dataclass(frozen=True, slots=True)
class HomeOpened:
    """Somebody looks at their Home tab; `page` is what the Home they had before carried, "" for none."""

    origin: Origin
    page: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Plain words said to the bot: in a direct message, or in a channel with a mention of it.

    The text is read once and kept nowhere.
    """

    origin: Origin
    text: str


@dataclass(frozen=True, slots=True)
class ThreadOpened:
    """Somebody opened Slack's assistant: nothing has been asked yet."""

    origin: Origin


Asked = Command | Click | Submission | HomeOpened | Question | ThreadOpened
"""What a person does; the table of routes has a row for each."""

Request = Asked | PersonChanged


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


@dataclass(frozen=True, slots=True)
class Home:
    """The Home of the person who asked, as it should look now."""

    view: View


@dataclass(frozen=True, slots=True)
class Instead:
    """What was said in words, as the command that answers it: its reply is the reply.

    `note` is said under a message; `offer` stands for a form, which only a button can open.
    """

    command: Command
    note: Message | None
    offer: Message


@dataclass(frozen=True, slots=True)
class Prompts:
    """A greeting, and questions to press in Slack's assistant: a title and the words it asks with."""

    greeting: Message
    prompts: tuple[tuple[str, str], ...]


Reply = Message | Replace | Form | Redraw | FieldErrors | Done | Home | Nothing | Instead | Prompts


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG to upload; `alt` says what it shows to whoever doesn't see it."""

    filename: str
    title: str
    alt: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Post:
    """A message drawn from an outbox recipe, with where it goes.

    `update_ts` rewrites the message that stands there, `delete_ts` takes it away; `thread_ts` replies under
    it. With a picture the message's text is what stands above it. `names` are the cases that it named when
    it was drawn: if one is forgotten while it is on its way, it is taken back.
    """

    message: Message
    update_ts: str | None = None
    delete_ts: str | None = None
    thread_ts: str | None = None
    channel: ChannelId | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)
    picture: Picture | None = None
    names: frozenset[CaseId] = frozenset()
