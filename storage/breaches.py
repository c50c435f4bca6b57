"""The promise ledger's rows: breaches as they open, move and close, and their living messages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, insert, or_, select, update

from scoring.breaches import Breach, Cause, Closed, Level, Move, Opened, Resumed, Settled, Span, Worsened
from scoring.ids import BreachId, ChannelId, TeamId
from scoring.readings import Line, Subject, SubjectKind
from storage.session import Session
from storage.tables.ledger import BREACHES, LIVING_MESSAGES

_BREACH_INSERT = insert(BREACHES).returning(*BREACHES.c)
_LIVING_INSERT = insert(LIVING_MESSAGES).returning(*LIVING_MESSAGES.c)


@dataclass(frozen=True, slots=True)
class LivingMessage:
    """The one message that shows a subject's open lines; `ts` is None until it has been posted."""

    id: int
    subject: Subject
    team: TeamId
    channel: ChannelId | None
    ts: str | None
    replied_120: bool
    began_at: datetime
    ended_at: datetime | None


def list_standing(session: Session, subjects: Iterable[Subject]) -> list[Breach]:
    """The breaches of these subjects that aren't closed."""
    wanted = _subjects(BREACHES, subjects)
    if wanted is None:
        return []
    rows = session.execute(
        select(BREACHES).where(BREACHES.c.closed_at.is_(None), wanted).order_by(BREACHES.c.id)
    )
    return [breach_of(row) for row in rows]


def list_breach_teams(session: Session, subjects: Iterable[Subject]) -> dict[Subject, TeamId]:
    """In which team the breaches of these subjects stand; those without a standing one are left out."""
    wanted = _subjects(BREACHES, subjects)
    if wanted is None:
        return {}
    query = select(BREACHES.c.subject_kind, BREACHES.c.subject_id, BREACHES.c.team_id)
    rows = session.execute(query.where(BREACHES.c.closed_at.is_(None), wanted))
    return {Subject(SubjectKind(row.subject_kind), row.subject_id): TeamId(row.team_id) for row in rows}


def change_breach_team(session: Session, subject: Subject, team: TeamId) -> None:
    """The subject is in another team now: its standing breaches go along."""
    about = and_(BREACHES.c.subject_kind == subject.kind.value, BREACHES.c.subject_id == subject.id)
    session.execute(update(BREACHES).where(about, BREACHES.c.closed_at.is_(None)).values(team_id=team))


def change_deadlines(session: Session, team: TeamId, deadline: datetime) -> None:
    """The team has just been started: what stood before has as long for its plan as what opens now."""
    standing = and_(BREACHES.c.team_id == team, BREACHES.c.closed_at.is_(None))
    session.execute(
        update(BREACHES).where(standing, BREACHES.c.deadline < deadline).values(deadline=deadline)
    )


def list_team_standing(session: Session, teams: Iterable[TeamId]) -> list[Breach]:
    """Every breach in these teams that isn't closed, the longest-standing first."""
    query = select(BREACHES).where(BREACHES.c.team_id.in_(sorted(set(teams))), BREACHES.c.closed_at.is_(None))
    return [breach_of(row) for row in session.execute(query.order_by(BREACHES.c.opened_at, BREACHES.c.id))]


def list_history(session: Session, teams: Iterable[TeamId], since: datetime) -> list[Breach]:
    """The breaches in these teams that stand, or that closed after `since`."""
    query = select(BREACHES).where(
        BREACHES.c.team_id.in_(sorted(set(teams))),
        or_(BREACHES.c.closed_at.is_(None), BREACHES.c.closed_at >= since),
    )
    return [breach_of(row) for row in session.execute(query.order_by(BREACHES.c.opened_at, BREACHES.c.id))]


def list_subject_history(session: Session, subject: Subject, since: datetime) -> list[Breach]:
    """The breaches of one subject, in whatever team, that stand or that closed after `since`."""
    query = select(BREACHES).where(
        BREACHES.c.subject_kind == subject.kind.value,
        BREACHES.c.subject_id == subject.id,
        or_(BREACHES.c.closed_at.is_(None), BREACHES.c.closed_at >= since),
    )
    return [breach_of(row) for row in session.execute(query.order_by(BREACHES.c.opened_at, BREACHES.c.id))]


def load_breaches(session: Session, ids: Iterable[BreachId]) -> list[Breach]:
    rows = session.execute(
        select(BREACHES).where(BREACHES.c.id.in_(sorted(set(ids)))).order_by(BREACHES.c.id)
    )
    return [breach_of(row) for row in rows]


def record_moves(session: Session, moves: Iterable[Move], teams: Mapping[Subject, TeamId]) -> list[Breach]:
    """Write what moved; returns the breaches that opened, as they are stored now.

    What closes comes first: a line has one open breach at a time.
    """
    opened = []
    for move in moves:
        if isinstance(move, Opened):
            opened.append(_row(move, teams[move.subject]))
        else:
            session.execute(update(BREACHES).where(BREACHES.c.id == move.breach).values(**_values(move)))
    rows = session.execute(_BREACH_INSERT, opened) if opened else ()
    return [breach_of(row) for row in rows]


def record_climb(session: Session, breach: BreachId, level: Level, now: datetime) -> None:
    """The breach has gone one level up."""
    session.execute(
        update(BREACHES).where(BREACHES.c.id == breach).values(climbed_to=level.value, climbed_at=now)
    )


