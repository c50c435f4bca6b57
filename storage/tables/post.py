"""What came in, what must go out, and what was done: inbox, outbox, audit, digests, policies, imports."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.tables.columns import Instant, between, holds, index_where, one_of, table_of

STATES = ("queued", "sending", "sent", "unknown", "dead", "dropped")


class OutboxRow(SQLModel, table=True):
    """A message as a recipe: drawn when it is sent, so that Monday's message shows Monday's truth.

    Goes to a worker (their direct message) or to a channel. `key` makes it unique where one is enough.
    `fixed` holds codes and numbers of a moment that was (JSON); no free text about anybody. `file_id` is a
    picture's, once Slack has its bytes: what is tried again goes on from there. `lost` is how often Slack's
    answer was: from then on it is looked for in Slack before it is sent again.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        one_of("state", STATES),
        holds("one_recipient", "(to_worker_id IS NULL) <> (to_channel_id IS NULL)"),
        between("attempts", 0, 99),
        between("lost", 0, 99),
        index_where("outbox_waiting", "not_before", where="state IN ('queued', 'sending', 'unknown')"),
        index_where("outbox_dead", "id", where="state = 'dead'"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    subject_kind: str
    subject_id: int
    to_worker_id: int | None = Field(default=None, foreign_key="worker.id")
    to_channel_id: str | None = None
    key: str | None = Field(default=None, unique=True)
    fixed: str = "{}"
    created_at: datetime = Field(sa_type=Instant)
    not_before: datetime = Field(sa_type=Instant)
    state: str = "queued"
    attempts: int = 0
    lost: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    claimed_at: datetime | None = Field(default=None, sa_type=Instant)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    channel_id: str | None = None
    ts: str | None = None
    file_id: str | None = None
    error: str | None = None


class MessageReferenceRow(SQLModel, table=True):
    """Which of the bot's own messages name which case, so that they can be deleted with it."""

    __tablename__ = "message_reference"

    outbox_id: int = Field(foreign_key="outbox.id", primary_key=True)
    case_id: int = Field(foreign_key="child_case.id", primary_key=True, index=True)


class InboxRow(SQLModel, table=True):
    """An event or a slow request: received at once, done when it is; only what is done is dropped.

    `held_by` is the running bot that does it; what nobody who still runs holds is taken over.
    """

    __tablename__ = "inbox"

    key: str = Field(primary_key=True)
    kind: str
    body: str = "{}"
    received_at: datetime = Field(sa_type=Instant)
    done_at: datetime | None = Field(default=None, sa_type=Instant)
    held_by: str | None = None


class SignedRequestRow(SQLModel, table=True):
    """A signed request of HTTP that has written something: the same bytes never write again.

    `delivery` is their SHA-256, `run` which serving of them wrote. A row is forgotten after an hour.
    """

    __tablename__ = "signed_request"

    delivery: str = Field(primary_key=True)
    run: str
    at: datetime = Field(sa_type=Instant, index=True)


class AuditRow(SQLModel, table=True):
    """Who did or read what, when, from where; `detail` holds codes, numbers and ids (JSON)."""

    __tablename__ = "audit"
    __table_args__ = (Index("audit_subject", "subject_kind", "subject_id"),)

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Instant)
    actor_id: int | None = Field(default=None, foreign_key="worker.id")
    source: str
    action: str
    subject_kind: str
    subject_id: int
    detail: str = "{}"


class DigestRow(SQLModel, table=True):
    """One digest per team and ISO week: the key is what guarantees it."""

    __tablename__ = "digest"

    team_id: int = Field(foreign_key="team.id", primary_key=True)
    week: str = Field(primary_key=True)
    decided_at: datetime = Field(sa_type=Instant)
    weeks_owed: str = ""


class PolicyRow(SQLModel, table=True):
    __tablename__ = "policy"

    version: str = Field(primary_key=True)
    starts_on: date = Field(unique=True)
    agreed_by: str | None = None
    agreed_on: date | None = None
    toml: str
    stored_at: datetime = Field(sa_type=Instant)


class ImportRow(SQLModel, table=True):
    __tablename__ = "import_run"

    id: int | None = Field(default=None, primary_key=True)
    source: str
    as_at: date
    applied_at: datetime = Field(sa_type=Instant)
    detail: str = "{}"


class MarkRow(SQLModel, table=True):
    """How far a recurring job has come."""

    __tablename__ = "mark"

    name: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant)


class BankHolidayRow(SQLModel, table=True):
    """A day of gov.uk's list as it was last fetched and read; the bundled list stands for what isn't here."""

    __tablename__ = "bank_holiday"

    day: date = Field(primary_key=True)


OUTBOX = table_of(OutboxRow)
MESSAGE_REFERENCES = table_of(MessageReferenceRow)
INBOX = table_of(InboxRow)
SIGNED_REQUESTS = table_of(SignedRequestRow)
AUDIT = table_of(AuditRow)
DIGESTS = table_of(DigestRow)
POLICIES = table_of(PolicyRow)
IMPORTS = table_of(ImportRow)
MARKS = table_of(MarkRow)
BANK_HOLIDAYS = table_of(BankHolidayRow)
