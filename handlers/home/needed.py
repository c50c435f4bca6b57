"""/caseload needs: what needs somebody now, as their Home says it first."""

from handlers.desk import Desk
from handlers.home.needs import deeds_of, kind_of, list_needs
from handlers.home.over import list_over
from handlers.messages import Command, Reply
from handlers.reception.serving import Route
from handlers.views.home.needs import needs_message
from handlers.views.home.over import over_lines
from storage.audit import record_all


def show_needs(_command: Command, desk: Desk) -> Reply:
    """Everything that waits for the viewer; if nothing does, the teams below them that aren't kept to.

    What is read of cases and of others' loads is audited.
    """
    needs = list_needs(desk)
    deeds = deeds_of(needs)
    if deeds:
        with desk.writing() as session:
            record_all(session, desk.change, deeds)
    below = [] if needs else over_lines(*list_over(desk), desk.today)
    return needs_message([kind_of(each) for each in needs], below)


ROUTES: tuple[Route, ...] = (
    Route(
        Command,
        "/caseload needs",
        show_needs,
        "/caseload needs",
        "what waits for you now, each with its button",
    ),
)
