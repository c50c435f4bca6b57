"""`caseload outbox`: how many messages are in each state, and the dead letters: why, and what mends them."""

import argparse
from collections.abc import Callable

from sqlalchemy import ColumnElement

from bot.clock import Clock
from bot.opened import opened_database
from handlers.views.upkeep.letters import reason
from handlers.views.words import moment_text, plural
from scoring.errors import BadInput, NotFound
from storage.audit import record_audit
from storage.change import Change, Source
from storage.database import Database
from storage.letters import ALL, DeadLetter, count_states, drop_dead, letters_of, list_dead, resend_dead
from storage.session import Session

MOST_LISTED = 200
STATES = {
    "queued": "waiting for their time or turn",
    "sending": "being sent",
    "unknown": "of which Slack's answer was lost: looked for before they are sent again",
    "sent": "sent",
    "dropped": "with nothing left to say when their time came",
    "dead": "that could not be delivered",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action")
    actions.add_parser("list", help="how many there are in each state, and what could not be delivered")
    for name, what in (("resend", "send dead letters again"), ("drop", "give dead letters up")):
        each = actions.add_parser(name, help=what)
        each.add_argument("id", nargs="*", type=int, help="their numbers, as listed")
        each.add_argument("--all", action="store_true", help="every one")


def run(given: argparse.Namespace) -> int:
    with opened_database() as database:
        if given.action == "resend":
            return _resend(database, given)
        if given.action == "drop":
            return _drop(database, given)
        return _show(database)


def _show(database: Database) -> int:
    with database.reading() as session:
        states, dead = count_states(session), list_dead(session, MOST_LISTED)
    for state, words in STATES.items():
        if state in states:
            print(f"{states[state]:>7,} {words}")
    if not states:
        print("The outbox is empty.")
    for letter in dead:
        print(_line(letter))
    if more := states.get("dead", 0) - len(dead):
        print(f"  and {more:,} more")
    if dead:
        print(
            "\nSend again: caseload outbox resend NUMBER … (or --all). Give up: caseload outbox drop NUMBER …"
        )
    return 0


def _line(letter: DeadLetter) -> str:
    """For whom, of when, why, and what to do; no word of what it says."""
    whom = f"channel {letter.channel}" if letter.channel is not None else letter.name or "somebody"
    said, mend = reason(letter)
    return f"\n  {letter.id}  for {whom}, of {moment_text(letter.created_at)}: {said}.\n      {mend}"


def _resend(database: Database, given: argparse.Namespace) -> int:
    now = Clock().now()
    number = _changed(
        database, given, "letters_resent", lambda session, which: resend_dead(session, now, which)
    )
    print(f"{plural(number, 'message')} will be sent again as soon as the bot runs, as things are then.")
    return 0


def _drop(database: Database, given: argparse.Namespace) -> int:
    number = _changed(database, given, "letters_dropped", drop_dead)
    print(f"{plural(number, 'message')} given up.")
    return 0


def _changed(
    database: Database,
    given: argparse.Namespace,
    action: str,
    change: Callable[[Session, ColumnElement[bool]], int],
) -> int:
    """How many were changed. Raises BadInput if none is named, NotFound if one isn't a dead letter."""
    if bool(given.id) == given.all:
        raise BadInput(f"Say which: caseload outbox {given.action} NUMBER …, or --all.")
    with database.writing() as session:
        number = change(session, ALL if given.all else letters_of(given.id))
        if number < len(set(given.id)):
            raise NotFound(
                "Not all of these are dead letters, so nothing was changed. caseload outbox lists those."
            )
        if number:
            record_audit(session, Change(Clock().now(), Source.SHELL), action, "council", 0, number=number)
    return number
