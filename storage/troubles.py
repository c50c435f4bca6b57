"""What is wrong with the database itself, in a sentence that says what to do; never its values or address."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError

from scoring.errors import NotReached

DAMAGED = (
    "The database file is damaged, or is no database of mine. I have changed nothing. Restore the last "
    "backup, or correct DATABASE_URL."
)
LOCKED = (
    "Another program is keeping the database locked. Close whatever has it open (a database browser, a "
    "copying program), then try again."
)
FULL = "The disk that holds the database is full. Nothing was changed. Make room on it, then try again."
READ_ONLY = (
    "The database can't be written to. Check the permissions of its file and folder, or its account's."
)
NOT_OPENED = "The database file can't be opened. Check the path in DATABASE_URL, and its permissions."
AWAY = (
    "The database server doesn't answer, or doesn't let me in. Check that it is running, and the host, name, "
    "user and password in DATABASE_URL."
)

SQLITE = (
    ("not a database", DAMAGED),
    ("malformed", DAMAGED),
    ("locked", LOCKED),
    ("full", FULL),
    ("disk I/O error", FULL),
    ("readonly", READ_ONLY),
    ("unable to open", NOT_OPENED),
)
"""What SQLite's own messages hold, and the sentence; a file that may not grow is an I/O error to it."""


@contextmanager
def told() -> Iterator[None]:
    """Raises NotReached with the sentence where the database is at fault; any other error stays."""
    try:
        yield
    except DBAPIError as error:
        sentence = sentence_of(error)
        if sentence is None:
            raise
        raise NotReached(sentence) from error


def sentence_of(error: DBAPIError) -> str | None:
    """What is wrong with the database, and what to do; None where it isn't the database's fault."""
    if (error.orig.__class__.__module__ or "").startswith("sqlite3"):
        said = str(error.orig)
        return next((sentence for sign, sentence in SQLITE if sign in said), None)
    return AWAY if isinstance(error, OperationalError) else None
