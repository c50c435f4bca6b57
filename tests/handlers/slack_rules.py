"""Whether Slack would take a message, by the local Slack's own rules, with room to spare."""

from bot.sandbox.surfaces import check_message_blocks
from bot.sandbox.table_rules import strings_of
from handlers.messages import Message

MOST_CHARACTERS = 12_000
MOST_TEXT = 4_000


def require_postable(message: Message) -> None:
    """Fails unless Slack takes the message whole, and its text can be read aloud whole."""
    check_message_blocks(list(message.blocks))
    assert sum(map(len, strings_of(list(message.blocks)))) < MOST_CHARACTERS
    assert 0 < len(message.text) < MOST_TEXT
    assert "*" not in message.text
    assert "…" not in str(message.blocks)


def words_of(message: Message) -> str:
    """Everything a person sees or hears of a message."""
    return "\n".join([message.text, *strings_of(list(message.blocks))])
