"""`caseload policy`: check a policy file, store it, or compare two and what they do to everybody's load."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from bot.clock import Clock
from bot.opened import database_if_there, opened_database
from handlers.views.policies.effects import effect_lines
from handlers.views.words import trial_note
from scoring.errors import BadFile
from scoring.policy import Policy
from scoring.policy_effects import TeamEffect, compare_policies
from scoring.policy_file import policy_differences, read_policy
from scoring.working_time import london_day
from storage.cases import list_open_cases
from storage.change import Change, Source
from storage.database import Database
from storage.people import list_people, load_workers
from storage.policies import add_policy
from storage.teams import load_teams

NO_DATABASE = (
    "What this does to everybody's load needs the database: "
    "set DATABASE_URL to one that `caseload migrate` has made."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    for name, text in (("check", "list every mistake in a file"), ("apply", "store a version")):
        actions.add_parser(name, help=text).add_argument("file", type=Path)
    compare = actions.add_parser("compare", help="what differs between two files, and everybody's load")
    compare.add_argument("old", type=Path)
    compare.add_argument("new", type=Path)


def run(given: argparse.Namespace) -> int:
    if given.action == "compare":
        print("\n".join(_compared(_read(given.old), _read(given.new))))
        return 0
    policy = _read(given.file)
    if given.action == "apply":
        with opened_database() as database, database.writing() as session:
            add_policy(session, Change(Clock().now(), Source.SHELL), _text(given.file))
        print(f"Version {policy.version} is stored; it counts from {policy.starts_on:%-d %B %Y}.")
    print(trial_note(policy))
    return 0


def _compared(old: Policy, new: Policy) -> Iterator[str]:
    """The numbers that differ, then what they would do to today's loads."""
    yield from policy_differences(old, new) or ["The two files hold the same numbers."]
    yield ""
    with database_if_there() as database:
        if database is None:
            yield NO_DATABASE
        else:
            yield from effect_lines(_effects(database, old, new))


def _effects(database: Database, old: Policy, new: Policy) -> list[TeamEffect]:
    with database.reading() as session:
        workers = load_workers(session, [person.id for person in list_people(session)])
        teams, cases = load_teams(session), list_open_cases(session)
    return compare_policies(old, new, workers.values(), teams, cases, london_day(Clock().now()))


def _read(path: Path) -> Policy:
    return read_policy(_text(path))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise BadFile(f"{path} isn't there. Is the name right?") from None
    except (OSError, UnicodeDecodeError):
        raise BadFile(f"{path} can't be read as a text file.") from None
