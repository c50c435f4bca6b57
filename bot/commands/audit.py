"""`caseload audit`: who did what, when, from where; all of it, or of one person, one case, since a day."""

import argparse
from datetime import date

from bot.clock import Clock
from bot.opened import opened_database
from handlers.reception.privacy import read_reference
from handlers.views.audits.trail import trail_csv, trail_line
from scoring.errors import NotFound
from scoring.working_time import london_day, start_of_day
from storage.audit_trail import Wanted, list_trail
from storage.cases import find_known_case
from storage.people import find_people
from storage.policies import load_policy
from storage.session import Session


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--who", metavar="EMAIL", help="what somebody did, and what was done about them")
    parser.add_argument("--case", metavar="REF", help="what became of one case, and who looked at it")
    parser.add_argument("--since", type=date.fromisoformat, metavar="DATE", help="from a day on: 2026-11-23")
    parser.add_argument("--csv", action="store_true", help="as CSV, safe to open in a spreadsheet")


def run(given: argparse.Namespace) -> int:
    number = 0
    with opened_database() as database, database.reading() as session:
        trail = list_trail(session, _wanted(session, given))
        for line in trail_csv(trail) if given.csv else map(trail_line, trail):
            number += 1
            print(line)
    if not number:
        print("Nothing of that is in the audit.")
    return 0


def _wanted(session: Session, given: argparse.Namespace) -> Wanted:
    """The rows asked for. NotFound when the person or the case isn't known."""
    person = case = None
    if given.who:
        people = find_people(session, given.who)
        if len(people) != 1:
            raise NotFound(f"Nobody here has the e-mail {given.who}.")
        person = people[0].id
    if given.case:
        policy = load_policy(session, london_day(Clock().now()))
        known, _ = find_known_case(session, read_reference(given.case, policy))
        if known is None:
            raise NotFound(
                "No case with this reference is kept here; a forgotten one has no name in the audit."
            )
        case = known.id
    return Wanted(person, case, start_of_day(given.since) if given.since else None)
