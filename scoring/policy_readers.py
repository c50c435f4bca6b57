"""How one value of a policy file is read: each reader knows what it allows and says it in words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from scoring.policy import VisitInterval, VisitUnit
from scoring.tenths import Tenths, short_text

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
UNIT_WORDS = {VisitUnit.WORKING_DAYS: "working days", VisitUnit.WEEKS: "weeks"}
MOST_CLOSED_DAYS = 200
_VISIT = re.compile(r"(\d{1,3}) (working days?|weeks?)")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,29}")
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_HOUR_THAT_COMES_TWICE = 1
_ONE_OF = {"children": "child", "families": "family"}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one value: `read` raises ValueError for what isn't `allowed`; `write` is its text for people."""

    read: Callable[[object], object]
    allowed: str
    write: Callable[[object], str] = str


def whole(least: int, most: int, unit: str = "") -> Reader:
    """A whole number of `unit`."""

    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError
        return value

    one = _ONE_OF.get(unit, unit.removesuffix("s"))
    allowed = f"a whole number from {least} to {most}"
    return Reader(read, allowed, lambda value: f"{value} {one if value == 1 else unit}".strip())


def tenths_of(value: object, least: int, most: int) -> Tenths:
    """A number with at most one decimal as whole tenths; ValueError for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError
    if not _is_plain(Decimal(value)) or not least <= value <= most:
        raise ValueError
    tenths = Fraction(value) * 10
    if tenths.denominator != 1:
        raise ValueError
    return tenths.numerator


def _is_plain(number: Decimal) -> bool:
    """Whether it is a number somebody could mean: not nan, not inf, no exponent in the thousands."""
    return number.is_finite() and abs(number.adjusted()) < 20


def _write_points(value: object) -> str:
    return (
        f"{short_text(value)} {'point' if abs(value) == 10 else 'points'}" if isinstance(value, int) else ""
    )


def points(least: int = 0, most: int = 50) -> Reader:
    """Points, kept as whole tenths."""
    allowed = f"at most one decimal, from {least} to {most}"
    return Reader(lambda value: tenths_of(value, least, most), allowed, _write_points)


def percent(least: int = 0, most: int = 100) -> Reader:
    """A whole percentage."""
    reader = whole(least, most)
    return Reader(reader.read, f"a whole percentage from {least} to {most}", lambda value: f"{value} %")


def _read_time(value: object) -> time:
    if isinstance(value, str) and (found := _CLOCK.fullmatch(value)):
        value = time(int(found[1]), int(found[2]))
    is_clock = isinstance(value, time) and value.tzinfo is None
    if not is_clock or not isinstance(value, time) or value.hour == _HOUR_THAT_COMES_TWICE:
        raise ValueError
    return value


def clock() -> Reader:
    """A time of day; 01:00 to 01:59 comes twice, or never, on the day the clocks change."""
    return Reader(_read_time, 'a time such as "17:00", not 01:00 to 01:59', lambda value: f"{value:%H:%M}")


def _read_date(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError
    return value


def day() -> Reader:
    """A date."""
    return Reader(_read_date, "a date such as 2026-04-01, without quotes")


def _read_days(value: object) -> frozenset[date]:
    if not isinstance(value, list) or len(value) > MOST_CLOSED_DAYS:
        raise ValueError
    return frozenset(_read_date(each) for each in value)


def _write_days(value: object) -> str:
    return ", ".join(str(each) for each in sorted(value)) if isinstance(value, frozenset) else ""


def days() -> Reader:
    """Several dates."""
    return Reader(
        _read_days, "dates such as [2026-12-24, 2026-12-31]", lambda value: _write_days(value) or "none"
    )


def _read_range(value: object) -> tuple[Tenths, Tenths]:
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError
    low, high = (tenths_of(each, 1, 100) for each in value)
    if low > high:
        raise ValueError
    return low, high


def _write_range(value: object) -> str:
    return " to ".join(short_text(each) for each in value) if isinstance(value, tuple) else "none"


def number_range() -> Reader:
    """Two numbers, the lower first."""
    return Reader(_read_range, "two numbers from 1 to 100, the lower first, such as [20, 21]", _write_range)


def yes_or_no() -> Reader:
    """A truth value."""

    def read(value: object) -> bool:
        if not isinstance(value, bool):
            raise ValueError
        return value

    return Reader(read, "true or false", lambda value: "yes" if value else "no")


def one_of(choices: type[StrEnum]) -> Reader:
    """One of a few words."""
    allowed = "one of " + ", ".join(f'"{each}"' for each in choices)
    return Reader(lambda value: choices(str(value)), allowed, lambda value: str(value).replace("_", " "))


def _read_weekday(value: object) -> int:
    return WEEKDAYS.index(str(value).strip().lower())


def _write_weekday(value: object) -> str:
    return WEEKDAYS[value].capitalize() if isinstance(value, int) else ""


def weekday() -> Reader:
    """A working weekday, kept as 0 for Monday to 4 for Friday."""
    return Reader(_read_weekday, '"monday" to "friday"', _write_weekday)


def _read_visit(value: object) -> VisitInterval:
    found = _VISIT.fullmatch(str(value))
    if found is None or int(found[1]) == 0:
        raise ValueError
    unit = VisitUnit.WEEKS if found[2].startswith("week") else VisitUnit.WORKING_DAYS
    return VisitInterval(int(found[1]), unit)


def _write_visit(value: object) -> str:
    return f"{value.count} {UNIT_WORDS[value.unit]}" if isinstance(value, VisitInterval) else "none"


def visit() -> Reader:
    """The usual longest time between two visits."""
    return Reader(_read_visit, '"10 working days" or "6 weeks"', _write_visit)


def text(most: int = 200) -> Reader:
    """Some words on one line."""

    def read(value: object) -> str:
        if not isinstance(value, str) or not 0 < len(value.strip()) <= most or not value.isprintable():
            raise ValueError
        return value.strip()

    return Reader(read, f"words in quotes, at most {most} characters")


def version() -> Reader:
    """The name of a version, fit for a screen and a file name."""

    def read(value: object) -> str:
        if not isinstance(value, str) or not _VERSION.fullmatch(value):
            raise ValueError
        return value

    return Reader(read, 'letters, digits, ".", "-" and "_", at most 30, such as "2026-1"')


def _read_pattern(value: object) -> str:
    try:
        found = re.compile(value) if isinstance(value, str) and 0 < len(value) <= 200 else None
    except (re.error, OverflowError, RecursionError) as problem:
        raise ValueError from problem
    if found is None or found.fullmatch(""):
        raise ValueError
    return found.pattern


def pattern() -> Reader:
    """A regular expression that fits a whole reference."""
    return Reader(
        _read_pattern, "a regular expression that no empty text fits, such as '^[A-Z]{0,4}\\d{4,12}$'"
    )
