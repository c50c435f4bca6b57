"""Every limit of Slack as a row: how much is allowed, and what Slack calls the first step beyond."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.bot.sandbox.probes import (
    Probe,
    acked_after,
    called,
    connected,
    posted_at_once,
    posted_each_second,
    response_after,
    response_used,
    stacked,
    ticket_used,
    trigger_after,
    trigger_used,
    typed,
    updated_text,
)
from tests.bot.sandbox.samples import (
    CONFIRM,
    PICTURE,
    card,
    chart,
    grouped,
    markdown,
    of_bytes,
    pie,
    pressed,
    table,
    table_of,
)
from tests.bot.sandbox.stage import (
    Json,
    actions,
    button,
    field,
    modal,
    mrkdwn,
    option,
    plain,
    section,
    select,
)


@dataclass(frozen=True)
class Limit:
    """`probe` tries an amount and gives Slack's error or None; `limit` passes, `limit + step` does not."""

    name: str
    limit: int
    error: str
    probe: Probe
    step: int = 1


def message(name: str, limit: int, block: Callable[[int], Json], step: int = 1) -> Limit:
    """A limit within one block of a message."""
    return Limit(f"message: {name}", limit, "invalid_blocks", lambda stage, n: stage.post(block(n)), step)


def blocks(name: str, limit: int, made: Callable[[int], list[Json]], error: str = "invalid_blocks") -> Limit:
    """A limit over all blocks of a message."""
    return Limit(f"message: {name}", limit, error, lambda stage, n: stage.post(*made(n)))


def view(
    name: str, limit: int, made: Callable[[int], Json], error: str = "invalid_arguments", step: int = 1
) -> Limit:
    """A limit within a modal."""
    return Limit(f"view: {name}", limit, error, lambda stage, n: stage.open(made(n)), step)


