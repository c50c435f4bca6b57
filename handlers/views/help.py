"""What people can ask, one line each; those who look after a team see what is for them as well."""

from collections.abc import Sequence

from handlers.messages import Message
from handlers.views.blocks import context, section
from handlers.views.words import BRAND, escape

Line = tuple[str, str]
"""How a command is written, and what it gives."""


def help_message(own: Sequence[Line], team: Sequence[Line], *notes: str) -> Message:
    """The commands for everybody, and for managers those for their teams first."""
    groups = [("For your team", team), ("For you", own)] if team else [("What you can ask", own)]
    parts = [[f"*{title}*", *(_line(*each) for each in lines)] for title, lines in groups if lines]
    text = "\n".join([f"{BRAND}.", *(line for part in parts for line in part)]).translate(
        {42: None, 96: None}
    )
    return Message(text, (*(section("\n".join(part)) for part in parts), context(HINT, *notes)))


HINT = (
    "A worker is written as a mention, an e-mail or a name in quotes. Answers are for your eyes only. "
    "Points support your judgement and never replace it."
)


def _line(usage: str, summary: str) -> str:
    return f"`{escape(usage)}` {summary}"
