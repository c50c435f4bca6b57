"""The table of everything people can do, and of everything the outbox can say."""

from collections.abc import Mapping

from handlers import (
    allocation_drawing,
    breach_drawing,
    plans,
)
from handlers.allocation_form import redraw_allocate_form
from handlers.allocation_submit import agree_allocation, discuss_allocation, submit_allocate_form
from handlers.allocations import allocate_again, allocate_case
from handlers.messages import Click, Command, Submission
from handlers.posting import Drawers
from handlers.serving import Route, route_key

ALLOCATION_ROUTES = (
    Route(
        Command,
        "/allocate",
        allocate_case,
        "/allocate [REF kind @worker …]",
        "allocate a case: on its own it opens the form",
    ),
    Route(Click, "allocate_to", allocate_again),
    Route(Click, "allocate_kind", allocate_again),
    Route(Click, "allocate_because", allocate_again),
    Route(Click, "allocate_redraw", redraw_allocate_form),
    Route(Submission, "allocate", submit_allocate_form),
    Route(Click, "allocation_agree", agree_allocation),
    Route(Click, "allocation_discuss", discuss_allocation),
)

ROUTES: tuple[Route, ...] = (*ALLOCATION_ROUTES, *plans.ROUTES)

ROUTE_TABLE: Mapping[tuple[type, str], Route] = {route_key(route): route for route in ROUTES}

DRAWERS: Drawers = {**allocation_drawing.DRAWERS, **breach_drawing.DRAWERS}
