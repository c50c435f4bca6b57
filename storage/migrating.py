"""Bringing a database to the newest tables: by alembic, whose 12 MB nobody else loads."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from scoring.errors import Refused
from storage.database import Database
from storage.schema import MIGRATIONS
from storage.tables import METADATA


def migrate(database: Database, version: str = "head") -> None:
    """Run every migration up to this version that the database hasn't had; one that has them all is left."""
    with database.engine.connect() as connection, _rebuilding(connection), connection.begin():
        command.upgrade(_config(connection), version)
        _check_references(connection)


@contextmanager
def _rebuilding(connection: Connection) -> Iterator[None]:
    """Let SQLite's tables be rebuilt: it changes a table by dropping it and putting a copy in its place.

    With foreign keys on, the drop would take the rows that name it along, or be refused. They can only be
    switched outside a transaction. Source: "Making Other Kinds Of Table Schema Changes", sqlite.org.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def _check_references(connection: Connection) -> None:
    """Raises Refused, and so undoes the migrations, where a row names one that isn't there any more."""
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise Refused(
            "A row in the database names one that isn't there, so it can't be migrated. I have changed "
            "nothing. Restore the last backup."
        )


def differences(database: Database) -> list[object]:
    """What the tables of the code have that the database hasn't, or the other way round (for the tests)."""
    with database.engine.connect() as connection:
        found = MigrationContext.configure(connection, opts={"include_object": is_compared})
        return list(compare_metadata(found, METADATA))


def is_compared(_object: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    """Whether alembic can compare it: of an index SQLite's reflection forgets what is in falling order."""
    return (kind, name) != ("index", "due_at")


def make_revision(database: Database, message: str) -> None:
    """Write the migration from the database as it is to the tables of the code (for developers)."""
    with database.engine.begin() as connection:
        command.revision(_config(connection), message=message, autogenerate=True)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config
