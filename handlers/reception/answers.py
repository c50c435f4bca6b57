"""Replies as the bodies Slack takes: with the acknowledgement of a form, or when an answer comes late."""

from collections.abc import Mapping
from typing import Any

from handlers.messages import (
    Click,
    Command,
    Done,
    FieldErrors,
    Home,
    Message,
    OpenView,
    Redraw,
    Replace,
    Reply,
    Submission,
    View,
)
from handlers.views.notices import notice_home, notice_view
from handlers.views.restoring import restored_form

WORKING = "I'm working on it. The answer follows here in a moment."

INTERRUPTED = Message(
    "I was interrupted while I worked on what you asked some time ago. Please look whether it was done, "
    "and ask again if it wasn't."
)


def submission_body(reply: Reply) -> Mapping[str, Any]:
    """The acknowledgement of a form: errors by block id, what was done, or nothing (the form closes).

    A sentence that belongs to no field is pushed above the form, so that nothing typed is lost.
    """
    if isinstance(reply, FieldErrors):
        return {"response_action": "errors", "errors": dict(reply.errors)}
    if isinstance(reply, Redraw):
        return {"response_action": "update", "view": reply.view}
    if isinstance(reply, Done):
        return {"response_action": "update", "view": notice_view(reply.message)}
    if isinstance(reply, Message):
        return {"response_action": "push", "view": notice_view(reply)}
    return {}


def working_body(request: Command | Click | Submission) -> Mapping[str, Any]:
    """What is said while a slow answer is on its way."""
    if isinstance(request, Submission):
        return {"response_action": "update", "view": notice_view(Message(WORKING))}
    return {"text": WORKING} if isinstance(request, Command) else {}


def late_view(form: OpenView, reply: Reply) -> View:
    """What takes the place of "working on it": what was done, or the form with all that was typed."""
    if isinstance(reply, Redraw):
        return reply.view
    if isinstance(reply, FieldErrors):
        return restored_form(form, list(reply.errors.values()))
    if isinstance(reply, Message):
        return restored_form(form, [reply.text])
    return notice_view(as_message(reply))


def home_view(reply: Reply) -> View:
    """The Home to publish; a refusal is one too, with its sentence and nothing else."""
    return reply.view if isinstance(reply, Home) else notice_home(as_message(reply))


def as_message(reply: Reply) -> Message:
    """What a reply says, for somebody who can only be written to."""
    if isinstance(reply, Message):
        return reply
    if isinstance(reply, Done | Replace):
        return reply.message
    if isinstance(reply, FieldErrors):
        return Message(" ".join([*reply.errors.values(), "Please open the form again."]))
    if isinstance(reply, Home):
        return Message("I was interrupted. Your Home tab shows how things are now.")
    return Message("I was interrupted before I could show you the form. Please ask for it again.")
