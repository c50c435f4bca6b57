"""What must be looked at again, and when. Writers mark; the due job takes; nobody else rescores."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select

from scoring.breaches import Cause
from scoring.readings import Subject, SubjectKind
from storage.prepared import Prepared
from storage.session import Session
from storage.tables.ledger import DUE
from storage.upsert import add_missing

TAKE = delete(DUE).where(
    DUE.c.subject_kind == bindparam("k"), DUE.c.subject_id == bindparam("i"), DUE.c.at == bindparam("t")
)
"""One key at a time, so that each is found by the index: SQLite finds none for a list of keys."""

_DUE = Prepared(
    select(DUE.c.subject_kind, DUE.c.subject_id, DUE.c.at, DUE.c.cause)
    .where(DUE.c.at <= bindparam("now"))
    .order_by(DUE.c.at, DUE.c.subject_kind.desc(), DUE.c.subject_id)
    .limit(bindparam("most"))
)

_KINDS = {kind.value: kind for kind in SubjectKind}
_CAUSES = {cause.value: cause for cause in Cause}


@dataclass(frozen=True, slots=True)
class Mark:
    """That a subject is due from a moment on, and what made it so."""

    subject: Subject
    at: datetime
    cause: Cause


def mark_due(
    session: Session, subject_kind: str, ids: Iterable[int], at: datetime, cause: Cause = Cause.PEOPLE
) -> None:
    """Have these workers, teams or cases looked at from this moment on; marking twice is marking once."""
    kind = SubjectKind(subject_kind)
    mark_subjects(session, (Subject(kind, id_) for id_ in ids), at, cause)


def mark_subjects(session: Session, subjects: Iterable[Subject], at: datetime, cause: Cause) -> None:
    """Have these subjects looked at from this moment on."""
    add_marks(session, (Mark(each, at, cause) for each in subjects))


def add_marks(session: Session, marks: Iterable[Mark]) -> None:
    """Have each of these subjects looked at from its moment on."""
    earliest = {(mark.subject, mark.at): mark.cause for mark in reversed(list(marks))}
    rows = [
        {"subject_kind": subject.kind.value, "subject_id": subject.id, "at": at, "cause": cause.value}
        for (subject, at), cause in sorted(earliest.items(), key=lambda pair: pair[0])
    ]
    add_missing(session, DUE, rows)


def list_due(session: Session, now: datetime, limit: int) -> list[Mark]:
    """Up to `limit` marks that are due, the earliest first; at one moment workers, then teams, then cases."""
    rows = _DUE.all(session, {"now": now, "most": limit})
    return [Mark(Subject(_KINDS[kind], id_), at, _CAUSES[cause]) for kind, id_, at, cause in rows]


def take_due(session: Session, marks: Sequence[Mark]) -> bool:
    """Take exactly these marks off; False when another process was faster with one of them.

    A mark made meanwhile stays, so that what was read before it is looked at again.
    """
    keys = [{"k": mark.subject.kind.value, "i": mark.subject.id, "t": mark.at} for mark in marks]
    result = session.execute(TAKE, keys)
    return result.rowcount == len(keys)


def find_next_due(session: Session) -> datetime | None:
    """The moment at which something falls due next; None when nothing waits."""
    return session.execute(select(func.min(DUE.c.at))).scalar()


def put_off_due(session: Session, now: datetime, until: datetime) -> None:
    """Put the first mark that is due off to a later moment, because it can't be looked at."""
    for mark in list_due(session, now, 1):
        if take_due(session, [mark]):
            mark_subjects(session, [mark.subject], until, mark.cause)
