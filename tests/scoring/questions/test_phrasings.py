"""What managers type, read as they mean it: our own phrasings, all of them, and those of somebody else."""

import pytest

from tests.scoring.questions.notation import SEEN, THIRD, UNSEEN, Phrasing, read_phrasings

FEWEST = 150
FLOOR = 0.8
"""Of the second set, written by somebody who hadn't read the grammar, so much has to be read as meant."""

FLOOR_UNOPENED = 0.75
"""Of those lines of the third set that nobody has mended anything by."""

PHRASINGS = read_phrasings(SEEN)


@pytest.mark.parametrize("phrasing", PHRASINGS, ids=lambda each: f"{each.text} after {each.last}"[:80])
def test_it_is_read_as_meant(phrasing: Phrasing) -> None:
    assert phrasing.reads() in phrasing.expected


def test_there_are_enough_of_them_to_say_something() -> None:
    assert len({each.text for each in PHRASINGS}) >= FEWEST


def test_most_of_what_somebody_else_wrote_is_read_as_meant() -> None:
    unseen = read_phrasings(UNSEEN)
    if not unseen:
        pytest.skip("the second set isn't written yet")
    assert sum(each.is_read for each in unseen) >= FLOOR * len(unseen)


def test_of_what_nobody_has_looked_at_since_it_was_written_three_of_four_are_read_as_meant() -> None:
    unopened = read_phrasings(THIRD)[1::2]
    assert len(unopened) >= 60
    assert sum(each.is_read for each in unopened) >= FLOOR_UNOPENED * len(unopened)
