"""What a trend says: in charts that Slack takes, in words, and in one chart of shares."""

from dataclasses import replace
from typing import Any

from bot.sandbox.surfaces import check_message_blocks
from handlers.views.charts import bar_chart
from handlers.views.trends import (
    alt_text,
    course_lines,
    policy_note,
    share_chart,
    trend_charts,
    week_by_week,
)
from scoring.ids import PolicyVersion
from tests.handlers.views.trend_values import weeks


def series(block: dict[str, Any]) -> dict[str, list[float]]:
    return {each["name"]: [point["value"] for point in each["data"]] for each in block["chart"]["series"]}


def test_children_and_points_each_have_a_chart_with_their_line() -> None:
    children, points = trend_charts(weeks(20))
    check_message_blocks([children, points])
    assert series(children)["Children"][:3] == [38, 42, 47]
    assert series(children)["Promise"] == [45] * 20
    assert series(points)["Points"][:3] == [285, 315, 352.5]
    assert series(points)["Bandwidth"] == [315] * 20


def test_one_week_is_no_trend() -> None:
    assert (trend_charts(weeks(1)), course_lines(weeks(1)), week_by_week(weeks(1))) == ([], [], [])
    assert share_chart("Shares", weeks(1)) == []


def test_the_words_say_what_the_charts_show() -> None:
    lines = course_lines(weeks(3))
    assert lines[0] == (
        "Children: 47 against 45 on 22 November; 38 against 45 on 8 November; at most 47, on 22 November. "
        "Over what we promised at the end of 1 of these 3 weeks."
    )
    assert lines[1].startswith("Points: 352.5 against 315 on 22 November; 285 against 315 on 8 November;")
    said = "\n".join(week_by_week(weeks(3)))
    assert "38 against 45 on 8 November, 42 against 45 on 15 November, 47 against 45 on 22 November." in said


def test_both_lines_in_one_chart_are_shares_and_weeks_without_a_promise_are_left_out() -> None:
    trend = weeks(4)
    [chart] = share_chart("Shares", [replace(trend[0], promise=0, bandwidth=0), *trend[1:]])
    check_message_blocks([chart])
    assert series(chart) == {
        "Children, %": [93, 105, 84],
        "Points, %": [100, 112, 90],
        "Our promise": [100, 100, 100],
    }


def test_points_of_another_policy_are_said_not_to_compare() -> None:
    trend = weeks(3)
    older = [replace(trend[0], policy=PolicyVersion("2025-1")), *trend[1:]]
    assert policy_note(trend) == []
    assert policy_note(older) == [
        "Points before 15 November 2026 were counted by an earlier policy and don't compare."
    ]


def test_the_picture_is_told_in_figures_to_whoever_doesnt_see_it() -> None:
    told = alt_text("North", weeks(52))
    assert told.startswith(
        "Two line charts of North, one point a week from 30 November 2025 to 22 November 2026. "
        "Children: 38 against 45 on 22 November 2026; 38 against 45 on 30 November 2025; at most 47, on"
    )
    assert "Over what we promised at the end of 17 of these 52 weeks." in told
    assert len(told) < 2_000


def test_long_names_beside_each_other_are_cut_and_stay_apart() -> None:
    names = ["Children and Families East", "Children and Families West", "North"]
    chart = bar_chart("Compared", names, {"Children, %": [90, 110, 100]})
    check_message_blocks([chart])
    categories = chart["chart"]["axis_config"]["categories"]
    assert categories[2] == "North"
    assert len(set(categories)) == 3
