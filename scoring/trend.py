"""How a load has moved against what was promised, and how loads compare fairly.

Teams and services are compared by shares of what was promised to them, never by raw counts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scoring.snapshots import Snapshot

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Course:
    """A trend in a few figures. `over` is in how many of the `weeks` the line was passed."""

    first: int
    first_line: int
    last: int
    last_line: int
    highest: int
    highest_on: date
    over: int
    weeks: int


def week_ends(last: date, weeks: int) -> list[date]:
    """So many days, a week apart, the last one given; the earliest first."""
    return [last - _WEEK * back for back in reversed(range(weeks))]


def build_course(
    trend: Sequence[Snapshot], held: Callable[[Snapshot], int], line: Callable[[Snapshot], int]
) -> Course:
    """What a trend comes to, on one line of it; it must have a day."""
    top = max(trend, key=held)
    return Course(
        first=held(trend[0]),
        first_line=line(trend[0]),
        last=held(trend[-1]),
        last_line=line(trend[-1]),
        highest=held(top),
        highest_on=top.day,
        over=sum(held(each) > line(each) for each in trend),
        weeks=len(trend),
    )


def percent_of(held: int, line: int) -> int | None:
    """What is held in per cent of what was promised; None where nothing was.

    Never rounded to 100 from either side: 100 says that it is exactly full.
    """
    if line == 0:
        return None
    whole, rest = divmod(held * 100, line)
    return whole + 1 if rest and held > line else whole
