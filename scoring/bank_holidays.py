"""Reading gov.uk's list of bank holidays, and believing of it only what can be true.

A year is believed when it has what every year has, and a number of days that a year can have. A list that
lacks a year, or a day of it, must not turn Christmas into a working day, and one full of days must not close
the council.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from scoring.errors import BadFile

DIVISION = "england-and-wales"
LEAST_IN_A_YEAR, MOST_IN_A_YEAR = 8, 12
"""England has eight; two more were proclaimed in a year at the most so far."""
PROCLAIMED_MONTHS = range(5, 10)
"""May to September: days have been moved and added here alone (1995, 2002, 2011, 2012, 2020, 2022, 2023)."""
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class BelievedList:
    """Every closed day that is known, and the years of a list that were not believed."""

    days: frozenset[date]
    doubted_years: tuple[int, ...]


def read_bank_holidays(content: bytes) -> frozenset[date]:
    """The days that gov.uk's JSON has for England and Wales; BadFile says what is wrong with it."""
    try:
        events = _events(json.loads(content))
        days = frozenset(date.fromisoformat(event["date"]) for event in events)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise BadFile("It isn't a list of bank holidays as gov.uk has it.") from None
    if not days:
        raise BadFile("It has no day for England and Wales.")
    return days


def believe(listed: frozenset[date], bundled: frozenset[date]) -> BelievedList:
    """The listed days of each year that can be true; of every other year the bundled ones.

    A believed year has eight to twelve days, and all that the bundled list has of it outside the months of
    proclamations: New Year, Easter and Christmas. Days at a weekend say nothing: their substitutes count.
    """
    theirs, ours = _by_year(listed), _by_year(bundled)
    believed = {year for year, days in theirs.items() if _can_be_true(days, ours.get(year, frozenset()))}
    kept = frozenset(day for year in ours.keys() - believed for day in ours[year])
    taken = frozenset(day for year in believed for day in theirs[year])
    return BelievedList(kept | taken, tuple(sorted(theirs.keys() - believed)))


def _events(read: Any) -> list[Any]:
    events = read[DIVISION]["events"]
    if not isinstance(events, list):
        raise TypeError("a list was expected")
    return events


def _by_year(days: frozenset[date]) -> Mapping[int, frozenset[date]]:
    weekdays = [day for day in days if day.weekday() < SATURDAY]
    return {
        year: frozenset(day for day in weekdays if day.year == year) for year in {d.year for d in weekdays}
    }


def _can_be_true(listed: frozenset[date], bundled: frozenset[date]) -> bool:
    usual = {day for day in bundled if day.month not in PROCLAIMED_MONTHS}
    return bool(usual) and usual <= listed and LEAST_IN_A_YEAR <= len(listed) <= MOST_IN_A_YEAR
