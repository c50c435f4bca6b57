"""Messages and views as a person would read them, in plain lines for a terminal."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.mrkdwn import Names
from bot.sandbox.people import Json, Message, View
from bot.sandbox.render_tables import chart_lines, rich_words, table_lines
from bot.sandbox.values import SLOTS, Values, options_of

Lines = list[str]
RULE = "─" * 40
LEVELS = {"info": "ℹ", "warning": "⚠", "error": "✖", "success": "✔"}


@dataclass(frozen=True)
class Page:
    """What blocks are drawn with: the names of people and channels, and what is typed and chosen so far."""

    names: Names
    values: Values

    def words(self, value: Json) -> str:
        """Returns the words of a text object."""
        return self.names.read(value["text"]) if value["type"] == "mrkdwn" else str(value["text"])

    def state(self, part: Json, block: Json) -> object:
        """Returns what is typed or chosen in an element, or None."""
        held = self.values.get(block.get("block_id", ""), {}).get(part.get("action_id", ""), {})
        return held.get(SLOTS[part["type"]].name)

    def picked(self, value: object) -> str:
        """Returns a chosen option, person, channel or typed value as words."""
        if isinstance(value, dict):
            return str(value["text"]["text"])
        if str(value) in self.names.people:
            return self.names.person(str(value))
        return self.names.channel(str(value)) if str(value) in self.names.channels else str(value)


def _labels(options: list[Json]) -> str:
    return " | ".join(option["text"]["text"] for option in options)


def _field(part: Json, block: Json, page: Page) -> str:
    """Returns a field: what is typed or chosen in brackets, else its placeholder, then what it offers."""
    state = page.state(part, block)
    picked = state if isinstance(state, list) else [] if state is None else [state]
    if part["type"] in {"checkboxes", "radio_buttons"}:
        marks = ["(•)" if option in picked else "( )" for option in part["options"]]
        rows = zip(marks, part["options"], strict=True)
        return "  ".join(f"{mark} {option['text']['text']}" for mark, option in rows)
    shown = ", ".join(map(page.picked, picked)) or part.get("placeholder", {}).get("text", "")
    field = f"[{shown} ▾]" if "select" in part["type"] else f"[{shown or ' '}]"
    options = options_of(part)
    return f"{field} of: {_labels(options)}" if options else field


def _button(part: Json) -> str:
    return f"[{part['text']['text']}]" + (f" ({part['url']})" if "url" in part else "")


def _feedback(part: Json) -> str:
    return "  ".join(f"[{part[name]['text']['text']}]" for name in ("positive_button", "negative_button"))


ELEMENT_DRAWINGS: dict[str, Callable[[Json], str]] = {
    "button": _button,
    "icon_button": _button,
    "image": lambda part: f"(picture: {part['alt_text']})",
    "overflow": lambda part: f"[⋯ {_labels(part['options'])}]",
    "feedback_buttons": _feedback,
}


def _element(part: Json, block: Json, page: Page) -> str:
    if draw := ELEMENT_DRAWINGS.get(part["type"]):
        return draw(part)
    return _field(part, block, page) if part["type"] in SLOTS else f"({part['type']})"


def _section(block: Json, page: Page) -> Lines:
    lines = page.words(block["text"]).split("\n") if "text" in block else []
    lines += [page.words(field).replace("\n", " ") for field in block.get("fields", [])]
    if "accessory" in block:
        lines[-1] += f"  {_element(block['accessory'], block, page)}"
    return lines


def _context(block: Json, page: Page) -> Lines:
    pictured = ELEMENT_DRAWINGS["image"]
    parts = [pictured(part) if part["type"] == "image" else page.words(part) for part in block["elements"]]
    return [" · ".join(parts)]


def _actions(block: Json, page: Page) -> Lines:
    return ["  ".join(_element(part, block, page) for part in block["elements"])]


def _input(block: Json, page: Page) -> Lines:
    optional = " (optional)" if block.get("optional") else ""
    hint = [f"  {block['hint']['text']}"] if "hint" in block else []
    return [f"{block['label']['text']}{optional}: {_element(block['element'], block, page)}", *hint]


def _card(block: Json, page: Page) -> Lines:
    lines = [f"(picture: {block['hero_image']['alt_text']})"] if "hero_image" in block else []
    lines += [page.words(block[name]) for name in ("title", "subtitle", "body") if name in block]
    buttons = "  ".join(_element(part, block, page) for part in block.get("actions", []))
    return [f"│ {line}" for line in [*lines, buttons] if line]


def _carousel(block: Json, page: Page) -> Lines:
    return [line for card in block["elements"] for line in [*_card(card, page), ""]][:-1]


def _image(block: Json, _: Page) -> Lines:
    title = [block["title"]["text"]] if "title" in block else []
    return [*title, f"(picture: {block['alt_text']})"]


def _alert(block: Json, page: Page) -> Lines:
    return [f"{LEVELS.get(block.get('level', ''), '•')} {page.words(block['text'])}"]


Draw = Callable[[Json, Page], Lines]
DRAWINGS: dict[str, Draw] = {
    "header": lambda block, _: [f"# {block['text']['text']}"],
    "section": _section,
    "divider": lambda *_: [RULE],
    "context": _context,
    "actions": _actions,
    "context_actions": _actions,
    "image": _image,
    "input": _input,
    "rich_text": lambda block, page: rich_words(block, page.names).split("\n"),
    "markdown": lambda block, _: block["text"].split("\n"),
    "table": lambda block, page: table_lines(block, page.names),
    "data_table": lambda block, page: table_lines(block, page.names),
    "data_visualization": lambda block, _: chart_lines(block),
    "card": _card,
    "carousel": _carousel,
    "alert": _alert,
}


def render_blocks(blocks: list[Json], page: Page) -> Lines:
    """Returns blocks as lines; a block of a kind unknown here is shown as such."""
    lines: Lines = []
    for block in blocks:
        draw = DRAWINGS.get(block["type"])
        lines += draw(block, page) if draw else [f"(a block of type {block['type']})"]
    return lines


def render_message(message: Message, names: Names) -> Lines:
    """Returns a message: who wrote it, its blocks (its text if it has none), its files."""
    notes = " (only you see this)" if message.ephemeral_to else ""
    notes += " (edited)" if message.edited_ts else ""
    page = Page(names, message.values)
    body = render_blocks(message.blocks, page) or names.read(message.text).split("\n")
    for attachment in message.attachments:
        body += render_blocks(attachment.get("blocks", []), page)
    head = f"{names.person(message.user_id)}{notes}"
    return [head, *body, *[f"(file: {file['title']})" for file in message.files]]


def render_view(view: View, names: Names) -> Lines:
    """Returns a form with its title and buttons, or a Home."""
    body = render_blocks(view.blocks, Page(names, view.values))
    if view.definition["type"] == "home":
        return body
    labels = [view.definition[name]["text"] for name in ("close", "submit") if name in view.definition]
    return [f"== {view.title} ==", *body, "  ".join(f"[{label}]" for label in labels or ["Close"])]
