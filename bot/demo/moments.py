"""The moments a demonstration's clock is turned to."""

from datetime import datetime, time, timedelta

from scoring.working_time import london, london_day

MORNING = time(9)
"""When people come to work, and the digests go out."""


def next_hour(now: datetime) -> datetime:
    """An hour from now."""
    return now + timedelta(hours=1)


def tomorrow(now: datetime) -> datetime:
    """Nine the next morning, London time."""
    return london(london_day(now) + timedelta(days=1), MORNING)


def next_monday(now: datetime) -> datetime:
    """Nine on the next Monday, London time; on a Monday that is a week on."""
    today = london_day(now)
    return london(today + timedelta(days=7 - today.weekday()), MORNING)
