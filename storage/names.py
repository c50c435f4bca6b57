"""Comparing names as people type them, and which ones may be kept."""

import re
import unicodedata

MOST_CHARACTERS = 80
"""How long the name of a person, a team or a service may be; it has to fit beside its figures."""

_UNSEEN = frozenset("\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff")
_TURNING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Characters that turn the text around them; names of any script read well without them."""

_NOT_TEXT = frozenset({"Cc", "Cs", "Co", "Cn"})
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‐": "-", "–": "-"})


def name_key(text: str) -> str:
    """A name as it is compared: one space between words, straight quotes, no capitals (NFKC folds NBSP)."""
    folded = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold()
    return re.sub(r"\s+", " ", folded).strip()


def name_problem(text: str, most: int = MOST_CHARACTERS) -> str | None:
    """Why a name can't be kept as it is, as the end of a sentence; None when it can."""
    if len(text) > most:
        return f"is longer than {most} characters; please shorten it"
    if any(each in _UNSEEN or each in _TURNING or unicodedata.category(each) in _NOT_TEXT for each in text):
        return "has characters that nobody can see; please type it again"
    if not any(each.isalpha() for each in text):
        return "has no letter in it; please write it out"
    return None
