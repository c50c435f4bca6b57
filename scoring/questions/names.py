"""People, teams and services in a question: whole names before parts of names, exact before misspelt."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scoring.questions.lexicon import COMMON, VOCABULARY, nearest_known
from scoring.questions.model import Directory, Person, ServiceName, TeamName
from scoring.questions.spelling import is_one_letter_off, nearest_word
from scoring.questions.words import Sort, Token, cut_words

Named = Person | TeamName | ServiceName
Key = tuple[str, ...]

LONGEST_NAME = 6
AROUND = frozenset({"team", "service", "the", "teams"})
"""Words that a team's name is said with or without."""

ALIASES: Mapping[str, tuple[str, ...]] = {
    "looked after": ("lac", "cla", "cic"),
    "children looked after": ("lac", "cla", "cic"),
    "child in need": ("cin",),
    "children in need": ("cin",),
    "child protection": ("cp",),
    "assessment": ("asmt", "assess"),
    "leaving care": ("care leavers", "16 plus"),
    "safeguarding": ("safeg",),
}
"""What the field calls teams for short."""

_LEADS = "in for at about of and vs versus v than with to from across within on"
LEADS = frozenset(_LEADS.split())
AFTER_ASKING = frozenset({"is", "are", "does", "do", "has", "have", "was", "did"})
ASKING_OF = AFTER_ASKING | {"can", "could", "would", "should", "will"}
TOWARDS = frozenset({"about", "with", "to", "for", "from", "get", "ask"})
NAMING = frozenset({"is", "does", "has", "did", "in", "about", "with", "to", "for"})
ENDINGS = ("ing", "ed", "ly")
SHORTEST_NAME = 3
FEW = 4
PLACE_NOUNS = frozenset({"team", "service", "teams"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name found, from one word to another (the end not included), and all it fits equally well.

    `before` is the word before it, if there is one.
    """

    fits: tuple[Named, ...]
    start: int
    end: int
    before: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One way of saying a name; one that is short for another isn't shortened further."""

    key: Key
    is_short: bool
    named: Named


def find_names(tokens: Sequence[Token], directory: Directory) -> list[Name]:
    """The names in a question, from left to right, none over another."""
    index = _index(directory)
    spelt = [_corrected(token, place, tokens, index) for place, token in enumerate(tokens)]
    found: list[Name] = []
    place = 0
    while place < len(tokens):
        name = _direct(tokens[place], place, directory) or _longest(spelt, tokens, place, index)
        if name is not None:
            found.append(replace(name, before=tokens[place - 1].text if place else ""))
        place = name.end if name else place + 1
    return found


def name_words(text: str) -> Key:
    """A name as it is compared."""
    return tuple(token.text for token in cut_words(text))


def _index(directory: Directory) -> dict[str, list[Entry]]:
    """Every entry by each of the words in it."""
    index: dict[str, list[Entry]] = {}
    for entry in _entries(directory):
        for word in set(entry.key):
            index.setdefault(word, []).append(entry)
    return index


def _entries(directory: Directory) -> Iterator[Entry]:
    for person in directory.people:
        yield Entry(name_words(person.name), False, person)
    places: tuple[TeamName | ServiceName, ...] = (*directory.teams, *directory.services)
    for place in places:
        key = name_words(place.name)
        bare = tuple(word for word in key if word not in AROUND) or key
        yield from (Entry(each, False, place) for each in {key, bare})
        yield from (Entry(each, True, place) for each in _short_keys(bare))


def _short_keys(key: Key) -> Iterator[Key]:
    """A team's name as the field shortens it."""
    said = f" {' '.join(key)} "
    for long, shorts in ALIASES.items():
        if f" {long} " in said:
            yield from (tuple(said.replace(long, short).split()) for short in shorts)


def _direct(token: Token, place: int, directory: Directory) -> Name | None:
    """A mention, a channel or an e-mail says whom it means; one nobody here has fits nobody."""
    if token.sort is Sort.MENTION:
        people = tuple(each for each in directory.people if each.user == token.text)
        return Name(people, place, place + 1)
    if token.sort is Sort.EMAIL:
        people = tuple(each for each in directory.people if each.email == token.text.casefold())
        return Name(people, place, place + 1)
    if token.sort is Sort.CHANNEL:
        teams = tuple(each for each in directory.teams if each.channel == token.text)
        return Name(teams, place, place + 1)
    return None


def _longest(
    spelt: Sequence[str], tokens: Sequence[Token], start: int, index: Mapping[str, list[Entry]]
) -> Name | None:
    if tokens[start].sort is not Sort.WORD:
        return None
    for end in range(min(start + LONGEST_NAME, len(tokens)), start, -1):
        fits = _fits(tuple(spelt[start:end]), index)
        if fits and _is_meant(spelt, tokens, start, end, fits):
            return Name(fits, start, end)
    return None


def _fits(span: Key, index: Mapping[str, list[Entry]]) -> tuple[Named, ...]:
    """What the words are a name of: the best sort of fit only."""
    ranked: dict[int, dict[Named, None]] = {}
    for entry in index.get(span[0], ()):
        rank = _rank(span, entry)
        if rank is not None:
            ranked.setdefault(rank, {})[entry.named] = None
    return tuple(ranked[min(ranked)]) if ranked else ()


def _rank(span: Key, entry: Entry) -> int | None:
    """Whole names of teams first, parts of services' last; a place's part is how its name begins."""
    is_whole = entry.key == span
    if isinstance(entry.named, Person):
        size = len(span)
        within = any(entry.key[at : at + size] == span for at in range(len(entry.key)))
        return (2 if is_whole else 3) if within else None
    if entry.key[: len(span)] != span or (entry.is_short and not is_whole):
        return None
    is_team = isinstance(entry.named, TeamName)
    return (0 if is_team else 1) if is_whole else (4 if is_team else 5)


def _is_meant(
    spelt: Sequence[str], tokens: Sequence[Token], start: int, end: int, fits: Sequence[Named]
) -> bool:
    """Whether words that may also be ordinary ones are a name here."""
    if any(word not in COMMON for word in spelt[start:end]):
        return True
    before = tokens[start - 1].text if start else ""
    after = tokens[end].text if end < len(tokens) else ""
    asked = before in ASKING_OF and (
        start == 1 or any(token.text in ("how", "what", "why", "when") for token in tokens[: start - 1])
    )
    if isinstance(fits[0], Person):
        last = tokens[end - 1]
        alone = len(tokens) == end - start
        goes_on = before == "and" and start == 1 and end == len(tokens)
        return last.has_capital or last.is_possessive or asked or alone or goes_on or before in TOWARDS
    return after in PLACE_NOUNS or before in LEADS or asked or len(tokens) == end - start


def _corrected(token: Token, place: int, tokens: Sequence[Token], index: Mapping[str, list[Entry]]) -> str:
    """The word as it was meant: a name's word that it is near to, unless an ordinary word is nearer."""
    if token.sort is not Sort.WORD or token.text in index or token.text in COMMON:
        return token.text
    if token.text.endswith("s") and token.text[:-1] in index:
        return token.text[:-1]
    near = nearest_word(token.text, index)
    if near is None:
        return token.text
    plain = None if token.text in VOCABULARY else nearest_known(token.text)
    if token.text in VOCABULARY or (plain is not None and plain[1] < near[1]):
        return token.text
    is_named = token.has_capital or token.is_possessive or _stands_for_a_name(place, tokens)
    return near[0] if plain is None or plain[1] > near[1] or is_named else token.text


def _stands_for_a_name(place: int, tokens: Sequence[Token]) -> bool:
    before = tokens[place - 1].text if place else ""
    return before in LEADS or before in AFTER_ASKING


def is_strange(place: int, tokens: Sequence[Token]) -> bool:
    """Whether a word nobody knows stands where a name would: "Dan's", "how is dan", "what about dan"."""
    token = tokens[place]
    if token.is_possessive or token.has_capital:
        return True
    if len(token.text) < SHORTEST_NAME or token.text.endswith(ENDINGS):
        return False
    before = tokens[place - 1].text if place else ""
    follows = before == "and" and len(tokens) <= FEW
    return follows or before in NAMING


def belongs_to(place: int, tokens: Sequence[Token], names: Iterable[Name]) -> bool:
    """Whether a word beside a name is nearly another word of it: the "sma" of "sma okafor"."""
    return any(
        is_one_letter_off(tokens[place].text, word)
        for name in names
        if place in (name.start - 1, name.end)
        for each in name.fits
        for word in name_words(each.name)
    )


def words_to_look_up(tokens: Iterable[Token]) -> set[str]:
    """The words that may be somebody's name; "sams" may be Sam's."""
    listed = list(tokens)
    words = {
        token.text
        for place, token in enumerate(listed)
        if token.sort is Sort.WORD and (token.text not in COMMON or is_strange(place, listed))
    }
    return words | {word[:-1] for word in words if word.endswith("s") and len(word) > SHORTEST_NAME}


def words_to_spell(words: Iterable[str]) -> set[str]:
    """Those of these words that may be a misspelt name: no ordinary word, nor nearly one."""
    return {word for word in words if word not in VOCABULARY and nearest_known(word) is None}


def near_words(words: Iterable[str], known: Iterable[str]) -> set[str]:
    """The words of names that these are nearly."""
    listed = set(known)
    return {near[0] for word in words if (near := nearest_word(word, listed))}
