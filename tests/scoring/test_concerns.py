"""What a concern may say, whom it goes to first and next, and by when it is answered."""

import pytest

from scoring.breaches import Level
from scoring.concerns import (
    Asked,
    Candidate,
    Concern,
    Outcome,
    Result,
    Said,
    Suits,
    Topic,
    Why,
    answer_deadline,
    decide_again,
    decide_first,
    decide_next,
    decide_result,
    decide_said,
)
from scoring.errors import BadInput
from scoring.ids import ConcernId, WorkerId
from tests.builders import a_policy
from tests.scoring.london import WORKING, at

SAM, ANN, COVER, MEL, HAL = map(WorkerId, range(1, 6))
SUPERVISOR, MANAGER, HEAD = Level
EVERYBODY = (
    Candidate(SUPERVISOR, COVER),
    Candidate(SUPERVISOR, ANN),
    Candidate(MANAGER, MEL),
    Candidate(HEAD, HAL),
)


def test_a_concern_needs_codes_and_no_words() -> None:
    assert decide_said(["POINTS", "CASES"], "WEEK", "  ") == Said((Topic.CASES, Topic.POINTS), Suits.WEEK, "")
    assert decide_said(["OTHER"], "ANY", " a\n b ").text == "a b"


@pytest.mark.parametrize(
    ("topics", "suits", "text", "field"),
    [
        ([], "WEEK", "", "topics"),
        (["NONSENSE"], "WEEK", "", "topics"),
        (["CASES"], "", "", "suits"),
        (["CASES"], "NONSENSE", "", "suits"),
        (["CASES"], "WEEK", "x" * 201, "text"),
    ],
)
def test_what_is_missing_or_too_long_is_asked_for_beside_its_field(
    topics: list[str], suits: str, text: str, field: str
) -> None:
    with pytest.raises(BadInput) as caught:
        decide_said(topics, suits, text)
    assert caught.value.field == field


def test_two_hundred_characters_are_kept_whole() -> None:
    assert len(decide_said(["CASES"], "WEEK", "x" * 200).text) == 200


@pytest.mark.parametrize(
    ("code", "text", "field"),
    [("", "", "outcome"), ("WITHDRAWN", "", "outcome"), ("OTHER", " ", "text"), ("MOVE", "x" * 201, "text")],
)
def test_an_outcome_is_a_code_that_can_be_agreed(code: str, text: str, field: str) -> None:
    with pytest.raises(BadInput) as caught:
        decide_result(code, text)
    assert caught.value.field == field
    assert decide_result("OTHER", "a desk") == Result(Outcome.OTHER, "a desk")


def test_it_goes_to_the_cover_first_then_to_the_supervisor() -> None:
    assert decide_first(EVERYBODY, SAM) == Asked(COVER, SUPERVISOR, Why.USUAL)
    assert decide_first(EVERYBODY[1:], SAM) == Asked(ANN, SUPERVISOR, Why.USUAL)


@pytest.mark.parametrize(
    ("who", "asked"),
    [
        (ANN, Asked(MEL, MANAGER, Why.OWN)),
        (COVER, Asked(MEL, MANAGER, Why.OWN)),
        (MEL, Asked(HAL, HEAD, Why.OWN)),
        (HAL, None),
    ],
)
def test_whoever_stands_above_a_team_has_their_own_go_one_up(who: WorkerId, asked: Asked | None) -> None:
    assert decide_first(EVERYBODY, who) == asked


def test_without_a_supervisor_it_goes_to_the_service_manager_else_to_the_head() -> None:
    assert decide_first(EVERYBODY[2:], SAM) == Asked(MEL, MANAGER, Why.NOBODY)
    assert decide_first(EVERYBODY[3:], SAM) == Asked(HAL, HEAD, Why.NOBODY)
    assert decide_first((), SAM) is None


def test_unanswered_it_goes_one_up_and_over_a_level_where_nobody_is() -> None:
    assert decide_next(EVERYBODY, SAM, SUPERVISOR) == Asked(MEL, MANAGER, Why.UNANSWERED)
    assert decide_next(EVERYBODY, SAM, MANAGER) == Asked(HAL, HEAD, Why.UNANSWERED)
    assert decide_next(EVERYBODY, SAM, HEAD) is None
    without_manager = (*EVERYBODY[:2], EVERYBODY[3])
    assert decide_next(without_manager, SAM, SUPERVISOR) == Asked(HAL, HEAD, Why.UNANSWERED)


def test_asked_again_it_stays_at_the_level_it_had_reached() -> None:
    assert decide_again(EVERYBODY, SAM, MANAGER) == Asked(MEL, MANAGER, Why.USUAL)
    assert decide_again(EVERYBODY[3:], SAM, MANAGER) == Asked(HAL, HEAD, Why.USUAL)


def test_only_the_levels_it_has_gone_to_may_know() -> None:
    said = Said((Topic.CASES,), Suits.ANY)
    raised = at("Mon 09:00")
    concern = Concern(ConcernId(1), SAM, said, raised, MANAGER, HEAD, HAL, raised)
    assert concern.levels == {MANAGER, HEAD}


@pytest.mark.parametrize(
    ("raised", "due"),
    [("Thu 10:00", "Mon 17:00"), ("Fri 16:59", "Tue 17:00"), ("Sat 10:00", "Tue 17:00")],
)
def test_it_is_answered_by_17_00_on_the_second_working_day_after(raised: str, due: str) -> None:
    assert answer_deadline(at(raised), a_policy(), WORKING) == at(due, 1)
