"""The day of a planned change has come: whoever is looked at is first made what was planned."""

from collections.abc import Iterable

from handlers.desk import Desk
from storage.planned import list_planned, take_up


def start_planned(desk: Desk, workers: Iterable[int]) -> bool:
    """Take up what begins today or should have begun; says whether there was any.

    It marks the people anew, so that they are scored as they are from now on.
    """
    listed = list_planned(desk.session, workers).values()
    begun = [each for some in listed for each in some if each.from_on <= desk.today]
    if not begun:
        return False
    with desk.writing() as session:
        for each in sorted(begun, key=lambda each: each.from_on):
            take_up(session, desk.change, each)
    return True
