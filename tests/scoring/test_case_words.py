"""Every kind, factor, need and reason has its words."""

import pytest

from scoring.case import Factor, JudgementReason, Kind, Need
from scoring.case_words import (
    FACTOR_COUNTED,
    JUDGEMENT_WORDS,
    KIND_COUNTED,
    KIND_WORDS,
    NEED_WORDS,
    base_words,
    children_text,
    counted,
)
from scoring.factors import FACTORS
from tests.builders import some_facts


def test_nothing_is_without_words() -> None:
    assert set(KIND_WORDS) == set(KIND_COUNTED) == set(Kind)
    assert set(FACTOR_COUNTED) == {row.factor for row in FACTORS} == set(Factor)
    assert set(NEED_WORDS) == set(Need)
    assert set(JUDGEMENT_WORDS) == set(JudgementReason)


def test_a_factor_stands_after_the_one_that_replaces_it() -> None:
    order = [row.factor for row in FACTORS]
    assert all(order.index(row.replaced_by) < order.index(row.factor) for row in FACTORS if row.replaced_by)


def test_an_unsettled_looked_after_child_is_called_so() -> None:
    assert base_words(some_facts(Kind.CLA, unsettled=True)) == "looked after, unsettled"
    assert base_words(some_facts(Kind.CIN, unsettled=True)) == "child in need"


@pytest.mark.parametrize(
    ("number", "text"), [(0, "no care leavers"), (1, "one care leaver"), (12, "twelve care leavers")]
)
def test_small_numbers_are_counted_in_words(number: int, text: str) -> None:
    assert counted(number, KIND_COUNTED[Kind.CARE_LEAVER]) == text


def test_larger_numbers_are_counted_in_figures() -> None:
    assert counted(13, KIND_COUNTED[Kind.CARE_LEAVER]) == "13 care leavers"
    assert [children_text(number) for number in (1, 2)] == ["1 child", "2 children"]
