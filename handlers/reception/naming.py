"""Which references a message names, so that it can be deleted when a case is forgotten."""

import re
from collections.abc import Iterator
from typing import Any

from handlers.messages import Message
from scoring.ids import Reference
from scoring.policy import Policy

BETWEEN = re.compile(r"[\s,;:!?()<>\"“”'’*`|]+")
"""What stands between words; a reference may hold a hyphen, a slash or a full stop."""


def references_in(message: Message, policy: Policy) -> set[Reference]:
    """Everything in a message, blocks included, that has the form of the council's references."""
    pattern = re.compile(policy.reference_pattern)
    words = {word.strip(".").upper() for text in _texts(message) for word in BETWEEN.split(text)}
    return {Reference(word) for word in words if pattern.fullmatch(word)}


def _texts(message: Message) -> Iterator[str]:
    yield message.text
    yield from _strings(list(message.blocks))


def _strings(part: Any) -> Iterator[str]:
    """Every string somewhere in a block."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for each in part.values():
            yield from _strings(each)
    elif isinstance(part, list):
        for each in part:
            yield from _strings(each)
