"""The days on which councils in England are closed."""

from datetime import date
from functools import lru_cache

from holidays import country_holidays

from scoring.policy import Policy
from scoring.working_time import Calendar

YEARS = range(2020, 2051)


@lru_cache(maxsize=1)
def bank_holidays() -> frozenset[date]:
    """England's bank holidays, as the `holidays` package knows them (checked equal to gov.uk's list)."""
    return frozenset(country_holidays("GB", subdiv="ENG", years=YEARS))


def calendar_of(policy: Policy) -> Calendar:
    """England's bank holidays and the council's own closed days."""
    return _calendar(policy.hours.extra_closed_days)


@lru_cache(maxsize=8)
def _calendar(extra: frozenset[date]) -> Calendar:
    return Calendar(bank_holidays() | extra)
