"""What is planned of a person: taken back from their card before its day has come."""

from handlers.desk import Desk
from handlers.messages import Click, Reply
from handlers.people.card import draw_card
from handlers.people.keeping import changing, load_kept, show
from handlers.reception.serving import Route
from handlers.views.people.people import planned_value
from scoring.errors import NotFound
from storage.planned import delete_planned, find_planned

GONE = "That change has begun or has been taken back already. /caseload people shows how things are now."


def take_back(click: Click, desk: Desk) -> Reply:
    """The person's card, without what was planned."""
    planned = find_planned(desk.session, int(click.value.partition(" ")[0]))
    if planned is None or click.value != planned_value(planned):
        raise NotFound(GONE)
    kept = load_kept(desk, planned.worker)
    with changing(desk, kept) as session:
        if not delete_planned(session, desk.change, planned):
            raise NotFound(GONE)
    return show(click, draw_card(desk, load_kept(desk, kept.id)))


ROUTES: tuple[Route, ...] = (Route(Click, "planned_take_back", take_back),)
