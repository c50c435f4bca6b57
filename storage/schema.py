"""Whether a database has the tables of this version."""

from pathlib import Path
from typing import Any

from sqlalchemy import Select, column, inspect, select, table

from scoring.errors import Refused
from storage.database import Database
from storage.troubles import told

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = max(path.name.partition("_")[0] for path in MIGRATIONS.glob("versions/[0-9]*.py"))
"""The newest migration: their files are numbered."""

NOT_MADE = "There is no database of mine yet. Run `caseload migrate` first, which makes its tables."
OLDER = "The database isn't at this version's tables. Run `caseload migrate` first."
NEWER = (
    "The database belongs to a newer version of Caseload Promise ({reached}; this one knows up to {head}). "
    "I have changed nothing. Install the newer version again, or restore the backup made before it."
)

_REACHED: Select[Any] = select(column("version_num")).select_from(table("alembic_version"))


def is_migrated(database: Database) -> bool:
    """Whether the database is at the newest migration, no older and no newer."""
    return find_reached(database) == HEAD


def find_reached(database: Database) -> str | None:
    """The newest migration that the database has had; None where it has no tables of ours."""
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        reached: str | None = connection.execute(_REACHED).scalar()
        return reached


def require_migrated(database: Database) -> None:
    """Raises Refused, and makes no file, unless the database is at this version's tables."""
    with told():
        is_there = database.file is None or database.file.is_file()
        reached = find_reached(database) if is_there else None
    if reached is None:
        raise Refused(NOT_MADE)
    refuse_newer(reached)
    if reached != HEAD:
        raise Refused(OLDER)


def refuse_newer(reached: str | None) -> None:
    """Raises Refused where a later version than this one has made the tables."""
    if reached is not None and reached > HEAD:
        raise Refused(NEWER.format(reached=reached, head=HEAD))
