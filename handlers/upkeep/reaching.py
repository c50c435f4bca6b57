"""Somebody who can't be written to any more: whoever answers for them hears of it, with what they still lead.

What was meant for them alone goes to nobody else: it stays a dead letter until it can be sent again.
"""

from handlers.desk import Desk
from handlers.messages import Post
from handlers.reception.posting import Drawer, Drawers, Drawn
from handlers.views.upkeep.reaching import unreached_message
from scoring.breaches import Level
from scoring.ids import WorkerId
from scoring.readings import Subject, SubjectKind
from storage.outbox import OutboxEntry, Recipe, add_recipes, record_dead
from storage.people import load_person
from storage.reaching import count_led, is_account_closed, list_closed_leading
from storage.responsible import find_above, find_responsible
from storage.session import Session

NO_ACCOUNT = "no Slack account"


def settle_person_trouble(session: Session, desk: Desk, entry: OutboxEntry, problem: str) -> None:
    """A dead letter; of somebody who never had an account only administrators hear, in their Home."""
    record_dead(session, entry.id, problem)
    if entry.worker is not None and (problem != NO_ACCOUNT or is_account_closed(session, entry.worker)):
        _tell(session, desk, entry.worker)


def tell_of_closed_accounts(desk: Desk) -> None:
    """Have those heard of who lead cases and whose Slack account has been closed: they may have left."""
    closed = list_closed_leading(desk.session, desk.today)
    if closed:
        with desk.writing() as session:
            for worker in closed:
                _tell(session, desk, worker)


def _tell(session: Session, desk: Desk, worker: WorkerId) -> None:
    """To whoever answers for them, once a month for as long as it is so."""
    above = _above(session, desk, worker)
    if above is not None:
        at = desk.calendar.next_sending_moment(desk.now, desk.policy.hours)
        key = f"unreached {worker} {desk.today:%Y-%m}"
        subject = Subject(SubjectKind.WORKER, worker)
        add_recipes(session, desk.now, [Recipe("unreached", subject, at, above, key=key)])


def _above(session: Session, desk: Desk, worker: WorkerId) -> WorkerId | None:
    """Who answers for their team, never they themselves; None for people in no team."""
    team = load_person(session, worker).team
    if team is None:
        return None
    first = find_responsible(session, team, desk.today)
    found = find_above(session, team, Level.SERVICE_MANAGER, desk.today) if first == worker else first
    return None if found == worker else found


def draw_unreached(desk: Desk, entry: OutboxEntry) -> Drawn:
    """To whoever answers for them; how many children they lead is counted when it is sent."""
    worker = WorkerId(entry.subject.id)
    person = load_person(desk.session, worker)
    led = count_led(desk.session, worker)
    return Post(unreached_message(person.name, led, is_account_closed(desk.session, worker)))


DRAWERS: Drawers = {"unreached": Drawer(draw_unreached)}
