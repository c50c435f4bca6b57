"""The table of everything people can do, and of everything the outbox can say.

A feature hands in its own rows; nothing else has to know that it exists.
"""

from collections.abc import Mapping

from handlers.allocation import allocations, form, submission
from handlers.allocation import drawing as allocation_drawing
from handlers.audits import audits
from handlers.cases import (
    cases,
    changing,
    closing,
    co_working,
    offer_answers,
    offer_posts,
    offering,
    reallocating,
    reweighing,
    telling,
    waiting,
)
from handlers.concerns import answers as concern_answers
from handlers.concerns import concerns
from handlers.concerns import drawing as concern_drawing
from handlers.digests import asked, digests
from handlers.help import help_route
from handlers.home import home, needed
from handlers.ledger import alerts, breach_list, history, living, plans, reminders, reviews, start
from handlers.loads import comparing, loads, room, trend
from handlers.people import absences, accounts, covers, editing, joiner, people, planned, teams
from handlers.policies import policies
from handlers.questions.asking import question_routes
from handlers.reception.posting import Drawers
from handlers.reception.serving import Route, route_key
from handlers.supervision import recording as supervision_recording
from handlers.supervision import reminding as supervision_reminding
from handlers.supervision import supervision
from handlers.upkeep import channels, forgetting, letters, reaching

FEATURES: tuple[Route, ...] = (
    *allocations.ROUTES,
    *form.ROUTES,
    *submission.ROUTES,
    *cases.ROUTES,
    *closing.ROUTES,
    *reallocating.ROUTES,
    *reweighing.ROUTES,
    *changing.ROUTES,
    *co_working.ROUTES,
    *offering.ROUTES,
    *offer_answers.ROUTES,
    *loads.ROUTES,
    *room.ROUTES,
    *trend.ROUTES,
    *waiting.ROUTES,
    *comparing.ROUTES,
    *asked.ROUTES,
    *breach_list.ROUTES,
    *history.ROUTES,
    *plans.ROUTES,
    *reviews.ROUTES,
    *start.ROUTES,
    *home.ROUTES,
    *needed.ROUTES,
    *concerns.ROUTES,
    *concern_answers.ROUTES,
    *supervision.ROUTES,
    *supervision_recording.ROUTES,
    *people.ROUTES,
    *editing.ROUTES,
    *planned.ROUTES,
    *absences.ROUTES,
    *joiner.ROUTES,
    *accounts.ROUTES,
    *teams.ROUTES,
    *covers.ROUTES,
    *policies.ROUTES,
    *audits.ROUTES,
    *letters.ROUTES,
)

HELP = help_route(FEATURES)

ROUTES: tuple[Route, ...] = (*FEATURES, *question_routes((*FEATURES, HELP)), HELP)

ROUTE_TABLE: Mapping[tuple[type, str], Route] = {route_key(route): route for route in ROUTES}

DRAWERS: Drawers = {
    **allocation_drawing.DRAWERS,
    **alerts.DRAWERS,
    **channels.DRAWERS,
    **living.DRAWERS,
    **concern_drawing.DRAWERS,
    **digests.DRAWERS,
    **co_working.DRAWERS,
    **offer_posts.DRAWERS,
    **reweighing.DRAWERS,
    **telling.DRAWERS,
    **waiting.DRAWERS,
    **reminders.DRAWERS,
    **reviews.DRAWERS,
    **supervision_reminding.DRAWERS,
    **trend.DRAWERS,
    **forgetting.DRAWERS,
    **reaching.DRAWERS,
}
