"""What is planned of a person: taken back from their card before its day has come."""

from handlers.desk import Desk
from handlers.messages import Click, Reply
from handlers.people.card import draw_card
from handlers.people.keeping import changing, load_kept, show
from handlers.reception.serving import Route
from scoring.errors import NotFound
from storage.planned import delete_planned, find_planned

GONE = "That change has begun or has been taken back already. /caseload people shows how things are now."


def take_back(click: Click, desk: Desk) -> Reply:
    """The person's card, without what was planned."""
    planned = find_planned(desk.session, int(click.value))
    if planned is None:
        raise NotFound(GONE)
    kept = load_kept(desk, planned.worker)
    with changing(desk, kept) as session:
        if not delete_planned(session, desk.change, planned):
            raise NotFound(GONE)
    return show(click, draw_card(desk, load_kept(desk, kept.id)))


ROUTES: tuple[Route, ...] = (Route(Click, "planned_take_back", take_back),)
