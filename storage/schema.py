"""Whether a database has the tables of this version."""

from pathlib import Path
from typing import Any

from sqlalchemy import Select, column, inspect, select, table

from storage.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = max(path.name.partition("_")[0] for path in MIGRATIONS.glob("versions/[0-9]*.py"))
"""The newest migration: their files are numbered."""

_REACHED: Select[Any] = select(column("version_num")).select_from(table("alembic_version"))


def is_migrated(database: Database) -> bool:
    """Whether the database is at the newest migration, no older and no newer."""
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return connection.execute(_REACHED).scalar() == HEAD
