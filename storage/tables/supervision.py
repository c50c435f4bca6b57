"""Supervision that happened: its day and its minutes, and nothing of its content."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import Instant, between, holds, table_of

A_DAY = 24 * 60
"""Minutes. How long one may be said to have taken is the policy's to say."""


class SupervisionRow(SQLModel, table=True):
    __tablename__ = "supervision"
    __table_args__ = (
        between("minutes", 1, A_DAY),
        holds("never_ones_own", "recorded_by_id <> worker_id"),
        UniqueConstraint("worker_id", "held_on"),
    )

    id: int | None = Field(default=None, primary_key=True)
    worker_id: int = Field(foreign_key="worker.id")
    held_on: date
    minutes: int
    recorded_by_id: int = Field(foreign_key="worker.id")
    recorded_at: datetime = Field(sa_type=Instant)


SUPERVISIONS = table_of(SupervisionRow)
