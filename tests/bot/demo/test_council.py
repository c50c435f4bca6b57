"""The made-up council: the same for the same seed, and believable for any."""

from collections import Counter
from datetime import timedelta
from functools import lru_cache

import pytest

from bot.demo.council import DEMO_DAY, Council, build_council
from bot.demo.north import LEAH, SAM
from bot.demo.staff import Person
from scoring.case import Kind
from scoring.eligibility import wrong_holder
from scoring.load import Load, score_loads
from scoring.people import Grade, Role
from scoring.readings import SubjectKind, read_worker


@lru_cache
def a_council(seed: int) -> Council:
    """The council of a seed, made once for all tests that look at it."""
    return build_council(seed)


def loads_of(council: Council) -> dict[str, Load]:
    """Every worker's load today, by name."""
    workers = [person.worker for person in council.people if person.worker]
    teams = {team.id: team for team in council.teams}
    loads = score_loads(workers, teams, council.open_cases, council.policy, DEMO_DAY)
    return {worker.name: loads[worker.id] for worker in workers}


def holders(council: Council) -> list[Person]:
    """Everybody in post whose work it is to hold cases."""
    none = (Grade.TEAM_MANAGER, Grade.SUPPORT_OFFICER)
    return [
        person
        for person in council.people
        if person.worker and person.worker.is_in_post(DEMO_DAY) and person.worker.grade not in none
    ]


def test_the_same_seed_makes_the_same_council(council: Council) -> None:
    assert build_council(1) == council


def test_another_seed_makes_another_council(council: Council) -> None:
    other = a_council(2)
    assert {person.name for person in other.people} != {person.name for person in council.people}
    assert {case.reference for case in other.open_cases} != {case.reference for case in council.open_cases}
    assert loads_of(other)[SAM].points != loads_of(council)[SAM].points


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_is_as_large_as_a_small_council(seed: int) -> None:
    council = a_council(seed)
    assert (len(council.services), len(council.teams)) == (3, 7)
    assert 43 <= len(holders(council)) <= 50
    assert 620 <= len(council.open_cases) <= 680
    assert len({person.handle for person in council.people}) == len(council.people)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_most_loads_are_near_the_promise_and_a_few_are_over(seed: int) -> None:
    loads = loads_of(a_council(seed))
    there = [load for load in loads.values() if load.promise]
    over = [load for load in there if load.is_over]
    assert 3 <= len(over) <= len(there) // 3
    assert all(load.children <= load.promise * 1.5 for load in there)
    assert sum(load.children >= load.promise * 0.6 for load in there) > len(there) * 0.8


@pytest.mark.parametrize("seed", range(1, 7))
def test_sam_is_at_the_promise_and_leah_has_room(seed: int) -> None:
    council = a_council(seed)
    loads = loads_of(council)
    assert (loads[SAM].children, loads[SAM].promise) == (15, 15)
    assert not loads[SAM].over_points
    assert loads[LEAH].has_room
    led = council.led_by(council.person(SAM).id)
    assert any(case.family is None and case.facts.kind is Kind.CP for case in led)
    assert 2 in Counter(case.family for case in led if case.family).values()


def test_every_case_has_a_team_and_who_leads_it_may(council: Council) -> None:
    workers = {person.id: person.worker for person in council.people}
    teams = {team.id for team in council.teams}
    for case in council.open_cases:
        assert case.team in teams
        lead = workers[case.lead] if case.lead is not None else None
        assert lead is None or (
            lead.team == case.team and wrong_holder(lead, case.facts, council.policy) is None
        )


def test_siblings_mostly_share_their_lead(council: Council) -> None:
    families = Counter(case.family for case in council.open_cases if case.family)
    pairs = {(case.family, case.lead) for case in council.open_cases if case.family}
    assert sum(number > 1 for number in families.values()) > 80
    assert len(pairs) <= len(families) * 1.05


def test_the_leads_of_a_case_follow_one_another_without_a_gap_in_time(council: Council) -> None:
    for file in council.files:
        for spell, following in zip(file.spells, file.spells[1:], strict=False):
            assert spell.ended_at is not None
            assert spell.began_at <= spell.ended_at <= following.began_at
        assert all(spell.ended_at for spell in file.spells) == (not file.is_open or not file.spells)
        assert file.opened_at <= (file.closed_at or council.now)


def test_cases_changed_hands_for_the_reasons_of_the_looked_after_return(council: Council) -> None:
    reasons = {spell.ended_reason for file in council.files for spell in file.spells}
    assert {
        "MANAGE",
        "FCONTA",
        "LEFTRL",
        "ORGRST",
        "TSPROC",
        "ABSENC",
        "CHCHAN",
        "PCCHAN",
        "OTHERS",
    } <= reasons


def test_the_ledger_stands_as_the_loads_do_today(council: Council) -> None:
    over = {
        (reading.subject, reading.line)
        for load in loads_of(council).values()
        for reading in read_worker(load)
        if reading.over
    }
    started = {
        team.id for team, plan in zip(council.teams, council.plans, strict=True) if plan.started is not None
    }
    workers = {person.id: person.worker for person in council.people if person.worker}
    expected = {pair for pair in over if workers[pair[0].id].team in started}  # type: ignore[index]
    standing = {
        (each.subject, each.line)
        for each in council.episodes
        if each.back_at is None and each.subject.kind is SubjectKind.WORKER
    }
    assert standing == expected


def test_what_stands_for_long_has_a_plan_whose_day_is_still_ahead(council: Council) -> None:
    yesterday = council.now - timedelta(days=2)
    for each in council.episodes:
        if each.back_at is None and each.opened_at < yesterday:
            assert each.plan is not None
            assert each.plan.by_when > DEMO_DAY


def test_everybody_above_the_teams_is_there(council: Council) -> None:
    roles = Counter(grant.role for person in council.people for grant in person.grants)
    assert roles[Role.HEAD] == roles[Role.ADMIN] == 1
    assert roles[Role.SERVICE_MANAGER] == 3
    assert roles[Role.SUPERVISOR] == 7
