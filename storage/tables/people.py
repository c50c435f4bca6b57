"""Services, teams, and the people in them with everything that changes their capacity."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from scoring.people import Employment, Grade, ReductionReason, Role
from storage.tables.columns import Instant, between, holds, index_where, one_of, table_of

MILLION = 1_000_000
"""An FTE of 1; the workforce census has up to six decimals."""


class ServiceRow(SQLModel, table=True):
    __tablename__ = "service"

    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(unique=True)


class TeamRow(SQLModel, table=True):
    """`digest_minute` is minutes after midnight, London; None in both digest columns means the policy's."""

    __tablename__ = "team"
    __table_args__ = (
        between("digest_weekday", 0, 4),
        between("digest_minute", 0, 1439),
        holds("established_fte_range", "established_fte_millionths >= 0"),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(unique=True)
    service_id: int = Field(foreign_key="service.id", index=True)
    channel_id: str | None = Field(default=None, unique=True)
    established_fte_millionths: int | None = None
    digest_weekday: int | None = None
    digest_minute: int | None = None
    started_at: datetime | None = Field(default=None, sa_type=Instant)


class TeamPromiseRow(SQLModel, table=True):
    """A team's own full-time promise for a grade, where it differs from the policy's."""

    __tablename__ = "team_promise"
    __table_args__ = (one_of("grade", Grade), between("promise", 0, 99))

    team_id: int = Field(foreign_key="team.id", primary_key=True)
    grade: str = Field(primary_key=True)
    promise: int


class WorkerRow(SQLModel, table=True):
    """Everybody the council told us of, whether they hold cases or not; as they are today.

    `languages` and `skills` are sorted words between spaces: " polish urdu ".
    """

    __tablename__ = "worker"
    __table_args__ = (
        one_of("grade", Grade),
        one_of("employment", Employment),
        between("fte_millionths", 0, MILLION),
        between("promise", 0, 99),
        holds("days_in_order", "ends_on IS NULL OR starts_on IS NULL OR starts_on <= ends_on"),
        holds("email_lower", "email = lower(email)"),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(index=True)
    email: str = Field(unique=True)
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    grade: str
    fte_millionths: int
    employment: str
    starts_on: date | None = None
    ends_on: date | None = None
    promise: int | None = None
    swe_number: str | None = None
    languages: str = ""
    skills: str = ""
    name_in_channel: bool | None = None


class WorkerHistoryRow(SQLModel, table=True):
    """What was true of a worker from a moment on, until their next row: so a past day can be recomputed."""

    __tablename__ = "worker_history"
    __table_args__ = (one_of("grade", Grade), between("fte_millionths", 0, MILLION))

    worker_id: int = Field(foreign_key="worker.id", primary_key=True)
    from_at: datetime = Field(sa_type=Instant, primary_key=True)
    team_id: int | None = Field(default=None, foreign_key="team.id")
    grade: str
    fte_millionths: int
    promise: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None


class PlannedChangeRow(SQLModel, table=True):
    """What changes of a worker from a day to come on; NULL stays as it is.

    `changes_promise` tells "no promise of their own any more" from "as it is".
    """

    __tablename__ = "planned_change"
    __table_args__ = (
        one_of("grade", Grade),
        one_of("employment", Employment),
        between("fte_millionths", 0, MILLION),
        between("promise", 0, 99),
        UniqueConstraint("worker_id", "from_on"),
    )

    id: int | None = Field(default=None, primary_key=True)
    worker_id: int = Field(foreign_key="worker.id")
    from_on: date
    team_id: int | None = Field(default=None, foreign_key="team.id")
    grade: str | None = None
    fte_millionths: int | None = None
    employment: str | None = None
    changes_promise: bool = False
    promise: int | None = None
    planned_by_id: int | None = Field(default=None, foreign_key="worker.id")
    planned_at: datetime = Field(sa_type=Instant)


class ReductionRow(SQLModel, table=True):
    __tablename__ = "reduction"
    __table_args__ = (
        one_of("reason", ReductionReason),
        between("share_thousandths", 1, 1000),
        holds("days_in_order", "ends_on IS NULL OR starts_on <= ends_on"),
        UniqueConstraint("worker_id", "reason", "starts_on"),
    )

    id: int | None = Field(default=None, primary_key=True)
    worker_id: int = Field(foreign_key="worker.id", index=True)
    reason: str
    share_thousandths: int
    starts_on: date
    ends_on: date | None = None


class ExtraRow(SQLModel, table=True):
    __tablename__ = "extra"
    __table_args__ = (
        between("points_tenths", 0, 1000),
        index_where(
            "one_open_extra",
            "worker_id",
            "responsibility",
            unique=True,
            where="until_at IS NULL",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    worker_id: int = Field(foreign_key="worker.id", index=True)
    responsibility: str
    points_tenths: int
    from_at: datetime = Field(sa_type=Instant)
    until_at: datetime | None = Field(default=None, sa_type=Instant)


class RoleRow(SQLModel, table=True):
    """What somebody may see and do, and for which team or service (neither: the whole council).

    `is_first` marks the supervisor who gets the team's messages, where a team has several.
    """

    __tablename__ = "role"
    __table_args__ = (
        one_of("role", Role),
        UniqueConstraint("worker_id", "role", "team_id", "service_id", name="role_once"),
        holds("supervisor_has_team", "role <> 'supervisor' OR team_id IS NOT NULL"),
        holds("service_manager_has_service", "role <> 'service_manager' OR service_id IS NOT NULL"),
    )

    id: int | None = Field(default=None, primary_key=True)
    worker_id: int = Field(foreign_key="worker.id", index=True)
    role: str
    team_id: int | None = Field(default=None, foreign_key="team.id", index=True)
    service_id: int | None = Field(default=None, foreign_key="service.id", index=True)
    is_first: bool = False


class CoverRow(SQLModel, table=True):
    """Dated cover for a team's supervisor; both days included."""

    __tablename__ = "cover"
    __table_args__ = (holds("days_in_order", "ends_on IS NULL OR starts_on <= ends_on"),)

    team_id: int = Field(foreign_key="team.id", primary_key=True)
    worker_id: int = Field(foreign_key="worker.id", primary_key=True, index=True)
    starts_on: date = Field(primary_key=True)
    ends_on: date | None = None


class AccountRow(SQLModel, table=True):
    """A Slack account proposed for a worker by e-mail; it counts once an admin confirmed it."""

    __tablename__ = "account"

    slack_user_id: str = Field(primary_key=True)
    slack_team_id: str
    worker_id: int = Field(foreign_key="worker.id", unique=True)
    proposed_at: datetime = Field(sa_type=Instant)
    confirmed_at: datetime | None = Field(default=None, sa_type=Instant)
    is_deactivated: bool = False
    is_guest: bool = False


SERVICES = table_of(ServiceRow)
TEAMS = table_of(TeamRow)
TEAM_PROMISES = table_of(TeamPromiseRow)
WORKERS = table_of(WorkerRow)
WORKER_HISTORY = table_of(WorkerHistoryRow)
PLANNED_CHANGES = table_of(PlannedChangeRow)
REDUCTIONS = table_of(ReductionRow)
EXTRAS = table_of(ExtraRow)
ROLES = table_of(RoleRow)
COVERS = table_of(CoverRow)
ACCOUNTS = table_of(AccountRow)
