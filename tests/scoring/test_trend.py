"""Shares of what was promised, the ends of weeks, and a trend in a few figures."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from scoring.ids import PolicyVersion
from scoring.snapshots import Snapshot
from scoring.trend import build_course, percent_of, week_ends


def a_day(day: date, children: int, promise: int = 10) -> Snapshot:
    return Snapshot(day, children, 0, promise, 0, PolicyVersion("2026-1"))


@pytest.mark.parametrize(
    ("held", "line", "percent"),
    [(0, 15, 0), (15, 15, 100), (12, 15, 80), (1, 3, 33), (999, 1000, 99), (1001, 1000, 101), (30, 15, 200)],
)
def test_a_share_is_never_rounded_to_full_from_either_side(held: int, line: int, percent: int) -> None:
    assert percent_of(held, line) == percent


def test_of_nothing_promised_there_is_no_share() -> None:
    assert percent_of(3, 0) is None


def test_week_ends_are_a_week_apart_and_end_with_the_day_given() -> None:
    found = week_ends(date(2026, 11, 22), 52)
    assert (len(found), found[0], found[-1]) == (52, date(2025, 11, 30), date(2026, 11, 22))
    assert {after - before for before, after in pairwise(found)} == {timedelta(days=7)}


def test_a_course_tells_the_ends_the_first_highest_and_how_often_the_line_was_passed() -> None:
    first, second, third = week_ends(date(2026, 11, 22), 3)
    trend = [a_day(first, 8), a_day(second, 12), a_day(third, 12, promise=12)]
    course = build_course(trend, lambda each: each.children, lambda each: each.promise)
    assert (course.first, course.last, course.highest, course.highest_on) == (8, 12, 12, second)
    assert (course.first_line, course.last_line, course.over, course.weeks) == (10, 12, 1, 3)
