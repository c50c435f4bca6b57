"""What workers and teams carry: the worked examples and both lines of policy guide §4."""

from collections.abc import Iterable
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from scoring.case import Case, Factor, Kind
from scoring.load import Load, TeamLoad, member_of, score_loads, score_team
from scoring.people import Extra, Grade, Worker
from tests.builders import TODAY, a_case, a_policy, a_reduction, a_team, a_worker

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
MATERNITY = (a_reduction(100),)


def loads_of(workers: Iterable[Worker], cases: Iterable[Case]) -> dict[int, Load]:
    team = a_team()
    loads = score_loads(workers, {team.id: team}, cases, a_policy(), TODAY)
    return {int(worker): load for worker, load in loads.items()}


def load_of(worker: Worker, *cases: Case) -> Load:
    return loads_of([worker], cases)[worker.id]


def some_cases(count: int, lead: int | None = 1, start: int = 0) -> list[Case]:
    return [a_case(start + number, lead=lead) for number in range(1, count + 1)]


def team_of(workers: Iterable[Worker], cases: Iterable[Case], waiting: Iterable[Case] = ()) -> TeamLoad:
    staff = list(workers)
    loads = loads_of(staff, cases)
    return score_team(
        a_team().id, [member_of(w, loads[w.id], TODAY) for w in staff], waiting, a_policy(), TODAY
    )


def test_the_worked_example_gives_the_lead_two_children_and_the_co_worker_none() -> None:
    first = a_case(1, Kind.CP, Factor.COURT, travel=60, family="F", co=[(2, 25)])
    sibling = a_case(2, Kind.CIN, Factor.COURT, travel=60, family="F")
    loads = loads_of([a_worker(1), a_worker(2)], [first, sibling])
    assert (loads[1].children, loads[1].case_points) == (2, 125)
    assert (loads[2].children, loads[2].case_points) == (0, 35)


def test_an_asye_within_the_band_has_no_room() -> None:
    worker = a_worker(1, grade=Grade.NEWLY_QUALIFIED, fte=Fraction(4, 5), reductions=(a_reduction(25),))
    alone = [Kind.CP, Kind.ASSESSMENT, Kind.CIN, Kind.CARE_LEAVER]
    siblings = [a_case(5, Kind.CP, family="F"), a_case(6, Kind.CLA, family="F")]
    load = load_of(worker, *[a_case(number, kind) for number, kind in enumerate(alone, 1)], *siblings)
    assert (load.children, load.case_points) == (6, 305)
    assert (load.points, load.bandwidth, load.low_end) == (395, 540, 378)
    assert not load.is_over
    assert not load.has_room


def test_a_load_is_cases_and_stable_element_and_extras_which_are_not_scaled() -> None:
    worker = a_worker(1, fte=Fraction(1, 2), extras=(Extra("duty", 50), Extra("practice educator", 80)))
    load = load_of(worker, a_case(1, Kind.CP))
    assert (load.case_points, load.stable, load.extras, load.points) == (80, 75, 130, 285)


def test_over_is_strictly_above_either_line() -> None:
    fifteen = load_of(a_worker(1), *some_cases(15))
    sixteen = load_of(a_worker(1), *some_cases(16))
    assert (fifteen.over_children, fifteen.is_over) == (False, False)
    assert (sixteen.over_children, sixteen.over_points, sixteen.is_over) == (True, False, True)
    full = load_of(a_worker(1, extras=(Extra("duty", 50),)), *[a_case(n, Kind.CP) for n in range(10)])
    fuller = load_of(a_worker(1, extras=(Extra("duty", 51),)), *[a_case(n, Kind.CP) for n in range(10)])
    assert (full.points, full.over_points) == (1000, False)
    assert (fuller.over_points, fuller.over_children) == (True, False)


def test_room_is_under_the_promise_and_under_the_low_end() -> None:
    assert load_of(a_worker(1), *some_cases(13)).has_room
    at_the_low_end = load_of(a_worker(1, extras=(Extra("duty", 30),)), *some_cases(13))
    assert at_the_low_end.points == at_the_low_end.low_end == 700
    assert not at_the_low_end.has_room
    at_the_promise = load_of(a_worker(1, promise=13), *some_cases(13))
    assert not at_the_promise.has_room


def test_a_manager_who_leads_one_is_over_on_both_lines() -> None:
    load = load_of(a_worker(1, grade=Grade.TEAM_MANAGER), a_case(1))
    assert load.points == 40
    assert (load.over_children, load.over_points) == (True, True)


def test_a_manager_who_only_co_works_is_over_on_points_alone() -> None:
    load = load_of(a_worker(1, grade=Grade.TEAM_MANAGER), a_case(1, lead=2, co=[(1, 25)]))
    assert (load.over_children, load.over_points, load.points) == (False, True, 10)


@pytest.mark.parametrize(
    "away",
    [{"reductions": MATERNITY}, {"ends_on": YESTERDAY}, {"starts_on": TOMORROW}, {"fte": Fraction(0)}],
)
def test_somebody_without_capacity_is_never_over_and_has_no_room(away: dict[str, Any]) -> None:
    load = load_of(a_worker(1, **away), *some_cases(3))
    assert load.children == 3
    assert not load.has_capacity
    assert not load.is_over
    assert not load.has_room


