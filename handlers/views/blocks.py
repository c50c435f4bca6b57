"""Block Kit by name: what a feature's views are built from. Plain dicts, as Slack's JSON has them.

Source of every length: Slack's Block Kit reference. Texts from people go through `words.escape`.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from handlers.messages import Block, Message, View

MOST_SECTION = 3_000
MOST_BUTTON = 75
MOST_OPTION = 75
MOST_MESSAGE_BLOCKS = 50
MOST_VIEW_BLOCKS = 100


MARKS = re.compile(r"[*_`]+")


def clip(text: str, most: int) -> str:
    """Text that fits: too long, it ends in an ellipsis."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def plain(text: str, most: int = MOST_BUTTON) -> Block:
    return {"type": "plain_text", "text": clip(text, most)}


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": clip(text, MOST_SECTION)}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, 150)}


def section(text: str, accessory: Block | None = None, block_id: str | None = None) -> Block:
    block: Block = {"type": "section", "text": mrkdwn(text)}
    if accessory is not None:
        block["accessory"] = named(accessory, text)
    if block_id is not None:
        block["block_id"] = block_id
    return block


def fields(*texts: str) -> Block:
    return {"type": "section", "fields": [mrkdwn(clip(text, 2_000)) for text in texts[:10]]}


def context(*texts: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(text) for text in texts[:10]]}


def divider() -> Block:
    return {"type": "divider"}


def button(
    label: str, action: str, value: str = "", style: str | None = None, confirm: Block | None = None
) -> Block:
    """A button; `action` is a route's name, with ":" and more where one message has several of them."""
    element: Block = {"type": "button", "text": plain(label), "action_id": action}
    if value:
        element["value"] = value
    if style is not None:
        element["style"] = style
    if confirm is not None:
        element["confirm"] = confirm
    return element


def named(element: Block, text: str) -> Block:
    """A button as it is read aloud: what it does, and of what, since many stand in one list."""
    if element["type"] != "button" or "accessibility_label" in element:
        return element
    first = MARKS.sub("", text).split("\n")[0]
    return {**element, "accessibility_label": _aloud(f"{element['text']['text']}: {first}")}


def _aloud(label: str) -> str:
    """A label as Slack takes it; a long one ends where a part of its sentence does, as speech would."""
    if len(label) <= MOST_BUTTON:
        return label
    end = max(label[: MOST_BUTTON + 1].rfind(mark) for mark in (": ", "; ", ", ", ". "))
    return label[:end] if end > MOST_BUTTON // 3 else clip(label, MOST_BUTTON)


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def option(text: str, value: str) -> Block:
    return {"text": plain(text, MOST_OPTION), "value": value}


def select(action: str, choices: Sequence[Block], chosen: str | None = None, hint: str = "") -> Block:
    """A list to choose one from; `chosen` is the value of the choice made, if it is among them."""
    element: Block = {"type": "static_select", "action_id": action, "options": list(choices)[:100]}
    picked = next((choice for choice in element["options"] if choice["value"] == chosen), None)
    if picked is not None:
        element["initial_option"] = picked
    if hint:
        element["placeholder"] = plain(hint, 150)
    return element


def checkboxes(action: str, choices: Sequence[Block], chosen: Sequence[str] = ()) -> Block:
    element: Block = {"type": "checkboxes", "action_id": action, "options": list(choices)[:10]}
    picked = [choice for choice in element["options"] if choice["value"] in chosen]
    if picked:
        element["initial_options"] = picked
    return element


def text_input(action: str, value: str = "", hint: str = "", most: int = 3_000, lines: bool = False) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": action, "max_length": most}
    if value:
        element["initial_value"] = value
    if hint:
        element["placeholder"] = plain(hint, 150)
    if lines:
        element["multiline"] = True
    return element


def datepicker(action: str, day: str | None = None) -> Block:
    """A calendar; `day` is written 2026-11-23."""
    element: Block = {"type": "datepicker", "action_id": action}
    if day:
        element["initial_date"] = day
    return element


def field(
    block_id: str,
    label: str,
    element: Block,
    *,
    optional: bool = False,
    hint: str = "",
    redraws: bool = False,
) -> Block:
    """One field of a form. With `redraws` a choice in it is sent at once, so that the form can follow."""
    block: Block = {"type": "input", "block_id": block_id, "label": plain(label, 2_000), "element": element}
    if optional:
        block["optional"] = True
    if hint:
        block["hint"] = plain(hint, 2_000)
    if redraws:
        block["dispatch_action"] = True
    return block


def modal(
    name: str,
    title: str,
    blocks: Sequence[Block],
    *,
    submit: str = "",
    metadata: str = "",
    close: str = "Close",
) -> View:
    """A form; without `submit` it is only to be read."""
    view: View = {
        "type": "modal",
        "callback_id": name,
        "title": plain(title, 24),
        "close": plain(close, 24),
        "blocks": list(blocks)[:MOST_VIEW_BLOCKS],
    }
    if submit:
        view["submit"] = plain(submit, 24)
    if metadata:
        view["private_metadata"] = metadata
    return view


def home_tab(blocks: Sequence[Block], page: str = "") -> View:
    """A Home; `page` comes back with every click in it."""
    view: View = {"type": "home", "callback_id": "home", "blocks": list(blocks)[:MOST_VIEW_BLOCKS]}
    if page:
        view["private_metadata"] = page
    return view


def data_table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]], page_size: int) -> Block:
    """A table that Slack pages by itself; the first column names the row for a screen reader."""
    cells = [[{"type": "raw_text", "text": each or "–"} for each in line] for line in (head, *rows[:100])]
    return {
        "type": "data_table",
        "caption": caption,
        "rows": cells,
        "page_size": page_size,
        "row_header_column_index": 0,
    }


def message_body(message: Message) -> Mapping[str, Any]:
    """What Slack's message methods take: the text is the fallback that is read aloud."""
    body: dict[str, Any] = {"text": clip(message.text, 4_000)}
    if message.blocks:
        body["blocks"] = list(message.blocks)[:MOST_MESSAGE_BLOCKS]
    return body


def joined(message: Message, note: Message) -> Message:
    """A message with another under it; what no longer fits into one message is left out of the note."""
    room = MOST_MESSAGE_BLOCKS - 1 - max(len(message.blocks), 1)
    blocks = message.blocks or (section(message.text),)
    noted = (note.blocks or (section(note.text),))[: max(room, 0)]
    return Message(f"{message.text}\n{note.text}", (*blocks, *noted))


def spoken(title: str, *lines: str, blocks: Sequence[Block] = ()) -> Message:
    """A message whose fallback text says the same as its blocks."""
    text = "\n".join([title, *lines])
    return Message(text, tuple(blocks) or (section(text),))
