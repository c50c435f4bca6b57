"""The night's clearing up: what has been done and is needed no more."""

from datetime import timedelta

from handlers.desk import Desk
from handlers.upkeep.forgetting import forget_closed
from handlers.upkeep.reaching import tell_of_closed_accounts
from handlers.upkeep.retention import forget_old
from scoring.timetable import Occasion
from storage.inbox import forget_done
from storage.retention import drop_last_queries
from storage.signed_requests import forget_deliveries

KEPT = timedelta(days=7)
"""Slack sends an event again for some minutes at the most; a week is plenty to know it by its id."""
REPLAYED = timedelta(hours=1)
"""A signed request that comes again counts for ten minutes at the most."""

ASKED = timedelta(hours=1)
"""For so long "and South?" is understood."""


def sweep(desk: Desk, _occasion: Occasion) -> None:
    """Forget requests done a week ago, and cases, messages, words and audit older than they are kept.

    Whoever answers for people whose Slack account is closed hears what they still lead.
    """
    with desk.writing() as session:
        forget_done(session, desk.now - KEPT)
        drop_last_queries(session, desk.now - ASKED)
        forget_deliveries(session, desk.now - REPLAYED)
    forget_closed(desk)
    forget_old(desk)
    tell_of_closed_accounts(desk)
