"""Spoiling what is whole: one place of a tree, or some letters of a line, by a seeded random."""

import json
from copy import deepcopy
from random import Random
from typing import Any

HUGE = "9" * 4_000
TEXTS = (
    "", " ", "\x00", "\ud800", "😀" * 50, "ﷺ" * 300, "\u202eAB-1000", "a" * 50_000, "-1", "0", "1e400",
    "NaN", HUGE, "١٢٣", "½", "²", "None", "null", "[]", "{}", "{", "true", "' OR 1=1 --", "<!channel>",
    "<@U0SAM>", "<@U0NOBODY|x>", "<https://x.example|x>", "=cmd|' /C calc'!A0", "../../etc/passwd",
    "%s%n{}", "2026-02-30", "0001-01-01", "9999-12-31", "10000-01-01", "2026-11-26", "worker:1",
    "worker:99999999999999999999", "case:1", "team:0", "999999", "9223372036854775808", "1:2:3", "\n",
    "\r\n\t", "AB-1000", "AB-9999", "ab 1000", "9990000018", "Zoë O’Brien", "sam@council.example", "01:30",
    "25:61", "0.1", "-0", "+5", "1_000", "１２", "court,court", "cp", "CP ", "ł",
)  # fmt: skip
LEFT_ALONE = ("response_url",)
"""An address spoiled by a letter is an address elsewhere, and nothing is to be sent there."""
VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2**31, 2**63, -(2**63) - 1, 10**400, 0.5, 1e308, [], {}, [[]], [None],
    {"id": 1}, [1, "x"], {"": ""}, [{"value": None}], {"selected_option": None}, {"value": {"value": 1}},
)  # fmt: skip


def spoil_tree(tree: Any, random: Random) -> Any:
    """The tree with one to three of its places changed, taken away, or filled from elsewhere in it."""
    spoiled = deepcopy(tree)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        spoiled = _spoil_once(spoiled, random)
    return spoiled


def _spoil_once(tree: Any, random: Random) -> Any:
    places = [place for place in _places(tree) if place and place[-1] not in LEFT_ALONE]
    if not places:
        return _anything(None, random)
    *way, last = random.choice(places)
    holder = tree
    for step in way:
        holder = holder[step]
    deed = random.random()
    if deed < 0.15:
        del holder[last]
    elif deed < 0.25:
        holder[last] = deepcopy(_at(tree, random.choice(places)))
    elif deed < 0.3 and isinstance(holder, list):
        holder.insert(0, deepcopy(holder[last]))
    else:
        holder[last] = _anything(holder[last], random)
    return tree


def _places(tree: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The ways to every place of a tree."""
    inner: list[tuple[Any, ...]] = [way]
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in items:
        inner += _places(value, (*way, key))
    return inner


def _at(tree: Any, way: tuple[Any, ...]) -> Any:
    for step in way:
        tree = tree[step]
    return tree


def _anything(old: Any, random: Random) -> Any:
    """Something instead of what was there; JSON in a text is spoiled inside as often as not."""
    if isinstance(old, str) and random.random() < 0.6:
        read = _as_json(old)
        if isinstance(read, dict | list):
            return json.dumps(spoil_tree(read, random))
        return spoil_text(old, random)
    if isinstance(old, int) and not isinstance(old, bool) and random.random() < 0.5:
        return old + random.choice((-1, 1, 2, 1000, 10**12))
    return random.choice(random.choice((TEXTS, VALUES)))


def _as_json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def spoil_text(text: str, random: Random) -> str:
    """The line with letters or words changed, doubled, swapped or gone, or something odd put in."""
    words = text.split(" ")
    place = random.randrange(len(words))
    deed = random.randrange(8)
    if deed == 0:
        words.insert(place, random.choice(TEXTS))
    elif deed == 1:
        words[place] = random.choice(TEXTS)
    elif deed == 2:
        del words[place]
    elif deed == 3:
        words.insert(place, words[random.randrange(len(words))])
    elif deed == 4:
        random.shuffle(words)
    elif deed == 5:
        words[place] = words[place].swapcase()
    else:
        words[place] = _spoil_letters(words[place], random)
    return " ".join(words)


def _spoil_letters(word: str, random: Random) -> str:
    letters = list(word)
    for _ in range(random.randint(1, 3)):
        place = random.randint(0, len(letters))
        if letters and place < len(letters) and random.random() < 0.5:
            del letters[place]
        else:
            letters.insert(place, random.choice("aA0-/:=@<>|\"'“”*_~`,.;&%$£€\u200b\u00ad\n😀é¼½"))
    return "".join(letters)
