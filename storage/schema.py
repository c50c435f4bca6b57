"""Whether a database has the tables of this version."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, NullPool, Select, column, create_engine, inspect, select, table

from scoring.errors import Refused
from storage.database import Database
from storage.troubles import told

MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = tuple(sorted(path.name.partition("_")[0] for path in MIGRATIONS.glob("versions/[0-9]*.py")))
"""Every migration there is, the first first: their files are numbered."""
HEAD = VERSIONS[-1]
"""The newest migration."""

NOT_MADE = "There is no database of mine yet. Run `caseload migrate` first, which makes its tables."
OLDER = "The database isn't at this version's tables. Run `caseload migrate` first."
ANOTHERS = (
    "The database holds tables of another program. I have changed nothing. Give me a database of my own in "
    "DATABASE_URL."
)
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
        return _reached(connection)


def _reached(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    reached: str | None = connection.execute(_REACHED).scalar()
    return reached


def require_migrated(database: Database) -> None:
    """Raises Refused, and makes no file, unless the database is at this version's tables."""
    with told(), _looking(database) as connection:
        reached = None if connection is None else _reached(connection)
    if reached is None:
        raise Refused(NOT_MADE)
    refuse_newer(reached)
    if reached != HEAD:
        raise Refused(OLDER)


@contextmanager
def _looking(database: Database) -> Iterator[Connection | None]:
    """A connection that only reads: whatever the database is, it stays so. None where there is no file."""
    if database.file is None:
        with database.engine.connect() as connection:
            yield connection
    elif database.file.is_file():
        address = f"sqlite:///file:{quote(str(database.file.resolve()))}?mode=ro&uri=true"
        with create_engine(address, poolclass=NullPool).connect() as connection:
            yield connection
    else:
        yield None


def refuse_newer(reached: str | None) -> None:
    """Raises Refused where a later version than this one has made the tables."""
    if reached is not None and reached > HEAD:
        raise Refused(NEWER.format(reached=reached, head=HEAD))


def find_migratable(database: Database) -> str | None:
    """What `find_reached` says, found without writing; None where the database is new.

    Raises Refused where it belongs to a newer version or to another program.
    """
    with told(), _looking(database) as connection:
        if connection is None:
            return None
        reached, tables = _reached(connection), inspect(connection).get_table_names()
    refuse_newer(reached)
    if reached is None and tables:
        raise Refused(ANOTHERS)
    return reached