def test_the_fuller_line_is_the_larger_of_both() -> None:
    assert load_of(a_worker(1), *some_cases(12)).fuller_line == Fraction(12, 15)
    assert load_of(a_worker(1), *[a_case(n, Kind.CP) for n in range(9)]).fuller_line == Fraction(87, 100)


def test_anything_held_against_a_line_of_0_is_fuller_than_any_other_load() -> None:
    manager = load_of(a_worker(1, grade=Grade.TEAM_MANAGER), a_case(1))
    idle = load_of(a_worker(1, grade=Grade.TEAM_MANAGER))
    assert manager.fuller_line > load_of(a_worker(1), *some_cases(60)).fuller_line
    assert idle.fuller_line == 0


def test_only_the_workers_asked_for_are_scored_though_siblings_of_others_bear_on_them() -> None:
    shared = a_case(2, Kind.CIN, family="F", lead=2, co=[(1, 50)])
    elder = a_case(1, Kind.CP, family="F", lead=2)
    loads = loads_of([a_worker(1)], [elder, shared])
    assert set(loads) == {1}
    assert loads[1].case_points == 10


def example_team() -> tuple[list[Worker], list[Case]]:
    """15 of 15, ASYE 12 of 12, half-time 7 of 8, maternity 6 of 0."""
    workers = [
        a_worker(1),
        a_worker(2, grade=Grade.NEWLY_QUALIFIED),
        a_worker(3, fte=Fraction(1, 2)),
        a_worker(4, reductions=MATERNITY),
    ]
    held = [(15, 1, 0), (12, 2, 100), (7, 3, 200), (6, 4, 300)]
    return workers, [case for count, lead, start in held for case in some_cases(count, lead, start)]


def test_the_example_team_is_over_by_seven_and_averages_11_4() -> None:
    workers, cases = example_team()
    team = team_of(workers, cases, some_cases(2, lead=None, start=400))
    assert (team.children, team.waiting, team.promise) == (42, 2, 35)
    assert team.over_children
    assert (team.average_children, team.average_fte) == (40, Fraction(7, 2))
    assert team.average is not None
    assert round(float(team.average), 1) == 11.4
    assert (team.nobody_there, team.nobody_there_left) == (6, 0)


def test_a_teams_points_are_its_loads_and_its_waiting_children_in_full() -> None:
    workers, cases = example_team()
    waiting = [a_case(n, Kind.CP, lead=None, family="F") for n in (401, 402)]
    team = team_of(workers, cases, waiting)
    assert team.points == (600 + 150) + (480 + 150) + (280 + 75) + 240 + 160
    assert (team.bandwidth, team.low_end) == (1000 + 900 + 500, 700 + 630 + 350)
    assert not team.over_points


def test_a_teams_promise_is_the_sum_of_whole_promises() -> None:
    halves = [a_worker(number, fte=Fraction(1, 2)) for number in (1, 2)]
    assert team_of(halves, []).promise == 16


def test_those_who_left_stay_in_the_teams_children_but_not_in_its_average() -> None:
    workers = [a_worker(1), a_worker(2, ends_on=YESTERDAY)]
    team = team_of(workers, [*some_cases(10), *some_cases(4, 2, 100)])
    assert (team.children, team.average_children, team.average_fte) == (14, 10, Fraction(1))
    assert (team.nobody_there, team.nobody_there_left) == (4, 4)


def test_the_average_leaves_out_support_workers_and_those_who_lead_nobody() -> None:
    workers = [a_worker(1), a_worker(2, grade=Grade.SUPPORT_WORKER), a_worker(3), a_worker(4)]
    team = team_of(workers, [*some_cases(9), *some_cases(5, 2, 100), *some_cases(6, 3, 200)])
    assert (team.average_children, team.average_fte, team.average) == (15, Fraction(2), Fraction(15, 2))


def test_a_team_whose_registered_workers_lead_nobody_has_no_average() -> None:
    team = team_of([a_worker(1)], [])
    assert team.average is None
    assert not team.over_average(a_policy(average_range=(0, 0)))


def test_a_team_is_over_its_average_only_above_the_councils_range() -> None:
    workers = [a_worker(1), a_worker(2)]
    at_the_top = team_of(workers, [*some_cases(21), *some_cases(21, 2, 100)])
    above = team_of(workers, [*some_cases(21), *some_cases(22, 2, 100)])
    nottinghamshire = a_policy(average_range=(200, 210))
    assert not at_the_top.over_average(nottinghamshire)
    assert above.over_average(nottinghamshire)
    assert not above.over_average(a_policy(average_range=None))


def test_a_team_promised_nobody_is_over_with_one_waiting_child() -> None:
    team = team_of([], [], some_cases(1, lead=None))
    assert (team.promise, team.over_children, team.over_points) == (0, True, True)


def test_in_a_teams_sum_a_load_without_bandwidth_is_its_case_points_only() -> None:
    assert team_of([a_worker(1, grade=Grade.TEAM_MANAGER)], [a_case(1)]).points == 40
