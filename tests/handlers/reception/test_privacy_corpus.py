"""The guard against a corpus: identifiers in every form people write, and what the trade says all day."""

import pytest

from handlers.questions.asking import MARKS
from handlers.reception.privacy import check_identifiers
from tests.handlers.reception.privacy_corpus import IDENTIFIERS, NEAR, ORDINARY, is_stopped, share_stopped
from tests.scoring.questions.notation import SEEN, UNSEEN, read_phrasings

CANNOT_BE_TOLD = "names that stand alone"
"""A given name alone, without a capital, or after a surname and a comma could be any word, or a list."""


@pytest.mark.parametrize("kind", [kind for kind in IDENTIFIERS if kind != CANNOT_BE_TOLD])
def test_every_form_of_an_identifier_is_refused(kind: str) -> None:
    assert share_stopped(IDENTIFIERS[kind]) == 1


def test_no_ordinary_sentence_of_the_trade_is_refused() -> None:
    assert len(ORDINARY) >= 180
    assert [text for text in ORDINARY if is_stopped(text)] == []


def test_ten_digits_are_an_nhs_number_only_if_the_check_digit_says_so() -> None:
    assert [text for text in NEAR if is_stopped(text)] == []


def test_no_question_of_the_phrasings_is_taken_for_personal_data() -> None:
    for phrasing in [*read_phrasings(SEEN), *read_phrasings(UNSEEN)]:
        check_identifiers(
            MARKS.sub(" ", phrasing.text).replace("jo.price@council.example", "Jo")
        )  # of our staff
