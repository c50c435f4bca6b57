"""Drawing the channel's living messages with today's truth, and keeping where each of them stands."""

from datetime import datetime, timedelta

from handlers.desk import Desk
from handlers.ledger.stand import picture_of, stand_of, standing_now, worker_of
from handlers.messages import Message, Post
from handlers.reception.posting import Drawer, Drawers, Drawn, Later
from handlers.views.ledger import living as view
from scoring.ids import ChannelId
from scoring.kept import time_not_kept
from scoring.readings import SubjectKind
from storage.breaches import LivingMessage, change_living, list_living_spans, load_living
from storage.outbox import OutboxEntry, find_unsent
from storage.session import Session

WAIT_FOR_WORKER = timedelta(milliseconds=200)


def draw_living(desk: Desk, entry: OutboxEntry) -> Drawn:
    """The channel's one message about a subject; the worker's own message goes first."""
    living = load_living(desk.session, entry.fixed["living"])
    if living.ended_at is not None:
        return _rewrite(living, _last_words(desk, living)) if living.ts is not None else None
    wait = _wait_for_worker(desk, entry) if living.ts is None else None
    if wait is not None:
        return Later(wait)
    stand = stand_of(desk, entry.subject, living.team, to_channel=True)
    if not stand.breaches:
        return _rewrite(living, _last_words(desk, living)) if living.ts is not None else None
    message = view.living_message(picture_of(desk, entry.subject, stand, living))
    return _rewrite(living, message) if living.ts is not None else Post(message)


def keep_living(session: Session, entry: OutboxEntry, channel: ChannelId, ts: str) -> None:
    """Remember where the living message stands; it moves where it can't be rewritten in its old place."""
    living = load_living(session, entry.fixed["living"])
    if (living.channel, living.ts) != (channel, ts):
        change_living(session, living.id, channel_id=channel, ts=ts)


def draw_worse(desk: Desk, entry: OutboxEntry) -> Drawn:
    """The one reply when it becomes much worse."""
    living = load_living(desk.session, entry.fixed["living"])
    stand = stand_of(desk, entry.subject, living.team, to_channel=True)
    if living.ts is None or not standing_now(stand.breaches):
        return None
    picture = picture_of(desk, entry.subject, stand, living)
    return Post(view.worse_message(stand.whom, picture), thread_ts=living.ts, channel=living.channel)


def draw_closing(desk: Desk, entry: OutboxEntry) -> Drawn:
    """The short note with the duration, once the last line has closed."""
    living = load_living(desk.session, entry.fixed["living"])
    if living.ts is None:
        return None
    return Post(_last_words(desk, living), thread_ts=living.ts, channel=living.channel)


def _wait_for_worker(desk: Desk, entry: OutboxEntry) -> datetime | None:
    """When to look again whether the worker's own message has gone; None when it has, or can't."""
    first = find_unsent(desk.session, ("promise_broken", "tell_worker"), entry.subject)
    return None if first is None else max(first.not_before, desk.now + WAIT_FOR_WORKER)


def _rewrite(living: LivingMessage, message: Message) -> Post:
    return Post(message, update_ts=living.ts, channel=living.channel)


def _last_words(desk: Desk, living: LivingMessage) -> Message:
    """What a living message ends with, and the short note says."""
    whom = stand_of(desk, living.subject, living.team, to_channel=True).whom
    if living.subject.kind is SubjectKind.WORKER and worker_of(desk, living.subject).team != living.team:
        return view.moved_on_message(whom)
    return view.kept_again_message(whom, time_not_kept(list_living_spans(desk.session, living)))


DRAWERS: Drawers = {
    "living": Drawer(draw_living, keep_living),
    "worse": Drawer(draw_worse),
    "closing": Drawer(draw_closing),
}
