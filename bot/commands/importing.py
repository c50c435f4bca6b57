"""`caseload import FILE`: print what a file would change; with --apply, change it."""

import argparse
import os
from datetime import date
from pathlib import Path

from bot.clock import Clock
from bot.commands.progress import shown_progress
from bot.opened import opened_database
from scoring.errors import BadFile
from storage.change import Change, Source
from storage.database import Database
from storage.policies import add_policy, default_policy_text, has_policy, load_policy
from storage.sheets.apply import apply_plan
from storage.sheets.plan import Plan, plan_import
from storage.sheets.plan_lines import plan_lines
from storage.sheets.progress import Told


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a CSV or XLSX file, or an Annex A workbook")
    parser.add_argument("--apply", action="store_true", help="carry the plan out")
    parser.add_argument("--as-at", type=date.fromisoformat, help="the file's day, like 2026-11-23 (today)")
    parser.add_argument("--source", help="a short name of the system the file comes from (default: its kind)")
    parser.add_argument("--waiting-team", help="the team in which children without any team wait")
    parser.add_argument("--full", action="store_true", help="list everything, however long")


def run(given: argparse.Namespace) -> int:
    change = Change(Clock().now(), Source.IMPORT)
    if not os.access(given.file, os.R_OK):
        raise BadFile(f"{given.file} can't be read. Is the name right?")
    with opened_database() as database, shown_progress() as told:
        with database.writing() as session:
            if not has_policy(session):
                add_policy(session, change, default_policy_text())
        plan = _plan(database, given, change, told)
        if given.apply:  # before a word is said: whoever reads it may stop listening
            with database.writing() as session:
                apply_plan(session, change, plan, told)
    print("\n".join(plan_lines(plan, given.full)))
    print("Done." if given.apply else "Nothing has been changed. To carry this out, add --apply.")
    return 0


def _plan(database: Database, given: argparse.Namespace, change: Change, told: Told) -> Plan:
    with database.reading() as session:
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
