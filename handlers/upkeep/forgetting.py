"""Closed cases leave after the policy's months; the bot's messages that name them are taken out of Slack."""

from calendar import monthrange
from datetime import date

from handlers.desk import Desk
from handlers.messages import Message, Post
from handlers.reception.posting import Drawer, Drawers, Drawn
from scoring.ids import ChannelId
from scoring.working_time import start_of_day
from storage.forgetting import forget_cases, list_leaving
from storage.naming import UNSAY, UNSAY_LOST
from storage.outbox import OutboxEntry, Recipe, add_recipes
from storage.session import Session

AT_ONCE = 50
"""Cases in one short transaction."""
MOST_A_NIGHT = 2_000


def forget_closed(desk: Desk) -> int:
    """Forget every case that was closed longer ago than the policy keeps it; returns how many."""
    before = start_of_day(months_before(desk.today, desk.policy.keep_closed_months))
    forgotten = 0
    while forgotten < MOST_A_NIGHT:
        leaving = list_leaving(desk.session, before, AT_ONCE)
        if not leaving:
            break
        with desk.writing() as session:
            forget_cases(session, desk.change, leaving)
        forgotten += len(leaving)
    return forgotten


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def draw_unsay(_desk: Desk, entry: OutboxEntry) -> Drawn:
    """The deletion of one of the bot's own messages."""
    return Post(Message(""), delete_ts=str(entry.fixed["ts"]))


def draw_lost(_desk: Desk, _entry: OutboxEntry) -> Drawn:
    """Nothing: whether it stands in Slack was looked for before this was asked."""
    return None


def unsay_found(session: Session, entry: OutboxEntry, channel: ChannelId, ts: str) -> None:
    """It stands in Slack after all: have it deleted there."""
    key, fixed = f"{UNSAY} {channel} {ts}", {"ts": ts, "urgent": True}
    recipe = Recipe(UNSAY, entry.subject, entry.not_before, channel=channel, key=key, fixed=fixed)
    add_recipes(session, entry.not_before, [recipe])


DRAWERS: Drawers = {UNSAY: Drawer(draw_unsay), UNSAY_LOST: Drawer(draw_lost, unsay_found)}
