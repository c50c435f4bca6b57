"""The database for a checkup: opened if it is there and answers, and never made."""

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from bot.config import BadSettings, read_database_url
from bot.doctor.known import Finding
from storage.database import Database, open_database
from storage.schema import is_migrated

Opened = tuple[Database | None, Finding | None, bool]


@contextlib.contextmanager
def opened_if_it_answers(environment: Mapping[str, str]) -> Iterator[Opened]:
    """The database, else what is wrong with it; and whether it is at this version's tables."""
    try:
        url = read_database_url(environment)
    except BadSettings as problem:
        yield None, Finding(str(problem), "Set DATABASE_URL where the bot's environment is kept."), False
        return
    if url.drivername == "sqlite" and not Path(url.database or "").is_file():
        yield None, _not_there(url), False
        return
    database = open_database(url)
    try:
        yield _asked(database, url)
    finally:
        database.close()


def _asked(database: Database, url: URL) -> Opened:
    try:
        return database, None, is_migrated(database)
    except SQLAlchemyError:
        return None, _silent(url), False


def _not_there(url: URL) -> Finding:
    return Finding(
        f"There is no database file {url.database}.",
        "Run caseload migrate to make one, or set DATABASE_URL to the one the bot uses.",
    )


def _silent(url: URL) -> Finding:
    if url.drivername == "sqlite":
        return Finding(
            f"{url.database} can't be read as a database of mine.",
            "See that DATABASE_URL names the right file; if it does, restore the last good backup: "
            "caseload restore FILE",
        )
    return Finding(
        f"The PostgreSQL server at {url.host or 'this machine'} doesn't answer, or refuses me.",
        "See that it runs, and that the name and password in DATABASE_URL are right.",
    )
