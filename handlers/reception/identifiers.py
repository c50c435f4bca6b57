"""What numbers, addresses and dates of somebody look like, kind by kind: pure patterns over plain text.

Text is read as its reader sees it: letters of full width, odd spaces, dashes and characters without a shape
hide nothing.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from stdnum.gb import nhs

from storage.names import without_unseen

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_GAP = r"[ ./-]{0,2}"
_NHS = re.compile(rf"(?<!\d)(?:\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{4}}|\d{{5}} \d{{5}})(?!\d)")
_PHONE = re.compile(r"(?<![\d.,])(?<![A-Za-z]-)(?:\+|00)?(?:44|0)(?:[ ()./-]{0,2}\d){9,11}(?![\d])")
_LEAST_DIGITS, _MOST_DIGITS = 10, 14
_STREETS = "street|road|avenue|lane|crescent|terrace|gardens|grove|mews|rd|ave"
_CLOSES = "Close|Drive|Way|Place|Walk|Square|Court|Rise|Hill"
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d{2}|\d{2})"
_NUMBERS_DATE = re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d{2}\b")
_DATES = (
    re.compile(rf"(?<![\d./-]){_DAY}(?P<mark>[/.-])(?P<month>\d{{1,2}})(?P=mark){_YEAR}(?![\d./-])"),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"),
    re.compile(rf"\b{_DAY} (?:of )?{_MONTH},? {_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH} {_DAY},? (?P<year>(?:19|20)\d{{2}})\b", re.IGNORECASE),
)

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a pupil number (UPN)", re.compile(r"\b[A-Za-z] ?\d(?: ?\d){10} ?[\dA-Za-z]\b")),
    (
        "a National Insurance number",
        re.compile(r"\b[A-Z]{2}[ -]?(?:\d{2}[ -]?){3}[A-D]\b", re.IGNORECASE),
    ),
    (
        "a postcode",
        re.compile(r"\b(?:GIR|[A-Z]{1,2}\d[A-Z\d]?)[ -]{0,2}\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE),
    ),
    ("an e-mail address", re.compile(r"[\w.+-]+ ?(?:@|[(\[]at[)\]]) ?[\w-]+\.\w+", re.IGNORECASE)),
    ("an e-mail address", re.compile(r"\w+ at \w+ dot \w+", re.IGNORECASE)),
    ("a date of birth", re.compile(r"\b(?:born|dob|d\.o\.b\.?|date[ -]of[ -]birth|birthday|b-day)\b", re.I)),
    ("a court case number", re.compile(r"\b[A-Z]{2}\d{2}[CPFZ]\d{5}\b")),
    (
        "an address",
        re.compile(rf"\b\d{{1,4}}[a-z]?,? (?:[A-Za-z][\w'’-]+ ){{1,2}}(?:{_STREETS})\b", re.IGNORECASE),
    ),
    (
        "an address",
        re.compile(rf"\b\d{{1,4}}[a-z]?,? (?!High|Live|Crown|Family)[A-Z][\w'’-]+ (?:{_CLOSES})\b"),
    ),
)
"""Each kind in words and what it looks like. Source: policy guide §10."""


def plain_words(text: str) -> str:
    """Text as its reader sees it, with plain letters, digits, spaces and dashes."""
    return unicodedata.normalize("NFKC", without_unseen(text)).translate(_DASHES)


def identifiers_in(text: str, *, allows_tens: bool = False, today: date | None = None) -> Iterator[str]:
    """The kinds of identifier that a text holds, in words.

    `allows_tens`: the council's own references have ten digits, like an NHS number. With `today` a full date
    that is over counts, however it is written, and one ahead is when something is to happen; without it any
    date in numbers counts.
    """
    plain = plain_words(text)
    if not allows_tens and any(nhs.is_valid(_digits(found[0])) for found in _NHS.finditer(plain)):
        yield "an NHS number"
    for kind, pattern in PATTERNS:
        if pattern.search(plain):
            yield kind
    if any(_LEAST_DIGITS <= len(_digits(found[0])) <= _MOST_DIGITS for found in _PHONE.finditer(plain)):
        yield "a telephone number"
    if _NUMBERS_DATE.search(plain) if today is None else any(day < today for day in _days_in(plain)):
        yield "a full date, as of a birth"


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _days_in(text: str) -> Iterator[date]:
    for pattern in _DATES:
        for found in pattern.finditer(text):
            day = _day(found)
            if day is not None:
                yield day


def _day(found: re.Match[str]) -> date | None:
    """The day that was written, None if there is no such day; "14" is 2014."""
    month, year = found["month"].lower(), int(found["year"])
    try:
        number = int(month) if month.isdecimal() else _MONTHS.index(month) + 1
        return date(year if year > 99 else 2000 + year, number, int(found["day"]))
    except ValueError:
        return None
