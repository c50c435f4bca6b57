"""How often somebody is supervised, what time away does to it, and how often it was in time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.errors import BadInput
from scoring.ids import SupervisionId, WorkerId
from scoring.people import Grade, Worker
from scoring.supervision import (
    InTime,
    Supervision,
    decide_supervision,
    score_in_time,
    score_standing,
    supervision_due_on,
    supervision_interval,
)
from tests.builders import a_policy, a_reduction, a_worker

START = date(2026, 1, 5)
POLICY = a_policy()
WEEK = timedelta(days=7)


def held(day: date) -> Supervision:
    return Supervision(SupervisionId(1), WorkerId(1), day, 60)


@pytest.mark.parametrize("grade", [Grade.NEWLY_QUALIFIED, Grade.SUPPORT_WORKER])
@pytest.mark.parametrize(
    ("day", "weeks"),
    [
        (START, 1),
        (START + timedelta(days=41), 1),
        (START + timedelta(days=42), 2),
        (date(2026, 7, 4), 2),
        (date(2026, 7, 5), 4),
    ],
)
def test_a_new_worker_has_it_weekly_to_week_6_then_fortnightly_to_month_6(
    grade: Grade, day: date, weeks: int
) -> None:
    worker = a_worker(grade=grade, starts_on=START)
    assert supervision_interval(worker, day, POLICY) == weeks * WEEK


def test_everybody_else_has_it_every_four_weeks() -> None:
    for worker in (a_worker(starts_on=START), a_worker(grade=Grade.NEWLY_QUALIFIED)):
        assert supervision_interval(worker, START, POLICY) == 4 * WEEK


def test_it_is_due_from_the_last_one_or_from_the_first_day_that_counts() -> None:
    worker = a_worker(starts_on=START)
    assert supervision_due_on(worker, date(2026, 3, 2), POLICY) == date(2026, 3, 30)
    today = date(2026, 3, 10)
    from_start = score_standing(worker, None, date(2025, 9, 1), today, POLICY)
    assert from_start.due_on == date(2026, 2, 2)
    assert from_start.overdue_days == 36
    from_recording = score_standing(worker, None, date(2026, 3, 2), today, POLICY)
    assert (from_recording.due_on, from_recording.overdue_days) == (date(2026, 3, 30), 0)


def test_nothing_is_due_where_nothing_has_been_recorded_and_no_team_was_started() -> None:
    standing = score_standing(a_worker(starts_on=START), None, None, date(2026, 3, 10), POLICY)
    assert standing.due_on is None
    assert not standing.is_due(date(2026, 3, 10))


def away(first: date, last: date | None) -> Worker:
    return a_worker(reductions=(a_reduction(100, first, last),))


def test_days_away_in_full_move_the_day_by_as_many() -> None:
    worker = away(date(2026, 3, 10), date(2026, 3, 19))
    assert supervision_due_on(worker, date(2026, 3, 2), POLICY) == date(2026, 4, 9)


def test_two_reductions_that_take_all_the_time_together_are_time_away() -> None:
    parts = (a_reduction(60, date(2026, 3, 1), date(2026, 3, 19)), a_reduction(50, date(2026, 3, 10)))
    assert supervision_due_on(a_worker(reductions=parts), date(2026, 3, 2), POLICY) == date(2026, 4, 9)


def test_half_a_week_less_excuses_nothing() -> None:
    worker = a_worker(reductions=(a_reduction(50, date(2026, 3, 1)),))
    assert supervision_due_on(worker, date(2026, 3, 2), POLICY) == date(2026, 3, 30)


def test_somebody_away_until_further_notice_has_no_day_and_nothing_is_due() -> None:
    standing = score_standing(
        away(date(2026, 3, 10), None), held(date(2026, 3, 2)), None, date(2026, 9, 1), POLICY
    )
    assert (standing.due_on, standing.overdue_days, standing.is_away) == (None, 0, True)


def test_what_was_late_before_an_absence_is_as_late_after_it() -> None:
    worker = away(date(2026, 4, 2), date(2026, 5, 31))
    last = held(date(2026, 3, 2))
    during = score_standing(worker, last, None, date(2026, 4, 20), POLICY)
    assert (during.due_on, during.overdue_days) == (date(2026, 3, 30), 2)
    assert not during.is_due(date(2026, 4, 20))
    back = score_standing(worker, last, None, date(2026, 6, 1), POLICY)
    assert back.overdue_days == 3
    assert back.is_due(date(2026, 6, 1))


def test_it_is_due_on_its_day_and_overdue_the_day_after() -> None:
    last, due = held(date(2026, 3, 2)), date(2026, 3, 30)
    for day, is_due, late in ((due - timedelta(days=1), False, 0), (due, True, 0), (due + WEEK, True, 7)):
        standing = score_standing(a_worker(), last, None, day, POLICY)
        assert (standing.is_due(day), standing.overdue_days) == (is_due, late)


TODAY = date(2026, 6, 10)
EVERY_FOUR = [TODAY - 4 * WEEK * number for number in (4, 3, 2, 1)]


def in_time(*days: date, worker: Worker | None = None, known_from: date | None = None) -> InTime:
    return score_in_time(worker or a_worker(), days, known_from, TODAY, POLICY)


def test_every_one_by_its_day_is_in_time() -> None:
    assert in_time(*EVERY_FOUR) == InTime(3, 3)
    assert in_time(*EVERY_FOUR, TODAY) == InTime(4, 4)


def test_a_late_one_is_missed_once_and_none_at_all_again_and_again() -> None:
    assert in_time(EVERY_FOUR[0], EVERY_FOUR[1], EVERY_FOUR[2] + WEEK, TODAY - 3 * WEEK) == InTime(2, 3)
    assert in_time(EVERY_FOUR[0]) == InTime(0, 3)


def test_the_first_one_counts_from_the_day_the_team_was_started() -> None:
    start = TODAY - 6 * WEEK
    assert in_time(TODAY - 3 * WEEK, known_from=start) == InTime(1, 1)
    assert in_time(known_from=start) == InTime(0, 1)
    assert in_time() == InTime(0, 0)


def test_time_away_is_no_missed_supervision() -> None:
    worker = away(TODAY - 15 * WEEK, TODAY - WEEK)
    assert in_time(EVERY_FOUR[0], worker=worker) == InTime(0, 0)


@given(
    st.sets(st.integers(1, 200), max_size=12),
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 60)), max_size=3),
    st.sampled_from(sorted(Grade)),
)
def test_no_more_is_in_time_than_happened_or_was_due_whatever_the_absences(
    days: set[int], absences: list[tuple[int, int]], grade: Grade
) -> None:
    reductions = tuple(
        a_reduction(100, TODAY - timedelta(days=ago), TODAY - timedelta(days=ago - long))
        for ago, long in absences
    )
    worker = a_worker(grade=grade, starts_on=TODAY - timedelta(days=220), reductions=reductions)
    on = sorted(TODAY - timedelta(days=ago) for ago in days)
    whole = score_in_time(worker, on, worker.starts_on, TODAY, POLICY)
    assert 0 <= whole.in_time <= whole.due
    assert whole.in_time <= len(on)
    for day in on:
        due = supervision_due_on(worker, day, POLICY)
        assert due is not None
        assert due >= day + WEEK


def decide(day: date | None, minutes: str) -> tuple[date, int]:
    """For somebody in post from 5 January to 1 May."""
    worker = a_worker(starts_on=START, ends_on=date(2026, 5, 1))
    return decide_supervision(day, minutes, worker, TODAY, POLICY)


@pytest.mark.parametrize("typed", ["60", " 60 ", "60 minutes", "60 Min"])
def test_minutes_are_read_as_people_write_them(typed: str) -> None:
    assert decide(START, typed) == (START, 60)


@pytest.mark.parametrize("typed", ["", "4", "241", "1.5", "an hour", "-60", "٦٠", "99999999999999"])
def test_minutes_that_nobody_meant_are_asked_for_again(typed: str) -> None:
    with pytest.raises(BadInput, match="from 5 to 240") as caught:
        decide(START, typed)
    assert caught.value.field == "minutes"


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (None, "Choose the day"),
        (TODAY + timedelta(days=1), "still to come"),
        (START - timedelta(days=1), "weren't in post"),
        (date(2026, 5, 2), "weren't in post"),
    ],
)
def test_the_day_lies_in_the_workers_time_in_post_and_not_ahead(day: date | None, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence) as caught:
        decide(day, "60")
    assert caught.value.field == "held_on"


def test_the_first_and_the_last_day_in_post_are_fine() -> None:
    for day in (START, date(2026, 5, 1)):
        assert decide(day, "60") == (day, 60)
