"""What workers want to talk about: codes, at most a few words, whom it has gone to, where it stands."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from scoring.breaches import Level
from scoring.concerns import MOST_CHARACTERS, Outcome, Suits, Topic
from storage.tables.columns import Instant, holds, index_where, one_of, table_of


class ConcernRow(SQLModel, table=True):
    """A worker's concern: one open at a time. It has gone to every level from `first_level` to `level`.

    `team_id` is the team when it was raised, for somebody who is in none; None for those above the teams.
    """

    __tablename__ = "concern"
    __table_args__ = (
        one_of("suits", Suits),
        one_of("first_level", Level),
        one_of("level", Level),
        one_of("outcome", Outcome),
        holds("closed_with_an_outcome", "(closed_at IS NULL) = (outcome IS NULL)"),
        holds("answered_by_somebody", "(answered_at IS NULL) = (answered_by_id IS NULL)"),
        holds("never_ones_own", "asked_id <> worker_id"),
        index_where("one_open_concern", "worker_id", unique=True, where="closed_at IS NULL"),
    )

    id: int | None = Field(default=None, primary_key=True)
    worker_id: int = Field(foreign_key="worker.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    raised_at: datetime = Field(sa_type=Instant)
    suits: str
    words: str = Field(default="", max_length=MOST_CHARACTERS)
    first_level: str
    level: str
    asked_id: int = Field(foreign_key="worker.id")
    answer_by: datetime = Field(sa_type=Instant)
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    answered_by_id: int | None = Field(default=None, foreign_key="worker.id")
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    closed_by_id: int | None = Field(default=None, foreign_key="worker.id")
    outcome: str | None = None
    outcome_words: str = Field(default="", max_length=MOST_CHARACTERS)


class ConcernTopicRow(SQLModel, table=True):
    """One of the things a concern is about."""

    __tablename__ = "concern_topic"
    __table_args__ = (one_of("topic", Topic),)

    concern_id: int = Field(foreign_key="concern.id", primary_key=True)
    topic: str = Field(primary_key=True)


class ConcernMessageRow(SQLModel, table=True):
    """Where a message about a concern stands, so that it can be drawn again as things are."""

    __tablename__ = "concern_message"

    channel_id: str = Field(primary_key=True)
    ts: str = Field(primary_key=True)
    concern_id: int = Field(foreign_key="concern.id", index=True)
    worker_id: int = Field(foreign_key="worker.id")


CONCERNS = table_of(ConcernRow)
CONCERN_TOPICS = table_of(ConcernTopicRow)
CONCERN_MESSAGES = table_of(ConcernMessageRow)
