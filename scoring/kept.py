"""How well a promise was kept: the share of days, and how often it wasn't."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from scoring.breaches import Span
from scoring.working_time import ONE_DAY, end_of_day, start_of_day


@dataclass(frozen=True, slots=True)
class Window:
    """London days, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Kept:
    """The share of these worker-days with capacity, in the window, on which a promise was kept."""

    rate: Fraction
    days: int
    window: Window


def quarter_of(day: date) -> Window:
    """The quarter (from January, April, July or October) so far, up to the day before `day`.

    On a quarter's first day it is the whole quarter before, so that there is always something to say.
    """
    yesterday = day - ONE_DAY
    return Window(date(yesterday.year, yesterday.month - (yesterday.month - 1) % 3, 1), yesterday)


def covers_end(span: Span, day: date) -> bool:
    """Whether the promise was not being kept when the day ended; an end at exactly 24:00 still covers it."""
    end = end_of_day(day)
    return span.opened_at < end and (span.ended_at is None or span.ended_at >= end)


def kept_rate(spans: Collection[Span], capacity_days: Iterable[date], window: Window) -> Fraction | None:
    """Calendar days whose end no breach covers, of the days with capacity; None if there was no such day.

    Only days that are over belong into `capacity_days` (policy guide §6).
    """
    days = {day for day in capacity_days if day in window}
    if not days:
        return None
    return Fraction(sum(not any(covers_end(span, day) for span in spans) for day in days), len(days))


def kept_rate_together(
    people: Iterable[tuple[Collection[Span], Collection[date]]], window: Window
) -> Fraction | None:
    """The kept-rate of several people: each day of each with capacity counts alike; None without any."""
    kept, days = Fraction(0), 0
    for spans, capacity_days in people:
        own_days = sum(day in window for day in set(capacity_days))
        kept += (kept_rate(spans, capacity_days, window) or 0) * own_days
        days += own_days
    return kept / days if days else None


def how_often(spans: Iterable[Span], window: Window) -> int:
    """How many breaches overlap the window."""
    start, end = start_of_day(window.first), end_of_day(window.last)
    return sum(span.opened_at < end and (span.ended_at is None or span.ended_at > start) for span in spans)


def time_not_kept(spans: Iterable[Span]) -> timedelta:
    """How long a promise was not kept, in elapsed time; what several lines share counts once.

    Spans that haven't ended are left out.
    """
    total, until = timedelta(0), None
    for start, end in sorted((span.opened_at, span.ended_at) for span in spans if span.ended_at is not None):
        begin = start if until is None or start > until else until
        if end > begin:
            total += end - begin
        until = end if until is None or end > until else until
    return total


def within(spans: Iterable[Span], window: Window) -> list[Span]:
    """The parts of these spans that lie in the window; one that lasts ends with the window."""
    start, end = start_of_day(window.first), end_of_day(window.last)
    parts = (Span(max(s.opened_at, start), min(s.ended_at or end, end)) for s in spans)
    return [part for part in parts if part.ended_at is not None and part.opened_at < part.ended_at]


def weeks_until(day: date, weeks: int, since: date | None = None) -> Window:
    """So many whole weeks up to the day before `day`, but none before `since`."""
    first = day - timedelta(weeks=weeks)
    return Window(first if since is None else max(first, since), day - ONE_DAY)
