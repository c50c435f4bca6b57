"""When the two lines disagree, the screen says why (policy guide §4)."""

from scoring.case import Case, Factor, Kind
from scoring.load import score_loads
from scoring.load_words import explain_lines
from scoring.people import Extra, Grade, Worker
from scoring.points import score_cases
from tests.builders import TODAY, a_case, a_judgement, a_policy, a_team, a_worker


def explained(worker: Worker, *cases: Case) -> str | None:
    team, policy = a_team(), a_policy()
    load = score_loads([worker], {team.id: team}, cases, policy, TODAY)[worker.id]
    return explain_lines(load, score_cases(cases, policy, TODAY), cases)


def test_five_live_court_cases_explain_12_children_at_104_points() -> None:
    court = [a_case(n, Kind.CP, Factor.COURT) for n in range(1, 6)]
    others = [a_case(n, Kind.CIN) for n in range(6, 12)]
    assert explained(a_worker(1), *court, *others, a_case(12, Kind.CLA)) == (
        "12 children, within our promise; 104 of 100 points: five live court cases."
    )


def test_a_heavy_kind_explains_points_where_no_factor_does() -> None:
    assert explained(a_worker(1), *[a_case(n, Kind.CP) for n in range(11)]) == (
        "11 children, within our promise; 103 of 100 points: eleven children on protection plans."
    )


def test_a_light_kind_explains_many_children_at_few_points() -> None:
    cases = [*[a_case(n, Kind.CARE_LEAVER) for n in range(13)], *[a_case(n, Kind.CP) for n in range(20, 24)]]
    assert explained(a_worker(1), *cases) == (
        "17 children, we promised 15; 86 of 100 points, within the bandwidth: 13 care leavers."
    )


def test_a_manager_who_only_co_works_reads_why_their_points_are_over() -> None:
    manager = a_worker(1, grade=Grade.TEAM_MANAGER)
    assert explained(manager, a_case(1, lead=2, co=[(1, 50)])) == (
        "0 children, within our promise; 2 of 0 points: one case co-worked."
    )


def test_extra_responsibilities_can_be_what_weighs_most() -> None:
    worker = a_worker(1, extras=(Extra("duty", 100), Extra("practice educator", 100)))
    text = explained(worker, *[a_case(n, Kind.CLA) for n in range(14)])
    assert text == "14 children, within our promise; 105 of 100 points: extra responsibilities."


def test_judgements_can_be_what_weighs_most() -> None:
    cases = [a_case(n, Kind.CLA, judgement=a_judgement(3)) for n in range(11)]
    text = explained(a_worker(1), *cases)
    assert text == "11 children, within our promise; 103 of 100 points: eleven agreed judgements."


def test_nothing_is_said_while_both_lines_are_kept_or_both_are_passed() -> None:
    assert explained(a_worker(1), *[a_case(n) for n in range(15)]) is None
    assert explained(a_worker(1), *[a_case(n, Kind.CP) for n in range(16)]) is None
