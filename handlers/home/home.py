"""The Home tab: published when somebody opens it, and again after what they do from it."""

from collections.abc import Iterable

from handlers.desk import Desk
from handlers.home.sections import (
    Part,
    administration_part,
    council_part,
    needs_part,
    own_part,
    service_parts,
    team_parts,
)
from handlers.messages import Click, Home, HomeOpened, Reply
from handlers.reception.serving import HOME, Route
from handlers.views.home.home import home_view
from storage.audit import record_all


def show_home(request: HomeOpened, desk: Desk) -> Reply:
    """The viewer's Home, on the page they had before them."""
    return _home(desk, _number(request.page))


def turn_page(click: Click, desk: Desk) -> Reply:
    """The viewer's Home with other cases of theirs."""
    return _home(desk, _number(click.value))


def _home(desk: Desk, page: int) -> Reply:
    needs = needs_part(desk)
    parts = [part for part in _parts(desk, page) if part is not None]
    view = home_view(needs.blocks, [part.blocks for part in parts], desk.now, str(page) if page else "")
    deeds = [deed for part in (needs, *parts) for deed in part.deeds]
    if deeds:
        with desk.writing() as session:
            record_all(session, desk.change, deeds)
    return Home(view)


def _number(page: str) -> int:
    return int(page) if page.isdecimal() and len(page) < 6 else 0


def _parts(desk: Desk, page: int) -> Iterable[Part | None]:
    yield from team_parts(desk)
    yield from service_parts(desk)
    yield council_part(desk)
    yield own_part(desk, page)
    yield administration_part(desk)


ROUTES: tuple[Route, ...] = (Route(HomeOpened, HOME, show_home), Route(Click, "home_page", turn_page))
