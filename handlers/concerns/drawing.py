"""Drawing what the outbox says of a concern, as things are when it is sent, and as they are later."""

from handlers.access import can_answer_concern
from handlers.concerns.posts import ANSWERED, ASKED, CLIMBED, CLOSED, NEWS, REDRAWN
from handlers.desk import Desk
from handlers.messages import Message, Post
from handlers.reception.posting import Drawer, Drawers, reader_of
from handlers.views.concerns import answers as view
from handlers.views.concerns import concerns as worker_view
from scoring.concerns import Concern, Outcome, Why
from scoring.ids import ChannelId, ConcernId, WorkerId
from storage.concerns import ConcernMessage, ConcernRecord, add_message, find_concern
from storage.loads import find_load
from storage.outbox import OutboxEntry
from storage.people import load_names
from storage.session import Session


def told_of(
    desk: Desk, record: ConcernRecord, why: Why | None = None, earlier: WorkerId | None = None
) -> view.Told:
    """A concern with the names and the load that are told with it."""
    concern = record.concern
    people = [each for each in (concern.answered_by, concern.closed_by, earlier) if each is not None]
    names = load_names(desk.session, people)
    return view.Told(
        concern=concern,
        name=record.name,
        load=find_load(desk.session, concern.worker),
        answered_by=_name(names, concern.answered_by),
        closed_by=_name(names, concern.closed_by),
        why=why,
        earlier=_name(names, earlier),
    )


def draw_asked(desk: Desk, entry: OutboxEntry) -> Post | None:
    """What whoever is asked reads; nothing once it is closed, or once it isn't theirs to know."""
    record = _find_for(desk, entry)
    if record is None or record.concern.closed_at is not None:
        return None
    fixed = entry.fixed
    earlier = None if fixed["earlier"] is None else WorkerId(fixed["earlier"])
    return Post(view.concern_message(told_of(desk, record, Why(fixed["why"]), earlier)))


def keep_asked(session: Session, entry: OutboxEntry, channel: ChannelId, ts: str) -> None:
    """Remember where it stands, so that it never asks for what is done."""
    if entry.worker is not None:
        add_message(session, ConcernId(entry.fixed["concern"]), ConcernMessage(channel, ts, entry.worker))


def draw_again(desk: Desk, entry: OutboxEntry) -> Post | None:
    """The same message as things are now; left as it stands with somebody who may know no more of it."""
    record = _find_for(desk, entry)
    if record is None:
        return None
    message = view.concern_message(told_of(desk, record))
    return Post(message, update_ts=entry.fixed["ts"], channel=ChannelId(entry.fixed["channel"]))


def draw_news(desk: Desk, entry: OutboxEntry) -> Post | None:
    """What the worker reads; what has been overtaken isn't said."""
    record = find_concern(desk.session, ConcernId(entry.fixed["concern"]))
    if record is None or record.concern.outcome is Outcome.WITHDRAWN:
        return None
    message = _news(desk, record.concern, entry.fixed["news"])
    return None if message is None else Post(message)


def _news(desk: Desk, concern: Concern, news: str) -> Message | None:
    people = [each for each in (concern.asked, concern.answered_by, concern.closed_by) if each is not None]
    names = load_names(desk.session, people)
    if news == CLOSED and concern.closed_by is not None:
        return worker_view.closed_message(concern, names[concern.closed_by])
    if concern.closed_at is not None:
        return None
    if news == ANSWERED and concern.answered_by is not None:
        return worker_view.answered_message(names[concern.answered_by], concern.said)
    if news == CLIMBED and concern.answered_at is None:
        going = worker_view.Going(names[concern.asked], concern.level, Why.UNANSWERED)
        return worker_view.climbed_message(going, concern.answer_by)
    return None


def _find_for(desk: Desk, entry: OutboxEntry) -> ConcernRecord | None:
    """The concern, while whoever is written to may know of it."""
    record = find_concern(desk.session, ConcernId(entry.fixed["concern"]))
    reader = reader_of(desk, entry)
    is_theirs = record is not None and reader is not None and can_answer_concern(reader, record)
    return record if is_theirs else None


def _name(names: dict[WorkerId, str], worker: WorkerId | None) -> str | None:
    return None if worker is None else names.get(worker)


DRAWERS: Drawers = {
    ASKED: Drawer(draw_asked, keep_asked),
    REDRAWN: Drawer(draw_again),
    NEWS: Drawer(draw_news),
}
