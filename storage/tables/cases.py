"""Cases as they stand, and everything that ever was true of them."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from scoring.case import JudgementReason, Kind, Need
from storage.tables.columns import Instant, between, holds, index_where, one_of, table_of

REALLOCATION_REASONS = (
    "MANAGE", "FCONTA", "LEFTRL", "ORGRST", "TSPROC", "ABSENC", "CHCHAN", "PCCHAN", "SWDIED", "OTHERS",
)  # fmt: skip
"""The ten codes of the looked-after return (SSDA903, SWEpisodes, SW_REASON)."""


class CaseRow(SQLModel, table=True):
    """One child as the case stands now. `version` grows with each change, so that a stale form is noticed.

    `changed_in_slack_at` is when a person last changed it here: an older file doesn't undo that.
    """

    __tablename__ = "child_case"
    __table_args__ = (
        one_of("kind", Kind),
        one_of("need", Need),
        between("travel_minutes", 0, 600),
        index_where("case_open_lead", "lead_id", where="closed_at IS NULL"),
        index_where("case_waiting", "team_id", where="closed_at IS NULL AND lead_id IS NULL"),
    )

    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(unique=True)
    team_id: int = Field(foreign_key="team.id")
    lead_id: int | None = Field(default=None, foreign_key="worker.id")
    led_since: date | None = None
    family_key: str | None = Field(default=None, index=True)
    kind: str
    need: str
    unsettled: bool = False
    court: bool = False
    preproceedings: bool = False
    interpreter: bool = False
    uasc: bool = False
    disability: bool = False
    closing: bool = False
    travel_minutes: int = 0
    last_seen_on: date | None = None
    version: int = 1
    opened_at: datetime = Field(sa_type=Instant)
    waiting_since: datetime | None = Field(default=None, sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    changed_in_slack_at: datetime | None = Field(default=None, sa_type=Instant)


class CaseHistoryRow(SQLModel, table=True):
    """The facts of a case from a moment on, until its next row."""

    __tablename__ = "case_history"

    case_id: int = Field(foreign_key="child_case.id", primary_key=True)
    from_at: datetime = Field(sa_type=Instant, primary_key=True)
    team_id: int = Field(foreign_key="team.id")
    family_key: str | None = None
    kind: str
    need: str
    unsettled: bool
    court: bool
    preproceedings: bool
    interpreter: bool
    uasc: bool
    disability: bool
    closing: bool
    travel_minutes: int
    is_closed: bool = False


class AllocationRow(SQLModel, table=True):
    """One worker's unbroken lead of one case.

    `because` is the reason code a soft rule asked for; `ended_reason` one of the ten codes.
    `family_key` is the family as it was then, for pace and "worked with the family before".
    """

    __tablename__ = "allocation"
    __table_args__ = (
        one_of("ended_reason", REALLOCATION_REASONS),
        holds("ends_after_it_began", "ended_at IS NULL OR ended_at >= began_at"),
        index_where("one_open_allocation", "case_id", unique=True, where="ended_at IS NULL"),
        Index("allocation_worker", "worker_id", "began_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="child_case.id", index=True)
    worker_id: int = Field(foreign_key="worker.id")
    team_id: int = Field(foreign_key="team.id")
    family_key: str | None = None
    began_at: datetime = Field(sa_type=Instant)
    began_on: date | None = None
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_reason: str | None = None
    because: str | None = None
    imported: bool = False
    agreed_at: datetime | None = Field(default=None, sa_type=Instant)
    discuss_at: datetime | None = Field(default=None, sa_type=Instant)


class CoWorkRow(SQLModel, table=True):
    __tablename__ = "co_work"
    __table_args__ = (
        between("percent", 1, 99),
        index_where("one_open_co_work", "case_id", "worker_id", unique=True, where="ended_at IS NULL"),
        index_where("co_work_open_worker", "worker_id", where="ended_at IS NULL"),
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="child_case.id")
    worker_id: int = Field(foreign_key="worker.id")
    percent: int
    began_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


class JudgementRow(SQLModel, table=True):
    """A proposed or agreed judgement. It counts from `agreed_at` until `review_on` or `replaced_at`."""

    __tablename__ = "judgement"
    __table_args__ = (
        one_of("reason", JudgementReason),
        between("points", -9, 9),
        holds("two_people", "supervisor_id IS NULL OR supervisor_id <> worker_id"),
        holds("agreed_by_both", "agreed_at IS NULL OR supervisor_id IS NOT NULL"),
        index_where(
            "one_agreed_judgement",
            "case_id",
            unique=True,
            where="agreed_at IS NOT NULL AND replaced_at IS NULL",
        ),
        index_where(
            "one_open_proposal",
            "case_id",
            unique=True,
            where="agreed_at IS NULL AND replaced_at IS NULL",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="child_case.id", index=True)
    points: int
    reason: str
    worker_id: int = Field(foreign_key="worker.id")
    supervisor_id: int | None = Field(default=None, foreign_key="worker.id")
    in_person_on: date | None = None
    proposed_at: datetime = Field(sa_type=Instant)
    agreed_at: datetime | None = Field(default=None, sa_type=Instant)
    review_on: date
    replaced_at: datetime | None = Field(default=None, sa_type=Instant)


class CoverageRow(SQLModel, table=True):
    """Which source and list last named a case: only those can close it by leaving it out."""

    __tablename__ = "coverage"

    case_id: int = Field(foreign_key="child_case.id", primary_key=True)
    source: str = Field(primary_key=True)
    list_name: str = Field(primary_key=True)
    as_at: date


CASES = table_of(CaseRow)
CASE_HISTORY = table_of(CaseHistoryRow)
ALLOCATIONS = table_of(AllocationRow)
CO_WORK = table_of(CoWorkRow)
JUDGEMENTS = table_of(JudgementRow)
COVERAGE = table_of(CoverageRow)
