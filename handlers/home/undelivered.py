"""What could not be delivered, for an administrator: for whom and why, never what it says."""

from collections.abc import Iterable

from handlers.access import has_role
from handlers.desk import Desk
from handlers.reception.needs import Need, Needs
from handlers.views.upkeep import letters as view
from scoring.people import Role
from storage.letters import DeadLetter, list_dead

MOST_READ = 500


def undelivered(desk: Desk) -> Needs | None:
    """The dead letters by person or channel, each with the way to send them again."""
    if not has_role(desk.viewer, Role.ADMIN):
        return None
    dead = list_dead(desk.session, MOST_READ)
    needs = [Need(view.bundle_text(each), view.bundle_buttons(each)) for each in bundled(dead)]
    return Needs(view.TITLE, needs, view.REST, len(dead) == MOST_READ)


def bundled(letters: Iterable[DeadLetter]) -> list[view.Bundle]:
    """Those for one person or channel and one reason together, in the order of the oldest of each."""
    found: dict[tuple[str, str], list[DeadLetter]] = {}
    for letter in letters:
        found.setdefault((letter.place, letter.why), []).append(letter)
    return [view.Bundle(each) for each in found.values()]
