"""The database for a checkup: opened if it is there and answers, and never made."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from bot.config import BadSettings, read_database_url
from bot.doctor.known import Finding
from bot.doctor.machine import list_open_files
from bot.opened import may_be_there
from storage.database import Database, open_database
from storage.schema import is_migrated


@dataclass(frozen=True, slots=True)
class Opened:
    """The database if it answers, else what is wrong with it; whether it is at this version's tables."""

    database: Database | None = None
    problem: Finding | None = None
    is_migrated: bool = False
    open_files: tuple[Path, ...] = ()


@contextlib.contextmanager
def opened_if_it_answers(environment: Mapping[str, str]) -> Iterator[Opened]:
    """The database that the environment names, which is never made; closed at the end."""
    try:
        url = read_database_url(environment)
    except BadSettings as problem:
        yield Opened(problem=Finding(str(problem), "Set DATABASE_URL where the bot's environment is kept."))
        return
    if not may_be_there(url):
        yield Opened(problem=_not_there(url))
        return
    open_files = list_open_files(Path(url.database or "")) if url.drivername == "sqlite" else ()
    database = open_database(url)
    try:
        yield replace(_asked(database, url), open_files=open_files)
    finally:
        database.close()


def _asked(database: Database, url: URL) -> Opened:
    try:
        return Opened(database, None, is_migrated(database))
    except SQLAlchemyError:
        return Opened(problem=_silent(url))


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
