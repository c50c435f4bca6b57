"""One of everything the page draws: blocks of messages, a form with every field, and words to be wary of."""

from typing import Any

from tests.bot.sandbox.samples import CONFIRM, PICTURE
from tests.bot.sandbox.stage import (
    Json,
    actions,
    button,
    cell,
    field,
    modal,
    mrkdwn,
    option,
    plain,
    section,
    select,
)

WEEKS = ("7 Sep", "14 Sep", "21 Sep", "28 Sep", "5 Oct", "12 Oct")
COLOURS = (option("Red", "r"), option("Green", "g"), option("Blue", "b"))
MARKUP = (
    '<img src=x onerror="document.title=1"> &lt;b&gt;not bold&lt;/b&gt; & <script>document.title=2</script>'
)


def series(name: str, *values: float) -> Json:
    points = [{"label": week, "value": value} for week, value in zip(WEEKS, values, strict=True)]
    return {"name": name, "data": points}


def chart(kind: str, *all_series: Json) -> Json:
    axis = {"categories": list(WEEKS), "x_label": "Week", "y_label": "Children"}
    plot = {"type": kind, "series": list(all_series), "axis_config": axis}
    return {"type": "data_visualization", "title": f"North as a {kind}", "chart": plot}


CHILDREN = series("Children", 98, 101, 104, 103, 108, 107)
PROMISE = series("Promise", 105, 105, 105, 105, 108, 108)
PARTS = [
    {"label": "At home", "value": 61},
    {"label": "In care", "value": 28},
    {"label": "Leaving", "value": 11},
]
PIE: Json = {
    "type": "data_visualization",
    "title": "Where children are",
    "chart": {"type": "pie", "segments": PARTS},
}


def number(value: float) -> Json:
    return {"type": "raw_number", "value": value, "text": f"{value:g}"}


def rich(*parts: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(parts)}]}


def data_table(rows: int, **more: Any) -> Json:
    """Workers with so many children, not in their order."""
    body = [
        [cell(f"Worker {n:02}"), number((n * 7) % rows), rich({"type": "text", "text": "within"})]
        for n in range(rows)
    ]
    head = [cell("Worker"), cell("Children"), cell("Stands")]
    return {
        "type": "data_table",
        "caption": "North",
        "row_header_column_index": 0,
        "rows": [head, *body],
        **more,
    }


CARD: Json = {
    "type": "card",
    "title": mrkdwn("*CH-1234*"),
    "subtitle": mrkdwn("Child in need"),
    "body": mrkdwn("4.0 points with Sam"),
    "actions": [button("Open", action_id="open", value="1")],
}
FORMATTED = (
    "*bold* _italic_ ~gone~ `code` :warning: :unheard_of: <@U1> <#C1> <!here> <https://a.example|a page>\n"
    "<!date^1800000000^{date_short} at {time}|then> 2*3*4 and snake_case_words\n"
    "&gt; quoted &amp; kept\n• one\n• two\n```\nfenced  code\n```"
)
MARKDOWN = (
    "## Heading\n**bold** and *italic*, `code`, [a page](https://a.example)\n- one\n- two\n\n"
    "1. first\n\n> quoted\n\n---\nend"
)


def rich_section(*parts: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(parts)}


def words(text: str, **style: bool) -> Json:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


LINK = {"type": "link", "url": "https://a.example", "text": " a page "}
LISTED: Json = {
    "type": "rich_text",
    "elements": [
        rich_section(words("Rich ", bold=True), {"type": "emoji", "name": "wave"}, LINK),
        {"type": "rich_text_list", "style": "ordered", "elements": [rich_section(words("first"))]},
        {"type": "rich_text_quote", "elements": [words("quoted")]},
        {"type": "rich_text_preformatted", "elements": [words("as  typed")]},
    ],
}
TABLE: Json = {
    "type": "table",
    "rows": [[cell("Name"), cell("Load")], [cell("Ann"), number(7)]],
    "column_settings": [{"is_wrapped": True}, {"align": "right"}],
}
OTHER_CARD = CARD | {"body": mrkdwn("another"), "actions": [button("Also", action_id="also", value="2")]}
FEEDBACK: Json = {
    "type": "feedback_buttons",
    "action_id": "fine",
    "positive_button": {"text": plain("Good"), "value": "1"},
    "negative_button": {"text": plain("Bad"), "value": "0"},
}
BIN: Json = {"type": "icon_button", "action_id": "bin", "icon": "trash", "text": plain("Bin")}

