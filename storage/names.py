"""Comparing names as people type them, and which ones may be kept."""

import re
import unicodedata

MOST_CHARACTERS = 80
"""How long the name of a person, a team or a service may be; it has to fit beside its figures."""

_NOT_TEXT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls, what turns the text around it, what has no shape; names of any script read well without them."""

_JOINERS = frozenset("\u200c\u200d")
"""These two have no shape either, but Persian and Indian names are spelt with them."""

_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks that are drawn as nothing."""

_MARKS = frozenset({"Mn", "Me"})
_MOST_MARKS = 4
"""Marks over one letter; no script has more, and a tower of them covers the lines above."""
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‐": "-", "–": "-"})


def name_key(text: str) -> str:
    """A name as it is compared: one space between words, straight quotes, no capitals (NFKC folds NBSP)."""
    folded = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold()
    return re.sub(r"\s+", " ", folded).strip()


def name_problem(text: str, most: int = MOST_CHARACTERS) -> str | None:
    """Why a name can't be kept as it is, as the end of a sentence; None when it can."""
    if len(text) > most:
        return f"is longer than {most} characters; please shorten it"
    if any(is_unseen(each) for each in text) or _has_tower(text):
        return "has characters that nobody can see; please type it again"
    if not any(each.isalpha() for each in text):
        return "has no letter in it; please write it out"
    return None


def is_unseen(character: str) -> bool:
    """Whether a character shows nothing, or turns what stands around it."""
    if character in _JOINERS:
        return False
    return character in _UNSEEN or unicodedata.category(character) in _NOT_TEXT


def without_unseen(text: str) -> str:
    """Text as its reader sees it: what ends a line is a space, and what shows nothing is gone."""
    return "".join(each for each in re.sub(r"\s", " ", text) if not is_unseen(each))


def _has_tower(text: str) -> bool:
    height = 0
    for each in text:
        height = height + 1 if unicodedata.category(each) in _MARKS else 0
        if height > _MOST_MARKS:
            return True
    return False
