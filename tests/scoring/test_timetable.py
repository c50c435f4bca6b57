"""What falls due between two ticks: nothing twice, nothing missed, also after the bot was down."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from random import Random

import pytest

from scoring.digest_weeks import TeamSchedule, late_until, scheduled_at, week_of
from scoring.ids import TeamId
from scoring.timetable import Occasion, OccasionKind, due_between
from scoring.working_time import end_of_day, london
from tests.builders import a_policy
from tests.scoring.london import ENGLAND, WORKING, at, utc

POLICY = a_policy()
HALF_A_MINUTE = timedelta(seconds=30)
START = utc(2025, 1, 2, 12)
SCHEDULES = (
    TeamSchedule(TeamId(1), 0, time(9), START),
    TeamSchedule(TeamId(2), 4, time(15, 30), START),
    TeamSchedule(TeamId(3), 2, time(17, 45), START),
)


def due(last: datetime, now: datetime, *kinds: OccasionKind) -> list[str]:
    """The keys of what fell due for a bot with one team, whose last digest was 2026-W47's."""
    schedules = SCHEDULES[:1]
    found = due_between(last, now, schedules, {TeamId(1): "2026-W47"}, POLICY, ENGLAND)
    return [occasion.key for occasion in found if occasion.kind in (kinds or tuple(OccasionKind))]


def test_monday_at_9_brings_reminders_and_the_digest() -> None:
    now = at("Mon 09:00")
    assert due(now - HALF_A_MINUTE, now) == ["reminder 2026-11-23", "digest 2026-W48 1"]


def test_a_moment_belongs_to_the_tick_that_ends_on_it() -> None:
    now = at("Tue 09:00")
    assert due(now - HALF_A_MINUTE, now, OccasionKind.REMINDER) == ["reminder 2026-11-24"]
    assert due(now, now + HALF_A_MINUTE, OccasionKind.REMINDER) == []


def test_a_day_ends_at_midnight_in_london_in_summer_too() -> None:
    midnight = utc(2026, 6, 9, 23)
    found = due_between(midnight - HALF_A_MINUTE, midnight, (), {}, POLICY, ENGLAND)
    assert found == [Occasion(OccasionKind.SNAPSHOT, midnight, date(2026, 6, 9))]


def test_at_the_weekend_and_on_bank_holidays_nobody_is_reminded() -> None:
    assert due(at("Fri 18:00"), at("Sun 23:00"), OccasionKind.REMINDER) == []
    christmas, day_after = london(date(2026, 12, 24), time(12)), london(date(2026, 12, 28), time(12))
    assert due(christmas, day_after, OccasionKind.REMINDER) == []


def test_after_days_of_downtime_every_snapshot_is_owed_but_one_reminder_and_one_sweep() -> None:
    found = due(at("Mon 08:00"), at("Thu 12:00"))
    assert found == [
        "snapshot 2026-11-23",
        "snapshot 2026-11-24",
        "snapshot 2026-11-25",
        "sweep 2026-11-26",
        "reminder 2026-11-26",
    ]


def test_a_tick_in_which_nothing_falls_due_is_empty() -> None:
    assert due(at("Thu 10:00"), at("Thu 10:00") + HALF_A_MINUTE) == []


def test_the_sweep_runs_once_on_the_days_the_clocks_change() -> None:
    for day in (date(2026, 3, 29), date(2026, 10, 25)):
        before, after = london(day, time(0)), end_of_day(day)
        assert due(before, after, OccasionKind.SWEEP) == [f"sweep {day}"]


def ticks(seed: int, end: datetime) -> list[datetime]:
    """Ticks minutes apart with downtimes of hours, days and sometimes weeks; none in the last eight days."""
    chance, moments = Random(seed), [START]
    while moments[-1] < end:
        gap = chance.choices(
            (timedelta(minutes=40), timedelta(hours=7), timedelta(days=3), timedelta(days=16)),
            weights=(800, 6, 4, 1),
        )[0]
        moments.append(moments[-1] + gap * chance.random())
    last = moments[-1]
    return moments + [last + timedelta(minutes=20) * number for number in range(1, 3 * 24 * 8)]


