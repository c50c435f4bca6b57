"""How far a recurring job has come, so that a process that was down catches up."""

from datetime import datetime

from sqlalchemy import select

from storage.session import Session
from storage.tables.post import MARKS
from storage.upsert import put_rows

TICK = "tick"


def find_mark(session: Session, name: str) -> datetime | None:
    """The moment up to which the job has been done."""
    return session.execute(select(MARKS.c.at).where(MARKS.c.name == name)).scalar()


def put_mark(session: Session, name: str, at: datetime) -> None:
    put_rows(session, MARKS, [{"name": name, "at": at}])
