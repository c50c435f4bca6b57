"""The table of everything people can do, and of everything the outbox can say.

A feature hands in its own rows; nothing else has to know that it exists.
"""

from collections.abc import Mapping

from handlers.allocation import allocations, form, submission
from handlers.allocation import drawing as allocation_drawing
from handlers.audits import audits
from handlers.cases import cases, reallocating
from handlers.digests import digests
from handlers.help import help_route
from handlers.ledger import breach_list, plans, reminders, start
from handlers.ledger import drawing as breach_drawing
from handlers.loads import loads, room
from handlers.people import absences, accounts, covers, editing, joiner, people, teams
from handlers.policies import policies
from handlers.reception.posting import Drawers
from handlers.reception.serving import Route, route_key
from handlers.upkeep import forgetting

FEATURES: tuple[Route, ...] = (
    *allocations.ROUTES,
    *form.ROUTES,
    *submission.ROUTES,
    *cases.ROUTES,
    *reallocating.ROUTES,
    *loads.ROUTES,
    *room.ROUTES,
    *breach_list.ROUTES,
    *plans.ROUTES,
    *start.ROUTES,
    *people.ROUTES,
    *editing.ROUTES,
    *absences.ROUTES,
    *joiner.ROUTES,
    *accounts.ROUTES,
    *teams.ROUTES,
    *covers.ROUTES,
    *policies.ROUTES,
    *audits.ROUTES,
)

ROUTES: tuple[Route, ...] = (*FEATURES, help_route(FEATURES))

ROUTE_TABLE: Mapping[tuple[type, str], Route] = {route_key(route): route for route in ROUTES}

DRAWERS: Drawers = {
    **allocation_drawing.DRAWERS,
    **breach_drawing.DRAWERS,
    **digests.DRAWERS,
    **reallocating.DRAWERS,
    **reminders.DRAWERS,
    **forgetting.DRAWERS,
}
