"""What Slack accepts in each block, and on which surface, as two tables ("Blocks" reference pages)."""

from collections.abc import Mapping
from typing import Literal

from bot.sandbox.element_rules import (
    ANY_TYPE,
    ELEMENTS,
    ID,
    IMAGE_ELEMENT,
    IMAGE_PARTS,
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    elements,
    plain,
    text,
)
from bot.sandbox.rules import ByType, Items, Num, Obj, Rule, Str, at_least_one, exactly_one, yes_or_no
from bot.sandbox.table_rules import (
    CHART,
    COLUMN_SETTING,
    COLUMNS,
    DATA_ROWS,
    RICH_ELEMENTS,
    TABLE_ROW,
    TABLE_ROWS,
    fits_a_table,
    has_even_rows,
)

Surface = Literal["message", "modal", "home"]
MARKDOWN_CHARACTERS = 12_000


def block(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None, *also: Rule) -> Rule:
    """Gives the rule for a block with these properties besides `type` and `block_id`."""
    return Obj({"type": ANY_TYPE, **required}, {"block_id": ID, **(optional or {})}, also)


CARD_PARTS: dict[str, Rule] = {
    "title": text(150),
    "subtitle": text(150),
    "body": text(200),
    "icon": IMAGE_ELEMENT,
    "hero_image": IMAGE_ELEMENT,
    "actions": Items(ByType({"button": ELEMENTS["button"]}), 3),
}
CARD = block({}, CARD_PARTS, at_least_one("hero_image", "title", "actions", "body"))

BLOCKS: dict[str, Rule] = {
    "header": block({"text": plain(150)}),
    "section": block(
        {},
        {
            "text": text(3000),
            "fields": Items(text(2000), 10),
            "accessory": elements(IN_SECTION),
            "expand": yes_or_no,
        },
        at_least_one("text", "fields"),
    ),
    "divider": block({}),
    "context": block(
        {
            "elements": Items(
                ByType({"image": IMAGE_ELEMENT, "plain_text": plain(3000), "mrkdwn": text(3000)}), 10
            )
        }
    ),
    "actions": block({"elements": Items(elements(IN_ACTIONS), 25)}),
    "context_actions": block({"elements": Items(elements(IN_CONTEXT_ACTIONS), 5)}),
    "image": block(
        {"alt_text": Str(2000)}, {**IMAGE_PARTS, "title": plain(2000)}, exactly_one("image_url", "slack_file")
    ),
    "input": block(
        {"label": plain(2000), "element": elements(IN_INPUT)},
        {"hint": plain(2000), "optional": yes_or_no, "dispatch_action": yes_or_no},
    ),
    "rich_text": block({"elements": Items(RICH_ELEMENTS)}),
    "markdown": block({"text": Str(MARKDOWN_CHARACTERS)}),
    "table": block(
        {"rows": Items(TABLE_ROW, TABLE_ROWS)},
        {"column_settings": Items(COLUMN_SETTING, COLUMNS)},
        fits_a_table,
    ),
    "data_table": block(
        {"caption": Str(), "rows": Items(TABLE_ROW, DATA_ROWS + 1, least=2)},
        {"page_size": Num(1, 100), "row_header_column_index": Num(0)},
        has_even_rows,
        fits_a_table,
    ),
    "data_visualization": block({"title": Str(50), "chart": CHART}),
    "card": CARD,
    "carousel": block({"elements": Items(ByType({"card": CARD}), 10)}),
    "alert": block(
        {"text": text(200)},
        {"level": Str(choices=frozenset({"default", "info", "warning", "error", "success"}))},
    ),
}

SURFACES: dict[str, frozenset[Surface]] = {
    "markdown": frozenset({"message"}),
    "table": frozenset({"message"}),
    "context_actions": frozenset({"message"}),
    "alert": frozenset({"modal"}),
    "data_visualization": frozenset({"message", "home"}),
}
"""Where a block may stand; a block that is not named here may stand everywhere."""

HOW_MANY: dict[str, int] = {"table": 1, "data_visualization": 2}
"""How many blocks of a type one message or view may hold."""
