"""London moments for the tests of times: `at("Fri 16:00")` in the week of Monday 23 November 2026."""

from datetime import UTC, date, datetime, time, timedelta

import holidays

from scoring.working_time import Calendar, london

MONDAY = date(2026, 11, 23)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

WORKING = Calendar()
"""A calendar without bank holidays."""

ENGLAND = Calendar(frozenset(holidays.country_holidays("GB", subdiv="ENG", years=range(2024, 2032))))
"""The working days of England, 2024 to 2031."""


def at(words: str, week: int = 0) -> datetime:
    """The instant of "Tue 14:05", `week` weeks after that week."""
    day, clock = words.split()
    return london(MONDAY + timedelta(days=_DAYS.index(day), weeks=week), time.fromisoformat(clock))


def utc(*numbers: int) -> datetime:
    """An instant in UTC: year, month, day, hour, minute."""
    year, month, day, *rest = numbers
    hour, minute = (*rest, 0, 0)[:2]
    return datetime(year, month, day, hour, minute, tzinfo=UTC)
