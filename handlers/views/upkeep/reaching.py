"""To whoever answers for somebody: they can't be written to any more, and what they still lead."""

from handlers.messages import Message
from handlers.views.blocks import actions, section
from handlers.views.home.needs import typed_button
from handlers.views.words import escape
from scoring.case_words import children_text

CLOSED = "{name}'s Slack account has been closed, so nothing I have to say reaches them any more."
REFUSED = "Slack doesn't let me write to {name}, so nothing I have to say reaches them."
LEADS = " {name} still leads {children} here."
LEFT = (
    "If they have left, please record it on their card: then I ask who is there for their cases. "
    "If the account was closed by mistake, your Slack administrator opens it again."
)
AMISS = (
    "Your caseload administrator can look up their account on their card and, once it is right, send again."
)


def unreached_message(name: str, led: int, is_closed: bool) -> Message:
    """`led` is the number of open cases they lead."""
    shown = escape(name)
    said = (CLOSED if is_closed else REFUSED).format(name=shown)
    if led:
        said += LEADS.format(name=shown, children=children_text(led))
    said += f" {LEFT if is_closed or led else AMISS}"
    card = typed_button("Their card", f'/caseload people "{name}"', "unreached")
    return Message(said, (section(said), actions(card)))
