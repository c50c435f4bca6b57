"""London days and working days, with both clock changes and the bank holidays of England."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.working_time import Calendar, end_of_day, london, london_day, london_time, start_of_day
from tests.builders import a_policy
from tests.scoring.london import ENGLAND, WORKING, at, utc

HOURS = a_policy().hours
INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
DAYS = st.dates(date(2025, 1, 1), date(2030, 1, 1))


def test_a_summer_evening_in_utc_is_the_next_day_in_london() -> None:
    assert london_day(utc(2026, 6, 9, 23, 30)) == date(2026, 6, 10)
    assert london_day(utc(2026, 12, 9, 23, 30)) == date(2026, 12, 9)


def test_seventeen_hours_is_sixteen_in_utc_only_in_summer() -> None:
    assert london(date(2026, 6, 10), time(17)) == utc(2026, 6, 10, 16)
    assert london(date(2026, 12, 10), time(17)) == utc(2026, 12, 10, 17)


def test_the_day_the_clocks_go_forward_has_23_hours_and_the_day_they_go_back_25() -> None:
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
    assert end_of_day(spring) - start_of_day(spring) == timedelta(hours=23)
    assert end_of_day(autumn) - start_of_day(autumn) == timedelta(hours=25)


def test_a_time_that_comes_twice_is_the_first_and_one_that_never_comes_an_hour_later() -> None:
    assert london(date(2026, 10, 25), time(1, 30)) == utc(2026, 10, 25, 0, 30)
    assert london_time(london(date(2026, 3, 29), time(1, 30))) == time(2, 30)


@given(DAYS)
def test_one_day_ends_where_the_next_begins(day: date) -> None:
    assert end_of_day(day) == start_of_day(day + timedelta(days=1))
    assert london_day(start_of_day(day)) == day
    assert london_day(end_of_day(day) - timedelta(microseconds=1)) == day


@pytest.mark.parametrize(
    ("opened", "working_days", "due"),
    [
        ("Fri 16:00", 2, ("Tue 17:00", 1)),
        ("Mon 09:00", 2, ("Wed 17:00", 0)),
        ("Mon 18:30", 1, ("Tue 17:00", 0)),
        ("Sat 10:00", 2, ("Tue 17:00", 1)),
        ("Sun 23:59", 1, ("Mon 17:00", 1)),
        ("Mon 10:00", 5, ("Mon 17:00", 1)),
    ],
)
def test_a_deadline_is_17_on_the_nth_working_day_after(
    opened: str, working_days: int, due: tuple[str, int]
) -> None:
    assert WORKING.deadline(at(opened), working_days) == at(*due)


def test_a_deadline_passes_over_christmas() -> None:
    opened = london(date(2026, 12, 24), time(16))
    assert ENGLAND.deadline(opened, 2) == london(date(2026, 12, 30), time(17))


def test_what_opens_on_a_bank_holiday_has_the_next_working_day_as_its_first() -> None:
    good_friday = london(date(2027, 3, 26), time(12))
    assert ENGLAND.deadline(good_friday, 1) == london(date(2027, 3, 30), time(17))


def test_a_deadline_is_17_in_london_on_either_side_of_a_clock_change() -> None:
    assert WORKING.deadline(london(date(2026, 3, 27), time(16)), 1) == utc(2026, 3, 30, 16)
    assert WORKING.deadline(london(date(2026, 10, 23), time(16)), 1) == utc(2026, 10, 26, 17)


def test_the_councils_own_closed_days_are_not_worked() -> None:
    closed = Calendar(frozenset({date(2026, 11, 24)}))
    assert closed.deadline(at("Mon 09:00"), 1) == at("Wed 17:00")


@given(DAYS, st.integers(1, 12))
def test_the_nth_working_day_has_n_working_days_up_to_it(day: date, count: int) -> None:
    nth = ENGLAND.add_working_days(day, count)
    assert ENGLAND.is_working_day(nth)
    assert ENGLAND.working_days_after(day, nth) == count


@pytest.mark.parametrize(
    ("now", "is_quiet"),
    [
        ("Mon 07:59", True),
        ("Mon 08:00", False),
        ("Mon 17:59", False),
        ("Mon 18:00", True),
        ("Sat 12:00", True),
        ("Sun 12:00", True),
    ],
)
def test_quiet_hours_are_evenings_nights_and_weekends(now: str, is_quiet: bool) -> None:
    assert WORKING.in_quiet_hours(at(now), HOURS) is is_quiet


def test_a_bank_holiday_is_quiet_all_day() -> None:
    assert ENGLAND.in_quiet_hours(london(date(2026, 12, 25), time(12)), HOURS)


@pytest.mark.parametrize(
    ("now", "sent"),
    [
        ("Mon 10:00", ("Mon 10:00", 0)),
        ("Mon 05:00", ("Mon 08:00", 0)),
        ("Mon 18:00", ("Tue 08:00", 0)),
        ("Fri 18:00", ("Mon 08:00", 1)),
        ("Sat 05:00", ("Mon 08:00", 1)),
        ("Sun 20:00", ("Mon 08:00", 1)),
    ],
)
def test_what_was_held_goes_out_at_8_on_the_next_working_day(now: str, sent: tuple[str, int]) -> None:
    assert WORKING.next_sending_moment(at(now), HOURS) == at(*sent)


def test_what_is_held_before_christmas_goes_out_after_it() -> None:
    christmas_eve = london(date(2026, 12, 24), time(18, 30))
    assert ENGLAND.next_sending_moment(christmas_eve, HOURS) == london(date(2026, 12, 29), time(8))


def test_a_message_held_over_a_clock_change_goes_out_at_8_by_the_new_clock() -> None:
    assert WORKING.next_sending_moment(utc(2026, 3, 28, 12), HOURS) == utc(2026, 3, 30, 7)
    assert WORKING.next_sending_moment(utc(2026, 10, 24, 12), HOURS) == utc(2026, 10, 26, 8)


@given(INSTANTS)
def test_a_held_message_goes_out_at_the_first_moment_that_is_not_quiet(now: datetime) -> None:
    sent = ENGLAND.next_sending_moment(now, HOURS)
    assert sent >= now
    assert not ENGLAND.in_quiet_hours(sent, HOURS)
    assert sent == now or ENGLAND.in_quiet_hours(sent - timedelta(microseconds=1), HOURS)


def test_the_council_sets_its_own_quiet_hours() -> None:
    early = replace(HOURS, quiet_until=time(7), quiet_from=time(16))
    assert not WORKING.in_quiet_hours(at("Mon 07:00"), early)
    assert WORKING.in_quiet_hours(at("Mon 16:00"), early)
