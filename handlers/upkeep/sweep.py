"""The night's clearing up: what has been done and is needed no more."""

from datetime import timedelta

from handlers.desk import Desk
from handlers.upkeep.forgetting import forget_closed
from handlers.upkeep.reaching import tell_of_closed_accounts
from scoring.timetable import Occasion
from storage.inbox import forget_done

KEPT = timedelta(days=7)
"""Slack sends an event again for some minutes at the most; a week is plenty to know it by its id."""


def sweep(desk: Desk, _occasion: Occasion) -> None:
    """Forget requests that were done a week ago, and cases that were closed longer ago than they are kept.

    Whoever answers for people whose Slack account is closed hears what they still lead.
    """
    with desk.writing() as session:
        forget_done(session, desk.now - KEPT)
    forget_closed(desk)
    tell_of_closed_accounts(desk)
