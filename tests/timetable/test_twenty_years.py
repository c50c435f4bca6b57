"""Twenty years of what falls due, asked at the worst minutes with the bot down now and then."""

from bisect import bisect_left
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from random import Random

import pytest

from bot.bank_holidays import calendar_of
from scoring.digest_weeks import TeamSchedule
from scoring.ids import TeamId
from scoring.timetable import Occasion, OccasionKind, due_between
from tests.builders import a_policy
from tests.timetable.rules import (
    DAY,
    Sent,
    day_of,
    is_working,
    moment,
    monday,
    worst_ticks,
    wrong_digests,
)

POLICY = a_policy()
CALENDAR = calendar_of(POLICY)
START = datetime(2026, 1, 2, 12, tzinfo=UTC)
TWENTY_YEARS = 7_305
SCHEDULES = (
    TeamSchedule(TeamId(1), 0, time(9), START),
    TeamSchedule(TeamId(2), 4, time(15, 30), START + timedelta(days=3)),
    TeamSchedule(TeamId(3), 2, time(17, 45), START + timedelta(days=40)),
)


@pytest.fixture(scope="module")
def years() -> tuple[list[datetime], list[tuple[datetime, Occasion]]]:
    """Every tick of twenty years, and what each found."""
    ticks = worst_ticks(START, TWENTY_YEARS, Random(20), most_a_day=4)
    found, sent = [], dict[TeamId, str]()
    for last, now in pairwise(ticks):
        for occasion in due_between(last, now, SCHEDULES, sent, POLICY, CALENDAR):
            found.append((now, occasion))
            if occasion.digest is not None:
                sent[occasion.digest.team] = occasion.digest.week
    return ticks, found


Years = tuple[list[datetime], list[tuple[datetime, Occasion]]]


def test_each_digest_is_found_once_in_the_right_week_and_as_early_as_it_can_be(years: Years) -> None:
    ticks, found = years
    for schedule in SCHEDULES:
        sent = [
            Sent(now, monday(each.digest.week), tuple(map(monday, each.digest.weeks_owed)))
            for now, each in found
            if each.digest is not None and each.digest.team == schedule.team
        ]
        assert len(sent) > 700
        assert any(len(each.covers) > 1 for each in sent), "the bot was down for longer than it may be late"
        assert wrong_digests(schedule.weekday, schedule.at, schedule.started_at, ticks, sent) == []


def test_each_days_end_is_found_once_at_the_first_look_after_midnight_in_london(years: Years) -> None:
    ticks, found = years
    ends = {each.day: now for now, each in found if each.kind is OccasionKind.SNAPSHOT}
    days = [day_of(START) + number * DAY for number in range((day_of(ticks[-1]) - day_of(START)).days)]
    assert list(ends) == days
    counted = Counter(each.key for _, each in found)
    assert max(counted.values()) == 1
    for day in days:
        assert ends[day] == ticks[bisect_left(ticks, moment(day + DAY, time(0)))]


def test_reminders_come_on_working_days_alone_and_once_after_downtime(years: Years) -> None:
    ticks, found = years
    reminded = [(now, each) for now, each in found if each.kind is OccasionKind.REMINDER]
    assert all(is_working(each.day) and each.at == moment(each.day, time(9)) for _, each in reminded)
    assert max(Counter(now for now, _ in reminded).values()) == 1
    looked_at_nine = {
        day_of(now) for last, now in pairwise(ticks) if last < moment(day_of(now), time(9)) <= now
    }
    assert {each.day for now, each in reminded} >= {day for day in looked_at_nine if is_working(day)}
