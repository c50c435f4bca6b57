"""Dead letters: an administrator sees them in their Home, and has them sent again."""

from handlers.access import has_role
from handlers.desk import Desk
from handlers.messages import Click, Reply
from handlers.reception.serving import OLDER_VERSION, Route
from handlers.views.upkeep.letters import resent_message
from scoring.errors import BadInput, NotAllowed
from scoring.people import Role
from storage.audit import record_audit
from storage.letters import letters_to, resend_dead


def resend_letters(click: Click, desk: Desk) -> Reply:
    """Send again what is dead for one person or channel; the courier draws it as things are now."""
    if not has_role(desk.viewer, Role.ADMIN):
        raise NotAllowed("Only an administrator has messages sent again. Ask yours.")
    try:
        which = letters_to(click.value)
    except ValueError:
        raise BadInput(OLDER_VERSION) from None
    with desk.writing() as session:
        number = resend_dead(session, desk.now, which)
        if number:
            record_audit(session, desk.change, "letters_resent", "council", 0, number=number)
    return resent_message(number)


ROUTES: tuple[Route, ...] = (Route(Click, "letters_resend", resend_letters),)
