"""The ledger's past, chosen from a message: another period, an older page."""

from handlers.desk import Desk
from handlers.ledger.past import read_history
from handlers.messages import Click, Replace, Reply
from handlers.reception.serving import Route
from handlers.views.ledger.periods import Scope


def show_history(click: Click, desk: Desk) -> Reply:
    """The history somebody chose takes the message's place; a press shows it as it is now."""
    kind, id_, weeks, page = click.value.split(":")
    return Replace(read_history(desk, Scope(kind, int(id_)), int(weeks), int(page)))


ROUTES: tuple[Route, ...] = (Route(Click, "history", show_history),)
