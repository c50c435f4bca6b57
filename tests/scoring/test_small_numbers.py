"""A count below 5 is hidden in a way that it can't be worked out, whatever else is known."""

from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.small_numbers import suppress

COUNTS = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 30))


def test_a_small_count_is_hidden_and_the_next_smallest_too() -> None:
    assert suppress({"cin": 12, "cp": 3, "cla": 7}) == {"cin": 12, "cp": None, "cla": None}


def test_without_a_small_count_everything_shows() -> None:
    assert suppress({"cin": 12, "cp": 5, "cla": 0}) == {"cin": 12, "cp": 5, "cla": 0}


def test_two_small_counts_hide_each_other() -> None:
    assert suppress({"cin": 12, "cp": 3, "cla": 4}) == {"cin": 12, "cp": None, "cla": None}


def test_two_ones_need_a_third_for_their_sum_is_small_too() -> None:
    assert suppress({"cin": 12, "cp": 1, "cla": 1, "s47": 9}) == {
        "cin": 12,
        "cp": None,
        "cla": None,
        "s47": None,
    }


def test_a_zero_shows_unless_it_gives_the_hidden_ones_away() -> None:
    assert suppress({"cin": 12, "cp": 3, "cla": 7, "s47": 0})["s47"] == 0
    assert suppress({"cp": 1, "cla": 1, "s47": 0}) == {"cp": None, "cla": None, "s47": None}


def test_the_council_sets_what_is_small() -> None:
    assert suppress({"cin": 12, "cp": 9}, small=10) == {"cin": None, "cp": None}
    assert suppress({"cin": 12, "cp": 1}, small=1) == {"cin": 12, "cp": 1}


@given(COUNTS)
def test_what_shows_is_true_and_never_small(counts: dict[str, int]) -> None:
    shown = suppress(counts)
    assert list(shown) == list(counts)
    for key, count in shown.items():
        assert count is None or (count == counts[key] and (count == 0 or count >= 5))


def possible(shown: dict[str, int | None], total: int) -> list[tuple[int, ...]]:
    """Every way the hidden counts may add up, for somebody who knows the total and what zeros mean here."""
    least = 0 if all(count is None for count in shown.values()) else 1
    missing = total - sum(count or 0 for count in shown.values())
    hidden = sum(count is None for count in shown.values())
    return [each for each in product(range(least, missing + 1), repeat=hidden) if sum(each) == missing]


@pytest.mark.parametrize("size", [2, 3, 4])
def test_whoever_knows_the_total_cannot_work_a_small_count_out(size: int) -> None:
    """Every split of up to four parts, by going through all that the hidden counts may be."""
    for counts in combinations_with_replacement(range(9), size):
        split = dict(zip("abcd", counts, strict=False))
        shown = suppress(split)
        ways = possible(shown, sum(counts))
        small = [n for n, key in enumerate(k for k in shown if shown[k] is None) if 0 < split[key] < 5]
        assert all(len({way[n] for way in ways}) > 1 for n in small), (split, shown)


def test_five_ones_are_not_left_to_a_sum_of_five() -> None:
    assert suppress({**dict.fromkeys("abcde", 1), "f": 8, "g": 9})["f"] is None
