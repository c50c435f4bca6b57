"""The database for a command at the shell, opened, checked and closed again."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from bot.config import BadSettings, read_database_url
from storage.database import Database, open_database
from storage.schema import is_migrated


@contextlib.contextmanager
def opened_database(*, migrated: bool = True) -> Iterator[Database]:
    """The database that `DATABASE_URL` names. BadSettings if it isn't at this version's tables."""
    database = open_database(read_database_url(os.environ))
    try:
        if migrated and not is_migrated(database):
            raise BadSettings("The database isn't at this version's tables. Run `caseload migrate` first.")
        yield database
    finally:
        database.close()


@contextlib.contextmanager
def database_if_there() -> Iterator[Database | None]:
    """The database, or None where there is none at this version's tables; no file is made."""
    url = read_database_url(os.environ)
    if not _may_be_there(url):
        yield None
        return
    database = open_database(url)
    try:
        yield database if _is_ready(database) else None
    finally:
        database.close()


def _may_be_there(url: URL) -> bool:
    return url.drivername != "sqlite" or Path(url.database or "").is_file()


def _is_ready(database: Database) -> bool:
    try:
        return is_migrated(database)
    except DBAPIError:  # no server there, or no database of ours
        return False
