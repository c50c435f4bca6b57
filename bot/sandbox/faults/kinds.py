"""The faults as a table: a name, where each strikes unless told otherwise, and how."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Way(Enum):
    """How a fault strikes: the first six calls, the next two deliveries to the bot, the rest connections."""

    REFUSE = "answers with an error, and does nothing"
    LOSE = "does what is asked, and drops the connection instead of answering"
    GARBLE = "does what is asked, and answers what nobody can read"
    RESET = "drops the connection, and does nothing"
    SILENCE = "does nothing, and never answers"
    SLOW = "does what is asked, and answers late"
    TWICE = "delivers twice at once"
    LATE = "delivers late"
    WARN = "asks for the connection to be opened anew"
    DROP = "breaks the connection without a word"
    MUTE = "leaves the connection open, and neither says nor hears anything in it"


POSTS = ("chat.postMessage", "chat.update", "files.completeUploadExternal")
"""What stands in a conversation afterwards."""

CALLS = (*POSTS, "chat.delete", "chat.postEphemeral", "views.open", "views.update", "views.push")
"""What the bot does in front of people: the calls a fault strikes unless told otherwise."""

EVERYTHING = ("*",)
"""Every method of the Web API, and uploads and response URLs too."""

DELIVERIES = ("slash_commands", "interactive", "events_api")
CONNECTION = ("connection",)


@dataclass(frozen=True)
class Fault:
    """One kind of fault: `where` are the methods it strikes unless told otherwise, `wait` its seconds.

    `error` and `status` are what Slack answers where it refuses, with `Retry-After: wait` where it
    `asks_to_wait`. `title` is what a person reads on its switch.
    """

    title: str
    way: Way
    where: tuple[str, ...] = CALLS
    error: str = ""
    status: int = 200
    wait: float = 0.0
    asks_to_wait: bool = False

    @property
    def is_of_connections(self) -> bool:
        """Whether it strikes Socket Mode connections rather than what goes through them."""
        return self.way in (Way.WARN, Way.DROP, Way.MUTE)


def _refusal(title: str, error: str, where: tuple[str, ...] = POSTS, status: int = 200) -> Fault:
    return Fault(title, Way.REFUSE, where, error, status)


FAULTS: Mapping[str, Fault] = {
    "ratelimited": Fault(
        "Too many calls: wait", Way.REFUSE, CALLS, "ratelimited", 429, 1.0, asks_to_wait=True
    ),
    "server_error": Fault("Slack has trouble (500)", Way.REFUSE, CALLS, "internal_error", 500),
    "no_answer": Fault("Slack never answers", Way.SILENCE, wait=60.0),
    "reset": Fault("Connections are dropped", Way.RESET),
    "lost_answer": Fault("Posted, but the answer is lost", Way.LOSE),
    "garbled": Fault("Slack's answers can't be read", Way.GARBLE),
    "slow": Fault("Slack is slow", Way.SLOW, EVERYTHING, wait=1.5),
    "message_limit_exceeded": _refusal("The workspace's message limit is reached", "message_limit_exceeded"),
    "not_in_channel": _refusal("The bot isn't in the channel", "not_in_channel"),
    "is_archived": _refusal("The channel is archived", "is_archived"),
    "restricted_action": _refusal("Only some may post in the channel", "restricted_action"),
    "message_not_found": _refusal("Messages are deleted by somebody", "message_not_found", ("chat.update",)),
    "user_not_found": _refusal("The person can't be found", "user_not_found", ("chat.postMessage",)),
    "invalid_blocks": _refusal(
        "Messages' blocks are refused", "invalid_blocks", ("chat.postMessage", "chat.update")
    ),
    "token_revoked": _refusal("The token is revoked", "token_revoked", EVERYTHING),
    "invalid_auth": _refusal("The token isn't known", "invalid_auth", EVERYTHING),
    "expired_trigger_id": _refusal(
        "Forms are opened too late", "expired_trigger_id", ("views.open", "views.push")
    ),
    "duplicate": Fault("Events come twice", Way.TWICE, ("events_api",)),
    "late": Fault("Deliveries come late", Way.LATE, DELIVERIES, wait=2.0),
    "disconnect_warned": Fault("Slack asks to connect anew", Way.WARN, CONNECTION),
    "disconnect_unwarned": Fault("The connection breaks", Way.DROP, CONNECTION),
    "disconnect_silent": Fault("The connection falls silent", Way.MUTE, CONNECTION),
}
