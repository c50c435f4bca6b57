"""What people were told against what is stored, and what is stored against what stands in Slack."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import ColumnElement, func, select

from bot.sandbox import Message
from storage.letters import count_states
from storage.session import Session
from storage.tables.cases import ALLOCATIONS, CASES
from storage.tables.ledger import DUE
from storage.tables.post import AUDIT, DIGESTS, INBOX, OUTBOX
from tests.e2e.town import Town
from tests.soak.stream import Told

DONE_ONCE = ("case_allocated", "case_closed", "digest_written")
"""Actions in the audit of which each subject here has one."""


@dataclass
class Found:
    """The figures, and each fault as a sentence; no fault is the wished result."""

    told: int = 0
    stored: int = 0
    posted: int = 0
    repeats: int = 0
    faults: list[str] = field(default_factory=list)


def compare(town: Town, told: Sequence[Told]) -> Found:
    """Everything that was said must be there, once."""
    found = Found()
    with town.database.reading() as session:
        found.told = sum(1 for each in told if each.allocated)
        found.faults += _lost(session, told, found)
        found.faults += _doubled(session)
        found.faults += _unfinished(session, town)
        found.faults += _posts(session, town, found)
    return found


def _lost(session: Session, told: Sequence[Told], found: Found) -> Iterator[str]:
    query = select(
        CASES.c.reference, CASES.c.closed_at, ALLOCATIONS.c.agreed_at, ALLOCATIONS.c.discuss_at
    ).join(ALLOCATIONS, ALLOCATIONS.c.case_id == CASES.c.id)
    stored = {row.reference: row for row in session.execute(query)}
    found.stored = len(stored)
    for each in told:
        row = stored.get(each.reference)
        if each.allocated is None:
            continue
        if row is None:
            yield f"lost: {each.reference}, of which was said: {each.allocated}"
        elif each.closed and row.closed_at is None:
            yield f"lost: the closing of {each.reference}"
        elif (each.has_agreed and not row.agreed_at) or (each.has_discussed and not row.discuss_at):
            yield f"lost: the answer about {each.reference}"


def _doubled(session: Session) -> Iterator[str]:
    rows = func.count().label("rows")
    twice = select(ALLOCATIONS.c.case_id, rows).group_by(ALLOCATIONS.c.case_id).having(rows > 1)
    yield from (f"twice: case {id_} was allocated {n} times" for id_, n in session.execute(twice))
    audit = (
        select(AUDIT.c.action, AUDIT.c.subject_id, AUDIT.c.detail, rows)
        .where(AUDIT.c.action.in_(DONE_ONCE))
        .group_by(AUDIT.c.action, AUDIT.c.subject_id, AUDIT.c.detail)
        .having(rows > 1)
    )
    yield from (f"twice: {action} of {id_}, {n} times" for action, id_, _, n in session.execute(audit))
    messages = (
        select(OUTBOX.c.kind, OUTBOX.c.subject_id, rows)
        .where(OUTBOX.c.kind.in_(("allocated", "discuss")))
        .group_by(OUTBOX.c.kind, OUTBOX.c.subject_id)
        .having(rows > 1)
    )
    yield from (f"twice: told {kind} of {id_}, {n} times" for kind, id_, n in session.execute(messages))


def _unfinished(session: Session, town: Town) -> Iterator[str]:
    left = (OUTBOX.c.state.not_in(("sent", "dropped")), *_soon(town))
    for row in session.execute(select(OUTBOX).where(*left)):
        yield f"unfinished: message {row.id} ({row.kind}) is {row.state} until {row.not_before}: {row.error}"
    undone = session.execute(select(func.count()).where(INBOX.c.done_at.is_(None))).scalar_one()
    if undone:
        yield f"unfinished: {undone} requests in the inbox"


def _posts(session: Session, town: Town, found: Found) -> Iterator[str]:
    """Each sent row stands in Slack; each of our posts belongs to one row, and each row has one post."""
    there = {message.ts: message for message in all_messages(town)}
    ours = [message for message in there.values() if _row_of(message) is not None]
    sent = session.execute(select(OUTBOX).where(OUTBOX.c.state == "sent")).all()
    found.posted = len(ours)
    for row in sent:
        if row.ts is not None and row.ts not in there:
            yield f"lost: message {row.id} ({row.kind}) is said to be sent and isn't there"
    numbers = Counter(_row_of(message) for message in ours)
    repeats = Counter(_row_of(message) for message in ours if _may_repeat(message))
    for id_, number in numbers.items():
        extra = number - 1
        marked = min(extra, repeats[id_])
        found.repeats += marked
        if extra > marked:
            yield f"twice: message {id_} stands {number} times, {marked} marked as a possible repeat"
    places: dict[str, set[str]] = {}
    for row in sent:
        if row.kind == "living" and row.ts is not None and not repeats[row.id]:
            places.setdefault(row.fixed, set()).add(row.ts)
    yield from (f"twice: {len(ts)} living messages of {one}" for one, ts in places.items() if len(ts) > 1)


def digests_of(session: Session) -> Counter[tuple[int, str]]:
    """How often each team's digest of each week was written."""
    return Counter((row.team_id, row.week) for row in session.execute(select(DIGESTS)))


def waits(session: Session, town: Town) -> bool:
    """Whether anything is still to be looked at, done or posted."""
    states = count_states(session)
    due = session.execute(select(func.count()).where(DUE.c.at <= town.clock.now())).scalar_one()
    undone = session.execute(select(func.count()).where(INBOX.c.done_at.is_(None))).scalar_one()
    ready = select(func.count()).where(OUTBOX.c.state == "queued", *_soon(town))
    queued = session.execute(ready).scalar_one()
    return bool(due or undone or queued or states.get("sending") or states.get("unknown"))


def _soon(town: Town) -> tuple[ColumnElement[bool], ...]:
    """What waits for another day, like a plan's review, isn't unfinished; what is tried again soon is."""
    return (OUTBOX.c.not_before <= town.clock.now() + timedelta(minutes=10),)


def all_messages(town: Town) -> Iterator[Message]:
    for messages in town.slack.workspace.messages.values():
        yield from messages.values()


def _row_of(message: Message) -> int | None:
    payload = (message.metadata or {}).get("event_payload", {})
    id_ = payload.get("id")
    return id_ if isinstance(id_, int) else None


def _may_repeat(message: Message) -> bool:
    return bool((message.metadata or {}).get("event_payload", {}).get("may_repeat"))
