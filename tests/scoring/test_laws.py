"""The laws of policy guide §3, for any cases at all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from scoring.case import STATED_FACTORS, Case, CoWorker, Factor, Kind
from scoring.ids import FamilyKey, WorkerId
from scoring.load import score_loads
from scoring.points import score_cases, share_points
from scoring.policy import Policy
from tests.builders import TODAY, a_case, a_judgement, a_policy, a_team, a_worker

LEADS = (1, 2, 3)


@st.composite
def led_cases(draw: st.DrawFn, number: int, may_be_negative: bool = True) -> Case:
    """A case with any facts, in one of few families and hands; without a negative part if asked for."""
    factors = draw(st.frozensets(st.sampled_from(sorted(STATED_FACTORS)), max_size=3))
    points = draw(st.none() | st.integers(-2 if may_be_negative else 0, 3))
    return a_case(
        number,
        draw(st.sampled_from(Kind)),
        *(factors if may_be_negative else factors - {Factor.CLOSING}),
        unsettled=draw(st.booleans()),
        travel=draw(st.sampled_from([0, 30, 45, 60, 90, 120])),
        lead=draw(st.none() | st.sampled_from(LEADS)),
        family=draw(st.none() | st.sampled_from(["F", "G"])),
        co=[(co, draw(st.integers(1, 40))) for co in draw(st.sets(st.integers(8, 12), max_size=3))],
        led_since=draw(st.none() | st.integers(0, 60).map(lambda days: TODAY - timedelta(days=days))),
        judgement=None if points is None else a_judgement(points),
    )


@st.composite
def many_cases(draw: st.DrawFn) -> list[Case]:
    return [draw(led_cases(number)) for number in range(1, draw(st.integers(0, 7)) + 1)]


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """The default policy, another family share, another least and bases with a decimal."""
    kinds = {kind: replace(rule, base=draw(st.integers(1, 120))) for kind, rule in a_policy().kinds.items()}
    return a_policy(
        family_share_percent=draw(st.integers(0, 100)), least_points=draw(st.integers(0, 40)), kinds=kinds
    )


def whole(cases: Sequence[Case], policy: Policy) -> int:
    """The sum of all points, in tenths."""
    return sum(points.total for points in score_cases(cases, policy, TODAY).values())


@given(st.data(), many_cases(), policies())
def test_the_order_of_cases_never_matters(data: st.DataObject, cases: list[Case], policy: Policy) -> None:
    turned = data.draw(st.permutations(cases))
    assert score_cases(turned, policy, TODAY) == score_cases(cases, policy, TODAY)


@given(many_cases(), led_cases(99, may_be_negative=False), policies())
def test_a_case_with_no_negative_part_never_lowers_the_sum(
    cases: list[Case], added: Case, policy: Policy
) -> None:
    assert whole([*cases, added], policy) >= whole(cases, policy)


@given(many_cases(), led_cases(99), policies())
def test_a_case_of_another_family_adds_exactly_its_points(
    cases: list[Case], added: Case, policy: Policy
) -> None:
    stranger = replace(added, family=FamilyKey("another"))
    assert whole([*cases, stranger], policy) == whole(cases, policy) + whole([stranger], policy)


@given(st.data(), many_cases(), policies())
def test_dividing_a_family_between_leads_never_lowers_the_sum(
    data: st.DataObject, cases: list[Case], policy: Policy
) -> None:
    together = [replace(case, lead=WorkerId(1), family=FamilyKey("F")) for case in cases]
    divided = [replace(case, lead=WorkerId(data.draw(st.sampled_from(LEADS)))) for case in together]
    assert whole(divided, policy) >= whole(together, policy)


@given(many_cases(), policies())
def test_a_cases_parts_add_up_to_its_total_and_it_is_never_below_the_least(
    cases: list[Case], policy: Policy
) -> None:
    for points in score_cases(cases, policy, TODAY).values():
        assert sum(part.points for part in points.parts) == points.total >= policy.least_points


@given(led_cases(1), st.integers(0, 400), st.lists(st.tuples(st.integers(1, 12), st.integers(1, 99))))
def test_shares_add_up_and_nobody_holds_less_than_nothing(
    case: Case, total: int, co_workers: list[tuple[int, int]]
) -> None:
    shared = replace(
        case, lead=WorkerId(1), co_workers=tuple(CoWorker(WorkerId(co), part) for co, part in co_workers)
    )
    shares = share_points(shared, total)
    assert sum(shares.values()) == total
    assert min(shares.values()) >= 0


@given(many_cases())
def test_the_loads_of_all_workers_hold_the_points_and_children_of_all_led_cases(cases: list[Case]) -> None:
    team, policy = a_team(), a_policy()
    workers = [a_worker(number) for number in (*LEADS, *range(8, 13))]
    loads = score_loads(workers, {team.id: team}, cases, policy, TODAY).values()
    led = [case for case in cases if case.lead is not None]
    assert sum(load.case_points for load in loads) == whole(led, policy)
    assert sum(load.children for load in loads) == len(led)
