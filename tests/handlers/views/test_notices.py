"""A message shown in a window or as a Home, and the newest blocks said in older ones."""

from bot.sandbox.surfaces import check_view
from handlers.messages import Block, Message
from handlers.views.blocks import data_table, home_tab, section
from handlers.views.loads.team_loads import table
from handlers.views.notices import notice_home, notice_view, plain_view
from handlers.views.trends import trend_charts
from tests.handlers.views.trend_values import weeks

ROWS = [["Sam <3 & Co", "17 of 15", "104 of 100", "over"]]
HEAD = ["Worker", "Children", "Points", "Stands"]


def lines(blocks: list[Block]) -> str:
    return "\n".join(block["text"]["text"] for block in blocks if block["type"] == "section")


def test_a_table_and_a_chart_of_a_message_are_shown_in_a_window_as_it_takes_them() -> None:
    blocks = (section("Here."), table(HEAD, ROWS), *trend_charts(weeks(3)))
    view = check_view(notice_view(Message("Here.", blocks)), "modal")
    assert [block["type"] for block in view["blocks"]] == ["section", "data_table", "section", "section"]
    assert "Children: 38 (8 Nov), 42 (15 Nov), 47 (22 Nov)" in lines(view["blocks"])


def test_a_refusal_is_a_home_with_its_sentence_alone() -> None:
    view = check_view(notice_home(Message("I don't know you yet.")), "home")
    assert lines(view["blocks"]) == "I don't know you yet."


def test_a_home_without_the_newest_blocks_says_the_same() -> None:
    view = home_tab([data_table("Everybody", HEAD, ROWS, 10), *trend_charts(weeks(3))], page="2")
    plain = check_view(plain_view(view), "home")
    assert {block["type"] for block in plain["blocks"]} == {"section"}
    assert "• *Sam &lt;3 &amp; Co*: children 17 of 15, points 104 of 100, stands over" in lines(
        plain["blocks"]
    )
    assert "Points: 285 (8 Nov), 315 (15 Nov), 352.5 (22 Nov)" in lines(plain["blocks"])
    assert plain["private_metadata"] == "2"
