"""Which of the bot's messages name which case, and where they stand in Slack."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update

from scoring.ids import CaseId, ChannelId, OutboxId, Reference
from storage.session import Session
from storage.tables.cases import CASES
from storage.tables.post import MESSAGE_REFERENCES, OUTBOX
from storage.upsert import add_missing


@dataclass(frozen=True, slots=True)
class SentMessage:
    """Where one message stands."""

    channel: ChannelId
    ts: str


def record_named_cases(session: Session, id_: OutboxId, references: Iterable[Reference]) -> None:
    """Keep which known cases a sent message names; what only looks like a reference is left out."""
    cases = sorted(list_named(session, references))
    if cases:
        add_missing(session, MESSAGE_REFERENCES, [{"outbox_id": id_, "case_id": case} for case in cases])


def list_named(session: Session, references: Iterable[Reference]) -> frozenset[CaseId]:
    """The known cases among what looks like references; nothing is asked where nothing does."""
    named = sorted(set(references))
    if not named:
        return frozenset()
    query = select(CASES.c.id).where(CASES.c.reference.in_(named))
    return frozenset(CaseId(id_) for id_ in session.execute(query).scalars())


def doubt_being_sent(session: Session, cases: Iterable[CaseId]) -> None:
    """What is on its way about these cases may stand in Slack or not: once that is known, it is taken back.

    Asked for first: whoever is just writing down that a post has arrived is waited for.
    """
    about = and_(_about(sorted(set(cases))), OUTBOX.c.state == "sending")
    session.execute(update(OUTBOX).where(about).values(kind=UNSAY_LOST, fixed=URGENT))


def is_forgotten(session: Session, id_: OutboxId, cases: Collection[CaseId]) -> bool:
    """Whether what a message is about, or one of the cases it named, was forgotten while it was sent."""
    kind = session.execute(select(OUTBOX.c.kind).where(OUTBOX.c.id == id_)).scalar()
    if kind == UNSAY_LOST or not cases:
        return kind == UNSAY_LOST
    known = select(func.count()).select_from(CASES).where(CASES.c.id.in_(sorted(cases)))
    return session.execute(known).scalar_one() < len(cases)


def list_messages_naming(session: Session, cases: Iterable[CaseId]) -> list[SentMessage]:
    """Every message in Slack that names one of these cases, or is about it."""
    ids = sorted(set(cases))
    query = (
        select(OUTBOX.c.channel_id, OUTBOX.c.ts)
        .where(_naming(ids), OUTBOX.c.ts.is_not(None), OUTBOX.c.kind != UNSAY)
        .distinct()
        .order_by(OUTBOX.c.channel_id, OUTBOX.c.ts)
    )
    return [SentMessage(ChannelId(row.channel_id), row.ts) for row in session.execute(query)]


def drop_messages_naming(session: Session, cases: Iterable[CaseId]) -> None:
    """Forget where such messages stand, and take what was never sent about these cases out of the outbox.

    What may stand in Slack, its answer lost, is still looked for, so that it can be deleted where it does.
    """
    ids = sorted(set(cases))
    session.execute(update(OUTBOX).where(_naming(ids), OUTBOX.c.ts.is_not(None)).values(ts=None))
    lost = and_(_about(ids), OUTBOX.c.lost > 0, OUTBOX.c.state.in_(("queued", "unknown", "dead")))
    session.execute(update(OUTBOX).where(lost).values(kind=UNSAY_LOST, fixed=URGENT, state="unknown"))
    unsent = and_(_about(ids), OUTBOX.c.state.in_(("queued", "unknown")))
    session.execute(update(OUTBOX).where(unsent).values(state="dropped", error="the case is forgotten"))
    session.execute(delete(MESSAGE_REFERENCES).where(MESSAGE_REFERENCES.c.case_id.in_(ids)))


UNSAY = "unsay"
"""The kind of recipe that deletes a message."""

UNSAY_LOST = "unsay_lost"
"""The kind of recipe that deletes a message which may stand in Slack or not, once it has been found there."""

URGENT = '{"urgent": true}'


def _naming(ids: list[CaseId]) -> ColumnElement[bool]:
    named = select(MESSAGE_REFERENCES.c.outbox_id).where(MESSAGE_REFERENCES.c.case_id.in_(ids))
    return or_(OUTBOX.c.id.in_(named), _about(ids))


def _about(ids: list[CaseId]) -> ColumnElement[bool]:
    kinds = OUTBOX.c.kind.not_in((UNSAY, UNSAY_LOST))
    return and_(OUTBOX.c.subject_kind == "case", OUTBOX.c.subject_id.in_(ids), kinds)
