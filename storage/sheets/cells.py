"""Reading one cell, whatever the spreadsheet made of it: words, dates, shares of a post, yes and no.

Every reader takes a cell as CSV or Excel gives it and returns None for one that says nothing. What it can't
read raises BadInput with a sentence of what to write instead; the cell itself is never repeated.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

from scoring.errors import BadInput
from storage.names import name_problem

BLANKS = frozenset(
    (
        "",
        "#n/a",
        "n/a",
        "#ref!",
        "#value!",
        "#name?",
        "#null!",
        "#div/0!",
        "-1",
        "-",
        "--",
        "null",
        "nan",
        "none",
    )
)
"""What systems write where there is nothing; Liquidlogic writes -1, a broken lookup in Excel #N/A."""

EMPTY = BLANKS - {"-1", "nan"}
"""What stands for nothing where a number is asked for: there, -1 and NaN are a mistake somewhere."""

FULL_TIME_HOURS = 37
"""Hours a week of one full-time post (the councils' common week; the plan says when it was used)."""

LEAST_FTE = Fraction(1, 100)
"""Less is a slip: it is some twenty minutes a week. 0 is somebody who holds a post and no hours."""

MOST_EMAIL = 254
MOST_WORDS = 20
MOST_WORD = 30
"""Languages and skills: how many, and how long each may be."""

_EXCEL_EPOCH = date(1899, 12, 30)
_DAY_TEXT = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?: \d{1,2}:\d{2}(?::\d{2})?)?")
_ISO_TEXT = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ t]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?z?)?")
_MONTH_TEXT = re.compile(r"(\d{1,2})[ -]([a-z]{3})[a-z]*[ ,-]+(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBER = re.compile(r"-?(?:\d+(?:[.,]\d+)?|[.,]\d+)")
_HOURS = re.compile(r"(\d+(?:[.,]\d+)?) ?(?:h|hr|hrs|hour|hours)(?: ?(?:a|per|/) ?(?:w|wk|week))?")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2})? ?(am|pm)?")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
_YES = frozenset(("yes", "y", "true", "t", "1", "a) yes", "x"))
_NO = frozenset(("no", "n", "false", "f", "0", "b) no"))
_UNKNOWN = frozenset(("c) unknown", "unknown", "not known", "not recorded"))
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")


def plain_text(cell: object) -> str:
    """The cell's words with single plain spaces; a whole number without Excel's ".0"."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    words = str(cell)
    return " ".join((words if words.isascii() else unicodedata.normalize("NFKC", words)).split())


def read_text(cell: object) -> str | None:
    """The cell's words, None where a system wrote that there is nothing."""
    words = plain_text(cell)
    return None if words.casefold() in BLANKS else words


def read_name(cell: object) -> str | None:
    """The name of a person, a team or a service, as they wrote it."""
    words = read_text(cell)
    problem = None if words is None else name_problem(words)
    if problem is not None:
        raise BadInput(problem)
    return words


def read_email(cell: object) -> str | None:
    """An e-mail address in lower case."""
    words = read_text(cell)
    if words is None:
        return None
    address = words.casefold().removeprefix("mailto:")
    if len(address) > MOST_EMAIL or not address.isprintable() or not _EMAIL.fullmatch(address):
        raise BadInput("isn't an e-mail address")
    return address


def read_day(cell: object) -> date | None:
    """A date: a real one, Excel's number of one, dd/mm/yyyy or ISO.

    1900 and before, 2100 and after mean "no date": systems write 01/01/1900 or 31/12/9999 for none.
    """
    if isinstance(cell, date):
        found: date | None = cell.date() if isinstance(cell, datetime) else cell
    elif (words := read_text(cell)) is None:
        return None
    else:
        found = _day_of(words.casefold())
    if found is None:
        raise BadInput("isn't a date; write 31/01/2026 or 2026-01-31")
    return found if 1900 < found.year < 2100 else None


def _day_of(words: str) -> date | None:
    if found := _ISO_TEXT.fullmatch(words):
        return _date(found[1], found[2], found[3])
    if found := _DAY_TEXT.fullmatch(words):
        return _date(found[3] if len(found[3]) == 4 else f"20{found[3]}", found[2], found[1])
    if (found := _MONTH_TEXT.fullmatch(words)) and found[2] in _MONTHS:
        return _date(found[3], str(_MONTHS.index(found[2]) + 1), found[1])
    if re.fullmatch(r"\d{5}(?:\.\d+)?", words):
        return _EXCEL_EPOCH + timedelta(days=int(words[:5]))
    return None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _figure(cell: object) -> str | None:
    """The words of a cell that should hold a number, None where a system wrote that there is nothing."""
    words = plain_text(cell)
    return None if words.casefold() in EMPTY else words


def _number(words: str) -> Fraction | None:
    return Fraction(Decimal(words.replace(",", "."))) if _NUMBER.fullmatch(words) else None


