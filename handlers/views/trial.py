"""Figures nobody has agreed say so on every screen: *trial figures* (policy guide §1)."""

from dataclasses import replace

from handlers.messages import Block, Done, Form, Home, Message, Redraw, Replace, Reply, View
from handlers.views.blocks import MOST_MESSAGE_BLOCKS, MOST_VIEW_BLOCKS, context, section
from handlers.views.words import trial_note
from scoring.policy import Policy


def marked_reply(reply: Reply, policy: Policy) -> Reply:
    """The reply, saying that its figures are trial figures if they are and it doesn't say so yet."""
    if not policy.is_trial:
        return reply
    if isinstance(reply, Message):
        return marked(reply, policy)
    if isinstance(reply, Replace | Done):
        return replace(reply, message=marked(reply.message, policy))
    if isinstance(reply, Form | Redraw | Home):
        return replace(reply, view=_marked_view(reply.view, policy))
    return reply


def marked(message: Message, policy: Policy) -> Message:
    """The message with the note under it, where the figures are trial figures."""
    note = trial_note(policy)
    if not policy.is_trial or _says(message.blocks, note) or len(message.blocks) >= MOST_MESSAGE_BLOCKS:
        return message
    blocks = message.blocks or (section(message.text),)
    return Message(message.text, (*blocks, context(note)))


def _marked_view(view: View, policy: Policy) -> View:
    note = trial_note(policy)
    if _says(view["blocks"], note) or len(view["blocks"]) >= MOST_VIEW_BLOCKS:
        return view
    return {**view, "blocks": [*view["blocks"], context(note)]}


def _says(blocks: tuple[Block, ...] | list[Block], note: str) -> bool:
    return any(note in str(block) for block in blocks if block["type"] == "context")