def find_living(session: Session, subjects: Iterable[Subject]) -> dict[Subject, LivingMessage]:
    """The living messages of these subjects that haven't ended."""
    wanted = _subjects(LIVING_MESSAGES, subjects)
    if wanted is None:
        return {}
    rows = session.execute(select(LIVING_MESSAGES).where(LIVING_MESSAGES.c.ended_at.is_(None), wanted))
    messages = [living_of(row) for row in rows]
    return {message.subject: message for message in messages}


def load_living(session: Session, id_: int) -> LivingMessage:
    return living_of(session.execute(select(LIVING_MESSAGES).where(LIVING_MESSAGES.c.id == id_)).one())


def add_living(
    session: Session, teams: Mapping[Subject, TeamId], now: datetime
) -> dict[Subject, LivingMessage]:
    """Begin a living message for each of these subjects, which have none, in its team."""
    rows = [
        {"subject_kind": subject.kind.value, "subject_id": subject.id, "team_id": team, "began_at": now}
        for subject, team in teams.items()
    ]
    messages = map(living_of, session.execute(_LIVING_INSERT, rows)) if rows else ()
    return {message.subject: message for message in messages}


def change_living(session: Session, *ids: int, **values: object) -> None:
    """Set any of `channel_id`, `ts`, `replied_120`, `ended_at`."""
    if ids:
        session.execute(update(LIVING_MESSAGES).where(LIVING_MESSAGES.c.id.in_(ids)).values(**values))


def with_replies(breaches: Iterable[Breach], living: Mapping[Subject, LivingMessage]) -> list[Breach]:
    """The breaches, each knowing whether its living message has had its one reply (policy guide §12)."""
    return [
        replace(breach, replied_120=breach.subject in living and living[breach.subject].replied_120)
        for breach in breaches
    ]


def breach_of(row: Row[Any]) -> Breach:
    return Breach(
        id=BreachId(row.id),
        subject=Subject(SubjectKind(row.subject_kind), row.subject_id),
        line=Line(row.line),
        opened_at=row.opened_at,
        cause=Cause(row.cause),
        value=row.value,
        promised=row.promised,
        worst=row.worst,
        deadline=row.deadline,
        back_at=row.back_at,
        closed_at=row.closed_at,
        climbed_to=Level(row.climbed_to),
        climbed_at=row.climbed_at,
    )


def living_of(row: Row[Any]) -> LivingMessage:
    return LivingMessage(
        id=row.id,
        subject=Subject(SubjectKind(row.subject_kind), row.subject_id),
        team=TeamId(row.team_id),
        channel=None if row.channel_id is None else ChannelId(row.channel_id),
        ts=row.ts,
        replied_120=row.replied_120,
        began_at=row.began_at,
        ended_at=row.ended_at,
    )


def _subjects(table: Any, subjects: Iterable[Subject]) -> ColumnElement[bool] | None:
    ids: dict[SubjectKind, set[int]] = {}
    for subject in subjects:
        ids.setdefault(subject.kind, set()).add(subject.id)
    if not ids:
        return None
    return or_(
        *(
            and_(table.c.subject_kind == kind.value, table.c.subject_id.in_(sorted(some)))
            for kind, some in sorted(ids.items())
        )
    )


def _row(move: Opened, team: TeamId) -> dict[str, Any]:
    return {
        "subject_kind": move.subject.kind.value,
        "subject_id": move.subject.id,
        "team_id": team,
        "line": move.line.value,
        "cause": move.cause.value,
        "opened_at": move.opened_at,
        "value": move.value,
        "promised": move.promised,
        "worst": move.value,
        "deadline": move.deadline,
    }


def _values(move: Worsened | Settled | Resumed | Closed) -> dict[str, Any]:
    if isinstance(move, Worsened):
        return {"worst": move.value}
    if isinstance(move, Settled):
        return {"back_at": move.back_at}
    if isinstance(move, Resumed):
        return {"back_at": None}
    return {"back_at": move.ended_at, "closed_at": move.closed_at}


def list_living_spans(session: Session, living: LivingMessage) -> list[Span]:
    """When the promise that a living message tells of was not kept, on each line it has shown."""
    query = select(BREACHES.c.opened_at, BREACHES.c.back_at).where(
        BREACHES.c.subject_kind == living.subject.kind.value,
        BREACHES.c.subject_id == living.subject.id,
        or_(BREACHES.c.closed_at.is_(None), BREACHES.c.closed_at >= living.began_at),
    )
    if living.ended_at is not None:
        query = query.where(BREACHES.c.opened_at <= living.ended_at)
    return [Span(row.opened_at, row.back_at) for row in session.execute(query)]


def count_imported(session: Session, teams: Iterable[TeamId], since: datetime) -> dict[TeamId, int]:
    """How many breaches files have opened in these teams since a moment."""
    query = (
        select(BREACHES.c.team_id, func.count().label("number"))
        .where(
            BREACHES.c.team_id.in_(sorted(set(teams))),
            BREACHES.c.cause == Cause.IMPORT.value,
            BREACHES.c.opened_at >= since,
        )
        .group_by(BREACHES.c.team_id)
    )
    return {TeamId(row.team_id): row.number for row in session.execute(query)}
