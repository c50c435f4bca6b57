"""`caseload migrate`: bring the database to this version's tables."""

import argparse

from bot.opened import opened_database
from storage.migrating import migrate


def arguments(_parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(_given: argparse.Namespace) -> int:
    with opened_database(migrated=False) as database:
        migrate(database)
    print("The database is at this version's tables.")
    return 0
