"""The table of everything people can do, and of everything the outbox can say.

A feature hands in its own rows; nothing else has to know that it exists.
"""

from collections.abc import Mapping

from handlers import (
    allocation_drawing,
    allocation_form,
    allocation_submit,
    allocations,
    breach_drawing,
    breach_list,
    cases,
    digests,
    loads,
    plans,
    reallocating,
    reminders,
    room,
    start,
)
from handlers.help import help_route
from handlers.posting import Drawers
from handlers.serving import Route, route_key

FEATURES: tuple[Route, ...] = (
    *allocations.ROUTES,
    *allocation_form.ROUTES,
    *allocation_submit.ROUTES,
    *cases.ROUTES,
    *reallocating.ROUTES,
    *loads.ROUTES,
    *room.ROUTES,
    *breach_list.ROUTES,
    *plans.ROUTES,
    *start.ROUTES,
)

ROUTES: tuple[Route, ...] = (*FEATURES, help_route(FEATURES))

ROUTE_TABLE: Mapping[tuple[type, str], Route] = {route_key(route): route for route in ROUTES}

DRAWERS: Drawers = {
    **allocation_drawing.DRAWERS,
    **breach_drawing.DRAWERS,
    **digests.DRAWERS,
    **reallocating.DRAWERS,
    **reminders.DRAWERS,
}
