"""Everybody's load under two policies, side by side."""

from dataclasses import replace

from scoring.case import Kind
from scoring.ids import TeamId
from scoring.people import Grade
from scoring.policy_effects import TeamEffect, compare_policies
from tests.builders import TODAY, a_case, a_policy, a_team, a_worker

TEAMS = {TeamId(1): a_team(), TeamId(2): a_team(2, "East")}
WORKERS = [a_worker(), a_worker(2, "Jo Price", team=TeamId(2))]
CASES = [a_case(number, Kind.CP) for number in range(1, 11)] + [a_case(11, lead=None), a_case(12, lead=2)]


def stricter() -> list[TeamEffect]:
    """A child protection plan weighs 9 instead of 8."""
    old = a_policy()
    kinds = {**old.kinds, Kind.CP: replace(old.kinds[Kind.CP], base=90)}
    return compare_policies(old, a_policy(kinds=kinds), WORKERS, TEAMS, CASES, TODAY)


def test_teams_come_by_name_and_only_what_reads_differently_changes() -> None:
    east, north = stricter()
    assert (east.name, east.changes, [each.changes for each in east.workers]) == ("East", False, [False])
    assert (north.name, north.changes, [each.changes for each in north.workers]) == ("North", True, [True])


def test_points_of_the_worker_and_of_the_team_stand_before_and_after() -> None:
    [sam], north = stricter()[1].workers, stricter()[1]
    assert (sam.before.points, sam.after.points) == (950, 1050)
    assert (sam.before.is_over, sam.after.is_over) == (False, True)
    assert (north.before.points, north.after.points) == (990, 1090), "the waiting child counts in full"
    assert (north.was_over, north.is_over) == (False, True)


def test_another_promise_changes_who_is_over() -> None:
    old = a_policy()
    grades = {**old.grades, Grade.EXPERIENCED: replace(old.grades[Grade.EXPERIENCED], promise=9)}
    _, north = compare_policies(old, a_policy(grades=grades), WORKERS, TEAMS, CASES, TODAY)
    assert (north.before.promise, north.after.promise) == (15, 9)
    assert north.workers[0].after.over_children


def test_an_average_range_alone_can_put_a_team_over() -> None:
    new = a_policy(average_range=(50, 60))
    _, north = compare_policies(a_policy(), new, WORKERS, TEAMS, CASES, TODAY)
    assert (north.changes, north.was_over, north.is_over) == (False, False, True)
