"""/caseload help: built from the routes themselves, so that it can never miss a command."""

from collections.abc import Iterable
from functools import partial

from handlers.access import has_role, is_manager
from handlers.desk import Desk
from handlers.messages import Command, Reply
from handlers.reception.serving import Route
from handlers.views.help import help_message
from handlers.views.words import bandwidth_sentence, trial_note
from scoring.people import Role

FOR_MANAGERS = frozenset(
    {
        "/allocate",
        "/caseload room",
        "/caseload waiting",
        "/caseload start",
        "/caseload service",
        "/caseload council",
        "/caseload compare",
        "/caseload people",
    }
)
"""The commands a worker has no use for; a command that isn't named here is shown to everybody."""


def help_route(routes: Iterable[Route]) -> Route:
    """The route of help over these routes and itself: join it to the others last."""
    listed = [route for route in routes if route.entry is Command and route.usage]
    own = Route(
        Command, "/caseload help", partial(show_help, listed), "/caseload help", "what you can ask me"
    )
    listed.append(own)
    return own


def show_help(routes: Iterable[Route], _command: Command, desk: Desk) -> Reply:
    """What the viewer can ask: a worker's own commands, and for a manager those for their teams."""
    commands = list(routes)
    for_team = [(each.usage, each.summary) for each in commands if each.name in FOR_MANAGERS]
    own = [(each.usage, each.summary) for each in commands if each.name not in FOR_MANAGERS]
    looks_after = is_manager(desk.viewer) or has_role(desk.viewer, Role.ADMIN)
    notes = bandwidth_sentence(desk.policy), trial_note(desk.policy)
    return help_message(own, for_team if looks_after else [], *notes)
