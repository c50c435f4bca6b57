"""What is sent to the database, for the tests that bound how much that is."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from storage.database import Database


@contextmanager
def noted(database: Database) -> Iterator[list[str]]:
    """The statements that are sent meanwhile. The engine serves other tests too, so nothing stays behind."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
