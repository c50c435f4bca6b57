"""Bringing a database to the newest tables: by alembic, whose 12 MB nobody else loads."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from storage.database import Database
from storage.schema import MIGRATIONS
from storage.tables import METADATA


def migrate(database: Database, version: str = "head") -> None:
    """Run every migration up to this version that the database hasn't had; one that has them all is left."""
    with database.engine.begin() as connection:
        command.upgrade(_config(connection), version)


def differences(database: Database) -> list[object]:
    """What the tables of the code have that the database hasn't, or the other way round (for the tests)."""
    with database.engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), METADATA))


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
