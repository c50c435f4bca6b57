"""Opening, drawing again and sending the forms of a case as somebody sees them."""

from typing import Any

from handlers.messages import Form, OpenView, Redraw, Reply
from tests.handlers.views_council import Council, accepted

View = dict[str, Any]


def opened(council: Council, who: str, action: str, value: object) -> View:
    """The form that a button opens."""
    reply = council.press(who, action, str(value))
    assert isinstance(reply, Form), reply
    return reply.view


def redrawn(council: Council, who: str, view: View, action: str, state: dict[str, object]) -> View:
    """The form once something has been chosen in it."""
    name = view["callback_id"]
    seen = OpenView("V1", "h", name, view["private_metadata"], state)
    reply = accepted(council.click(who, action, "", seen))
    assert isinstance(reply, Redraw), reply
    return reply.view


def fields(view: View) -> dict[str, Any]:
    """The elements of a form by their field."""
    return {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}


def choices(view: View, field: str) -> list[str]:
    """What can be chosen in a field, in words."""
    return [option["text"]["text"] for option in fields(view)[field]["options"]]


def words(view: View) -> str:
    """What a form says beside its fields."""
    return "\n".join(
        part["text"]
        for block in view["blocks"]
        if block["type"] in ("section", "context")
        for part in (block.get("elements") or [block["text"]])
    )


def still(reply: Reply) -> View:
    """The form that came back instead of being taken."""
    assert isinstance(reply, Redraw), reply
    return reply.view
