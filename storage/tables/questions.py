"""What was asked last, so that "and South?" can be understood."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.tables.columns import Instant, holds, table_of


class LastQueryRow(SQLModel, table=True):
    """The last question one person asked in one place: its route and ids (JSON), never a word that was typed.

    `thread_ts` is empty outside threads. A row is forgotten when its time is over.
    """

    __tablename__ = "last_query"
    __table_args__ = (holds("place_given", "channel_id <> ''"),)

    worker_id: int = Field(foreign_key="worker.id", primary_key=True)
    channel_id: str = Field(primary_key=True)
    thread_ts: str = Field(primary_key=True)
    route: str
    ids: str = "{}"
    asked_at: datetime = Field(sa_type=Instant, index=True)


LAST_QUERIES = table_of(LastQueryRow)
