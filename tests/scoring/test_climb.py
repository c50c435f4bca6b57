"""A breach without a plan climbs; only a plan stops it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.breaches import Breach, Level
from scoring.case import Kind
from scoring.climb import (
    climb_deadline,
    decide_climb,
    is_plan_missing,
    next_look,
    nobody_there_channel_at,
    sends_at,
)
from scoring.readings import Line
from tests.builders import a_policy
from tests.scoring.breach_values import a_breach
from tests.scoring.london import MONDAY, WORKING, at

POLICY = a_policy()
WEDNESDAY_AFTER = MONDAY + timedelta(days=9)
FRIDAY = MONDAY + timedelta(days=4)


def climb(breach: Breach, now: datetime, plan_ends: date | None = None) -> Level | None:
    return decide_climb(breach, plan_ends, now, POLICY, WORKING)


def look(breach: Breach, now: datetime, plan_ends: date | None = None) -> datetime | None:
    return next_look(breach, plan_ends, now, POLICY, WORKING)


def test_opened_fri_16_climbs_tue_17_to_the_service_manager_and_thu_17_to_the_head() -> None:
    breach = a_breach(at("Fri 16:00"))
    assert climb(breach, at("Tue 16:59", 1)) is None
    assert climb(breach, at("Tue 17:00", 1)) is Level.SERVICE_MANAGER
    breach = replace(breach, climbed_to=Level.SERVICE_MANAGER, climbed_at=at("Tue 17:00", 1))
    assert climb(breach, at("Thu 16:59", 1)) is None
    assert climb(breach, at("Thu 17:00", 1)) is Level.HEAD


def test_above_the_head_there_is_nobody() -> None:
    breach = a_breach(climbed_to=Level.HEAD, climbed_at=at("Thu 17:00", 1))
    assert climb(breach, at("Fri 17:00", 9)) is None
    assert look(breach, at("Fri 17:00", 9)) is None


def test_a_climb_found_late_goes_up_one_level_and_the_next_counts_from_there() -> None:
    breach = a_breach(at("Fri 16:00"))
    assert climb(breach, at("Fri 10:00", 1)) is Level.SERVICE_MANAGER
    breach = replace(breach, climbed_to=Level.SERVICE_MANAGER, climbed_at=at("Fri 10:00", 1))
    assert climb_deadline(breach, None, POLICY, WORKING) == at("Tue 17:00", 2)


def test_a_plan_stops_the_climb_until_its_date_then_two_working_days_to_review() -> None:
    breach = a_breach(at("Fri 16:00"))
    assert climb(breach, at("Wed 17:00", 1), WEDNESDAY_AFTER) is None
    assert climb(breach, at("Fri 16:59", 1), WEDNESDAY_AFTER) is None
    assert climb(breach, at("Fri 17:00", 1), WEDNESDAY_AFTER) is Level.SERVICE_MANAGER


def test_a_plan_for_the_same_day_does_not_bring_the_climb_forward() -> None:
    breach = a_breach(at("Fri 16:00"))
    assert climb_deadline(breach, FRIDAY - timedelta(days=2), POLICY, WORKING) == at("Tue 17:00", 1)


def test_a_plan_that_was_not_reviewed_climbs_on_from_level_to_level() -> None:
    breach = a_breach(climbed_to=Level.SERVICE_MANAGER, climbed_at=at("Fri 17:00", 1))
    assert climb_deadline(breach, WEDNESDAY_AFTER, POLICY, WORKING) == at("Tue 17:00", 2)


def test_a_new_plan_at_a_higher_level_stops_the_climb_again() -> None:
    breach = a_breach(climbed_to=Level.SERVICE_MANAGER, climbed_at=at("Tue 17:00", 1))
    assert climb(breach, at("Thu 17:00", 1), WEDNESDAY_AFTER + timedelta(days=7)) is None


def test_a_climb_that_falls_due_while_settling_waits_and_is_due_at_once_if_it_goes_on() -> None:
    settling = a_breach(at("Fri 16:00"), back_at=at("Tue 14:00", 1))
    assert climb(settling, at("Tue 17:00", 1)) is None
    assert look(settling, at("Tue 17:00", 1)) == at("Wed 14:00", 1)
    resumed = replace(settling, back_at=None)
    assert climb(resumed, at("Wed 10:00", 1)) is Level.SERVICE_MANAGER
    assert look(resumed, at("Wed 10:00", 1)) == at("Wed 10:00", 1)


def test_a_closed_breach_neither_climbs_nor_is_looked_at() -> None:
    closed = a_breach(back_at=at("Mon 10:00", 1), closed_at=at("Tue 10:00", 1))
    assert climb(closed, at("Tue 17:00", 1)) is None
    assert look(closed, at("Tue 17:00", 1)) is None


def test_the_next_look_is_the_deadline_the_plans_date_or_its_review() -> None:
    breach = a_breach(at("Fri 16:00"))
    assert look(breach, at("Fri 16:00")) == at("Tue 17:00", 1)
    assert look(breach, at("Fri 16:00"), WEDNESDAY_AFTER) == at("Wed 17:00", 1)
    assert look(breach, at("Wed 17:00", 1), WEDNESDAY_AFTER) == at("Fri 17:00", 1)


def test_a_plan_is_missing_until_there_is_one_and_again_from_its_date() -> None:
    breach = a_breach(at("Fri 16:00"))
    assert is_plan_missing(breach, None, at("Mon 09:00", 1), POLICY)
    assert not is_plan_missing(breach, WEDNESDAY_AFTER, at("Wed 16:59", 1), POLICY)
    assert is_plan_missing(breach, WEDNESDAY_AFTER, at("Wed 17:00", 1), POLICY)
    assert not is_plan_missing(replace(breach, back_at=at("Mon 08:00", 1)), None, at("Mon 09:00", 1), POLICY)


def test_nobody_there_shows_in_the_channel_after_5_working_days_or_at_once_if_somebody_left() -> None:
    opened = at("Fri 16:00")
    assert nobody_there_channel_at(opened, False, POLICY, WORKING) == at("Fri 17:00", 1)
    assert nobody_there_channel_at(opened, True, POLICY, WORKING) == opened


def test_a_breach_of_nobody_there_is_looked_at_when_it_may_show() -> None:
    breach = a_breach(line=Line.NOBODY_THERE, climbed_to=Level.HEAD)
    assert look(breach, at("Mon 09:00", 1)) == at("Fri 17:00", 1)
    assert look(breach, at("Fri 17:00", 1)) is None


@pytest.mark.parametrize("kind", [Kind.S47, Kind.CP])
def test_a_wrong_holder_of_an_urgent_case_is_told_of_at_once_also_at_night(kind: Kind) -> None:
    assert sends_at(Line.WRONG_HOLDER, kind, at("Sat 02:00"), POLICY, WORKING) == at("Sat 02:00")


@pytest.mark.parametrize(
    ("line", "kind"),
    [(Line.WRONG_HOLDER, Kind.CIN), (Line.WAITING_TOO_LONG, Kind.CP), (Line.CHILDREN, None)],
)
def test_every_other_message_waits_for_working_hours(line: Line, kind: Kind | None) -> None:
    assert sends_at(line, kind, at("Sat 02:00"), POLICY, WORKING) == at("Mon 08:00", 1)
    assert sends_at(line, kind, at("Mon 10:00"), POLICY, WORKING) == at("Mon 10:00")


@given(st.integers(0, 14 * 24 * 60), st.none() | st.integers(0, 30))
def test_following_every_look_reaches_the_head_and_ends(minutes: int, plan_in_days: int | None) -> None:
    opened = at("Mon 00:00") + timedelta(minutes=minutes)
    plan_ends = None if plan_in_days is None else opened.date() + timedelta(days=plan_in_days)
    breach, now, looks = a_breach(opened), opened, 0
    while (moment := look(breach, now, plan_ends)) is not None:
        assert moment >= now
        now, looks = moment, looks + 1
        level = climb(breach, now, plan_ends)
        if level is not None:
            breach = replace(breach, climbed_to=level, climbed_at=now)
        assert looks < 5
    assert breach.climbed_to is Level.HEAD
