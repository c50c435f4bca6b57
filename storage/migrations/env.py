"""What alembic runs: every table of `storage.tables`, on the connection it is handed."""

from alembic import context
from sqlalchemy import Connection

from storage.migrating import is_compared
from storage.tables import METADATA

connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    include_object=is_compared,
)
with context.begin_transaction():
    context.run_migrations()