LIMITS = [
    Limit("acknowledgement, in milliseconds", 2999, "operation_timeout", acked_after, step=2),
    Limit("trigger_id, in milliseconds", 3000, "expired_trigger_id", trigger_after),
    Limit("trigger_id, uses", 1, "exchanged_trigger_id", trigger_used),
    Limit("response_url, uses", 5, "used_url", response_used),
    Limit("response_url, in seconds", 30 * 60, "expired_url", response_after),
    Limit("posting, burst in a channel", 5, "ratelimited", posted_at_once),
    Limit("posting, in a second after the burst", 1, "ratelimited", posted_each_second),
    Limit("tier 2, in a minute", 20, "ratelimited", called("users.list")),
    Limit("tier 3, in a minute", 50, "ratelimited", called("users.lookupByEmail")),
    Limit("tier 4, in a minute", 100, "ratelimited", called("users.info")),
    Limit("Socket Mode, connections", 10, "too_many_websockets", connected),
    Limit("Socket Mode, uses of a ticket", 1, "403", ticket_used),
    Limit("message: text", 40_000, "msg_too_long", lambda s, n: s.post(text="x" * n)),
    Limit("message: text of an update", 4_000, "msg_too_long", updated_text),
    Limit("message: text is there", 1, "no_text", lambda s, n: s.post(section(), text="x" * n), step=-1),
    blocks("blocks", 50, lambda n: [section()] * n),
    blocks(
        "all text",
        13_200,
        lambda n: [section("x" * 3000)] * 4 + [section("x" * (n - 12_000))],
        "msg_blocks_too_long",
    ),
    blocks("block_id is unique", 1, lambda n: [section(block_id="b")] * n),
    blocks("tables", 1, lambda n: [table()] * n),
    blocks("charts", 2, lambda n: [chart()] * n),
    blocks("markdown blocks together", 12_000, lambda n: [markdown(6_000), markdown(n - 6_000)]),
    message("section text", 3000, lambda n: section("x" * n)),
    message("section text is not empty", 1, lambda n: section("x" * n), step=-1),
    message("section fields", 10, lambda n: {"type": "section", "fields": [mrkdwn("x")] * n}),
    message("section field", 2000, lambda n: {"type": "section", "fields": [mrkdwn("x" * n)]}),
    message("header", 150, lambda n: {"type": "header", "text": plain("x" * n)}),
    message("context elements", 10, lambda n: {"type": "context", "elements": [mrkdwn("x")] * n}),
    message("actions elements", 25, lambda n: actions(*[button(action_id=str(one)) for one in range(n)])),
    message(
        "context_actions elements",
        5,
        lambda n: {
            "type": "context_actions",
            "elements": [
                {"type": "icon_button", "icon": "trash", "text": plain("Bin"), "action_id": str(one)}
                for one in range(n)
            ],
        },
    ),
    message("action_id is unique in its block", 1, lambda n: actions(*[button(action_id="a")] * n)),
    message("button text", 75, lambda n: pressed(words="x" * n)),
    message("button value", 2000, lambda n: pressed(value="x" * n)),
    message("button url", 3000, lambda n: pressed(url="https://a.example/".ljust(n, "x"))),
    message("button accessibility label", 75, lambda n: pressed(accessibility_label="x" * n)),
    message("action_id", 255, lambda n: pressed(action_id="x" * n)),
    message("block_id", 255, lambda n: section(block_id="x" * n)),
    message("options", 100, lambda n: actions(select(*[option()] * n))),
    message("option text", 75, lambda n: actions(select(option("x" * n)))),
    message("option value", 150, lambda n: actions(select(option(value="x" * n)))),
    message("option description", 75, lambda n: actions(select(option(description=plain("x" * n))))),
    message("option groups", 100, lambda n: grouped(groups=n)),
    message("option group label", 75, lambda n: grouped(label="x" * n)),
    message("options of a group", 100, lambda n: grouped(options=n)),
    message("overflow", 5, lambda n: actions({"type": "overflow", "options": [option()] * n})),
    message(
        "overflow is not empty",
        1,
        lambda n: actions({"type": "overflow", "options": [option()] * n}),
        step=-1,
    ),
    message("checkboxes", 10, lambda n: actions({"type": "checkboxes", "options": [option()] * n})),
    message("radio buttons", 10, lambda n: actions({"type": "radio_buttons", "options": [option()] * n})),
    message("placeholder", 150, lambda n: actions(select(placeholder=plain("x" * n)))),
    message("confirm title", 100, lambda n: pressed(confirm=CONFIRM | {"title": plain("x" * n)})),
    message("confirm text", 300, lambda n: pressed(confirm=CONFIRM | {"text": plain("x" * n)})),
    message("confirm button", 30, lambda n: pressed(confirm=CONFIRM | {"confirm": plain("x" * n)})),
    message("deny button", 30, lambda n: pressed(confirm=CONFIRM | {"deny": plain("x" * n)})),
    message("markdown", 12_000, markdown),
    message("table rows", 100, lambda n: table(rows=n)),
    message("table columns", 20, lambda n: table(columns=n)),
    message("table characters", 10_000, lambda n: table_of(n, "table")),
    message("table cell is not empty", 1, lambda n: table(words="x" * n), step=-1),
    message("data_table rows with the header", 101, lambda n: table(rows=n, kind="data_table")),
    message("data_table has a row", 2, lambda n: table(rows=n, kind="data_table"), step=-1),
    message("data_table columns", 20, lambda n: table(2, n, kind="data_table")),
    message("data_table characters", 10_000, lambda n: table_of(n, "data_table")),
    message("data_table caption", 1, lambda n: table(2, kind="data_table") | {"caption": "x" * n}, step=-1),
    message("data_table page size", 100, lambda n: table(2, kind="data_table") | {"page_size": n}),
    message("chart title", 50, lambda n: chart(title="x" * n)),
    message("chart series", 6, lambda n: chart(series=n)),
    message("chart points", 20, lambda n: chart(points=n)),
    message("chart label", 20, lambda n: chart(label=n)),
    message("chart series name", 20, lambda n: chart(name=n)),
    message("pie segments", 6, lambda n: pie(n)),
    message("pie label", 20, lambda n: pie(label=n)),
    message("card title", 150, lambda n: card(title=mrkdwn("x" * n))),
    message("card subtitle", 150, lambda n: card(subtitle=mrkdwn("x" * n))),
    message("card body", 200, lambda n: card(body=mrkdwn("x" * n))),
    message("card actions", 3, lambda n: card(actions=[button(action_id=str(one)) for one in range(n)])),
    message("carousel", 10, lambda n: {"type": "carousel", "elements": [card()] * n}),
    message("image alt text", 2000, lambda n: PICTURE | {"alt_text": "x" * n}),
    message("image alt text is there", 1, lambda n: PICTURE | {"alt_text": "x" * n}, step=-1),
    message("image url", 3000, lambda n: PICTURE | {"image_url": "https://a.example/".ljust(n, "x")}),
    view("blocks", 100, lambda n: modal(*[section()] * n)),
    view("title", 24, lambda n: modal(title=plain("x" * n))),
    view("submit", 24, lambda n: modal(submit=plain("x" * n))),
    view("close", 24, lambda n: modal(close=plain("x" * n))),
    view("private_metadata", 3000, lambda n: modal(private_metadata="x" * n)),
    view("callback_id", 255, lambda n: modal(callback_id="x" * n)),
    view("external_id", 255, lambda n: modal(external_id="x" * n)),
    view("bytes", 250_000, of_bytes, "view_too_large"),
    view("input label", 2000, lambda n: modal(field(label=plain("x" * n)))),
    view("input hint", 2000, lambda n: modal(field(hint=plain("x" * n)))),
    view(
        "initial value", 3000, lambda n: modal(field({"type": "plain_text_input", "initial_value": "x" * n}))
    ),
    view("max_length", 3000, lambda n: modal(field({"type": "plain_text_input", "max_length": n}))),
    view("alert", 200, lambda n: modal({"type": "alert", "text": plain("x" * n)})),
    Limit("view: stack", 3, "push_limit_reached", stacked),
    Limit("view: characters typed", 3000, "CannotDo", typed),
]
