"""What a person can press and fill in: buttons and menus by number, the fields of a form by name."""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.sandbox import CannotDo, Message, View

Json = dict[str, Any]
EMPTY = ("nothing", "none", "-")
MANY = ("checkboxes", "multi_static_select", "multi_users_select")
MARKS = re.compile(r"(?<!\w)[*_~`]+(?=\S)|(?<=\S)[*_~`]+(?!\w)")
"""The signs of bold, italic, struck out and code."""
MOST_BESIDE = 72
"""Letters shown of the text that a button stands beside."""


@dataclass(frozen=True)
class Control:
    """A button, or a menu with what it offers."""

    where: Message | View
    action_id: str
    block_id: str
    label: str
    options: tuple[Json, ...] = ()


def controls_of(where: Message | View) -> list[Control]:
    """Everything that can be pressed; fields of a form are filled in instead."""
    return [
        Control(
            where, part["action_id"], block["block_id"], _label(part, block), tuple(part.get("options", ()))
        )
        for block in where.blocks
        if block["type"] != "input"
        for part in _parts(block)
        if "action_id" in part and "url" not in part
    ]


def fields_of(view: View) -> dict[str, Json]:
    """The elements that can be filled in, by their field's name."""
    return {block["block_id"]: block["element"] for block in view.blocks if block["type"] == "input"}


def find_field(view: View, name: str) -> tuple[str, Json]:
    """The field of that name or with that label; the beginning is enough where only one begins so."""
    labels = {block["block_id"]: block["label"]["text"] for block in view.blocks if block["type"] == "input"}
    wanted = name.casefold()
    exact = [each for each, label in labels.items() if wanted in (each.casefold(), label.casefold())]
    found = exact or [
        each
        for each, label in labels.items()
        if each.casefold().startswith(wanted) or label.casefold().startswith(wanted)
    ]
    if len(found) != 1:
        raise CannotDo(f"There is no field “{name}”. This form has: {', '.join(labels)}.")
    return found[0], fields_of(view)[found[0]]


def read_value(element: Json, text: str) -> Any:
    """What was typed for a field as the local Slack takes it: an option, several, a text, or nothing."""
    if text.casefold() in EMPTY:
        return [] if element["type"] in MANY else None
    options = element.get("options", [])
    if element["type"] in MANY:
        return [pick(options, part.strip()) for part in text.split(",") if part.strip()]
    return pick(options, text) if options else text


def pick(options: list[Json] | tuple[Json, ...], text: str) -> str:
    """The value of the option meant: by its number, value, words, or the beginning of its words."""
    if text.isdecimal() and all(option["value"] != text for option in options):
        if 1 <= int(text) <= len(options):
            return str(options[int(text) - 1]["value"])
        raise CannotDo(f"There are {len(options)} choices.")
    wanted = text.casefold()
    for matches in (
        lambda option: wanted in (option["value"].casefold(), option["text"]["text"].casefold()),
        lambda option: option["text"]["text"].casefold().startswith(wanted),
    ):
        found = [option for option in options if matches(option)]
        if found:
            return str(found[0]["value"])
    raise CannotDo(f"“{text}” is none of the choices: {', '.join(o['text']['text'] for o in options)}.")


def _parts(block: Json) -> Iterator[Json]:
    yield from (part for part in block.get("elements", ()) if isinstance(part, dict))
    if "accessory" in block:
        yield block["accessory"]


def _label(part: Json, block: Json) -> str:
    """The words on a button, or what is read aloud for it; beside a text, with how that begins."""
    words = part.get("text") or part.get("placeholder") or {}
    label = str(words.get("text", "")) if isinstance(words, dict) else str(words)
    if "accessory" not in block or "text" not in block:
        return str(part.get("accessibility_label", label))
    return f"{label} ({beginning(block['text']['text'].split(chr(10))[0])})"


def beginning(text: str) -> str:
    """A line of marked-up text without its marks; a long one ends at a word, with an ellipsis."""
    return textwrap.shorten(MARKS.sub("", text), MOST_BESIDE, placeholder=" …")
