"""`caseload restore FILE`: put a backup in the database's place, while no bot runs."""

import argparse
import os
from contextlib import closing
from pathlib import Path

from bot.clock import machine_now
from bot.commands.backup import pg_sentence
from bot.config import read_database_url
from scoring.errors import Refused
from storage.backup import restore
from storage.database import open_database
from storage.running import alone


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a file that `caseload backup` has made")


def run(given: argparse.Namespace) -> int:
    url = read_database_url(os.environ)
    if url.drivername != "sqlite":
        command = "pg_restore --clean --if-exists --single-transaction"
        raise Refused(pg_sentence("restores itself, once the bot is stopped", command, given.file))
    with closing(open_database(url)) as database, alone(database, f"restore {given.file}"):
        done = restore(Path(url.database or ""), given.file, machine_now())
    print(f"The database is now what {given.file} holds.")
    if done.kept is not None:
        print(f"What it was before is kept in {done.kept}; delete that once all is well.")
    if done.is_older:
        print("It is of an earlier version: run caseload migrate before the bot starts.")
    print("What people did since the backup is missing: import the newest files from the case system.")
    return 0
