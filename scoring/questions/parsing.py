"""One sentence taken apart: its signs, its names, its references, and what nobody knows in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scoring.ids import Reference
from scoring.questions.homes import join_homes
from scoring.questions.lexicon import COMMON, VOCABULARY, Spotted, nearest_known, signs_of, spot
from scoring.questions.model import Directory
from scoring.questions.names import Name, belongs_to, find_names, is_strange
from scoring.questions.signs import DEED_SIGNS, Sign
from scoring.questions.words import Sort, Token, cut_words

YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Parsed:
    """One sentence: its signs, its names, the references in it, and whether a name in it is nobody's."""

    text: str
    size: int
    signs: frozenset[Sign]
    names: tuple[Name, ...]
    references: tuple[Reference, ...]
    is_strange: bool
    is_plain: bool


def parse_sentence(sentence: str, directory: Directory, pattern: re.Pattern[str]) -> Parsed:
    """What one sentence is made of; `pattern` is that of the council's own references."""
    tokens = cut_words(sentence)
    found = find_names(tokens, directory)
    names = join_homes(found, tokens)
    taken = {place for name in found for place in range(name.start, name.end)}
    references = {
        place: Reference(token.text.upper())
        for place, token in enumerate(tokens)
        if token.sort is Sort.CODED
        and pattern.fullmatch(token.text.upper())
        and not YEAR.fullmatch(token.text)
    }
    words = [
        None if place in taken or token.sort is not Sort.WORD else _spelt(token)
        for place, token in enumerate(tokens)
    ]
    spotted = spot(words)
    read = {place for each in spotted for place in range(each.start, each.end)}
    unknown = [
        place for place, word in enumerate(words) if word and place not in read and word not in VOCABULARY
    ]
    elsewhere = {each.end for each in spotted if Sign.ELSEWHERE in each.signs}
    unknown = [place for place in unknown if place not in elsewhere and not belongs_to(place, tokens, found)]
    strange = any(is_strange(place, tokens) for place in unknown) or any(not name.fits for name in names)
    return Parsed(
        sentence,
        len(tokens),
        _signs(spotted) | ({Sign.NAMED} if names else set()),
        tuple(names),
        tuple(references.values()),
        strange,
        not unknown,
    )


def _signs(spotted: Sequence[Spotted]) -> frozenset[Sign]:
    """Every sign that was given; of what is wanted done only what is said first: the rest is the reason."""
    deeds = {each.start: each.signs & DEED_SIGNS for each in reversed(spotted) if each.signs & DEED_SIGNS}
    if not deeds:
        return signs_of(spotted)
    return signs_of(spotted) - DEED_SIGNS | deeds[min(deeds)]


def _spelt(token: Token) -> str:
    """The word as it was meant: an ordinary one that it is nearly."""
    if token.text in COMMON or token.text in VOCABULARY or token.has_capital or token.is_possessive:
        return token.text
    near = nearest_known(token.text)
    return near[0] if near else token.text
