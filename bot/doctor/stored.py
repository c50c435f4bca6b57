"""Checks of the database: whether it answers, is whole, is this version's, and is being worked on."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import text

from bot.doctor.known import Finding, Known
from bot.readiness import LONGEST_IN_OUTBOX, LONGEST_WITHOUT_TICK
from handlers.upkeep.recounting import list_miscounted
from handlers.views.words import plural
from scoring.readings import SubjectKind
from storage.database import Database
from storage.health import count_dead, count_due, find_oldest_due
from storage.letters import find_oldest_waiting
from storage.marks import TICK, find_mark
from storage.schema import HEAD, find_reached
from storage.session import Session

LONGEST_DUE = timedelta(minutes=10)
"""The due job takes seconds; after this long something holds it up."""


def when_migrated(check: Callable[[Known, Session], list[Finding]]) -> Callable[[Known], list[Finding]]:
    """A check that reads the database, and has nothing to say where that can't be."""

    def checked(known: Known) -> list[Finding]:
        if known.database is None or not known.is_migrated:
            return []
        with known.database.reading() as session:
            return check(known, session)

    return checked


def check_database(known: Known) -> list[Finding]:
    """It must be there, answer, and be whole."""
    if known.database_problem is not None:
        return [known.database_problem]
    if known.database is None or _is_whole(known.database):
        return []
    return [
        Finding(
            "The database's file is damaged.",
            "Stop the bot, then restore the last good backup: caseload restore FILE",
        )
    ]


def _is_whole(database: Database) -> bool:
    if not database.is_sqlite:
        return True
    with database.reading() as session:
        return bool(session.execute(text("PRAGMA quick_check(1)")).scalar() == "ok")


def check_migrations(known: Known) -> list[Finding]:
    if known.database is None or known.is_migrated:
        return []
    version = find_reached(known.database)
    if version is not None and version > HEAD:
        return [
            Finding(
                f"The database belongs to a newer version of me (its tables are {version}, mine {HEAD}).",
                "Install the newer version again, or restore a backup from before it.",
            )
        ]
    return [Finding("The database isn't at this version's tables.", "Run: caseload migrate")]


@when_migrated
def check_ticks(known: Known, session: Session) -> list[Finding]:
    last = find_mark(session, TICK)
    if last is None:
        return [Finding("No bot has ever run on this database.", "Start it: caseload run")]
    if known.now - last <= LONGEST_WITHOUT_TICK:
        return []
    return [
        Finding(
            f"No bot has looked at the timetable for {_long(known.now - last)}.",
            "Start it: caseload run. If it runs, look at its log: it catches up by itself once it ticks.",
        )
    ]


@when_migrated
def check_due(known: Known, session: Session) -> list[Finding]:
    oldest = find_oldest_due(session, known.now)
    if oldest is None or known.now - oldest <= LONGEST_DUE:
        return []
    number = count_due(session, known.now)
    return [
        Finding(
            f"{plural(number, 'load')} should have been counted again, the first of them "
            f"{_long(known.now - oldest)} ago.",
            "See that a bot runs; if one does, its log says what it can't look at.",
        )
    ]


@when_migrated
def check_outbox(known: Known, session: Session) -> list[Finding]:
    oldest = find_oldest_waiting(session, known.now)
    if oldest is None or known.now - oldest <= LONGEST_IN_OUTBOX:
        return []
    return [
        Finding(
            f"A message has waited for {_long(known.now - oldest)} to be sent.",
            "See that a bot runs and that Slack answers it; what waits goes out by itself.",
        )
    ]


@when_migrated
def check_dead_letters(_known: Known, session: Session) -> list[Finding]:
    dead = count_dead(session)
    if not dead:
        return []
    reasons = ", ".join(f"{number} × {why}" for why, number in dead.items())
    number = sum(dead.values())
    return [
        Finding(
            f"{plural(number, 'message')} could not be delivered: {reasons}.",
            "Mend the reason (invite me, unarchive the channel, confirm the account); caseload outbox "
            "lists them and sends them again.",
        )
    ]


@when_migrated
def check_loads(known: Known, session: Session) -> list[Finding]:
    """The stored loads must be what counting everybody anew comes to."""
    wrong = list_miscounted(session, known.now)
    if not wrong:
        return []
    workers = sum(subject.kind is SubjectKind.WORKER for subject in wrong)
    return [
        Finding(
            f"The stored loads of {plural(workers, 'worker')} and {plural(len(wrong) - workers, 'team')} are "
            "not what counting them again comes to.",
            "Run: caseload doctor --recount. The bot then counts these again within seconds.",
        )
    ]


def _long(time: timedelta) -> str:
    minutes = int(time.total_seconds() // 60)
    if minutes < 120:
        return plural(minutes, "minute")
    if minutes < 48 * 60:
        return plural(minutes // 60, "hour")
    return plural(minutes // (24 * 60), "day")
