"""Whom to ask first: the order of policy guide §5, its reasons in words, and batches."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise, permutations

import pytest

from scoring.case import Case, Kind
from scoring.eligibility import Decision
from scoring.hard_rules import Rule, RuleCode
from scoring.ids import CaseId, FamilyKey, WorkerId
from scoring.load import Load, score_loads
from scoring.pace import LedSpell
from scoring.people import Grade, Worker
from scoring.suggest import (
    Candidate,
    Situation,
    Suggestion,
    Wish,
    rank_suggestions,
    suggest_batch,
    suggest_lead,
)
from tests.builders import TODAY, a_case, a_policy, a_team, a_worker

NOW = datetime(2026, 6, 10, 9, tzinfo=UTC)
PACE = Decision(soft=(Rule(RuleCode.PACE, "…"),))
REFUSED = Decision(hard=(Rule(RuleCode.LEFT, "…"),))
WISH = Wish("Polish", "court work")


def load_with(children: int) -> Load:
    cases = [a_case(number) for number in range(children)]
    return score_loads([a_worker(1)], {a_team().id: a_team()}, cases, a_policy(), TODAY)[WorkerId(1)]


def candidate(name: str, children: int = 5) -> Candidate:
    """Somebody who would have some children in need, and nothing else for or against them."""
    return Candidate(a_worker(1, name), load_with(children - 1), load_with(children))


def able(candidate: Candidate, languages: str = "", skills: str = "") -> Candidate:
    worker = replace(
        candidate.worker, languages=frozenset(languages.split()), skills=frozenset({skills} - {""})
    )
    return replace(candidate, worker=worker)


def names(suggestions: list[Suggestion]) -> list[str]:
    return [suggestion.worker.name for suggestion in suggestions]


ORDER = [
    replace(candidate("sibling", 15), leads_sibling=True),
    replace(candidate("before", 15), worked_with_family_before=True),
    able(candidate("both wishes", 15), "polish", "Court work"),
    able(candidate("one wish", 14), "Polish"),
    replace(candidate("less full", 12), kinds=frozenset({Kind.CIN, Kind.CP, Kind.CLA})),
    replace(candidate("fewer kinds", 13), kinds=frozenset({Kind.CIN})),
    replace(candidate("a later name", 13), kinds=frozenset({Kind.CIN, Kind.CP})),
    replace(candidate("B later name", 13), kinds=frozenset({Kind.CIN, Kind.CP})),
    replace(candidate("too fast", 2), decision=PACE),
    replace(candidate("over", 16), leads_sibling=True),
]


@pytest.mark.parametrize(
    ("better", "worse"),
    [pytest.param(*pair, id=pair[0].worker.name) for pair in pairwise(ORDER)],
)
def test_each_rung_of_the_order_comes_before_the_next(better: Candidate, worse: Candidate) -> None:
    for given in permutations([better, worse]):
        assert names(rank_suggestions(given, WISH)) == [better.worker.name, worse.worker.name]


def test_the_order_they_are_given_in_never_matters() -> None:
    assert rank_suggestions(reversed(ORDER), WISH) == rank_suggestions(ORDER, WISH)


def test_those_whom_a_hard_rule_refuses_are_left_out() -> None:
    gone = replace(candidate("gone", 1), decision=REFUSED)
    assert names(rank_suggestions([gone, candidate("here")], Wish())) == ["here"]


def test_the_reasons_are_in_words_and_name_nobodys_gender() -> None:
    best = replace(able(candidate("Ada", 13), "Polish", "court work"), leads_sibling=True)
    [suggestion] = rank_suggestions([best], WISH)
    assert suggestion.reasons == (
        "already leads a sibling",
        "speaks Polish",
        "has the skill: court work",
        "room for 3 more children",
    )


def test_room_for_one_and_no_room_are_said_as_they_are() -> None:
    assert rank_suggestions([candidate("Ada", 15)], Wish())[0].reasons == ("stays within our promise",)
    before = replace(load_with(1), promise=2)
    one = Candidate(a_worker(1), before, before)
    assert rank_suggestions([one], Wish())[0].reasons == ("room for 1 more child",)


def test_what_speaks_against_somebody_is_said_too() -> None:
    slow = replace(candidate("Ada", 16), decision=PACE, worked_with_family_before=True)
    assert rank_suggestions([slow], Wish())[0].reasons == (
        "worked with the family before",
        "would have 16 children, we promised 15",
        "several new families in the last days",
    )


def situation(*workers: Worker, cases: tuple[Case, ...] = (), **more: object) -> Situation:
    return replace(Situation(workers, {a_team().id: a_team()}, cases), **more)  # type: ignore[arg-type]


def suggest(case: Case, around: Situation, wish: Wish | None = None) -> list[Suggestion]:
    return suggest_lead(case, wish or Wish(), around, a_policy(), TODAY, NOW)


ADA, BEN = a_worker(1, "Ada"), a_worker(2, "Ben")


def test_a_suggestion_shows_the_load_before_and_after() -> None:
    [suggestion] = suggest(a_case(9, Kind.CP, lead=None), situation(ADA, cases=(a_case(1, lead=1),)))
    assert (suggestion.before.children, suggestion.after.children) == (1, 2)
    assert (suggestion.before.case_points, suggestion.after.case_points) == (40, 130)


def test_siblings_given_along_count_in_the_load_and_the_rules() -> None:
    siblings = [a_case(9, lead=None, family="F"), a_case(10, Kind.CP, lead=None, family="F")]
    support = a_worker(3, "Lee", Grade.SUPPORT_WORKER)
    around = situation(ADA, support, cases=(a_case(1, lead=1),))
    [suggestion] = suggest_lead(siblings[0], Wish(), around, a_policy(), TODAY, NOW, along=siblings[1:])
    assert suggestion.worker == ADA
    assert (suggestion.before.children, suggestion.after.children) == (1, 3)
    assert suggestion.after.case_points == 40 + (80 + 10) + (20 + 10)


def test_the_one_who_leads_the_case_now_is_not_suggested() -> None:
    case = a_case(9, lead=1)
    assert names(suggest(case, situation(ADA, BEN, cases=(case,)))) == ["Ben"]


def test_a_support_worker_is_suggested_only_for_what_they_may_lead() -> None:
    around = situation(a_worker(1, "Jo", Grade.SUPPORT_WORKER))
    assert names(suggest(a_case(9, Kind.CARE_LEAVER, lead=None), around)) == ["Jo"]
    assert names(suggest(a_case(9, Kind.CP, lead=None), around)) == []


def test_a_sibling_led_now_comes_before_a_family_known_from_before() -> None:
    around = situation(
        ADA,
        BEN,
        a_worker(3, "Cy"),
        cases=(a_case(1, lead=2, family="F"),),
        families_before={WorkerId(1): frozenset({FamilyKey("F")})},
    )
    ranked = suggest(a_case(9, lead=None, family="F"), around)
    assert names(ranked) == ["Ben", "Ada", "Cy"]
    assert ranked[0].reasons[0] == "already leads a sibling"
    assert ranked[1].reasons[0] == "worked with the family before"


def test_cases_without_a_family_are_nobodys_siblings() -> None:
    around = situation(ADA, BEN, cases=(a_case(1, lead=2),))
    assert names(suggest(a_case(9, lead=None), around)) == ["Ada", "Ben"]


def test_fewer_kinds_mixed_decides_between_equal_loads() -> None:
    cases = (a_case(1, Kind.ASSESSMENT, lead=1), a_case(2, Kind.CLA, lead=2))
    ranked = suggest(a_case(9, Kind.CLA, lead=None), situation(ADA, BEN, cases=cases))
    assert names(ranked) == ["Ben", "Ada"]


def test_the_pace_is_read_from_each_workers_own_history() -> None:
    spells = {WorkerId(1): (LedSpell(CaseId(50), None, NOW - timedelta(days=1)),)}
    ranked = suggest(a_case(9, lead=None), situation(ADA, BEN, spells=spells))
    assert names(ranked) == ["Ben", "Ada"]
    assert RuleCode.PACE in ranked[1].decision.codes


def batch(*cases: Case, around: Situation) -> list[list[str]]:
    asked = [(case, Wish()) for case in cases]
    return [names(each) for each in suggest_batch(asked, around, a_policy(), TODAY, NOW)]


def test_a_batch_counts_its_own_picks() -> None:
    cases = [a_case(number, lead=None) for number in (7, 8, 9)]
    assert batch(*cases, around=situation(ADA, BEN)) == [["Ada", "Ben"], ["Ben", "Ada"], ["Ada", "Ben"]]


def test_a_batch_counts_its_own_picks_for_the_pace() -> None:
    asked = [(a_case(number, lead=None), Wish()) for number in (7, 8)]
    first, second = suggest_batch(asked, situation(ADA), a_policy(), TODAY, NOW)
    assert RuleCode.PACE not in first[0].decision.codes
    assert RuleCode.PACE in second[0].decision.codes


def test_a_batch_keeps_siblings_together() -> None:
    siblings = [a_case(number, lead=None, family="F") for number in (7, 8)]
    assert batch(*siblings, around=situation(ADA, BEN)) == [["Ada", "Ben"], ["Ada", "Ben"]]


def test_a_batch_goes_on_when_nobody_may_lead_one_case() -> None:
    around = situation(a_worker(1, "Jo", Grade.SUPPORT_WORKER))
    cases = [a_case(7, Kind.CP, lead=None), a_case(8, Kind.CARE_LEAVER, lead=None)]
    assert batch(*cases, around=around) == [[], ["Jo"]]
