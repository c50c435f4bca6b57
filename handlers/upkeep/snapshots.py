"""The end of each London day, kept as it was known: what "since last week" and the kept-rate compare with."""

from handlers.desk import Desk
from scoring.timetable import Occasion
from storage.snapshots import add_snapshots


def keep_snapshots(desk: Desk, occasion: Occasion) -> None:
    """Keep every stored load as that day's, once, whoever asks how often.

    A day that ended while the bot was down is kept with the loads that were known when it stopped, so this
    comes before anything of the new day is scored.
    """
    with desk.writing() as session:
        add_snapshots(session, occasion.day)
