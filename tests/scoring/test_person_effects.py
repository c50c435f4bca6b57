"""What changing somebody's hours, grade or presence does to our promise and to the children they lead."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from scoring.case import Case, Kind, Need
from scoring.people import Grade, Worker
from scoring.person_effects import PersonEffect, compare_person
from tests.builders import TODAY, a_case, a_policy, a_reduction, a_team, a_worker


def effect(before: Worker, after: Worker, cases: list[Case]) -> PersonEffect:
    return compare_person(before, after, {a_team().id: a_team()}, cases, a_policy(), TODAY)


def test_half_the_hours_are_half_the_promise_for_the_same_children() -> None:
    cases = [a_case(number) for number in range(1, 10)]
    found = effect(a_worker(), a_worker(fte=Fraction(1, 2)), cases)
    assert (found.before.promise, found.after.promise) == (15, 8)
    assert (found.before.bandwidth, found.after.bandwidth) == (1000, 500)
    assert found.before.children == found.after.children == 9
    assert found.after.over_children
    assert not found.before.over_children


def test_somebody_who_leaves_or_is_away_altogether_leaves_nobody_there() -> None:
    gone = a_worker(ends_on=TODAY - timedelta(days=1))
    away = a_worker(reductions=(a_reduction(100, TODAY),))
    assert effect(a_worker(), gone, [a_case()]).leaves_nobody_there
    assert effect(a_worker(), away, [a_case()]).leaves_nobody_there
    assert not effect(a_worker(), gone, []).leaves_nobody_there
    assert not effect(away, gone, [a_case()]).leaves_nobody_there, "nobody was there before either"


def test_another_grade_names_the_cases_they_may_no_longer_lead_and_no_others() -> None:
    cases = [
        a_case(1, Kind.CP),
        a_case(2, need=Need.LOWER),
        a_case(3),
        a_case(4, Kind.CP, lead=2, co=[(1, 20)]),
    ]
    found = effect(a_worker(), a_worker(grade=Grade.SUPPORT_WORKER), cases)
    assert [reference for reference, _ in found.wrong] == ["C00001"]
    assert "is a support worker" in found.wrong[0][1]
    already = a_worker(grade=Grade.SUPPORT_WORKER)
    assert effect(already, replace(already, fte=Fraction(1, 2)), cases).wrong == ()
