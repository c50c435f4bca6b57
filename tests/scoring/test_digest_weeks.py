"""One digest per (team, ISO week); a late one goes out in working hours, or the next one covers its week."""

from datetime import date, datetime, time, timedelta

import pytest

from scoring.digest_weeks import (
    DigestDue,
    TeamSchedule,
    decide_digest,
    late_until,
    monday_of,
    scheduled_at,
    week_of,
)
from scoring.ids import TeamId
from scoring.working_time import Calendar, london
from tests.builders import a_policy
from tests.scoring.london import ENGLAND, WORKING, at, utc

NORTH = TeamId(1)
POLICY = a_policy()
MONDAYS = TeamSchedule(NORTH, 0, time(9), started_at=utc(2026, 1, 1))


def due(now: datetime, last: str | None, calendar: Calendar = ENGLAND) -> DigestDue | None:
    return decide_digest(MONDAYS, last, now, POLICY, calendar)


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 11, 23), "2026-W48"),
        (date(2027, 1, 1), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2024, 12, 30), "2025-W01"),
    ],
)
def test_a_week_is_known_by_its_iso_number(day: date, week: str) -> None:
    assert week_of(day) == week
    assert week_of(monday_of(week)) == week


def test_the_digest_of_a_monday_is_due_at_9() -> None:
    assert due(at("Mon 08:59"), "2026-W47") is None
    assert due(at("Mon 09:00"), "2026-W47") == DigestDue(NORTH, "2026-W48", ("2026-W48",), at("Mon 09:00"))


def test_a_week_that_was_sent_is_never_due_again() -> None:
    assert due(at("Mon 09:00"), "2026-W48") is None
    assert due(at("Wed 12:00"), "2026-W48") is None


def test_on_a_bank_holiday_it_is_the_next_working_day_at_the_same_hour_under_the_same_week() -> None:
    easter_tuesday = date(2027, 3, 30)
    assert scheduled_at(MONDAYS, "2027-W13", ENGLAND) == london(easter_tuesday, time(9))
    found = due(london(easter_tuesday, time(9)), "2027-W12")
    assert found is not None
    assert found.week == "2027-W13"


def test_a_friday_digest_moved_into_the_next_week_keeps_the_week_it_was_scheduled_for() -> None:
    fridays = TeamSchedule(NORTH, 4, time(9), started_at=utc(2026, 1, 1))
    after_new_year = london(date(2027, 1, 4), time(9))
    assert scheduled_at(fridays, "2026-W53", ENGLAND) == after_new_year
    found = decide_digest(fridays, "2026-W52", after_new_year, POLICY, ENGLAND)
    assert found == DigestDue(NORTH, "2026-W53", ("2026-W53",), after_new_year)


@pytest.mark.parametrize("now", ["Mon 17:59", "Tue 08:00", "Wed 17:59"])
def test_a_late_digest_goes_out_until_the_end_of_the_2nd_working_day_after(now: str) -> None:
    assert due(at(now), "2026-W47", WORKING) is not None


@pytest.mark.parametrize("now", ["Mon 18:00", "Tue 07:59", "Wed 18:00", "Thu 09:00", "Fri 12:00"])
def test_a_late_digest_never_goes_out_in_quiet_hours_or_later(now: str) -> None:
    assert due(at(now), "2026-W47", WORKING) is None


def test_the_2nd_working_day_after_passes_over_bank_holidays() -> None:
    christmas_week = london(date(2026, 12, 24), time(9))
    assert late_until(christmas_week, POLICY, ENGLAND) == london(date(2026, 12, 31), time(0))


def test_the_next_digest_covers_the_weeks_owed_and_says_so() -> None:
    found = due(at("Mon 09:00", 2), "2026-W47")
    assert found is not None
    assert (found.week, found.weeks_owed) == ("2026-W50", ("2026-W48", "2026-W49", "2026-W50"))
    assert found.covers_earlier_weeks


def test_weeks_are_owed_over_the_turn_of_the_year() -> None:
    found = due(london(date(2027, 1, 4), time(9)), "2026-W52")
    assert found is not None
    assert found.weeks_owed == ("2026-W53", "2027-W01")


def test_two_digests_pushed_to_one_day_go_out_as_one() -> None:
    week = {date(2026, 11, 23) + timedelta(days=number) for number in range(5)}
    closed = Calendar(frozenset(week))
    found = due(at("Mon 09:00", 1), "2026-W47", closed)
    assert found is not None
    assert found.weeks_owed == ("2026-W48", "2026-W49")


def test_a_team_that_started_after_its_hour_owes_nothing_for_that_week() -> None:
    started = TeamSchedule(NORTH, 0, time(9), started_at=at("Mon 09:01"))
    assert decide_digest(started, None, at("Tue 09:00"), POLICY, WORKING) is None
    found = decide_digest(started, None, at("Mon 09:00", 1), POLICY, WORKING)
    assert found is not None
    assert found.weeks_owed == ("2026-W49",)


def test_a_team_started_before_the_hour_a_bank_holiday_moved_to_owes_that_week() -> None:
    fridays = TeamSchedule(NORTH, 4, time(9), started_at=london(date(2027, 1, 4), time(8, 30)))
    found = decide_digest(fridays, None, london(date(2027, 1, 4), time(9)), POLICY, ENGLAND)
    assert found is not None
    assert found.weeks_owed == ("2026-W53",)


def test_an_hour_in_the_quiet_hours_waits_for_the_morning() -> None:
    early = TeamSchedule(NORTH, 0, time(7), started_at=utc(2026, 1, 1))
    assert decide_digest(early, "2026-W47", at("Mon 07:30"), POLICY, WORKING) is None
    assert decide_digest(early, "2026-W47", at("Mon 08:00"), POLICY, WORKING) is not None


def test_a_digest_is_at_9_by_londons_clock_on_either_side_of_a_clock_change() -> None:
    assert scheduled_at(MONDAYS, "2026-W13", ENGLAND) == utc(2026, 3, 23, 9)
    assert scheduled_at(MONDAYS, "2026-W14", ENGLAND) == utc(2026, 3, 30, 8)
    assert scheduled_at(MONDAYS, "2026-W43", ENGLAND) == utc(2026, 10, 19, 8)
    assert scheduled_at(MONDAYS, "2026-W44", ENGLAND) == utc(2026, 10, 26, 9)
