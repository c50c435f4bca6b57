"""Messages that could not be delivered: for whom, why, and what mends it; never what they say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.messages import Block, Message
from handlers.views.blocks import button
from handlers.views.words import day_text, escape, plural
from scoring.working_time import london_day
from storage.letters import DeadLetter
from storage.outbox import MOVED

TITLE = "Messages I could not deliver"
REST = "At the shell, `caseload outbox` lists them all."

IN_CHANNEL: Mapping[str, tuple[str, str]] = {
    "is_archived": (
        "the channel is archived",
        "Its team's supervisor got it all by direct message. Unarchive it or give the team another channel, "
        "then send again what is still news.",
    ),
    "not_in_channel": ("I am not in the channel", "Invite me there, then send again."),
    "channel_not_found": (
        "I am not in the channel, or it is gone",
        "Invite me there or give the team another channel, then send again.",
    ),
    MOVED: (
        "the channel it was written for took no posts, and the team has this one since",
        "If this is still news to the team, send again: it goes here.",
    ),
}
RESTRICTED = (
    "only some people may post in the channel",
    "Let me post there (the channel's settings in Slack), then send again.",
)
TO_PERSON: Mapping[str, tuple[str, str]] = {
    "no Slack account": (
        "I know no open Slack account of theirs",
        "Confirm their account (`caseload people match`) or open it again in Slack, then send again.",
    ),
    "messages_tab_disabled": (
        "this app may not write direct messages",
        "Switch the app's Messages tab on (App Home, in Slack's settings of the app), then send again.",
    ),
}
NOT_FOUND = (
    "Slack doesn't let me write to their account",
    "Look whether it is closed or another one (`/caseload people` and their name), then send again.",
)
LOST = (
    "Slack's answer was lost each time, so what I said may stand there",
    "Look whether it does; if not, send again. With the history scopes I look myself.",
)
NOT_DRAWN = (
    "something went wrong while I drew it",
    "The log says what; tell whoever keeps me running, then send again.",
)
REFUSED = ("Slack refused ({why})", "Send again; if it is refused again, tell whoever keeps me running.")


@dataclass(frozen=True, slots=True)
class Bundle:
    """Dead letters to one person or channel for one reason, the oldest first."""

    letters: Sequence[DeadLetter]

    @property
    def first(self) -> DeadLetter:
        return self.letters[0]


def reason(letter: DeadLetter) -> tuple[str, str]:
    """Why it could not be delivered, and what mends it."""
    why = letter.why
    if why.startswith("the answer was lost"):
        return LOST
    if why == "it could not be drawn":
        return NOT_DRAWN
    if letter.channel is not None and ("restricted" in why or "denied" in why):
        return RESTRICTED
    known = IN_CHANNEL if letter.channel is not None else TO_PERSON
    if letter.channel is None and why in ("channel_not_found", "user_not_found", "user_disabled"):
        return NOT_FOUND
    said, mend = known.get(why, REFUSED)
    return said.format(why=why or "it didn't say why"), mend


def bundle_text(bundle: Bundle) -> str:
    """ "*2 messages* for *Sam Okafor* since Thursday 26 November: …"."""
    said, mend = reason(bundle.first)
    since = day_text(london_day(bundle.first.created_at))
    number = plural(len(bundle.letters), "message")
    return f"*{number}* for {_place(bundle.first)}, the first of {since}: {escape(said)}. {mend}"


def bundle_buttons(bundle: Bundle) -> list[Block]:
    """The way to try again; `value` is whose line it is."""
    place = bundle.first.place
    return [button("Send again", f"letters_resend:{place}", place)]


def resent_message(number: int) -> Message:
    """What was done."""
    if not number:
        return Message("Nothing waits there to be sent again: somebody else has done it, or given it up.")
    them = "It goes" if number == 1 else "They go"
    return Message(
        f"{plural(number, 'message')} will be sent again. {them} out in a moment, as things are now; what "
        "has nothing left to say is left out. If Slack refuses again, your Home says so."
    )


def _place(letter: DeadLetter) -> str:
    return f"<#{letter.channel}>" if letter.channel is not None else f"*{escape(letter.name or 'somebody')}*"
