"""Capacity, promise and bandwidth: every rule and worked example of policy guide §4."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from scoring.capacity import score_capacity
from scoring.people import Grade, Worker
from tests.builders import TODAY, a_policy, a_reduction, a_team, a_worker

DAY = timedelta(days=1)


def share(worker: Worker, today: date = TODAY) -> Fraction:
    return score_capacity(worker, a_team(), a_policy(), today).share


def promise(worker: Worker) -> int:
    return score_capacity(worker, a_team(), a_policy(), TODAY).promise


def test_the_worked_example_of_an_asye_at_point_8_with_a_quarter_off() -> None:
    worker = a_worker(1, grade=Grade.NEWLY_QUALIFIED, fte=Fraction(4, 5), reductions=(a_reduction(25),))
    capacity = score_capacity(worker, a_team(), a_policy(), TODAY)
    assert capacity.share == Fraction(6, 10)
    assert capacity.promise == 7
    assert (capacity.bandwidth, capacity.low_end, capacity.stable) == (540, 378, 90)


@pytest.mark.parametrize(
    ("grade", "children", "points"),
    [
        (Grade.EXPERIENCED, 15, 1000),
        (Grade.NEWLY_QUALIFIED, 12, 900),
        (Grade.ADVANCED_PRACTITIONER, 15, 1000),
        (Grade.SUPPORT_WORKER, 15, 1000),
        (Grade.TEAM_MANAGER, 0, 0),
        (Grade.SUPPORT_OFFICER, 0, 0),
        (Grade.NONE, 0, 0),
    ],
)
def test_each_grade_has_its_promise_and_bandwidth(grade: Grade, children: int, points: int) -> None:
    capacity = score_capacity(a_worker(1, grade=grade), a_team(), a_policy(), TODAY)
    assert (capacity.promise, capacity.bandwidth) == (children, points)


def test_a_promise_is_a_whole_number_half_up() -> None:
    assert promise(a_worker(1, fte=Fraction(1, 2))) == 8
    assert promise(a_worker(1, grade=Grade.NEWLY_QUALIFIED, fte=Fraction(3, 5))) == 7


def test_reductions_add() -> None:
    assert share(a_worker(1, reductions=(a_reduction(50), a_reduction(20)))) == Fraction(3, 10)


def test_reductions_take_no_more_than_there_is() -> None:
    assert share(a_worker(1, reductions=(a_reduction(100), a_reduction(20)))) == 0


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "left"),
    [
        (TODAY, TODAY, 0),
        (TODAY - 9 * DAY, TODAY, 0),
        (TODAY, None, 0),
        (TODAY - 9 * DAY, TODAY - DAY, 1),
        (TODAY + DAY, None, 1),
    ],
)
def test_both_ends_of_a_reduction_are_included(starts_on: date, ends_on: date | None, left: int) -> None:
    assert share(a_worker(1, reductions=(a_reduction(100, starts_on, ends_on),))) == left


@pytest.mark.parametrize(("day", "left"), [(-1, 0), (0, 1), (30, 1), (31, 0)])
def test_the_first_and_last_day_are_both_in_post(day: int, left: int) -> None:
    worker = a_worker(1, starts_on=TODAY, ends_on=TODAY + 30 * DAY)
    assert share(worker, TODAY + day * DAY) == left


def test_somebody_without_fte_has_no_capacity() -> None:
    capacity = score_capacity(a_worker(1, fte=Fraction(0)), a_team(), a_policy(), TODAY)
    assert (capacity.promise, capacity.bandwidth, capacity.low_end, capacity.stable) == (0, 0, 0, 0)


def test_a_persons_own_number_comes_before_the_teams_and_the_teams_before_the_policys() -> None:
    policy = a_policy(team_promises={"North": {Grade.EXPERIENCED: 14, Grade.SUPPORT_WORKER: 10}})
    team = a_team(name="North", promises=((Grade.EXPERIENCED, 13),))

    def of(worker: Worker) -> int:
        return score_capacity(worker, team, policy, TODAY).promise

    assert of(a_worker(1, promise=11, fte=Fraction(1, 2))) == 6
    assert of(a_worker(1)) == 13
    assert of(a_worker(1, grade=Grade.SUPPORT_WORKER)) == 10
    assert of(a_worker(1, grade=Grade.NEWLY_QUALIFIED)) == 12


def test_a_promise_of_0_to_one_person_is_kept_as_0() -> None:
    assert promise(a_worker(1, promise=0)) == 0


def test_the_low_end_is_rounded_once_from_the_exact_number() -> None:
    # Half of the exact 66.66… points is 33.3; half of the rounded 66.7 would be 33.4.
    worker = a_worker(1, fte=Fraction(2, 3))
    capacity = score_capacity(worker, a_team(), a_policy(low_end_percent=50), TODAY)
    assert (capacity.bandwidth, capacity.low_end) == (667, 333)
