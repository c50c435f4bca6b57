"""`caseload import FILE`: print what a file would change; with --apply, change it."""

import argparse
import os
from datetime import date
from pathlib import Path

from bot.clock import Clock
from bot.commands.progress import shown_progress
from bot.memory import bounded_memory
from bot.opened import opened_database
from scoring.errors import BadFile
from storage.change import Change, Source
from storage.database import Database
from storage.policies import add_policy, default_policy_text, has_policy, load_policy
from storage.session import Session
from storage.sheets.apply import apply_plan
from storage.sheets.plan import Plan, plan_import
from storage.sheets.plan_lines import plan_lines
from storage.sheets.progress import Told

MOST_MEMORY = 2 * 2**30
"""Reading all of England's cases takes a fifth of it; a file that wants more was made to."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a CSV or XLSX file, or an Annex A workbook")
    parser.add_argument("--apply", action="store_true", help="carry the plan out")
    parser.add_argument("--as-at", type=date.fromisoformat, help="the file's day, like 2026-11-23 (today)")
    parser.add_argument("--source", help="a short name of the system the file comes from (default: its kind)")
    parser.add_argument("--waiting-team", help="the team in which children without any team wait")
    parser.add_argument("--full", action="store_true", help="list everything, however long")


def run(given: argparse.Namespace) -> int:
    change = Change(Clock().now(), Source.IMPORT)
    _check_file(given.file)
    with opened_database() as database, shown_progress() as told:
        with database.writing() as session:
            if not has_policy(session):
                add_policy(session, change, default_policy_text())
        plan = _plan(database, given, change, told)
        if given.apply:  # before a word is said: whoever reads it may stop listening
            with database.writing() as session:
                apply_plan(session, change, plan, told)
    print("\n".join(plan_lines(plan, given.full)))
    print(_ending(plan, given.apply))
    return 0


def _ending(plan: Plan, was_applied: bool) -> str:
    if plan.changes_nothing:
        return "Nothing has been changed."
    return "Done." if was_applied else "Nothing has been changed. To carry this out, add --apply."


def _plan(database: Database, given: argparse.Namespace, change: Change, told: Told) -> Plan:
    try:
        with bounded_memory(MOST_MEMORY), database.reading() as session:
            return _read_plan(session, given, change, told)
    except MemoryError:
        raise BadFile("The file needs far more memory than a list of cases. Export it again.") from None


def _read_plan(session: Session, given: argparse.Namespace, change: Change, told: Told) -> Plan:
    return plan_import(
        session,
        given.file,
        given.file.name,
        policy=load_policy(session, change.today),
        now=change.at,
        source=given.source,
        as_at=given.as_at,
        waiting_team=given.waiting_team,
        told=told,
    )


def _check_file(path: Path) -> None:
    """BadFile for what is no file, since a pipe may never end, or may not be read."""
    if path.exists() and not path.is_file():
        raise BadFile(f"{path} isn't a file. Name the file itself.")
    if not os.access(path, os.R_OK):
        raise BadFile(f"{path} can't be read. Is the name right?")
