"""The database for a command at the shell, opened, checked and closed again."""

import contextlib
import os
from collections.abc import Iterator

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
