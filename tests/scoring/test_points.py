"""What a case weighs: every rule and worked example of policy guide §3."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from scoring.case import Case, Factor, JudgementReason, Kind
from scoring.ids import CaseId, Reference, WorkerId
from scoring.points import explain_points, kind_of_statuses, score_cases, share_points
from scoring.policy import TravelStep
from tests.builders import TODAY, a_case, a_judgement, a_policy, some_facts

COURT, PREPROCEEDINGS, INTERPRETER = Factor.COURT, Factor.PREPROCEEDINGS, Factor.INTERPRETER


def totals(*cases: Case, today: date = TODAY) -> list[int]:
    """The totals in tenths, in the order the cases are given."""
    points = score_cases(cases, a_policy(), today)
    return [points[case.id].total for case in cases]


def explained(*cases: Case) -> list[str]:
    points = score_cases(cases, a_policy(), TODAY)
    return [explain_points(points[case.id]) for case in cases]


def test_the_worked_example_gives_the_lead_12_5_and_the_co_worker_3_5() -> None:
    first = a_case(1, Kind.CP, COURT, travel=60, family="F", co=[(2, 25)])
    sibling = a_case(2, Kind.CIN, COURT, travel=60, family="F")
    points = score_cases([first, sibling], a_policy(), TODAY)
    assert (points[first.id].total, points[sibling.id].total) == (140, 20)
    assert share_points(first, 140) == {1: 105, 2: 35}
    assert share_points(sibling, 20) == {1: 20}


def test_a_number_explains_itself() -> None:
    [text] = explained(a_case(1, Kind.CP, COURT, travel=60))
    assert text == "14.0 = child protection 8 + live court 4 + travel 60 minutes 2 · policy 2026-1"


def test_an_explanation_says_family_share_and_what_was_taken_off() -> None:
    _, text = explained(a_case(1, Kind.CP, family="F"), a_case(2, Kind.CLA, Factor.CLOSING, family="F"))
    assert text == "1.5 = looked after (family share, 50 % of 5) 2.5 − closing 1 · policy 2026-1"


def test_an_explanation_says_when_a_case_was_raised_to_the_least() -> None:
    steady = a_judgement(-2, reason=JudgementReason.STEADY)
    [text] = explained(a_case(1, Kind.CARE_LEAVER, Factor.CLOSING, judgement=steady))
    expected = "1.0 = care leaver 3 − closing 1 − agreed judgement (steady for now) 2, raised to the least, 1"
    assert text == f"{expected} · policy 2026-1"


@pytest.mark.parametrize(
    ("kind", "unsettled", "base"),
    [
        (Kind.CIN, False, 40),
        (Kind.ASSESSMENT, False, 50),
        (Kind.S47, False, 70),
        (Kind.CP, False, 80),
        (Kind.CLA, False, 50),
        (Kind.CLA, True, 80),
        (Kind.CARE_LEAVER, False, 30),
        (Kind.CARERS, False, 40),
        (Kind.CIN, True, 40),
    ],
)
def test_each_kind_has_its_base(kind: Kind, unsettled: bool, base: int) -> None:
    assert totals(a_case(1, kind, unsettled=unsettled)) == [base]


def test_the_highest_base_of_a_family_counts_in_full_and_every_other_half() -> None:
    family = [a_case(n, kind, family="F") for n, kind in enumerate([Kind.CIN, Kind.CP, Kind.CLA], 1)]
    assert totals(*family) == [20, 80, 25]


def test_equal_bases_go_by_reference_compared_as_text() -> None:
    nine = a_case(1, family="F", reference=Reference("9000"))
    ten = a_case(2, family="F", reference=Reference("10000"))
    assert totals(nine, ten) == [20, 40]


def test_different_leads_count_each_in_full() -> None:
    assert totals(a_case(1, lead=1, family="F"), a_case(2, lead=2, family="F")) == [40, 40]


def test_waiting_children_are_scored_each_alone_and_in_full() -> None:
    waiting = [a_case(n, Kind.CIN, COURT, lead=None, family="F") for n in (1, 2)]
    assert totals(*waiting, a_case(3, family="F")) == [80, 80, 40]


def test_a_family_share_is_rounded_half_up_to_a_tenth() -> None:
    kinds = dict(a_policy().kinds)
    kinds[Kind.CIN] = type(kinds[Kind.CIN])(41, kinds[Kind.CIN].support_worker)
    policy = a_policy(kinds=kinds)
    points = score_cases([a_case(1, family="F"), a_case(2, family="F")], policy, TODAY)
    assert [each.total for each in points.values()] == [41, 21]


def test_a_family_factor_counts_once_on_the_first_child_who_has_it() -> None:
    without = a_case(1, Kind.CP, family="F")
    later = a_case(3, Kind.CIN, INTERPRETER, family="F")
    first = a_case(2, Kind.CIN, INTERPRETER, family="F")
    assert totals(without, later, first) == [80, 20, 30]


def test_a_family_factor_counts_once_for_each_lead() -> None:
    family = [a_case(n, Kind.CIN, INTERPRETER, family="F", lead=n) for n in (1, 2)]
    assert totals(*family) == [50, 50]


def test_court_on_one_sibling_replaces_preproceedings_for_the_whole_family_and_lead() -> None:
    elder = a_case(1, Kind.CP, PREPROCEEDINGS, family="F")
    younger = a_case(2, Kind.CIN, COURT, family="F")
    with_another_lead = a_case(3, Kind.CIN, PREPROCEEDINGS, family="F", lead=2)
    assert totals(elder, younger, with_another_lead) == [80, 60, 60]


@pytest.mark.parametrize(("minutes", "points"), [(29, 0), (30, 10), (59, 10), (60, 20), (89, 20), (90, 30)])
def test_travel_counts_by_its_step(minutes: int, points: int) -> None:
    assert totals(a_case(1, travel=minutes)) == [40 + points]


def test_the_largest_travel_step_of_a_family_counts() -> None:
    assert totals(a_case(1, Kind.CP, travel=45, family="F"), a_case(2, travel=90, family="F")) == [80, 50]


def test_travel_compares_steps_not_minutes_and_equal_steps_go_to_the_first_in_family_order() -> None:
    assert totals(a_case(1, Kind.CP, travel=60, family="F"), a_case(2, travel=80, family="F")) == [100, 20]


def test_a_higher_travel_step_wins_even_where_it_adds_the_same_points() -> None:
    policy = a_policy(travel=(TravelStep(30, 10), TravelStep(60, 10)))
    points = score_cases(
        [a_case(1, Kind.CP, travel=30, family="F"), a_case(2, travel=60, family="F")], policy, TODAY
    )
    assert [each.total for each in points.values()] == [80, 30]


@pytest.mark.parametrize(
    ("factor", "points"), [(Factor.UASC, 10), (Factor.DISABILITY, 10), (Factor.CLOSING, -10)]
)
def test_a_child_factor_counts_for_every_child(factor: Factor, points: int) -> None:
    family = [a_case(n, Kind.CP, factor, family="F") for n in (1, 2)]
    assert totals(*family) == [80 + points, 40 + points]


@pytest.mark.parametrize(("days", "points"), [(-1, 0), (0, 10), (41, 10), (42, 0)])
def test_the_first_42_days_count_from_day_0_to_day_41(days: int, points: int) -> None:
    assert totals(a_case(1, led_since=TODAY - timedelta(days=days))) == [40 + points]


def test_the_first_42_days_count_only_when_the_day_is_known_and_somebody_leads() -> None:
    assert totals(a_case(1, led_since=None), a_case(2, lead=None, led_since=TODAY)) == [40, 40]


@pytest.mark.parametrize(("day", "points"), [(date(2026, 6, 29), 60), (date(2026, 6, 30), 40)])
def test_a_judgement_counts_until_the_day_before_its_review(day: date, points: int) -> None:
    case = a_case(1, judgement=a_judgement(2, review_on=date(2026, 6, 30)))
    assert totals(case, today=day) == [points]


def test_a_case_is_never_below_the_policys_least() -> None:
    case = a_case(1, Kind.CARE_LEAVER, judgement=a_judgement(-2))
    assert totals(case) == [10]
    assert score_cases([case], a_policy(least_points=25), TODAY)[case.id].total == 25


def test_the_parts_of_a_raised_case_add_up_to_its_total() -> None:
    case = a_case(1, Kind.CARE_LEAVER, Factor.CLOSING, judgement=a_judgement(-2))
    points = score_cases([case], a_policy(), TODAY)[CaseId(1)]
    assert sum(part.points for part in points.parts) == points.total == 10


def test_a_share_is_rounded_half_up_and_the_lead_takes_the_remainder() -> None:
    assert share_points(a_case(1, co=[(2, 50)]), 25) == {1: 12, 2: 13}


def test_co_workers_are_taken_in_the_order_of_their_ids_as_text_and_never_get_more_than_is_left() -> None:
    case = a_case(1, co=[(9, 60), (10, 60)])
    assert share_points(case, 10) == {1: 0, 10: 6, 9: 4}


def test_a_waiting_childs_points_are_nobodys() -> None:
    assert share_points(a_case(1, lead=None, co=[(2, 20)]), 40) == {}


def test_a_lead_listed_as_their_own_co_worker_still_holds_exactly_the_whole() -> None:
    assert share_points(a_case(1, lead=1, co=[(1, 25)]), 140) == {WorkerId(1): 140}


def test_the_highest_base_among_a_childs_statuses_decides() -> None:
    statuses = [some_facts(Kind.CIN), some_facts(Kind.S47), some_facts(Kind.CLA)]
    assert kind_of_statuses(statuses, a_policy()).kind is Kind.S47


@pytest.mark.parametrize("turned", [False, True])
def test_equal_bases_among_a_childs_statuses_go_by_the_fine_prints_order(turned: bool) -> None:
    unsettled = [some_facts(Kind.CLA, unsettled=True), some_facts(Kind.CP)]
    settled = [some_facts(Kind.ASSESSMENT), some_facts(Kind.CLA)]
    low = [some_facts(Kind.CARERS), some_facts(Kind.CIN)]
    decided = [
        kind_of_statuses(reversed(each) if turned else each, a_policy()).kind
        for each in (unsettled, settled, low)
    ]
    assert decided == [Kind.CP, Kind.CLA, Kind.CIN]


def test_the_factors_of_every_status_of_a_child_count() -> None:
    facts = kind_of_statuses(
        [some_facts(Kind.CIN, Factor.DISABILITY, travel=60), some_facts(Kind.CLA, COURT)], a_policy()
    )
    assert facts.kind is Kind.CLA
    assert facts.factors == {Factor.DISABILITY, COURT}
    assert facts.travel_minutes == 60


def test_a_family_share_of_nothing_is_exact() -> None:
    policy = a_policy(family_share_percent=0, least_points=0)
    points = score_cases([a_case(1, family="F"), a_case(2, family="F")], policy, TODAY)
    assert Fraction(sum(each.total for each in points.values())) == 40
