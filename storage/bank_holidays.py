"""gov.uk's bank holidays as they were last fetched, so that a start needs no network."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import delete, insert, select

from storage.session import Session
from storage.tables.post import BANK_HOLIDAYS


def list_bank_holidays(session: Session) -> frozenset[date]:
    """Every day of the list last fetched; none before the first."""
    return frozenset(session.execute(select(BANK_HOLIDAYS.c.day)).scalars())


def put_bank_holidays(session: Session, days: Collection[date]) -> None:
    """From now on these are the fetched days, whatever was there before."""
    session.execute(delete(BANK_HOLIDAYS))
    session.execute(insert(BANK_HOLIDAYS), [{"day": day} for day in sorted(days)])
