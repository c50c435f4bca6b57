"""Small misspellings: which known word was meant, and how far the typed one is from it."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4
"""Letters; shorter words are too near to each other."""


def nearest_word(word: str, known: Iterable[str]) -> tuple[str, int] | None:
    """The known word nearest to a typed one, with the letters between them; None if none is near enough.

    One letter wrong, missing, too many or changed over with its neighbour, two in words of seven letters and
    more; the first letter is right, or the first two have changed places.
    """
    most = allowed_letters(word)
    if not most:
        return None
    near = process.extract(
        word,
        [each for each in known if len(each) >= SHORTEST and _begins_alike(word, each)],
        scorer=OSA.distance,
        score_cutoff=most,
        limit=None,
    )
    if not near:
        return None
    best = min(near, key=lambda each: (each[1], each[0]))
    return best[0], int(best[1])


def is_one_letter_off(word: str, known: str) -> bool:
    """Whether a short word is another but for one letter; only where something else says that it is meant."""
    return len(word) >= SHORTEST - 1 and OSA.distance(word, known) <= 1


def allowed_letters(word: str) -> int:
    """How many letters of a word may be wrong."""
    if len(word) < SHORTEST or any(letter.isdigit() for letter in word):
        return 0
    return 1 if len(word) < 7 else 2


def _begins_alike(typed: str, known: str) -> bool:
    return typed[0] == known[0] or typed[:2] == known[1::-1]