def read_fte(cell: object) -> Fraction | None:
    """A share of one full-time post: 0.6, 0,6, 60% or 22.2 hrs (of 37 a week)."""
    words = _figure(cell)
    if words is None:
        return None
    words = words.casefold().removesuffix("fte").strip()
    if found := _HOURS.fullmatch(words):
        share: Fraction | None = Fraction(Decimal(found[1].replace(",", "."))) / FULL_TIME_HOURS
    elif words.endswith("%"):
        percent = _number(words[:-1].strip())
        share = None if percent is None else percent / 100
    else:
        share = _number(words)
    if share is None or not 0 <= share <= 1:
        raise BadInput("isn't part of one full-time post; write 0.6, 60% or 22.2 hrs")
    if 0 < share < LEAST_FTE:
        raise BadInput("is less than a hundredth of a post; write 0.6, 60% or 22.2 hrs, or 0 for no hours")
    return share


def is_hours(cell: object) -> bool:
    """Whether an FTE is written in hours, which the plan then says."""
    return _HOURS.fullmatch(plain_text(cell).casefold()) is not None


def read_share(cell: object) -> Fraction | None:
    """A part of somebody's time: 50%, 50, or 0.5 (what Excel keeps for 50 %); 1 is all of it."""
    words = _figure(cell)
    if words is None:
        return None
    number = _number(words.removesuffix("%").strip())
    if number is None or not 0 < number <= 100:
        raise BadInput("isn't a percentage above 0, up to 100; write 50%")
    is_share = number <= 1 and not words.endswith("%")
    return number if is_share else number / 100


def read_number(cell: object) -> Fraction | None:
    """A number of 0 or more, with a point or a comma."""
    words = _figure(cell)
    if words is None:
        return None
    number = _number(words)
    if number is None or number < 0:
        raise BadInput("isn't a number of 0 or more")
    return number


def read_count(cell: object) -> int | None:
    """A whole number from 0 to 99."""
    number = read_number(cell)
    if number is None:
        return None
    if number.denominator != 1 or number > 99:
        raise BadInput("isn't a whole number from 0 to 99")
    return int(number)


def read_yes_no(cell: object) -> bool | None:
    """Yes or no, with or without Annex A's letters; None for unknown."""
    words = plain_text(cell).casefold()
    if words in BLANKS or words in _UNKNOWN:
        return None
    if words in _YES:
        return True
    if words in _NO:
        return False
    raise BadInput("isn't yes or no")


def read_words(cell: object) -> frozenset[str] | None:
    """Several words with commas or semicolons between, in lower case; a space in one becomes a hyphen."""
    words = read_text(cell)
    if words is None:
        return None
    parts = (part.strip().casefold() for part in re.split(r"[,;/|]", words))
    found = frozenset(part.replace(" ", "-") for part in parts if part)
    if len(found) > MOST_WORDS or any(name_problem(part, MOST_WORD) for part in found):
        raise BadInput(
            f"is more than {MOST_WORDS} plain words of up to {MOST_WORD} letters, with commas between"
        )
    return found


def read_weekday(cell: object) -> int | None:
    """A working weekday, 0 for Monday to 4 for Friday."""
    words = read_text(cell)
    if words is None:
        return None
    if words.casefold()[:3] not in _WEEKDAYS:
        raise BadInput("isn't a day from Monday to Friday")
    return _WEEKDAYS.index(words.casefold()[:3])


def read_minute(cell: object) -> int | None:
    """A London time of day as minutes after midnight; 01:00–01:59 comes twice on one night, so is refused."""
    if isinstance(cell, datetime):
        cell = cell.time()
    if isinstance(cell, time):
        minute: int | None = cell.hour * 60 + cell.minute
    elif (words := read_text(cell)) is None:
        return None
    else:
        minute = _minute_of(words.casefold())
    if minute is None or minute // 60 == 1:
        raise BadInput("isn't a time such as 09:00 (01:00 to 01:59 won't do: it comes twice in October)")
    return minute


def _minute_of(words: str) -> int | None:
    found = _CLOCK.fullmatch(words)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    if found[3]:
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def read_swe_number(cell: object) -> str | None:
    """A Social Work England number: SW and up to ten digits, with or without the letters."""
    words = read_text(cell)
    if words is None:
        return None
    found = re.fullmatch(r"(?:SW)?(\d{1,10})", words.upper().replace(" ", ""))
    if found is None:
        raise BadInput("isn't a Social Work England number; write SW and its digits")
    return f"SW{found[1]}"


def read_tenths(cell: object) -> int | None:
    """Points with at most one decimal, as whole tenths."""
    number = read_number(cell)
    if number is None:
        return None
    if (number * 10).denominator != 1:
        raise BadInput("has more than one decimal")
    return int(number * 10)
