"""`caseload backup FILE`: a whole copy of the database, while the bot runs."""

import argparse
from pathlib import Path

from bot.opened import opened_database
from scoring.errors import Refused
from storage.backup import back_up


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the new file; only you will be able to read it")


def run(given: argparse.Namespace) -> int:
    with opened_database(migrated=False) as database:
        if database.is_sqlite and (database.file is None or not database.file.is_file()):
            raise Refused("There is no database yet, so there is nothing to back up.")
        if database.file is None:
            raise Refused(pg_sentence("backs itself up", "pg_dump --format=custom --file", given.file))
        back_up(database.file, given.file)
    print(f"The database as it is now is in {given.file}. It names workers and cases: keep it where the")
    print("database itself could be kept, and for as long as your policy says.")
    return 0


def pg_sentence(does: str, command: str, file: Path) -> str:
    """What to run instead on PostgreSQL; its address isn't shown: it holds a password."""
    return f'PostgreSQL {does}: run\n  {command} {file} --dbname "$DATABASE_URL"\nNothing has been done here.'
