"""Slack's traps in blocks and views, beyond counts and lengths."""

from typing import Any

import pytest

from tests.bot.sandbox.samples import CONFIRM, PICTURE, card, chart, table
from tests.bot.sandbox.stage import (
    Json,
    Stage,
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

RICH = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
}
FEEDBACK = {"text": plain("Good"), "value": "good"}
ACCEPTED: dict[str, list[Json]] = {
    "a divider": [{"type": "divider"}],
    "plain text with emoji": [section() | {"text": plain("x") | {"emoji": True}}],
    "mrkdwn with verbatim": [section() | {"text": mrkdwn("x") | {"verbatim": True}}],
    "rich text": [RICH],
    "a section with fields only": [{"type": "section", "fields": [mrkdwn("x")]}],
    "an uploaded picture's web address": [PICTURE | {"title": plain("Map")}],
    "a table with settings": [table() | {"column_settings": [{"align": "right", "is_wrapped": True}]}],
    "a table with rich text": [{"type": "table", "rows": [[RICH]]}],
    "a data table of numbers": [
        {
            "type": "data_table",
            "caption": "c",
            "rows": [[cell()], [{"type": "raw_number", "value": 1.5, "text": "1.5"}]],
        }
    ],
    "a card with a button": [card(actions=[button()])],
    "feedback": [
        {
            "type": "context_actions",
            "elements": [
                {"type": "feedback_buttons", "positive_button": FEEDBACK, "negative_button": FEEDBACK}
            ],
        }
    ],
    "a button that asks for confirmation": [actions(button(confirm=CONFIRM | {"style": "danger"}))],
    "a select with its first choice": [actions(select(initial_option=option()))],
    "every picker": [
        actions(
            {"type": "datepicker", "initial_date": "2027-02-28"},
            {"type": "timepicker", "initial_time": "09:30"},
            {"type": "datetimepicker", "initial_date_time": 1_800_000_000},
            {"type": "users_select", "initial_user": "U1"},
            {"type": "conversations_select", "filter": {"include": ["public"]}},
            {"type": "channels_select"},
            {"type": "external_select", "min_query_length": 0},
        )
    ],
    "a multi-select beside a section": [
        section(accessory={"type": "multi_users_select", "max_selected_items": 3})
    ],
}
REFUSED: dict[str, tuple[list[Any], str]] = {
    "an unknown property": ([section(colour="red")], "/blocks/0"),
    "null": ([section(block_id=None)], "/blocks/0/block_id"),
    "null in a text": ([section() | {"text": {"type": "mrkdwn", "text": None}}], "/blocks/0/text/text"),
    "an unknown block": ([{"type": "wall"}], "/blocks/0/type"),
    "a block without a type": ([{"text": plain("x")}], "/blocks/0"),
    "a block that is no object": (["words"], "/blocks/0"),
    "emoji in mrkdwn": ([section() | {"text": mrkdwn("x") | {"emoji": True}}], "/blocks/0/text"),
    "verbatim in plain text": ([section() | {"text": plain("x") | {"verbatim": True}}], "/blocks/0/text"),
    "mrkdwn in a header": ([{"type": "header", "text": mrkdwn("x")}], "/blocks/0/text/type"),
    "mrkdwn on a button": (
        [actions({"type": "button", "text": mrkdwn("x")})],
        "/blocks/0/elements/0/text/type",
    ),
    "a number where words belong": (
        [section() | {"text": {"type": "mrkdwn", "text": 3}}],
        "/blocks/0/text/text",
    ),
    "a section with nothing": ([{"type": "section"}], "/blocks/0"),
    "a text field outside an input": ([actions({"type": "plain_text_input"})], "/blocks/0/elements/0/type"),
    "a first choice that is not offered": (
        [actions(select(initial_option=option("Two", "2")))],
        "/blocks/0/elements/0/initial_option",
    ),
    "options and groups together": ([actions(select(option_groups=[]))], "/blocks/0/elements/0"),
    "a select without options": ([actions({"type": "static_select"})], "/blocks/0/elements/0"),
    "a date that is none": (
        [actions({"type": "datepicker", "initial_date": "28/02/2027"})],
        "/blocks/0/elements/0",
    ),
    "a picture on localhost": ([PICTURE | {"image_url": "http://localhost/map.png"}], "/blocks/0/image_url"),
    "a picture in a private network": (
        [PICTURE | {"image_url": "http://10.0.0.1/a.png"}],
        "/blocks/0/image_url",
    ),
    "a picture nobody uploaded": (
        [{"type": "image", "alt_text": "x", "slack_file": {"id": "F1"}}],
        "/blocks/0/slack_file",
    ),
    "an alert outside a modal": ([{"type": "alert", "text": plain("x")}], "/blocks/0/type"),
    "rows of different lengths": (
        [{"type": "data_table", "caption": "c", "rows": [[cell(), cell()], [cell()]]}],
        "/blocks/0/rows",
    ),
    "rich text in a data table's header": (
        [{"type": "data_table", "caption": "c", "rows": [[RICH], [cell()]]}],
        "/blocks/0/rows/0",
    ),
    "a data table without caption": ([{"type": "data_table", "rows": [[cell()], [cell()]]}], "/blocks/0"),
    "a series that misses a category": (
        [
            chart(points=2)
            | {
                "chart": chart(points=2)["chart"]
                | {"series": [{"name": "s", "data": [{"label": "xxx0", "value": 1}]}]}
            }
        ],
        "/blocks/0/chart/series/0/data",
    ),
    "two series of one name": (
        [chart() | {"chart": chart()["chart"] | {"series": chart()["chart"]["series"] * 2}}],
        "/blocks/0/chart/series",
    ),
    "an empty card": ([{"type": "card", "subtitle": mrkdwn("x")}], "/blocks/0"),
}