WORDS: tuple[Json, ...] = (
    {"type": "header", "text": plain("A header :bell:")},
    section(FORMATTED),
    section("Beside a button", accessory=button("Look", action_id="look", value="1")),
    {"type": "section", "fields": [mrkdwn("*Points*\n12"), mrkdwn("*Children*\n15"), mrkdwn("*Room*\n3")]},
    {"type": "divider"},
    {"type": "context", "elements": [mrkdwn("in *small* words"), PICTURE]},
    PICTURE | {"title": plain("A map")},
    LISTED,
    {"type": "markdown", "text": MARKDOWN},
)
CONTROLS: tuple[Json, ...] = (
    actions(
        button("Plain", action_id="plain", value="p"),
        button("Delete", action_id="sure", value="s", style="danger", confirm=CONFIRM),
        button("A page", action_id="page", url="https://a.example"),
        select(*COLOURS, action_id="colour", placeholder=plain("A colour")),
        {"type": "users_select", "action_id": "who", "placeholder": plain("Somebody")},
        {"type": "overflow", "action_id": "more", "options": [option("Move", "m"), option("Close", "c")]},
        {"type": "datepicker", "action_id": "day", "initial_date": "2026-11-19"},
        block_id="pressed",
    ),
    section("Several", accessory={"type": "multi_static_select", "action_id": "many", "options": [*COLOURS]}),
    section("Boxes", accessory={"type": "checkboxes", "action_id": "boxes", "options": [*COLOURS]}),
    {"type": "context_actions", "elements": [FEEDBACK, BIN]},
)
MESSAGES: tuple[tuple[Json, ...], ...] = (
    WORDS,
    (chart("line", CHILDREN, PROMISE), chart("bar", CHILDREN, PROMISE)),
    (chart("area", CHILDREN, PROMISE), PIE),
    (TABLE, data_table(23, page_size=8)),
    (CARD, {"type": "carousel", "elements": [CARD, OTHER_CARD]}),
    CONTROLS,
)
"""Blocks that Slack accepts, in messages that it accepts."""

FIELDS: tuple[tuple[str, Json], ...] = (
    ("Words", {"type": "plain_text_input", "max_length": 40}),
    ("More words", {"type": "plain_text_input", "multiline": True}),
    ("Number", {"type": "number_input", "is_decimal_allowed": False, "min_value": "1", "max_value": "9"}),
    ("E-mail", {"type": "email_text_input"}),
    ("Address", {"type": "url_text_input"}),
    ("One", select(*COLOURS)),
    ("Several", {"type": "multi_static_select", "options": list(COLOURS)}),
    ("Person", {"type": "users_select"}),
    ("People", {"type": "multi_users_select"}),
    ("Channel", {"type": "channels_select"}),
    ("Found", {"type": "external_select", "min_query_length": 1}),
    ("Boxes", {"type": "checkboxes", "options": list(COLOURS)}),
    ("Choice", {"type": "radio_buttons", "options": list(COLOURS)}),
    ("Day", {"type": "datepicker"}),
    ("Time", {"type": "timepicker"}),
    ("Moment", {"type": "datetimepicker"}),
)


def whole_form(**more: Any) -> Json:
    """A form with one field of every kind."""
    blocks = [
        field({**element, "action_id": "value"}, block_id=label, label=plain(label), optional=True)
        for label, element in FIELDS
    ]
    alert = {"type": "alert", "text": plain("Mind the step"), "level": "warning"}
    return modal(alert, *blocks, callback_id="whole", **more)