def run(moments: list[datetime]) -> tuple[list[tuple[datetime, Occasion]], dict[TeamId, str]]:
    """What a bot finds that ticks at these moments and writes down which digests it sent."""
    found: list[tuple[datetime, Occasion]] = []
    sent: dict[TeamId, str] = {}
    for last, now in pairwise(moments):
        for occasion in due_between(last, now, SCHEDULES, sent, POLICY, ENGLAND):
            found.append((now, occasion))
            if occasion.digest is not None:
                sent[occasion.digest.team] = occasion.digest.week
    return found, sent


@pytest.mark.parametrize("seed", range(4))
def test_over_three_years_with_downtimes_nothing_is_twice_and_no_week_or_day_is_missed(seed: int) -> None:
    moments = ticks(seed, utc(2028, 1, 3))
    found, _ = run(moments)
    counts = Counter(occasion.key for _, occasion in found)
    assert max(counts.values()) == 1
    days = [occasion.day for _, occasion in found if occasion.kind is OccasionKind.SNAPSHOT]
    assert days == [days[0] + timedelta(days=number) for number in range(len(days))]
    assert end_of_day(days[-1] + timedelta(days=1)) > moments[-1]
    for schedule in SCHEDULES:
        digests = [
            (now, each.digest) for now, each in found if each.digest and each.digest.team == schedule.team
        ]
        covered = [week for _, digest in digests for week in digest.weeks_owed]
        assert covered == sorted(set(covered))
        assert covered == expected_weeks(schedule, covered[-1])
        assert weeks_after(schedule, covered[-1], moments[-1]) == 0
        for now, digest in digests:
            assert digest.send_at <= now < late_until(digest.send_at, POLICY, ENGLAND)
            assert not ENGLAND.in_quiet_hours(now, POLICY.hours)


def expected_weeks(schedule: TeamSchedule, last: str) -> list[str]:
    """Every ISO week from the start up to `last` whose hour lies after the start."""
    weeks = [week_of(START.date() + timedelta(weeks=number)) for number in range(-1, 200)]
    return [w for w in weeks if w <= last and scheduled_at(schedule, w, ENGLAND) >= START]


def weeks_after(schedule: TeamSchedule, week: str, now: datetime) -> int:
    """How many weeks after `week` have had their hour by now."""
    weeks = [week_of(START.date() + timedelta(weeks=number)) for number in range(200)]
    return sum(w > week and scheduled_at(schedule, w, ENGLAND) <= now for w in weeks)


def test_without_downtime_every_digest_goes_out_at_its_minute() -> None:
    quarter_hours = [START + timedelta(minutes=15) * number for number in range(4 * 24 * 365)]
    found, _ = run(quarter_hours)
    digests = [(now, occasion.digest) for now, occasion in found if occasion.digest is not None]
    assert all(now == digest.send_at and len(digest.weeks_owed) == 1 for now, digest in digests)
    for schedule in SCHEDULES:
        weeks = [digest.week for _, digest in digests if digest.team == schedule.team]
        assert weeks == expected_weeks(schedule, weeks[-1])
        assert weeks_after(schedule, weeks[-1], quarter_hours[-1]) == 0
    reminders = [occasion for _, occasion in found if occasion.kind is OccasionKind.REMINDER]
    first, last = START.date() + timedelta(days=1), quarter_hours[-1].date()
    assert len(reminders) == ENGLAND.working_days_after(START.date(), last)
    assert reminders[0].day == first


def test_a_digest_stays_due_until_it_is_written_down() -> None:
    now = at("Tue 10:00")
    again = due_between(now - HALF_A_MINUTE, now, SCHEDULES[:1], {TeamId(1): "2026-W47"}, POLICY, WORKING)
    assert [occasion.key for occasion in again] == ["digest 2026-W48 1"]
