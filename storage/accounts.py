"""Slack accounts and what the people behind them may do; e-mail matches are proposals until confirmed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    literal,
    null,
    select,
    update,
)

from scoring.ids import ServiceId, SlackUserId, TeamId, WorkerId
from scoring.people import Role
from storage.change import Change
from storage.prepared import Prepared
from storage.session import Session
from storage.tables.columns import in_force
from storage.tables.people import ACCOUNTS, COVERS, ROLES, TEAMS, WORKERS
from storage.upsert import put_rows


@dataclass(frozen=True, slots=True)
class Grant:
    """A role and its scope: a team, a service, or (neither) the whole council."""

    role: Role
    team: TeamId | None = None
    service: ServiceId | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """A confirmed Slack account with the person behind it and their grants today, cover included."""

    user: SlackUserId
    slack_team: str
    worker: WorkerId
    name: str
    team: TeamId | None
    service: ServiceId | None
    grants: tuple[Grant, ...]
    is_deactivated: bool = False
    is_guest: bool = False
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """An e-mail match between a worker and a Slack account that nobody has confirmed yet."""

    user: SlackUserId
    slack_team: str
    worker: WorkerId
    is_guest: bool = False
    is_deactivated: bool = False


_PERSON = (
    ACCOUNTS.c.slack_user_id, ACCOUNTS.c.slack_team_id, ACCOUNTS.c.worker_id, ACCOUNTS.c.is_deactivated,
    ACCOUNTS.c.is_guest, WORKERS.c.name, WORKERS.c.team_id, WORKERS.c.ends_on, TEAMS.c.service_id,
)  # fmt: skip
_ASKING = (
    ACCOUNTS.join(WORKERS, WORKERS.c.id == ACCOUNTS.c.worker_id)
    .outerjoin(TEAMS, TEAMS.c.id == WORKERS.c.team_id)
)  # fmt: skip


def _with_grants(whose: ColumnElement[bool]) -> Any:
    """A confirmed account with a row for each of its grants, one without a role where there is none."""
    is_asked = and_(whose, ACCOUNTS.c.confirmed_at.is_not(None))
    roles = (
        select(
            *_PERSON, ROLES.c.role, ROLES.c.team_id.label("for_team"), ROLES.c.service_id.label("for_service")
        )
        .select_from(_ASKING.outerjoin(ROLES, ROLES.c.worker_id == ACCOUNTS.c.worker_id))
        .where(is_asked)
    )
    covers = (
        select(*_PERSON, literal(Role.SUPERVISOR.value), COVERS.c.team_id, null())
        .select_from(_ASKING.join(COVERS, COVERS.c.worker_id == ACCOUNTS.c.worker_id))
        .where(
            is_asked,
            in_force(COVERS),
        )
    )
    return roles.union_all(covers)


# Asked at every request, so one statement, built once.
_BY_USER = Prepared(_with_grants(ACCOUNTS.c.slack_user_id == bindparam("user")))
_BY_WORKER = Prepared(_with_grants(ACCOUNTS.c.worker_id == bindparam("worker")))


def find_account(session: Session, user: SlackUserId, today: date) -> Account | None:
    """The confirmed account with this Slack user id, with what its person may do today."""
    return _first_account(_BY_USER.all(session, {"user": user, "today": today}))


def find_account_of(session: Session, worker: WorkerId, today: date) -> Account | None:
    """The confirmed account of this worker, with what they may do today."""
    return _first_account(_BY_WORKER.all(session, {"worker": worker, "today": today}))


def load_users(session: Session, workers: Iterable[WorkerId]) -> dict[WorkerId, SlackUserId]:
    """The Slack user ids of those of these workers who can be written to."""
    query = select(ACCOUNTS.c.worker_id, ACCOUNTS.c.slack_user_id).where(
        ACCOUNTS.c.worker_id.in_(sorted(set(workers))),
        ACCOUNTS.c.confirmed_at.is_not(None),
        ACCOUNTS.c.is_deactivated.is_(False),
    )
    return {WorkerId(row.worker_id): SlackUserId(row.slack_user_id) for row in session.execute(query)}


def list_unmatched(session: Session) -> list[tuple[WorkerId, str]]:
    """Workers in post without a Slack account, confirmed or proposed, with their e-mail."""
    query = (
        select(WORKERS.c.id, WORKERS.c.email)
        .outerjoin(ACCOUNTS, ACCOUNTS.c.worker_id == WORKERS.c.id)
        .where(ACCOUNTS.c.slack_user_id.is_(None))
        .order_by(WORKERS.c.id)
    )
    return [(WorkerId(row.id), row.email) for row in session.execute(query)]


def list_proposals(session: Session) -> list[tuple[str, str, SlackUserId]]:
    """Name, e-mail and Slack user id of each proposal that waits to be confirmed."""
    return [(name, email, user) for _, name, email, user in list_proposed(session)]


def list_proposed(session: Session) -> list[tuple[WorkerId, str, str, SlackUserId]]:
    """Whose each proposal is that waits to be confirmed: the worker, name, e-mail and Slack user id."""
    query = (
        select(WORKERS.c.id, WORKERS.c.name, WORKERS.c.email, ACCOUNTS.c.slack_user_id)
        .join(WORKERS, WORKERS.c.id == ACCOUNTS.c.worker_id)
        .where(ACCOUNTS.c.confirmed_at.is_(None))
        .order_by(WORKERS.c.name_key)
    )
    return [
        (WorkerId(row.id), row.name, row.email, SlackUserId(row.slack_user_id))
        for row in session.execute(query)
    ]


def find_proposal(session: Session, worker: WorkerId) -> SlackUserId | None:
    """The account proposed for this worker that nobody has confirmed yet."""
    query = select(ACCOUNTS.c.slack_user_id).where(
        ACCOUNTS.c.worker_id == worker, ACCOUNTS.c.confirmed_at.is_(None)
    )
    found = session.execute(query).scalar()
    return None if found is None else SlackUserId(found)


def find_owner(session: Session, user: SlackUserId) -> WorkerId | None:
    """Whose account this is, confirmed or proposed."""
    found = session.execute(select(ACCOUNTS.c.worker_id).where(ACCOUNTS.c.slack_user_id == user)).scalar()
    return None if found is None else WorkerId(found)


def propose_accounts(session: Session, change: Change, proposals: Iterable[Proposal]) -> None:
    """Keep e-mail matches for an admin to confirm."""
    rows = [
        {
            "slack_user_id": proposal.user,
            "slack_team_id": proposal.slack_team,
            "worker_id": proposal.worker,
            "proposed_at": change.at,
            "confirmed_at": None,
            "is_deactivated": proposal.is_deactivated,
            "is_guest": proposal.is_guest,
        }
        for proposal in proposals
    ]
    put_rows(session, ACCOUNTS, rows)


def confirm_accounts(session: Session, change: Change, users: Iterable[SlackUserId]) -> int:
    """An admin says that these accounts are these people; returns how many were waiting."""
    result: Any = session.execute(
        update(ACCOUNTS)
        .where(ACCOUNTS.c.slack_user_id.in_(sorted(set(users))), ACCOUNTS.c.confirmed_at.is_(None))
        .values(confirmed_at=change.at)
    )
    return int(result.rowcount)


def change_account(session: Session, user: SlackUserId, *, is_deactivated: bool, is_guest: bool) -> None:
    """What Slack now says of an account; one the bot doesn't know is nothing to it."""
    session.execute(
        update(ACCOUNTS)
        .where(ACCOUNTS.c.slack_user_id == user)
        .values(is_deactivated=is_deactivated, is_guest=is_guest)
    )


def _first_account(rows: Sequence[Any]) -> Account | None:
    grants = tuple(_grant_of(row) for row in rows if row.role is not None)
    return _account_of(rows[0], grants) if rows else None


def _grant_of(row: Any) -> Grant:
    return Grant(
        Role(row.role),
        None if row.for_team is None else TeamId(row.for_team),
        None if row.for_service is None else ServiceId(row.for_service),
    )


def _account_of(row: Any, grants: tuple[Grant, ...]) -> Account:
    return Account(
        user=SlackUserId(row.slack_user_id),
        slack_team=row.slack_team_id,
        worker=WorkerId(row.worker_id),
        name=row.name,
        team=None if row.team_id is None else TeamId(row.team_id),
        service=None if row.service_id is None else ServiceId(row.service_id),
        grants=grants,
        is_deactivated=row.is_deactivated,
        is_guest=row.is_guest,
        ends_on=row.ends_on,
    )
