"""`caseload forget REF`: delete a case now, with its history and the bot's messages that name it."""

import argparse

from bot.clock import Clock
from bot.opened import opened_database
from handlers.reception.privacy import read_reference
from handlers.views.words import plural
from scoring.errors import NotFound, Refused
from storage.cases import find_known_case
from storage.change import Change, Source
from storage.database import Database
from storage.forgetting import forget_cases, forget_open_case
from storage.policies import load_policy

STILL_OPEN = (
    "That case is still open, and somebody may be relying on it. Close it first, or add --even-if-open: then "
    "it is closed and forgotten at once."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("reference", metavar="REF", help="the case system's reference")
    parser.add_argument("--even-if-open", action="store_true", help="also when the case is still open")


def run(given: argparse.Namespace) -> int:
    change = Change(Clock().now(), Source.SHELL)
    with opened_database() as database:
        messages = _forget(database, change, given)
    print(
        "The case is forgotten; counts stay, and hold no reference. If the next file from the case system "
        "still names it, it comes back: take it out there first."
    )
    if messages:
        print(f"{plural(messages, 'message')} of mine that named it will be deleted as soon as the bot runs.")
    return 0


def _forget(database: Database, change: Change, given: argparse.Namespace) -> int:
    """How many messages are to be deleted. Raises NotFound or Refused; the reference is never repeated."""
    with database.writing() as session:
        reference = read_reference(given.reference, load_policy(session, change.today))
        case, is_open = find_known_case(session, reference)
        if case is None:
            raise NotFound("No case with this reference is kept here, so there is nothing to forget.")
        if not is_open:
            return forget_cases(session, change, [case.id])
        if not given.even_if_open:
            raise Refused(STILL_OPEN)
        return forget_open_case(session, change, case)
