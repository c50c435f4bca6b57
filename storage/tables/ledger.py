"""Loads as last scored, what falls due, and the promise ledger."""

from datetime import date, datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from scoring.plans import ReviewOutcome
from storage.tables.columns import Instant, holds, index_where, one_of, table_of

SUBJECT_KINDS = ("worker", "team", "case")
LINES = ("children", "points", "average", "nobody_there", "wrong_holder", "waiting_too_long")
LEVELS = ("supervisor", "service_manager", "head")


class LoadNowRow(SQLModel, table=True):
    """One worker's load as the due job last scored it; teams add these up and never count cases."""

    __tablename__ = "load_now"

    worker_id: int = Field(foreign_key="worker.id", primary_key=True)
    team_id: int = Field(foreign_key="team.id", index=True)
    children: int
    case_points: int
    stable: int
    extras: int
    capacity_millionths: int
    promise: int
    bandwidth: int
    low_end: int
    fte_millionths: int
    is_averaged: bool
    has_left: bool
    scored_at: datetime = Field(sa_type=Instant)
    policy_version: str


class TeamLoadNowRow(SQLModel, table=True):
    __tablename__ = "team_load_now"

    team_id: int = Field(foreign_key="team.id", primary_key=True)
    children: int
    waiting: int
    points: int
    promise: int
    bandwidth: int
    low_end: int
    average_children: int
    average_fte_millionths: int
    nobody_there: int
    nobody_there_left: int
    scored_at: datetime = Field(sa_type=Instant)
    policy_version: str


class SnapshotRow(SQLModel, table=True):
    """The load at the end of one London day, kept as it was known."""

    __tablename__ = "snapshot"
    __table_args__ = (
        one_of("subject_kind", ("worker", "team")),
        Index("snapshot_subject", "subject_kind", "subject_id", "day"),
    )

    day: date = Field(primary_key=True)
    subject_kind: str = Field(primary_key=True)
    subject_id: int = Field(primary_key=True)
    children: int
    points: int
    promise: int
    bandwidth: int
    capacity_millionths: int
    policy_version: str


class DueRow(SQLModel, table=True):
    """Something that must be looked at again at a moment; the due job takes it, and nothing else does.

    Its index has the job's own order: a policy marks a whole country at one moment, which was sorted anew for
    each chunk.
    """

    __tablename__ = "due"
    __table_args__ = (
        one_of("subject_kind", SUBJECT_KINDS),
        Index("due_at", "at", text("subject_kind DESC"), "subject_id"),
    )

    subject_kind: str = Field(primary_key=True)
    subject_id: int = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant, primary_key=True)
    cause: str


class BreachRow(SQLModel, table=True):
    """An episode of a promise not kept: at most one open per subject and line; never rewritten."""

    __tablename__ = "breach"
    __table_args__ = (
        one_of("subject_kind", SUBJECT_KINDS),
        one_of("line", LINES),
        one_of("climbed_to", LEVELS),
        holds("ends_after_it_opened", "closed_at IS NULL OR closed_at >= opened_at"),
        index_where(
            "one_open_breach", "subject_kind", "subject_id", "line", unique=True, where="closed_at IS NULL"
        ),
        Index("breach_subject", "subject_kind", "subject_id", "opened_at"),
        index_where("breach_open_team", "team_id", where="closed_at IS NULL"),
    )

    id: int | None = Field(default=None, primary_key=True)
    subject_kind: str
    subject_id: int
    team_id: int = Field(foreign_key="team.id")
    line: str
    cause: str
    opened_at: datetime = Field(sa_type=Instant)
    value: int
    promised: int
    worst: int
    deadline: datetime = Field(sa_type=Instant)
    back_at: datetime | None = Field(default=None, sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    climbed_to: str = "supervisor"
    climbed_at: datetime | None = Field(default=None, sa_type=Instant)


class PlanRow(SQLModel, table=True):
    __tablename__ = "plan"

    id: int | None = Field(default=None, primary_key=True)
    code: str
    who_id: int = Field(foreign_key="worker.id")
    by_when: date
    words: str = Field(default="", max_length=200)
    made_by_id: int = Field(foreign_key="worker.id")
    made_at: datetime = Field(sa_type=Instant)


class PlanLineRow(SQLModel, table=True):
    """One plan may answer several lines."""

    __tablename__ = "plan_line"

    plan_id: int = Field(foreign_key="plan.id", primary_key=True)
    breach_id: int = Field(foreign_key="breach.id", primary_key=True, index=True)


class PlanStepRow(SQLModel, table=True):
    """A case that a plan means to move, and to whom; a case that is forgotten takes its step along."""

    __tablename__ = "plan_step"

    plan_id: int = Field(foreign_key="plan.id", primary_key=True)
    case_id: int = Field(foreign_key="child_case.id", ondelete="CASCADE", primary_key=True, index=True)
    worker_id: int = Field(foreign_key="worker.id")


class PlanReviewRow(SQLModel, table=True):
    """What came of a plan whose day had passed; each is reviewed once."""

    __tablename__ = "plan_review"
    __table_args__ = (one_of("outcome", ReviewOutcome),)

    plan_id: int = Field(foreign_key="plan.id", primary_key=True)
    outcome: str
    reviewed_by_id: int = Field(foreign_key="worker.id")
    reviewed_at: datetime = Field(sa_type=Instant)


class SeenRow(SQLModel, table=True):
    __tablename__ = "seen"
    __table_args__ = (one_of("subject_kind", SUBJECT_KINDS),)

    subject_kind: str = Field(primary_key=True)
    subject_id: int = Field(primary_key=True)
    worker_id: int = Field(foreign_key="worker.id", primary_key=True)
    at: datetime = Field(sa_type=Instant)


class RemindRow(SQLModel, table=True):
    """Reminders about a subject are quiet for this person until that day; the climb goes on."""

    __tablename__ = "remind"
    __table_args__ = (one_of("subject_kind", SUBJECT_KINDS),)

    subject_kind: str = Field(primary_key=True)
    subject_id: int = Field(primary_key=True)
    worker_id: int = Field(foreign_key="worker.id", primary_key=True)
    until: date


class LivingMessageRow(SQLModel, table=True):
    """The one message in the team's channel that shows a subject's open lines, and where it stands."""

    __tablename__ = "living_message"
    __table_args__ = (
        one_of("subject_kind", SUBJECT_KINDS),
        index_where(
            "one_living_message", "subject_kind", "subject_id", unique=True, where="ended_at IS NULL"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    subject_kind: str
    subject_id: int
    team_id: int = Field(foreign_key="team.id")
    began_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    channel_id: str | None = None
    ts: str | None = None
    replied_120: bool = False


LOAD_NOW = table_of(LoadNowRow)
TEAM_LOAD_NOW = table_of(TeamLoadNowRow)
SNAPSHOTS = table_of(SnapshotRow)
DUE = table_of(DueRow)
BREACHES = table_of(BreachRow)
PLANS = table_of(PlanRow)
PLAN_LINES = table_of(PlanLineRow)
PLAN_STEPS = table_of(PlanStepRow)
PLAN_REVIEWS = table_of(PlanReviewRow)
SEEN = table_of(SeenRow)
REMINDERS = table_of(RemindRow)
LIVING_MESSAGES = table_of(LivingMessageRow)
