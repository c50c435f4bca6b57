"""Moves that would really help: the fewest, newest first, and nobody who takes one passes a line."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from scoring.case import Case, Kind, Need
from scoring.ids import FamilyKey, WorkerId
from scoring.people import Grade, Worker
from scoring.relief import Relief, plan_homes, plan_relief
from scoring.suggest import Situation
from tests.builders import TODAY, a_case, a_policy, a_reduction, a_team, a_worker

NOW = datetime(2026, 6, 10, 9, tzinfo=UTC)
SAM = a_worker(1, "Sam")
JO = a_worker(2, "Jo")


def children(number: int, lead: int, start: int = 0, kind: Kind = Kind.CIN) -> list[Case]:
    return [a_case(start + place, kind, lead=lead, need=Need.LOWER) for place in range(number)]


def situation(workers: Sequence[Worker], cases: Sequence[Case]) -> Situation:
    return Situation(tuple(workers), {a_team().id: a_team()}, tuple(cases))


def relief(workers: Sequence[Worker], cases: Sequence[Case], most: int = 5) -> list[Relief]:
    return plan_relief(SAM, situation([SAM, *workers], cases), a_policy(), TODAY, NOW, most)


def test_as_many_moves_as_bring_them_back_and_both_loads_after_each() -> None:
    moves = relief([JO, a_worker(3, "Max")], [*children(17, 1), *children(3, 2, 50)])
    given = [(move.given.before.children, move.given.after.children) for move in moves if move.given]
    taken = [(move.taken.before.children, move.taken.after.children) for move in moves]
    assert given == [(17, 16), (16, 15)]
    assert [move.lead.name for move in moves] == ["Max", "Jo"]
    assert taken == [(0, 1), (3, 4)]


def test_the_case_they_have_led_for_the_shortest_time_moves_first() -> None:
    cases = children(16, 1)
    cases[4] = replace(cases[4], led_since=TODAY - timedelta(days=100))
    cases[9] = replace(cases[9], led_since=TODAY - timedelta(days=50))
    assert [move.case for move in relief([JO], cases)] == [cases[9]]


def test_a_child_is_not_moved_away_from_siblings() -> None:
    cases = [
        replace(case, family=FamilyKey(f"F{number // 2}")) for number, case in enumerate(children(16, 1))
    ]
    assert relief([JO], cases) == []
    cases[5] = replace(cases[5], family=None)
    assert [move.case.id for move in relief([JO], cases)] == [4]


def test_on_points_what_brings_them_back_at_once_comes_before_what_does_not() -> None:
    cases = [*children(3, 1), *children(10, 1, 20, Kind.CP)]
    [move] = relief([JO], cases)
    assert move.case.facts.kind is Kind.CP
    assert move.given is not None
    assert not move.given.after.is_over


def test_nobody_who_takes_one_passes_a_line_and_nobody_is_asked_for_a_reason() -> None:
    full = children(15, 2, 100)
    assert relief([JO], [*children(16, 1), *full]) == []
    newly = a_worker(3, "Ali", Grade.NEWLY_QUALIFIED)
    assert relief([newly], children(12, 1, kind=Kind.CP)) == []
    [move, *_] = relief([newly], children(16, 1))
    assert move.lead == newly


def test_who_is_away_or_may_not_lead_it_is_never_among_them() -> None:
    away = a_worker(3, "Ali", reductions=(a_reduction(100),))
    support = a_worker(4, "Lee", Grade.SUPPORT_WORKER)
    officer = a_worker(5, "Pat", Grade.SUPPORT_OFFICER)
    assert relief([away, support, officer], children(12, 1, kind=Kind.CP)) == []
    assert [move.lead for move in relief([away, support, officer], children(16, 1))] == [support]


def test_pace_keeps_one_person_from_taking_everything() -> None:
    assert len(relief([JO], children(19, 1))) == 1


def test_nothing_is_moved_from_somebody_within_both_lines() -> None:
    assert relief([JO], children(15, 1)) == []


def test_no_more_than_was_asked_for() -> None:
    team = [a_worker(number, f"W{number}") for number in range(2, 8)]
    assert len(relief(team, children(20, 1), most=3)) == 3


def test_homes_for_children_count_those_given_before() -> None:
    waiting = [a_case(number, Kind.CP, lead=None) for number in (1, 2, 3)]
    nearly = children(13, 2, 100)
    homes = plan_homes(waiting, situation([JO], nearly), a_policy(), TODAY, NOW, 5)
    assert [(home.case.id, home.lead.id, home.holder, home.given) for home in homes] == [
        (1, WorkerId(2), None, None)
    ]
    assert homes[0].taken.after.children == 14
