"""Reading who did what: what has changed since somebody looked, and the trail that people may ask for."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from scoring.ids import CaseId, TeamId, WorkerId
from storage.session import Session
from storage.tables.cases import CASES
from storage.tables.people import TEAMS, WORKERS
from storage.tables.post import AUDIT

READINGS = frozenset(
    {"case_read", "load_read", "promise_read", "people_read", "audit_read", "supervision_read", "digest_read"}
)
"""Deeds that only looked."""

CHANGES = (
    "person_added", "person_changed", "change_planned", "planned_taken_back",
    "reduction_added", "reduction_changed", "reduction_deleted",
    "role_added", "role_ended", "name_in_channel", "account_confirmed",
    "team_added", "team_changed", "cover_added", "cover_ended",
)  # fmt: skip
"""Deeds after which a person or a team is not what a form opened before them shows."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One audit row; `by` is None for the shell, an import or the bot itself."""

    id: int
    at: datetime
    by: str | None
    source: str
    action: str
    subject_kind: str
    subject_id: int
    detail: Mapping[str, Any]


_TRACES = select(AUDIT, WORKERS.c.name).outerjoin(WORKERS, WORKERS.c.id == AUDIT.c.actor_id)


def list_changes(session: Session, subject_kind: str, subject_id: int, after: int = 0) -> list[Trace]:
    """Who changed this subject, the first first; `after` is the number of the last change known."""
    query = _TRACES.where(*_changes_of(subject_kind, subject_id), AUDIT.c.id > after)
    return [_trace_of(row) for row in session.execute(query.order_by(AUDIT.c.id))]


def find_last_number(session: Session, subject_kind: str, subject_id: int) -> int:
    """The number of this subject's newest change, 0 without any."""
    query = select(func.max(AUDIT.c.id)).where(*_changes_of(subject_kind, subject_id))
    return session.execute(query).scalar() or 0


def _changes_of(subject_kind: str, subject_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        AUDIT.c.subject_kind == subject_kind,
        AUDIT.c.subject_id == subject_id,
        AUDIT.c.action.in_(CHANGES),
    )


def _trace_of(row: Any) -> Trace:
    return Trace(
        row.id, row.at, row.name, row.source, row.action, row.subject_kind, row.subject_id,
        json.loads(row.detail),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which audit rows are asked for; None asks for all. `person` did it or had it done to them."""

    person: WorkerId | None = None
    case: CaseId | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """An audit row with what its subject is called now; "" for one that isn't kept any more."""

    trace: Trace
    subject: str


_ACTOR, _PERSON = WORKERS.alias("actor"), WORKERS.alias("person")
_TOLD = (
    select(
        AUDIT,
        _ACTOR.c.name,
        func.coalesce(_PERSON.c.name, TEAMS.c.name, CASES.c.reference, "").label("called"),
    )
    .outerjoin(_ACTOR, _ACTOR.c.id == AUDIT.c.actor_id)
    .outerjoin(_PERSON, and_(AUDIT.c.subject_kind == "worker", _PERSON.c.id == AUDIT.c.subject_id))
    .outerjoin(TEAMS, and_(AUDIT.c.subject_kind == "team", TEAMS.c.id == AUDIT.c.subject_id))
    .outerjoin(CASES, and_(AUDIT.c.subject_kind == "case", CASES.c.id == AUDIT.c.subject_id))
)


def list_trail(session: Session, wanted: Wanted) -> Iterator[Told]:
    """The audit rows that are asked for, the first first, read as they are needed."""
    query = _TOLD.order_by(AUDIT.c.id)
    if wanted.person is not None:
        about = and_(AUDIT.c.subject_kind == "worker", AUDIT.c.subject_id == wanted.person)
        query = query.where(or_(AUDIT.c.actor_id == wanted.person, about))
    if wanted.case is not None:
        query = query.where(AUDIT.c.subject_kind == "case", AUDIT.c.subject_id == wanted.case)
    if wanted.since is not None:
        query = query.where(AUDIT.c.at >= wanted.since)
    for row in session.execute(query.execution_options(yield_per=1_000)):
        yield Told(_trace_of(row), row.called)


def list_about(
    session: Session,
    person: WorkerId,
    teams: Iterable[TeamId],
    limit: int,
    is_for_reader: Callable[[Trace], bool] = lambda _: True,
) -> list[Trace]:
    """Who looked at a person's figures or changed what is kept of them, the latest first.

    Somebody who read a whole team (`teams` are those the person is or was in) read each person named there.
    `is_for_reader` says what may be told to whoever reads.
    """
    own = and_(AUDIT.c.subject_kind == "worker", AUDIT.c.subject_id == person)
    theirs = and_(
        AUDIT.c.subject_kind == "team",
        AUDIT.c.subject_id.in_(sorted(set(teams))),
        AUDIT.c.action.in_(sorted(READINGS)),
    )
    query = _TRACES.where(or_(own, theirs)).order_by(AUDIT.c.id.desc()).limit(limit * LOOKED_THROUGH)
    traces = [_trace_of(row) for row in session.execute(query)]
    about = [
        each for each in traces if each.subject_kind == "worker" or person in each.detail.get("workers", ())
    ]
    return [each for each in about if is_for_reader(each)][:limit]


LOOKED_THROUGH = 10
"""How many rows are read for each that is shown: most readings of a team name everybody in it."""
