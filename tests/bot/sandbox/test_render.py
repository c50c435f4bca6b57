"""Messages and views in plain lines, as the demo prints them."""

from bot.sandbox.mrkdwn import Names
from bot.sandbox.people import Channel, Message, Person, View
from bot.sandbox.render import render_message, render_view
from bot.sandbox.values import start_values
from tests.bot.sandbox.samples import PICTURE, card, chart, pie, table
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

ANN = Person("U1", "T1", "Ann Smith", "", "ann")
TEAM = Channel("C1", "team")
NAMES = Names({"U1": ANN}, {"C1": TEAM})


def drawn(*blocks: Json) -> list[str]:
    numbered = [{"block_id": f"b{at}", **block} for at, block in enumerate(blocks)]
    message = Message(TEAM, "1.2", "U1", "fallback", numbered)
    return render_message(message, NAMES)[1:]


def test_text_reads_as_it_does_in_slack() -> None:
    words = "<@U1> of <#C1|team> &amp; <https://a.example|the page>, <!date^1^{date}|Monday> <!here>"
    assert drawn(section(words)) == ["@ann of #team & the page (https://a.example), Monday @here"]


def test_a_message_without_blocks_shows_its_text_and_who_sees_it() -> None:
    message = Message(
        TEAM, "1.2", "U1", "a\nb", ephemeral_to="U1", edited_ts="1.3", files=[{"title": "load.csv"}]
    )
    assert render_message(message, NAMES) == [
        "@ann (only you see this) (edited)",
        "a",
        "b",
        "(file: load.csv)",
    ]


def test_headers_fields_buttons_and_menus_are_named() -> None:
    blocks = [
        {"type": "header", "text": plain("Load")},
        section("Ann", fields=[mrkdwn("*Points*\n12")], accessory=button("Open")),
        {"type": "divider"},
        {"type": "context", "elements": [mrkdwn("today"), PICTURE]},
        actions(
            button("Go", url="https://a.example"),
            select(option(), option("Two", "2"), placeholder=plain("Pick")),
            {"type": "overflow", "options": [option()]},
            {"type": "radio_buttons", "action_id": "r", "options": [option()], "initial_option": option()},
        ),
    ]
    assert drawn(*blocks) == [
        "# Load",
        "Ann",
        "*Points* 12  [Open]",
        "─" * 40,
        "today · (picture: A map)",
        "[Go] (https://a.example)  [Pick ▾] of: One | Two  [⋯ One]  ( ) One",
    ]


def test_tables_stand_in_columns_and_numbers_to_the_right() -> None:
    rows: list[list[Json]] = [[cell("Name"), cell("Load")]]
    rows += [[cell("Ann"), {"type": "raw_number", "value": 7, "text": "7"}]]
    assert drawn({"type": "data_table", "caption": "Team", "rows": rows}) == [
        "Team:",
        "Name  Load",
        "────  ────",
        "Ann      7",
    ]
    assert drawn(table(rows=1, columns=2)) == ["cell  cell", "────  ────"]


def test_charts_are_small_tables_of_their_numbers() -> None:
    assert drawn(chart(points=2, label=2, name=2)) == [
        "Load (line chart)",
        "     x0",
        "──  ───",
        "x0  1.5",
        "x1  1.5",
    ]
    assert drawn(pie(1, label=2)) == ["Load (pie chart)", "    Value", "──  ─────", "x0      1"]


def test_rich_text_cards_pictures_and_unknown_blocks_are_shown() -> None:
    rich = {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U1"}]},
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]}],
            },
        ],
    }
    carousel = {"type": "carousel", "elements": [card(actions=[button()]), card(body=plain("Body"))]}
    assert drawn(
        rich, carousel, PICTURE | {"title": plain("Map")}, {"type": "wall"}, {"type": "markdown", "text": "m"}
    ) == [
        "@ann",
        "  • one",
        "│ Card",
        "│ [Go]",
        "",
        "│ Card",
        "│ Body",
        "Map",
        "(picture: A map)",
        "(a block of type wall)",
        "m",
    ]


def test_a_form_shows_its_title_fields_and_buttons() -> None:
    blocks = [
        {"type": "alert", "text": plain("Mind"), "level": "warning", "block_id": "w"},
        field(block_id="note", hint=plain("Short"), optional=True),
        field({"type": "users_select", "action_id": "who", "initial_user": "U1"}, block_id="who"),
    ]
    view = View("V1", ANN, modal(*blocks, close=plain("Back")), "1.2", "V1", values=start_values(blocks))
    assert render_view(view, NAMES) == [
        "== Form ==",
        "⚠ Mind",
        "Label (optional): [ ]",
        "  Short",
        "Label: [@ann ▾]",
        "[Back]  [Save]",
    ]


def test_a_home_shows_its_blocks_alone() -> None:
    view = View("V1", ANN, {"type": "home", "blocks": [section("Hello")]}, "1.2", "V1")
    assert render_view(view, NAMES) == ["Hello"]
