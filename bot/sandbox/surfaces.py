"""Holds the blocks of a message and the definition of a view to Slack's rules, and adds the ids Slack adds.

Source: "Blocks", "Modal views", "Home tab views" pages; bolt-js issue 2509 for `msg_blocks_too_long`.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from bot.sandbox.block_rules import BLOCKS, HOW_MANY, MARKDOWN_CHARACTERS, SURFACES, Surface
from bot.sandbox.element_rules import ANY_TYPE, plain
from bot.sandbox.errors import Refused
from bot.sandbox.rules import ByType, Items, Obj, Problems, Str, say, yes_or_no
from bot.sandbox.table_rules import strings_of

Blocks = list[dict[str, Any]]
NewId = Callable[[], str]

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_CHARACTERS = 13_200
VIEW_BYTES = 250_000
PRIVATE_METADATA = 3000
_ANY_BLOCK = ByType(BLOCKS)


def elements_of(block: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yields the interactive elements of a block that Slack has accepted, those in cards included."""
    kind = block["type"]
    if kind in {"actions", "context_actions"}:
        yield from block["elements"]
    elif kind == "input":
        yield block["element"]
    elif kind == "section" and "accessory" in block:
        yield block["accessory"]
    elif kind == "card":
        yield from block.get("actions", [])
    elif kind == "carousel":
        for card in block["elements"]:
            yield from elements_of(card)


def _check_place(blocks: Blocks, surface: Surface, path: str, problems: Problems) -> None:
    kinds = Counter(block["type"] for block in blocks)
    for index, block in enumerate(blocks):
        if surface not in SURFACES.get(block["type"], {surface}):
            say(problems, f"unsupported type: {block['type']}", f"{path}/{index}/type")
    for kind, most in HOW_MANY.items():
        if kinds[kind] > most:
            say(problems, f"no more than {most} {kind} blocks allowed", path)
    words = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if words > MARKDOWN_CHARACTERS:
        say(problems, f"must be less than {MARKDOWN_CHARACTERS + 1} characters in all markdown blocks", path)


def _check_unique(blocks: Blocks, path: str, problems: Problems) -> None:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        name = block.get("block_id")
        if name is not None and name in seen:
            say(problems, f"`block_id` already exists: {name}", f"{path}/{index}/block_id")
        seen.add(name or "")
        actions = [part["action_id"] for part in elements_of(block) if "action_id" in part]
        if len(set(actions)) < len(actions):
            say(problems, "`action_id` already exists in this block", f"{path}/{index}")


def block_problems(blocks: Any, surface: Surface, path: str) -> Problems:
    """Returns what Slack would find wrong with these blocks; `path` is the JSON pointer they stand at."""
    problems: Problems = []
    most = MESSAGE_BLOCKS if surface == "message" else VIEW_BLOCKS
    Items(_ANY_BLOCK, most, least=0)(blocks, path, problems)
    if not problems:
        _check_place(blocks, surface, path, problems)
        _check_unique(blocks, path, problems)
    return problems


def check_message_blocks(blocks: Any, path: str = "/blocks") -> Blocks:
    """Returns a message's blocks if Slack accepts them, else raises Refused (`invalid_blocks` and others)."""
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    if problems := block_problems(blocks, "message", path):
        raise Refused("invalid_blocks", problems)
    if sum(map(len, strings_of(blocks))) > MESSAGE_CHARACTERS:
        raise Refused("msg_blocks_too_long")
    return blocks


_COMMON = {
    "private_metadata": Str(PRIVATE_METADATA, least=0),
    "callback_id": Str(255, least=0),
    "external_id": Str(255, least=0),
}
_VIEWS = {
    "modal": Obj(
        {"type": ANY_TYPE, "title": plain(24), "blocks": lambda *_: None},
        {
            **_COMMON,
            "submit": plain(24),
            "close": plain(24),
            "clear_on_close": yes_or_no,
            "notify_on_close": yes_or_no,
        },
    ),
    "home": Obj({"type": ANY_TYPE, "blocks": lambda *_: None}, _COMMON),
}


def _surface(definition: Any) -> Surface:
    return "home" if isinstance(definition, dict) and definition.get("type") == "home" else "modal"


def _focused(blocks: Blocks) -> int:
    return sum(part.get("focus_on_load") is True for block in blocks for part in elements_of(block))


def view_problems(definition: Any) -> Problems:
    """Returns what Slack would find wrong with a view that an app sends."""
    problems: Problems = []
    surface = _surface(definition)
    ByType({surface: _VIEWS[surface]})(definition, "/view", problems)
    if not isinstance(definition, dict) or "blocks" not in definition:
        return problems
    found = block_problems(definition["blocks"], surface, "/view/blocks")
    problems += found
    if not found and _focused(definition["blocks"]) > 1:
        say(problems, "only one element may have focus_on_load", "/view/blocks")
    has_inputs = not found and any(block["type"] == "input" for block in definition["blocks"])
    if has_inputs and surface == "modal" and "submit" not in definition:
        say(problems, "missing required field: submit", "/view")
    return problems


def check_view(definition: Any, kind: Surface) -> dict[str, Any]:
    """Returns the view if Slack accepts it as a `kind`, else raises Refused (`invalid_arguments` …)."""
    problems = view_problems(definition)
    if not problems and definition["type"] != kind:
        say(problems, f"must be of type {kind}", "/view/type")
    if problems:
        raise Refused("invalid_arguments", problems)
    if len(json.dumps(definition, ensure_ascii=False).encode()) > VIEW_BYTES:
        raise Refused("view_too_large")
    return dict(definition)


def complete(blocks: Blocks, new_id: NewId) -> Blocks:
    """Returns a copy of accepted blocks in which every block and interactive element has its id, as Slack
    stores them.
    """
    stored: Blocks = json.loads(json.dumps(blocks))
    for block in stored:
        block.setdefault("block_id", new_id())
        for part in elements_of(block):
            if part["type"] != "image":
                part.setdefault("action_id", new_id())
    return stored
