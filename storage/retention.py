"""What leaves by its age: notes of messages that are settled, words people wrote, the audit, last questions.

Each is taken a few rows at a time, so that nobody waits for the write lock. Source: policy guide §10 (the
council's own numbers of months).
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, exists, or_, select, update

from storage.session import Session
from storage.tables.concerns import CONCERNS
from storage.tables.ledger import PLANS
from storage.tables.post import AUDIT, MESSAGE_REFERENCES, OUTBOX
from storage.tables.questions import LAST_QUERIES

SETTLED = ("sent", "dropped", "dead")


def list_old_messages(session: Session, before: datetime, limit: int) -> list[int]:
    """Notes of messages that are settled since long; one that names a case goes with the case."""
    names_a_case = exists().where(MESSAGE_REFERENCES.c.outbox_id == OUTBOX.c.id)
    query = select(OUTBOX.c.id).where(
        OUTBOX.c.created_at < before, OUTBOX.c.state.in_(SETTLED), ~names_a_case
    )
    return list(session.execute(query.order_by(OUTBOX.c.id).limit(limit)).scalars())


def drop_messages(session: Session, ids: Sequence[int]) -> None:
    session.execute(delete(OUTBOX).where(OUTBOX.c.id.in_(ids)))


def list_old_audit(session: Session, before: datetime, limit: int) -> list[int]:
    """The oldest entries of the audit, as far as they are from before a moment.

    They were written in the order of their numbers, so only the first few are looked at.
    """
    rows = session.execute(select(AUDIT.c.id, AUDIT.c.at).order_by(AUDIT.c.id).limit(limit))
    return [id_ for id_, at in rows if at < before]


def drop_audit(session: Session, ids: Sequence[int]) -> None:
    session.execute(delete(AUDIT).where(AUDIT.c.id.in_(ids)))


def list_old_concerns(session: Session, before: datetime, limit: int) -> list[int]:
    """Concerns that were closed since long and still hold what somebody wrote."""
    has_words = or_(CONCERNS.c.words != "", CONCERNS.c.outcome_words != "")
    query = select(CONCERNS.c.id).where(CONCERNS.c.closed_at < before, has_words)
    return list(session.execute(query.order_by(CONCERNS.c.id).limit(limit)).scalars())


def empty_concerns(session: Session, ids: Sequence[int]) -> None:
    """The words go; that there was a concern, about what and how it ended stays."""
    session.execute(update(CONCERNS).where(CONCERNS.c.id.in_(ids)).values(words="", outcome_words=""))


def list_old_plans(session: Session, before: datetime, limit: int) -> list[int]:
    """Plans that were made since long and still hold what somebody wrote."""
    query = select(PLANS.c.id).where(PLANS.c.made_at < before, PLANS.c.words != "")
    return list(session.execute(query.order_by(PLANS.c.id).limit(limit)).scalars())


def empty_plans(session: Session, ids: Sequence[int]) -> None:
    session.execute(update(PLANS).where(PLANS.c.id.in_(ids)).values(words=""))


def drop_last_queries(session: Session, before: datetime) -> None:
    """Forget what was asked last in a conversation, where that was before a moment."""
    session.execute(delete(LAST_QUERIES).where(LAST_QUERIES.c.asked_at < before))
