"""`caseload migrate`: bring the database to this version's tables."""

import argparse

from bot.opened import opened_database
from storage.database import Database
from storage.migrating import migrate
from storage.running import alone
from storage.schema import HEAD, find_migratable

DONE = "The database is at this version's tables."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--beside-running",
        action="store_true",
        help="also while bots of the version before run on PostgreSQL; restart them soon afterwards",
    )


def run(given: argparse.Namespace) -> int:
    with opened_database(migrated=False) as database:
        if find_migratable(database) != HEAD:
            _migrate(database, beside_running=given.beside_running)
    print(DONE)
    return 0


def _migrate(database: Database, *, beside_running: bool) -> None:
    """SQLite's one bot always has to stop first: it would write to tables that are being rebuilt."""
    if beside_running and not database.is_sqlite:
        migrate(database)
        return
    with alone(database, "migrate"):
        migrate(database)
