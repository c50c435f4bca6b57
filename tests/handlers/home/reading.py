"""A Home as somebody reads it: its words line by line, its buttons by what is on them."""

from collections.abc import Iterator
from typing import Any

from handlers.messages import Block, Home, Reply


def words(reply: Reply) -> str:
    """Everything a Home says, charts and tables included."""
    return "\n".join(_strings(blocks(reply)))


def blocks(reply: Reply) -> list[Block]:
    assert isinstance(reply, Home), reply
    return list(reply.view["blocks"])


def labels(reply: Reply) -> list[str]:
    """What is written on the buttons, in order."""
    return [each["text"]["text"] for each in _buttons(reply)]


def value_of(reply: Reply, label: str) -> tuple[str, str]:
    """Action and value of the first button with this label."""
    found = next(each for each in _buttons(reply) if each["text"]["text"] == label)
    return found["action_id"], found.get("value", "")


def headers(reply: Reply) -> list[str]:
    """The titles of the sections."""
    return [block["text"]["text"] for block in blocks(reply) if block["type"] == "header"]


def table(reply: Reply) -> list[list[str]]:
    """The rows of the first table, its head first."""
    found = next(block for block in blocks(reply) if block["type"] == "data_table")
    return [[cell["text"] for cell in row] for row in found["rows"]]


def charts(reply: Reply) -> list[Block]:
    return [block for block in blocks(reply) if block["type"] == "data_visualization"]


def _buttons(reply: Reply) -> Iterator[dict[str, Any]]:
    for block in blocks(reply):
        found = [*block.get("elements", []), block.get("accessory", {})]
        yield from (each for each in found if each.get("type") == "button")


def _strings(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            if name not in {"type", "action_id", "block_id", "value"}:
                yield from _strings(value)
    elif isinstance(part, list):
        for value in part:
            yield from _strings(value)
    elif isinstance(part, str):
        yield part
