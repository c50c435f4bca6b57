"""A typed message as tokens: words without capitals, mentions, references, and who is possessive."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto
from html import unescape

from scoring.questions.plain import HASTE

QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "‐": "-", "–": "-", "—": " - "}
)
"""Quotes and dashes as keyboards and phones write them."""

NOISE = re.compile(
    r"<![^>]*>|<https?://[^>]*>|https?://\S+|(?<!\w):[a-z0-9_+-]+:(?!\w)"
    r"|(?<!\w)[*_~]+(?=\S)|(?<=\S)[*_~]+(?!\w)"
)
MAILTO = re.compile(r"<mailto:([^>|]+)\|[^>]*>")
ENDS = re.compile(r"(?<=[?;!\n])|(?<=\.)\s+")
TOKEN = re.compile(
    r"<@(?P<mention>[A-Z0-9]+)(?:\|[^>]*)?>"
    r"|<#(?P<channel>[A-Z0-9]+)(?:\|[^>]*)?>"
    r"|(?P<email>[\w.+'-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<coded>[A-Za-z]{0,4}[-/]?\d{4,12}(?![\w]))"
    r"|(?P<word>\d:\d|\d-\d(?:-\d)?|\d?\.\d+|w/o\b|c&f\b|[^\W_]+(?:['-][^\W_]+)*'?)"
)
SHORT = dict(pair.strip().split(": ") for pair in HASTE.split(","))
"""What is typed without an apostrophe, or in haste."""

CLITICS = {"s": "is", "re": "are", "m": "am", "ve": "have", "ll": "will", "d": "would"}
_ASKING = "how who what where when why that there it he she they we i you let everyone everybody"
ASKING = frozenset(_ASKING.split())
"""The words after which 's is "is"; after any other it is somebody's."""


class Sort(Enum):
    WORD = auto()
    MENTION = auto()
    CHANNEL = auto()
    EMAIL = auto()
    CODED = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One word as it is compared; `has_capital` only where a capital says something, past the first word."""

    text: str
    sort: Sort = Sort.WORD
    has_capital: bool = False
    is_possessive: bool = False


def cut_sentences(text: str) -> list[str]:
    """The questions in a message, one by one, without Slack's own marks."""
    plain = MAILTO.sub(r"\1", text)
    plain = unicodedata.normalize("NFKC", unescape(NOISE.sub(" ", plain))).translate(QUOTES)
    return [part for part in (each.strip() for each in ENDS.split(plain)) if TOKEN.search(part)]


def cut_words(sentence: str) -> list[Token]:
    """The tokens of one sentence."""
    tokens: list[Token] = []
    for found in TOKEN.finditer(sentence):
        sort = Sort[str(found.lastgroup).upper()]
        if sort is Sort.WORD:
            tokens += _words(found["word"], is_first=not tokens)
        else:
            tokens.append(Token(found[sort.name.lower()], sort))
    return tokens


def _words(raw: str, is_first: bool) -> list[Token]:
    """A word with what hangs on it: "who's" is two, "Sam's" is one that is possessive."""
    has_capital = raw[0].isupper() and not raw.isupper() and not is_first
    word = raw.casefold()
    if word in SHORT:
        return [Token(each) for each in SHORT[word].split()]
    start, quote, rest = word.partition("'")
    if quote and rest in CLITICS and (start in ASKING or rest != "s"):
        return [Token(start), Token(CLITICS[rest])]
    if quote and rest == "t":
        return [Token(start.removesuffix("n") if start != "can" else start), Token("not")]
    if quote and rest in ("", "s"):
        return [Token(start, Sort.WORD, has_capital, is_possessive=True)]
    return [Token(word, Sort.WORD, has_capital)]
