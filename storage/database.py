"""The database: SQLite in a file by default, PostgreSQL when `DATABASE_URL` says so; nothing else differs.

Reading and writing are two ways to ask for a session. A writer on SQLite takes the write lock at once
(BEGIN IMMEDIATE): a transaction that reads first and writes later fails there with "database is locked"
whatever the busy timeout. One lock in this process makes writers queue instead of spin.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError

from scoring.errors import Conflict
from storage.private_files import make_database_private
from storage.session import Session

DEFAULT_URL = "sqlite:///caseload.db"
WRITES = "caseload_writes"
ONE_STATE = "REPEATABLE READ"
"""How PostgreSQL reads one state through several statements; SQLite's readers under WAL do so anyway."""
POOL: dict[str, Any] = {"pool_size": 10, "max_overflow": 10, "hide_parameters": True}
"""Errors never show a statement's values: they may hold a child's reference."""
UNPREPARED = {"prepare_threshold": None}
PREPARED_AFTER = 5
"""How often a statement is asked before PostgreSQL is told to remember it: that saves it a tenth of a
millisecond each time. Not behind a pooling proxy, which gives the next transaction another connection that
remembers nothing. Nothing else outlives a transaction either: no session lock, no SET, no LISTEN."""
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "busy_timeout=5000",
    "temp_store=MEMORY",
    "cache_size=-512",
)
"""WAL with NORMAL keeps every commit through a killed process; only a power cut can lose the last ones.

Each connection keeps 512 kB of pages: there are several, and the system has the file in memory anyway.
"""


class Database:
    """An engine with its two kinds of session; `close` lets go of every connection."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reader = engine if self.is_sqlite else engine.execution_options(isolation_level=ONE_STATE)
        self._writer = engine.execution_options(**{WRITES: True})
        named = engine.url.database if self.is_sqlite else None
        self.file = Path(named) if named and named != ":memory:" else None
        """SQLite's file, if it is one."""
        self._inode: int | None = None
        self._lock: AbstractContextManager[Any] = Lock() if self.is_sqlite else nullcontext()

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one consistent state and is rolled back at its end."""
        with self._reader.connect() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that commits at its end, or leaves nothing behind when anything is raised."""
        with self._lock, self._writer.begin() as session:
            yield session

    def is_in_place(self) -> bool:
        """Whether SQLite's file is still the one that stood at its path when this was first asked.

        A file that is deleted or replaced under open connections goes on answering, and all is lost at the
        next start.
        """
        if self.file is None:
            return True
        inode = self.file.stat().st_ino if self.file.exists() else None
        self._inode = self._inode or inode
        return inode is not None and inode == self._inode

    def close(self) -> None:
        self.engine.dispose()


def read_url(text: str) -> URL:
    """The database's address from `DATABASE_URL`; `postgres://` is understood.

    Raises ValueError with a sentence that doesn't repeat the address, since it may hold a password.
    """
    try:
        url = make_url(text)
    except ArgumentError:
        raise ValueError(
            "DATABASE_URL can't be read. Write sqlite:///caseload.db or postgresql://user:password@host/name."
        ) from None
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("sqlite", "postgresql+psycopg"):
        raise ValueError(
            "DATABASE_URL must begin with sqlite:/// or postgresql://; no other database is supported."
        )
    return url


def open_database(url: URL) -> Database:
    """The database at this address.

    SQLite's file is made, for its owner's eyes alone, when somebody first asks something of it.
    """
    if url.drivername != "sqlite":
        engine = create_engine(url, **POOL, pool_pre_ping=True, connect_args=UNPREPARED)
        event.listen(engine, "connect", _prepare_unless_proxied)
        return Database(engine)
    engine = create_engine(url, **POOL, pool_use_lifo=True)  # the fewest connections, each has 2 MB of pages
    named = url.database or ":memory:"
    if named != ":memory:":
        Path(named).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if named != ":memory:" and not named.startswith("file:"):  # SQLite's own address; its maker sees to it
        if Path(named).exists():
            make_database_private(Path(named))
        event.listen(engine, "do_connect", lambda *_: make_database_private(Path(named)))
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return Database(engine)


def _prepare_unless_proxied(connection: Any, _record: Any) -> None:
    """A proxy invents the number of the process that a client talks to; PostgreSQL says its own."""
    [number] = connection.execute("SELECT pg_backend_pid()").fetchone()
    connection.rollback()
    connection.prepare_threshold = PREPARED_AFTER if number == connection.info.backend_pid else None


def _set_pragmas(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get(WRITES, False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.connection.cursor().execute("BEGIN")  # takes no lock, so there is no error to translate


def is_race(error: Exception) -> bool:
    """Whether somebody else was writing at the same moment, so that the same again may well succeed.

    SQLite says "locked"; PostgreSQL 40001 (serialization) and 40P01 (deadlock).
    """
    if isinstance(error, Conflict):
        return True
    original = getattr(error, "orig", None)
    return "locked" in str(original) or getattr(original, "sqlstate", None) in ("40001", "40P01")


@contextmanager
def first_come(sentence: str) -> Iterator[None]:
    """Conflict, with this sentence, where an insert finds its unique key taken a moment ago.

    Any other broken constraint stays the IntegrityError that it is.
    """
    try:
        yield
    except IntegrityError as error:
        if not _is_taken(error):
            raise
        raise Conflict(sentence) from error


def _is_taken(error: IntegrityError) -> bool:
    """Whether a unique key was taken: SQLite's own code for it, PostgreSQL's 23505."""
    original = error.orig
    sqlite_name = getattr(original, "sqlite_errorname", None)
    return sqlite_name == "SQLITE_CONSTRAINT_UNIQUE" or getattr(original, "sqlstate", None) == "23505"
