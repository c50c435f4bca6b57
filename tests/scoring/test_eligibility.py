"""Who may hold a case: the hard and soft rules of policy guide §5 and §12."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scoring.case import Case, Factor, Facts, Kind, Need
from scoring.eligibility import (
    SOFT_REASON_WORDS,
    Allocation,
    Decision,
    SoftReason,
    check_reason,
    decide_allocation,
    decide_co_work,
    decide_together,
    wrong_holder,
)
from scoring.errors import ReasonNeeded, Refused
from scoring.hard_rules import Rule, RuleCode
from scoring.ids import CaseId, TeamId
from scoring.load import Load, score_loads
from scoring.moves import lead_changed
from scoring.pace import LedSpell
from scoring.people import Grade, Worker
from tests.builders import TODAY, a_case, a_policy, a_reduction, a_team, a_worker, some_facts

NOW = datetime(2026, 6, 10, 9, tzinfo=UTC)
DAY = timedelta(days=1)
SUPPORT = a_worker(1, "Jo Bell", Grade.SUPPORT_WORKER)
ASYE = a_worker(1, "Ada Cole", Grade.NEWLY_QUALIFIED)


def load_of(worker: Worker, *cases: Case) -> Load:
    team = a_team(int(worker.team))
    return score_loads([worker], {team.id: team}, cases, a_policy(), TODAY)[worker.id]


def decide(
    lead: Worker,
    case: Case | None = None,
    *,
    led: int = 0,
    co: tuple[Worker, ...] = (),
    spells: tuple[LedSpell, ...] = (),
) -> Decision:
    """The decision for one more case (a waiting child in need by default) when `led` are led already."""
    case = case or a_case(1, lead=None)
    others = [a_case(100 + number, lead=lead.id) for number in range(led)]
    after = load_of(lead, *others, lead_changed(case, lead.id, lead.team, TODAY))
    with_loads = tuple((worker, load_of(worker)) for worker in co)
    return decide_allocation(Allocation(case, lead, after, with_loads, spells), a_policy(), TODAY, NOW)


def hard(decision: Decision) -> list[RuleCode]:
    return [rule.code for rule in decision.hard]


def soft(decision: Decision) -> list[RuleCode]:
    return [rule.code for rule in decision.soft]


def test_an_ordinary_allocation_asks_nothing() -> None:
    decision = decide(a_worker(1), a_case(1, Kind.CP, lead=None))
    assert decision == Decision()
    assert decision.is_allowed


@pytest.mark.parametrize(
    ("away", "code"),
    [
        ({"ends_on": TODAY - DAY}, RuleCode.LEFT),
        ({"starts_on": TODAY + DAY}, RuleCode.NOT_STARTED),
        ({"reductions": (a_reduction(100),)}, RuleCode.NO_CAPACITY),
        ({"fte": 0}, RuleCode.NO_CAPACITY),
    ],
)
def test_somebody_who_is_not_there_is_refused_as_lead_and_as_co_worker(
    away: dict[str, Any], code: RuleCode
) -> None:
    assert hard(decide(a_worker(1, **away))) == [code]
    assert hard(decide(a_worker(1), co=(a_worker(2, **away),))) == [code]


def test_the_last_and_first_day_are_in_post() -> None:
    assert decide(a_worker(1, starts_on=TODAY, ends_on=TODAY)).is_allowed


def test_the_reason_of_an_absence_is_never_said() -> None:
    [rule] = decide(a_worker(1, reductions=(a_reduction(100),))).hard
    assert rule.sentence == "Sam Okafor has no capacity for cases today. Please choose somebody else."


@pytest.mark.parametrize(
    ("grade", "code"),
    [(Grade.SUPPORT_OFFICER, RuleCode.SUPPORT_OFFICER), (Grade.NONE, RuleCode.NO_GRADE)],
)
def test_support_officers_and_people_without_a_grade_lead_nothing(grade: Grade, code: RuleCode) -> None:
    assert hard(decide(a_worker(1, grade=grade), a_case(1, Kind.CARE_LEAVER, lead=None))) == [code]


def test_another_grade_that_leads_nothing_under_the_policy_is_refused_too() -> None:
    rules = dict(a_policy().grades)
    rules[Grade.TEAM_MANAGER] = rules[Grade.NONE]
    manager = a_worker(1, grade=Grade.TEAM_MANAGER)
    allocation = Allocation(a_case(1, lead=None), manager, load_of(manager))
    decision = decide_allocation(allocation, a_policy(grades=rules), TODAY, NOW)
    assert hard(decision) == [RuleCode.GRADE_LEADS_NOTHING]


@pytest.mark.parametrize("kind", [Kind.CP, Kind.S47, Kind.ASSESSMENT, Kind.CLA, Kind.CARERS])
def test_a_support_worker_may_not_lead_these_kinds(kind: Kind) -> None:
    case = a_case(1, kind, need=Need.LOWER, lead=None)
    assert hard(decide(SUPPORT, case)) == [RuleCode.SUPPORT_WORKER_KIND]


@pytest.mark.parametrize(
    ("need", "codes"),
    [
        (Need.LOWER, []),
        (Need.STANDARD, [RuleCode.SUPPORT_WORKER_KIND]),
        (Need.UNKNOWN, [RuleCode.NEED_NOT_STATED]),
    ],
)
def test_a_support_worker_leads_a_child_in_need_only_when_the_need_is_stated_and_lower(
    need: Need, codes: list[RuleCode]
) -> None:
    assert hard(decide(SUPPORT, a_case(1, Kind.CIN, need=need, lead=None))) == codes


def test_a_support_worker_may_lead_a_care_leaver_whatever_the_need() -> None:
    assert decide(SUPPORT, a_case(1, Kind.CARE_LEAVER, lead=None)) == Decision()


def test_anybody_who_is_there_may_co_work_anything() -> None:
    officer = a_worker(3, grade=Grade.SUPPORT_OFFICER)
    support = a_worker(2, grade=Grade.SUPPORT_WORKER)
    assert decide(a_worker(1), a_case(1, Kind.CP, lead=None), co=(officer, support)).is_allowed


def test_a_forbidden_kind_is_refused_also_to_the_support_worker_who_holds_it() -> None:
    assert hard(decide(SUPPORT, a_case(1, Kind.S47, lead=1))) == [RuleCode.SUPPORT_WORKER_KIND]


def test_going_over_the_promise_asks_and_says_the_numbers() -> None:
    assert decide(a_worker(1), led=14) == Decision()
    [rule] = decide(a_worker(1), led=15).soft
    assert rule.code is RuleCode.OVER_PROMISE
    assert rule.sentence == "Sam Okafor would have 16 children; we promised 15."


def test_going_over_the_bandwidth_asks() -> None:
    worker = a_worker(1)
    heavy = [a_case(100 + number, Kind.CP, Factor.COURT) for number in range(8)]
    decision = decide_allocation(
        Allocation(a_case(1, lead=None), worker, load_of(worker, *heavy)), a_policy(), TODAY, NOW
    )
    [rule] = decision.soft
    assert rule.code is RuleCode.OVER_BANDWIDTH
    assert rule.sentence == "Sam Okafor would carry 111 of 100 points."


def test_a_co_worker_who_would_go_over_their_bandwidth_asks_too() -> None:
    worker, manager = a_worker(1), a_worker(2, "Kim Lau", Grade.TEAM_MANAGER)
    case = a_case(1, co=[(2, 25)])
    allocation = Allocation(case, worker, load_of(worker, case), ((manager, load_of(manager, case)),))
    [rule] = decide_allocation(allocation, a_policy(), TODAY, NOW).soft
    assert (rule.code, rule.sentence) == (RuleCode.OVER_BANDWIDTH, "Kim Lau would carry 1 of 0 points.")


@pytest.mark.parametrize(
    ("case", "codes"),
    [
        (a_case(1, Kind.CP, lead=None), [RuleCode.ASYE]),
        (a_case(1, Kind.CIN, Factor.COURT, lead=None), [RuleCode.ASYE]),
        (a_case(1, Kind.CLA, lead=None), []),
    ],
)
def test_an_asye_leading_child_protection_or_court_asks(case: Case, codes: list[RuleCode]) -> None:
    assert soft(decide(ASYE, case)) == codes


@pytest.mark.parametrize(
    ("colleague", "codes"),
    [
        (a_worker(2), []),
        (a_worker(2, grade=Grade.NEWLY_QUALIFIED), [RuleCode.ASYE]),
        (a_worker(2, grade=Grade.SUPPORT_WORKER), [RuleCode.ASYE]),
        (a_worker(2, reductions=(a_reduction(100),)), [RuleCode.ASYE]),
    ],
)
def test_only_a_qualified_co_worker_with_capacity_in_the_same_step_settles_the_asye_rule(
    colleague: Worker, codes: list[RuleCode]
) -> None:
    assert soft(decide(ASYE, a_case(1, Kind.CP, lead=None), co=(colleague,))) == codes


def test_a_co_worker_named_earlier_does_not_settle_the_asye_rule() -> None:
    assert soft(decide(ASYE, a_case(1, Kind.CP, lead=None, co=[(2, 20)]))) == [RuleCode.ASYE]


def test_too_many_new_families_ask_with_their_number() -> None:
    recent = LedSpell(CaseId(50), None, NOW - DAY)
    [rule] = decide(a_worker(1), spells=(recent,)).soft
    assert rule.code is RuleCode.PACE
    assert "2 new families within 7 days" in rule.sentence


def test_a_worker_of_another_team_asks() -> None:
    assert soft(decide(a_worker(1, team=TeamId(2)))) == [RuleCode.OTHER_TEAM]


def test_every_rule_that_speaks_is_heard_at_once() -> None:
    elsewhere = a_worker(1, grade=Grade.NEWLY_QUALIFIED, team=TeamId(2))
    decision = decide(elsewhere, a_case(1, Kind.CP, lead=None), led=12)
    assert decision.codes == {RuleCode.OVER_PROMISE, RuleCode.ASYE, RuleCode.OTHER_TEAM}


def test_a_hard_rule_refuses_whatever_reason_is_given() -> None:
    with pytest.raises(Refused, match="has left") as refused:
        check_reason(decide(a_worker(1, ends_on=TODAY - DAY)), SoftReason.DIRECTED)
    assert not isinstance(refused.value, ReasonNeeded)


def test_a_soft_rule_needs_a_reason_and_is_content_with_one() -> None:
    decision = decide(a_worker(1), led=15)
    with pytest.raises(ReasonNeeded) as needed:
        check_reason(decision, None)
    assert needed.value.rules == ("Sam Okafor would have 16 children; we promised 15.",)
    check_reason(decision, SoftReason.NOBODY)
    check_reason(Decision(), None)


def test_every_reason_has_its_words() -> None:
    assert set(SOFT_REASON_WORDS) == set(SoftReason)


@pytest.mark.parametrize(
    ("grade", "facts", "is_wrong"),
    [
        (Grade.SUPPORT_OFFICER, some_facts(Kind.CARE_LEAVER), True),
        (Grade.NONE, some_facts(Kind.CIN), True),
        (Grade.SUPPORT_WORKER, some_facts(Kind.S47), True),
        (Grade.SUPPORT_WORKER, some_facts(Kind.CIN, need=Need.STANDARD), True),
        (Grade.SUPPORT_WORKER, some_facts(Kind.CIN, need=Need.UNKNOWN), False),
        (Grade.SUPPORT_WORKER, some_facts(Kind.CIN, need=Need.LOWER), False),
        (Grade.SUPPORT_WORKER, some_facts(Kind.CARE_LEAVER), False),
        (Grade.NEWLY_QUALIFIED, some_facts(Kind.CP, Factor.COURT), False),
        (Grade.TEAM_MANAGER, some_facts(Kind.CP), False),
    ],
)
def test_who_is_the_wrong_holder_of_a_recorded_case(grade: Grade, facts: Facts, is_wrong: bool) -> None:
    assert (wrong_holder(a_worker(1, grade=grade), facts, a_policy()) is not None) is is_wrong


def test_being_away_or_having_left_is_no_wrong_holder() -> None:
    assert wrong_holder(a_worker(1, ends_on=TODAY - DAY), some_facts(Kind.CP), a_policy()) is None


def test_a_wrong_holder_reads_what_is_the_matter_and_what_next() -> None:
    assert wrong_holder(SUPPORT, some_facts(Kind.S47), a_policy()) == (
        "Jo Bell is a support worker, and section 47 enquiries are led by social workers. "
        "Please choose a social worker; Jo Bell can co-work."
    )


def co_work(
    lead: Worker, was: list[tuple[int, int]], now: list[tuple[int, int]], *others: Worker
) -> Decision:
    """What the rules say of other co-workers of a child protection case, for these people."""
    before, after = (a_case(1, Kind.CP, lead=lead.id, co=co) for co in (was, now))
    people = {worker.id: worker for worker in (lead, *others)}
    loads = {id_: load_of(worker, after) for id_, worker in people.items()}
    return decide_co_work(before, after, people, loads, TODAY)


def test_whoever_gets_more_of_a_case_must_be_there() -> None:
    away = a_worker(2, "Ben", reductions=(a_reduction(100),))
    joins = co_work(a_worker(1), [], [(2, 20)], away)
    assert hard(joins) == [RuleCode.NO_CAPACITY]
    assert hard(co_work(a_worker(1), [(2, 20)], [(2, 30)], away)) == [RuleCode.NO_CAPACITY]
    for less in ([(2, 20)], [(2, 10)]):
        assert hard(co_work(a_worker(1), [(2, 20)], less, away)) == []


def test_a_share_that_takes_somebody_over_the_bandwidth_asks() -> None:
    full = a_worker(2, "Ben", Grade.TEAM_MANAGER)
    said = co_work(a_worker(1), [], [(2, 50)], full)
    assert (hard(said), soft(said)) == ([], [RuleCode.OVER_BANDWIDTH])
    assert soft(co_work(a_worker(1), [(2, 50)], [(2, 40)], full)) == []


def test_a_newly_qualified_lead_who_loses_the_qualified_co_worker_asks() -> None:
    assert soft(co_work(ASYE, [(2, 20)], [])) == [RuleCode.ASYE]
    assert soft(co_work(ASYE, [(2, 20), (3, 20)], [(3, 20)], a_worker(3))) == []
    assert soft(co_work(ASYE, [], [(3, 20)], a_worker(3))) == []


def test_what_several_cases_of_one_step_ask_is_asked_once() -> None:
    one, two = Rule(RuleCode.PACE, "slow"), Rule(RuleCode.ASYE, "first year")
    decision = decide_together([Decision(soft=(one,)), Decision((two,), (one,)), Decision((two,))])
    assert decision == Decision((two,), (one,))
