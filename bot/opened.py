"""The database for a command at the shell, opened, checked and closed again."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from bot.config import read_database_url
from storage.database import Database, open_database
from storage.schema import is_migrated, require_migrated
from storage.troubles import told


@contextlib.contextmanager
def opened_database(*, migrated: bool = True) -> Iterator[Database]:
    """The database that `DATABASE_URL` names.

    Raises Refused if it isn't at this version's tables, NotReached if it is at fault itself.
    """
    database = open_database(read_database_url(os.environ))
    try:
        if migrated:
            require_migrated(database)
        with told():
            yield database
    finally:
        database.close()


@contextlib.contextmanager
def database_if_there() -> Iterator[Database | None]:
    """The database, or None where there is none at this version's tables; no file is made."""
    url = read_database_url(os.environ)
    if not may_be_there(url):
        yield None
        return
    database = open_database(url)
    try:
        yield database if _is_ready(database) else None
    finally:
        database.close()


def may_be_there(url: URL) -> bool:
    """False where SQLite's file isn't; whether a server has the database only asking it says."""
    return url.drivername != "sqlite" or Path(url.database or "").is_file()


def _is_ready(database: Database) -> bool:
    try:
        return is_migrated(database)
    except DBAPIError:  # no server there, or no database of ours
        return False
