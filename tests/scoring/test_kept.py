"""The kept-rate counts calendar days whose end no breach covers, of the days with capacity."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.breaches import Span
from scoring.kept import (
    Window,
    covers_end,
    how_often,
    kept_rate,
    kept_rate_together,
    quarter_of,
    time_not_kept,
)
from scoring.working_time import end_of_day, start_of_day
from tests.scoring.london import MONDAY, at

WEEK = Window(MONDAY, MONDAY + timedelta(days=6))
DAYS = [MONDAY + timedelta(days=number) for number in range(7)]


def test_mon_10_to_wed_9_covers_the_ends_of_monday_and_tuesday() -> None:
    span = Span(at("Mon 10:00"), at("Wed 09:00"))
    assert [covers_end(span, day) for day in DAYS[:4]] == [True, True, False, False]
    assert kept_rate([span], DAYS, WEEK) == Fraction(5, 7)


def test_an_end_at_exactly_24_still_covers_that_day() -> None:
    tuesday = DAYS[1]
    assert covers_end(Span(at("Tue 10:00"), end_of_day(tuesday)), tuesday)
    assert not covers_end(Span(at("Tue 10:00"), end_of_day(tuesday) - timedelta(seconds=1)), tuesday)


def test_a_breach_that_opens_at_exactly_24_belongs_to_the_next_day() -> None:
    span = Span(end_of_day(DAYS[1]))
    assert not covers_end(span, DAYS[1])
    assert covers_end(span, DAYS[2])


def test_a_breach_within_a_day_leaves_the_day_kept() -> None:
    assert kept_rate([Span(at("Mon 09:00"), at("Mon 17:00"))], DAYS, WEEK) == 1


def test_only_days_with_capacity_count() -> None:
    span = Span(at("Mon 10:00"), at("Wed 09:00"))
    assert kept_rate([span], DAYS[1:3], WEEK) == Fraction(1, 2)
    assert kept_rate([span], [], WEEK) is None
    assert kept_rate([span], [MONDAY - timedelta(days=1)], WEEK) is None


def test_both_lines_over_on_one_day_are_one_day_not_kept() -> None:
    spans = [Span(at("Mon 10:00"), at("Wed 09:00")), Span(at("Tue 08:00"), at("Wed 18:00"))]
    assert kept_rate(spans, DAYS, WEEK) == Fraction(5, 7)


def test_several_people_count_by_their_days() -> None:
    over = ([Span(at("Mon 10:00"))], DAYS)
    half_week: tuple[list[Span], list[date]] = ([], DAYS[:3])
    assert kept_rate_together([over, half_week, ([], [])], WEEK) == Fraction(3, 10)
    assert kept_rate_together([([], [])], WEEK) is None


def test_how_often_counts_the_breaches_that_overlap_the_window() -> None:
    before = Span(at("Mon 10:00", -1), start_of_day(MONDAY))
    into = Span(at("Sun 10:00", -1), at("Mon 00:01"))
    within = Span(at("Tue 10:00"), at("Tue 11:00"))
    still_open = Span(at("Sun 23:59"))
    after = Span(at("Mon 00:00", 1))
    assert how_often([before, into, within, still_open, after], WEEK) == 3


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 11, 23), date(2026, 10, 1), date(2026, 11, 22)),
        (date(2026, 10, 2), date(2026, 10, 1), date(2026, 10, 1)),
        (date(2026, 10, 1), date(2026, 7, 1), date(2026, 9, 30)),
        (date(2027, 1, 1), date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_quarter_runs_up_to_yesterday(today: date, first: date, last: date) -> None:
    assert quarter_of(today) == Window(first, last)


HOURS = st.integers(0, 24 * 9)


@given(st.lists(st.tuples(HOURS, HOURS), max_size=6))
def test_another_breach_never_raises_the_rate(pairs: list[tuple[int, int]]) -> None:
    start = at("Mon 00:00")
    spans = [Span(start + timedelta(hours=a), start + timedelta(hours=a + b)) for a, b in pairs]
    rates = [kept_rate(spans[:count], DAYS, WEEK) or Fraction(0) for count in range(len(spans) + 1)]
    assert rates == sorted(rates, reverse=True)
    assert all(0 <= rate <= 1 for rate in rates)


def test_time_that_two_lines_share_counts_once_and_a_time_between_them_not_at_all() -> None:
    spans = [
        Span(at("Mon 10:00"), at("Wed 10:00")),
        Span(at("Tue 10:00"), at("Wed 22:00")),
        Span(at("Fri 10:00"), at("Fri 11:00")),
        Span(at("Fri 12:00")),
    ]
    assert time_not_kept(spans) == timedelta(hours=61)
    assert time_not_kept([]) == timedelta(0)
