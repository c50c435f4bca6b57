"""A new, migrated SQLite file for harnesses that run in this process."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.database import Database, open_database, read_url
from storage.migrating import migrate


@contextmanager
def new_database() -> Iterator[Database]:
    """It is gone when the block ends."""
    with TemporaryDirectory(prefix="caseload-soak-") as folder:
        database = open_database(read_url(f"sqlite:///{Path(folder) / 'soak.db'}"))
        migrate(database)
        try:
            yield database
        finally:
            database.close()
