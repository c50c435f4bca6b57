"""Which judgements may be recorded, and that a proposed one counts for nothing (policy guide §3)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from scoring.case import Judgement, JudgementReason
from scoring.errors import BadInput, Refused
from scoring.ids import WorkerId
from scoring.judgement import Proposal, decide_judgement, judged, proposed_text, usual_review
from scoring.points import score_cases
from tests.builders import TODAY, a_case, a_policy

WORKER, SUPERVISOR = WorkerId(1), WorkerId(9)
TOMORROW = TODAY + timedelta(days=1)
AGREED = Proposal(
    points=20,
    reason="COMPLEX",
    worker=WORKER,
    supervisor=SUPERVISOR,
    review_on=TOMORROW,
    supervisor_of_team=True,
    agreed=frozenset({WORKER, SUPERVISOR}),
)


def decide(**changes: Any) -> Judgement | None:
    return decide_judgement(replace(AGREED, **changes), a_case(1, lead=1), a_policy(), TODAY)


def test_a_judgement_that_both_agreed_is_recorded() -> None:
    assert decide() == Judgement(2, JudgementReason.COMPLEX, WORKER, SUPERVISOR, TOMORROW)


@pytest.mark.parametrize("agreed", [set(), {WORKER}, {SUPERVISOR}, {WORKER, WorkerId(8)}])
def test_a_proposed_judgement_counts_for_nothing_until_both_agreed(agreed: set[WorkerId]) -> None:
    assert decide(agreed=frozenset(agreed)) is None


@pytest.mark.parametrize("points", [-20, 0, 30])
def test_the_policys_range_is_allowed_to_its_ends(points: int) -> None:
    judgement = decide(points=points)
    assert judgement is not None
    assert judgement.points == points // 10


@pytest.mark.parametrize("points", [-30, 40, 15, -15, -21])
def test_points_are_whole_and_within_the_policys_range(points: int) -> None:
    with pytest.raises(BadInput, match="whole number of points from −2 to \\+3") as wrong:
        decide(points=points)
    assert wrong.value.field == "points"


def test_the_range_is_the_policys() -> None:
    proposal = replace(AGREED, points=50)
    assert decide_judgement(proposal, a_case(1), a_policy(judgement_most=5), TODAY) is not None


def test_a_reason_is_one_of_the_codes_however_it_is_typed() -> None:
    judgement = decide(reason=" visits ")
    assert judgement is not None
    assert judgement.reason is JudgementReason.VISITS
    with pytest.raises(BadInput, match="COMPLEX, CONFLICT, MULTIAGENCY, VISITS, STEADY, SHARED"):
        decide(reason="BUSY")


@pytest.mark.parametrize("days", [0, -1])
def test_the_review_is_after_today(days: int) -> None:
    with pytest.raises(BadInput, match="after today"):
        decide(review_on=TODAY + timedelta(days=days))


def test_the_review_is_at_most_the_policys_weeks_ahead() -> None:
    latest = TODAY + timedelta(weeks=26)
    assert decide(review_on=latest) is not None
    with pytest.raises(BadInput, match="by 9 December 2026 at the latest") as wrong:
        decide(review_on=latest + timedelta(days=1))
    assert wrong.value.field == "review_on"
    assert usual_review(a_policy(judgement_usual_weeks=3), TODAY) == TODAY + timedelta(weeks=3)


def test_a_case_as_it_would_be_weighs_with_the_judgement_whoever_agrees_it() -> None:
    case = judged(a_case(1, lead=1), 2, JudgementReason.VISITS, WORKER, None)
    assert score_cases([case], a_policy(), TODAY)[case.id].total == 60


@pytest.mark.parametrize("missing", ["worker", "supervisor"])
def test_both_people_are_named(missing: str) -> None:
    with pytest.raises(BadInput, match="both names"):
        decide(**{missing: None})


def test_nobody_agrees_with_themselves() -> None:
    with pytest.raises(Refused, match="themselves"):
        decide(supervisor=WORKER, agreed=frozenset({WORKER}))


def test_it_is_agreed_with_the_worker_who_leads_the_case_and_a_supervisor_of_its_team() -> None:
    with pytest.raises(Refused, match="leads the case"):
        decide(worker=WorkerId(2))
    with pytest.raises(Refused, match="supervisor of the case's team"):
        decide(supervisor_of_team=False)


def test_a_proposal_says_what_it_would_make() -> None:
    assert proposed_text(2, 1040) == "+2 proposed, would make 104"
    assert proposed_text(-1, 985) == "−1 proposed, would make 98.5"
