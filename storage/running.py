"""Who runs the bot on this database.

SQLite takes one bot. It holds a lock on a file beside the database for as long as it lives: the system lets
go of the lock when the process ends, however it ends, and every container on the same disk sees it.

PostgreSQL takes any number. Each keeps a row that it renews every `BEAT_SECONDS`, by the database's own
clock; one that hasn't been seen for `LOST_AFTER` is gone, and another takes over what it held. The row of the
longest running one is also the lease of the timetable: it saves the others the work, and guarantees nothing.
"""

import fcntl
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import IO, Any

from sqlalchemy import DateTime, delete, func, inspect, select

from scoring.errors import Refused
from storage.database import Database
from storage.session import Session
from storage.tables.running import RUNNING
from storage.upsert import INSERTS

BEAT_SECONDS = 10
LOST_AFTER = timedelta(seconds=30)
"""Three missed beats; with the next beat of somebody else a killed bot is taken over within 40 seconds."""

TRIES, BETWEEN = 10, 0.05
"""Whoever only asks holds the lock for a moment; a bot that starts then tries again for half a second."""

_NOW: Mapping[str, Any] = {
    "sqlite": func.datetime("now", type_=DateTime),
    "postgresql": func.timezone("UTC", func.clock_timestamp(), type_=DateTime),
}

SECOND_ON_SQLITE = (
    "Another bot is running on this database file ({places}), and SQLite takes one. Stop that one first, or "
    "set DATABASE_URL to a PostgreSQL database, where any number may run."
)
STARTING = "just starting"
BESIDE_RUNNING = (
    "A bot is running on this database ({places}). Stop it first, then run `caseload {doing}` again."
)


@dataclass(frozen=True, slots=True)
class Here:
    """This process as the others see it: an id nobody else has, and where it runs."""

    id: str
    place: str


def this_process(id_: str) -> Here:
    """This process; in a container the place is the container's name."""
    return Here(id_, f"process {os.getpid()} on {socket.gethostname()}")


@contextmanager
def holding(database: Database) -> Iterator[None]:
    """The database is this bot's while the block runs. Raises Refused where SQLite has one already."""
    if database.file is None:
        yield
        return
    with _locked(database.file, SECOND_ON_SQLITE):
        yield


@contextmanager
def alone(database: Database, doing: str) -> Iterator[None]:
    """No bot runs on this database while the block runs; for `caseload migrate` and whatever swaps the file.

    Raises Refused where one runs. On SQLite none can start meanwhile, and the file itself isn't opened; on
    PostgreSQL it says only that none was seen in the last half minute.
    """
    words = BESIDE_RUNNING.replace("{doing}", doing)
    if database.file is not None:
        with _locked(database.file, words):
            yield
        return
    places = list_running(database)
    if places:
        raise Refused(words.format(places=", ".join(places)))
    yield


def list_running(database: Database) -> list[str]:
    """Where bots are running on this database, in words; nothing where none is."""
    if database.file is not None:
        return _holders(database.file)
    with database.engine.connect() as session:
        if not inspect(session).has_table(RUNNING.name):
            return []
        seen = _NOW[session.dialect.name] - LOST_AFTER
        query = select(RUNNING.c.place).where(RUNNING.c.seen_at >= seen).order_by(RUNNING.c.started_at)
        return list(session.execute(query).scalars())


def beat(session: Session, here: Here, lost_after: timedelta = LOST_AFTER) -> bool:
    """Say that this process goes on, and that those not seen lately are gone; whether it is the first of all.

    On SQLite everybody else is gone: this process holds the lock.
    """
    name = session.dialect.name
    now = _NOW[name]
    statement = INSERTS[name](RUNNING).values(id=here.id, place=here.place, started_at=now, seen_at=now)
    session.execute(statement.on_conflict_do_update(index_elements=["id"], set_={"seen_at": now}))
    gone = RUNNING.c.id != here.id
    if name != "sqlite":
        gone &= RUNNING.c.seen_at < now - lost_after
    session.execute(delete(RUNNING).where(gone))
    first = select(RUNNING.c.id).order_by(RUNNING.c.started_at, RUNNING.c.id).limit(1)
    return session.execute(first).scalar() == here.id


def leave(session: Session, here: Here) -> None:
    """Say that this process has stopped: others take over at once."""
    session.execute(delete(RUNNING).where(RUNNING.c.id == here.id))


def _lock_file(database: Path) -> Path:
    """Beside the file that the path leads to, so that links to it share one lock."""
    real = database.resolve()
    return real.with_name(f"{real.name}.running")


@contextmanager
def _locked(database: Path, words: str) -> Iterator[None]:
    with _opened(_lock_file(database), os.O_RDWR | os.O_CREAT) as file:
        if not _take(file.fileno(), fcntl.LOCK_EX):
            raise Refused(words.format(places=file.read() or STARTING))
        file.truncate(0)
        file.write(this_process("").place)
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def _holders(database: Path) -> list[str]:
    path = _lock_file(database)
    if not path.exists():
        return []
    with _opened(path, os.O_RDWR) as file:
        return [] if _take(file.fileno(), fcntl.LOCK_SH) else [file.read() or STARTING]


def _opened(path: Path, way: int) -> IO[str]:
    """The lock file. It is never taken away: somebody may be waiting for it."""
    try:
        return os.fdopen(os.open(path, way, 0o600), "r+", encoding="utf-8")
    except OSError as problem:
        raise Refused(
            f"{path} can't be opened ({problem.strerror}). The bot's lock on its database is there: run this "
            "as the bot's own user, in a folder that user may write to."
        ) from None


def _take(number: int, way: int) -> bool:
    """Whether the lock could be taken; it goes when the file is closed, and with the process."""
    pause = Event()
    for _ in range(TRIES):
        try:
            fcntl.flock(number, way | fcntl.LOCK_NB)
        except BlockingIOError:
            pause.wait(BETWEEN)
        else:
            return True
    return False
