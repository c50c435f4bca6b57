"""Which bots are running on this database."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.tables.columns import Instant, table_of


class RunningRow(SQLModel, table=True):
    """A process of the bot; `place` says where it runs. The moments are the database's own time."""

    __tablename__ = "running"

    id: str = Field(primary_key=True)
    place: str
    started_at: datetime = Field(sa_type=Instant)
    seen_at: datetime = Field(sa_type=Instant)


RUNNING = table_of(RunningRow)
