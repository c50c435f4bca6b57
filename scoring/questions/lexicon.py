"""Looking up what a question's words mean; the longest way of saying that is known wins."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scoring.questions.phrases import PHRASES
from scoring.questions.plain import PLAIN
from scoring.questions.sayings import SAYINGS
from scoring.questions.signs import Sign
from scoring.questions.spelling import nearest_word
from scoring.questions.words import cut_words

Phrase = tuple[str, ...]
Signs = frozenset[Sign]

GAP = "…"
BETWEEN = 4
"""Words that may stand in a phrase's gap."""


@dataclass(frozen=True, slots=True)
class Spotted:
    """A way of saying that was found, from one word to another (the end not included)."""

    signs: Signs
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Apart:
    """A way of saying with a gap, as "step … down", and what it gives."""

    start: Phrase
    end: Phrase
    signs: Signs


def _read_lines(text: str) -> Iterator[tuple[Sign, str]]:
    """Each way of saying with its sign; a line that begins further in goes on with the sign above it."""
    for line in text.replace("\n  ", " ").strip().splitlines():
        name, _, phrases = line.partition(":")
        yield from ((Sign[name], phrase.strip()) for phrase in phrases.split(","))


def _key(phrase: str) -> Phrase:
    return tuple(token.text for token in cut_words(phrase))


def _read_lexicon(*texts: str) -> tuple[Mapping[Phrase, Signs], Mapping[str, Sequence[Apart]]]:
    """The lexicon's texts as tables: the phrases in one piece, and those with a gap by their first word."""
    whole: dict[Phrase, Signs] = {}
    apart: dict[str, list[Apart]] = {}
    for sign, phrase in (each for text in texts for each in _read_lines(text)):
        start, _, end = phrase.partition(GAP)
        if end:
            each = Apart(_key(start), _key(end), frozenset({sign}))
            apart.setdefault(each.start[0], []).append(each)
        else:
            whole[_key(start)] = whole.get(_key(start), frozenset()) | {sign}
    return whole, apart


LEXICON, APART = _read_lexicon(PHRASES, SAYINGS)
LONGEST = max(map(len, LEXICON))
ORDINARY = frozenset(PLAIN.split())
COMMON = ORDINARY | {key[0] for key in LEXICON if len(key) == 1}
"""Words that are nobody's name unless something else says so."""

_PIECES = [piece for some in APART.values() for each in some for piece in (each.start, each.end)]
VOCABULARY = ORDINARY | {word for key in (*LEXICON, *_PIECES) for word in key}
BY_LETTER = {
    letter: tuple(sorted(word for word in VOCABULARY if letter in word[:2]))
    for letter in {letter for word in VOCABULARY for letter in word[:2]}
}


def nearest_known(word: str) -> tuple[str, int] | None:
    """The word of the vocabulary that was meant by a misspelt one, with the letters between them."""
    return nearest_word(word, BY_LETTER.get(word[:1], ()))


def spot(words: Sequence[str | None]) -> list[Spotted]:
    """What is said; None stands where a name is, and only a phrase with a gap reaches over it."""
    found = [each for place in range(len(words)) for each in _apart(words, place)]
    taken = {place for each in found for place in range(each.start, each.end)}
    left = [None if place in taken else word for place, word in enumerate(words)]
    place = 0
    while place < len(left):
        step = _longest(left, place)
        if step is None:
            place += 1
        else:
            found.append(step)
            place = step.end
    return found


def _apart(words: Sequence[str | None], start: int) -> Iterator[Spotted]:
    """Both ends of the phrases with a gap that begin here."""
    for each in APART.get(words[start] or "", ()):
        middle = start + len(each.start)
        if tuple(words[start:middle]) == each.start:
            size = len(each.end)
            ends = range(middle + 1, middle + BETWEEN + 1)
            at = next((at for at in ends if tuple(words[at : at + size]) == each.end), None)
            if at is not None:
                yield Spotted(each.signs, start, middle)
                yield Spotted(each.signs, at, at + size)


def _longest(words: Sequence[str | None], start: int) -> Spotted | None:
    for end in range(min(start + LONGEST, len(words)), start, -1):
        key = tuple(word for word in words[start:end] if word is not None)
        if len(key) == end - start and (signs := LEXICON.get(key)):
            return Spotted(signs, start, end)
    return None


def signs_of(spotted: Iterable[Spotted]) -> Signs:
    """Every sign that was given."""
    return frozenset(sign for each in spotted for sign in each.signs)
