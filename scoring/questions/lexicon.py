"""Looking up what a question's words mean; the longest way of saying that is known wins."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scoring.questions.phrases import PHRASES, PLAIN
from scoring.questions.signs import Sign
from scoring.questions.words import cut_words

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spotted:
    """A way of saying that was found, from one word to another (the end not included)."""

    signs: frozenset[Sign]
    start: int
    end: int


def _read_phrases(text: str) -> Mapping[Phrase, frozenset[Sign]]:
    """The lexicon's text as a table; a line that begins further in goes on with the sign above it."""
    found: dict[Phrase, frozenset[Sign]] = {}
    for line in text.replace("\n  ", " ").strip().splitlines():
        name, _, phrases = line.partition(":")
        for phrase in phrases.split(","):
            key = tuple(token.text for token in cut_words(phrase.strip()))
            if key:
                found[key] = found.get(key, frozenset()) | {Sign[name]}
    return found


LEXICON = _read_phrases(PHRASES)
LONGEST = max(map(len, LEXICON))
ORDINARY = frozenset(PLAIN.split())
COMMON = ORDINARY | {key[0] for key in LEXICON if len(key) == 1}
"""Words that are nobody's name unless something else says so."""

VOCABULARY = ORDINARY | {word for key in LEXICON for word in key}


def spot(words: Sequence[str | None]) -> list[Spotted]:
    """What is said, from left to right; None stands where a name is, and no phrase reaches over it."""
    found, place = [], 0
    while place < len(words):
        step = _longest(words, place)
        if step is None:
            place += 1
        else:
            found.append(step)
            place = step.end
    return found


def _longest(words: Sequence[str | None], start: int) -> Spotted | None:
    for end in range(min(start + LONGEST, len(words)), start, -1):
        key = tuple(word for word in words[start:end] if word is not None)
        if len(key) == end - start and (signs := LEXICON.get(key)):
            return Spotted(signs, start, end)
    return None


def signs_of(spotted: Iterable[Spotted]) -> frozenset[Sign]:
    """Every sign that was given."""
    return frozenset(sign for each in spotted for sign in each.signs)