@pytest.mark.parametrize("blocks", ACCEPTED.values(), ids=ACCEPTED.keys())
async def test_a_message_may_hold_it(stage: Stage, blocks: list[Json]) -> None:
    assert await stage.post(*blocks) is None


@pytest.mark.parametrize(("blocks", "pointer"), REFUSED.values(), ids=REFUSED.keys())
async def test_a_message_may_not_hold_it_and_slack_names_the_path(
    stage: Stage, blocks: list[Any], pointer: str
) -> None:
    answer = await stage.call("chat.postMessage", channel=stage.team.id, text="x", blocks=blocks)
    assert answer["error"] == "invalid_blocks"
    assert f"[json-pointer:{pointer}" in answer["response_metadata"]["messages"][0]


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
async def test_numbers_that_json_does_not_know_are_refused(stage: Stage, value: str) -> None:
    body = f'{{"channel": "{stage.team.id}", "text": "x", "blocks": [{value}]}}'
    headers = {"Authorization": f"Bearer {stage.slack.bot_token}", "Content-Type": "application/json"}
    async with stage.session.post(
        stage.slack.api_url + "chat.postMessage", data=body, headers=headers
    ) as answer:
        assert (await answer.json())["error"] == "invalid_json"


async def test_nan_in_blocks_sent_as_text_is_refused(stage: Stage) -> None:
    assert await stage.error("chat.postMessage", channel=stage.team.id, text="x", blocks="[NaN]") == (
        "invalid_blocks_format"
    )


async def test_blocks_without_text_are_refused_as_nothing_could_be_read_aloud(stage: Stage) -> None:
    assert await stage.error("chat.postMessage", channel=stage.team.id, blocks=[section()]) == "no_text"


def focused() -> Json:
    return field({"type": "plain_text_input", "focus_on_load": True})


VIEWS: dict[str, tuple[Any, str]] = {
    "an input without submit": ({k: v for k, v in modal(field()).items() if k != "submit"}, "/view]"),
    "an id sent back": (modal(id="V1"), "/view]"),
    "a state sent back": (modal(state={"values": {}}), "/view]"),
    "a hash sent back": (modal(hash="1.2"), "/view]"),
    "null for close": (modal(close=None), "/view/close"),
    "no title": ({"type": "modal", "blocks": []}, "/view]"),
    "a Home in place of a modal": ({"type": "home", "blocks": []}, "/view/type"),
    "markdown": (modal({"type": "markdown", "text": "x"}), "/view/blocks/0/type"),
    "a table": (modal(table()), "/view/blocks/0/type"),
    "a chart": (modal(chart()), "/view/blocks/0/type"),
    "the same block_id twice": (
        modal(section(block_id="b"), section(block_id="b")),
        "/view/blocks/1/block_id",
    ),
    "two fields that want the focus": (modal(focused(), focused()), "/view/blocks]"),
    "words": ("words", ""),
}


@pytest.mark.parametrize(("definition", "pointer"), VIEWS.values(), ids=VIEWS.keys())
async def test_a_modal_may_not_hold_it(stage: Stage, definition: Any, pointer: str) -> None:
    answer = await stage.call("views.open", trigger_id=stage.trigger(), view=definition)
    assert answer["error"] == "invalid_arguments"
    assert pointer in answer["response_metadata"]["messages"][0]


async def test_a_refused_view_leaves_the_trigger_unused(stage: Stage) -> None:
    trigger_id = stage.trigger()
    assert await stage.error("views.open", trigger_id=trigger_id, view={}) == "invalid_arguments"
    assert await stage.error("views.open", trigger_id=trigger_id, view=modal()) is None
