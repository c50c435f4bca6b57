"""What a form asks when a case changes hands: why, and whether the earlier worker stays on."""

from handlers.messages import Block
from handlers.views import blocks
from handlers.views.cases.cases import REASON_WORDS
from handlers.views.words import escape


def reason_field(reason: str | None, label: str = "Reason for the change") -> Block:
    """One of the ten reallocation codes."""
    options = [blocks.option(f"{code}: {words}", code) for code, words in REASON_WORDS.items()]
    element = blocks.select("reason", options, reason, "Why the worker changes")
    hint = "One of the ten reasons of the looked-after return."
    return blocks.field("reason", label, element, hint=hint)


def stays_field(action: str, name: str, percent: int, stays: bool) -> Block:
    """Whether the earlier worker stays on as co-worker [Peterborough]."""
    words = f"{name} stays on as co-worker ({percent} %)"
    tick = blocks.checkboxes(action, [blocks.option(escape(words), "yes")], ["yes"] if stays else [])
    hint = "So that the family keeps a face it knows."
    return blocks.field("stays", "The earlier worker", tick, optional=True, hint=hint, redraws=True)
