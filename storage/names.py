"""Comparing names as people type them."""

import re
import unicodedata

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‐": "-", "–": "-"})


def name_key(text: str) -> str:
    """A name as it is compared: one space between words, straight quotes, no capitals (NFKC folds NBSP)."""
    folded = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold()
    return re.sub(r"\s+", " ", folded).strip()
