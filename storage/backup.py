"""A copy of SQLite's file while the bot writes to it, and putting such a copy in its place again.

Both go by SQLite's own backup, which sees one consistent state and holds up no writer. A copy stands under
its name only when it is whole; only its owner can read it.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scoring.errors import BadFile, Conflict, Refused
from storage.private_files import OWNER_ONLY
from storage.schema import HEAD, VERSIONS

TABLES = {"worker", "team", "child_case", "outbox", "audit"}
"""Tables that every version of a database of ours has had."""

STILL_TO_SEND = "UPDATE outbox SET state = 'unknown' WHERE state IN ('queued', 'sending')"
LOOKED_FOR = "UPDATE outbox SET lost = 1 WHERE state = 'unknown' AND lost = 0"
"""What waited when the copy was made may have gone out since: it is looked up before it is sent again."""

COUNTS_LOST = "SELECT 1 FROM pragma_table_info('outbox') WHERE name = 'lost'"
"""Before 0008 nothing was counted; that migration has whatever is unknown looked for."""

IN_USE = (
    "The database is in use, so it can't be replaced. Stop the bot and every other caseload command, then "
    "run this again. Nothing is changed."
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: the version of the tables now in place, and where the earlier file is kept."""

    version: str
    kept: Path | None

    @property
    def is_older(self) -> bool:
        """Whether `caseload migrate` has to follow."""
        return self.version != HEAD


def back_up(source: Path, target: Path) -> None:
    """Write a whole, checked copy of the database to a new file.

    Raises Refused when there is a file of that name already, BadFile when the copy can't be written.
    """
    if target.exists():
        raise Refused(f"There is a file {target} already, and I don't write over it. Give another name.")
    partial = target.with_name(f"{target.name}.partial")
    with _new_copy(source, partial):
        partial.rename(target)
        _keep_folder(target)


def restore(path: Path, file: Path, now: datetime) -> Restored:
    """Put a copy in the database's place; the earlier file stays beside it under another name.

    Raises BadFile when the copy is damaged, isn't ours or is of a newer version, Conflict when the database
    is in use. Until the last step nothing is changed.
    """
    path = path.resolve()
    if file.resolve() == path:
        raise Refused("That is the database itself. Name the backup.")
    version = _check(file)
    partial = path.with_name(f"{path.name}.restoring")
    with _new_copy(file, partial):
        _doubt_unsent(partial)
        kept = _set_aside(path, path.with_name(f"{path.name}.before-{now:%Y%m%dT%H%M%SZ}"))
        os.replace(partial, path)
        _keep_folder(path)
    return Restored(version, kept)


@contextmanager
def _new_copy(source: Path, partial: Path) -> Iterator[None]:
    """A whole copy under a passing name for the length of the block; whatever is left of it then goes."""
    try:
        partial.unlink(missing_ok=True)
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))
        with closing(_reading(source)) as old, closing(sqlite3.connect(partial)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")  # one file, with no log beside it
            _check_whole(new, partial)
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        yield
    except (OSError, sqlite3.Error) as problem:
        raise BadFile(f"The copy could not be written ({problem}). Nothing is changed.") from None
    finally:
        partial.unlink(missing_ok=True)


def _check(file: Path) -> str:
    """The version of a copy's tables. Raises BadFile when it can't be used."""
    if not file.is_file():
        raise BadFile(f"{file} isn't there. Is the name right?")
    try:
        with closing(_reading(file)) as copy:
            _check_whole(copy, file)
            names = {row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not names >= TABLES or "alembic_version" not in names:
                raise BadFile(f"{file} is a database, but not one of mine. Nothing is changed.")
            version = str(copy.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    except (sqlite3.Error, TypeError) as problem:
        raise BadFile(f"{file} can't be read as a database ({problem}). Nothing is changed.") from None
    if version not in VERSIONS:
        raise BadFile(
            f"{file} was made by a newer version of me (its tables are {version}, mine {HEAD}). Install that "
            "version first. Nothing is changed."
        )
    return version


def _check_whole(database: sqlite3.Connection, file: Path) -> None:
    """Raises BadFile unless every page and every reference between rows is as it should be."""
    if database.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        raise BadFile(f"{file} is damaged. Take an earlier backup. Nothing is changed.")
    if database.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise BadFile(f"{file} names rows that aren't in it. Take an earlier backup. Nothing is changed.")


def _set_aside(path: Path, kept: Path) -> Path | None:
    """Give the database's file a second name; what SQLite left beside it goes along."""
    if not path.exists():
        return None
    _fold_in(path)
    os.link(path, kept)
    kept.chmod(OWNER_ONLY)
    for ending in ("-wal", "-shm"):
        beside = Path(f"{path}{ending}")
        if beside.exists():
            beside.rename(f"{kept}{ending}")
    return kept


def _fold_in(path: Path) -> None:
    """Write SQLite's log back into its file, which only works while nobody else has it open.

    Raises Conflict when somebody has. A file that is too damaged for it is kept as it is.
    """
    try:
        with closing(sqlite3.connect(path, timeout=1)) as database:
            database.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as problem:
        if "locked" in str(problem):
            raise Conflict(IN_USE) from None
    except sqlite3.DatabaseError:
        return


def _reading(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)


def _doubt_unsent(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(STILL_TO_SEND)
        if database.execute(COUNTS_LOST).fetchone() is not None:
            database.execute(LOOKED_FOR)


def _keep_folder(path: Path) -> None:
    """Have the folder's new entry outlive a power cut."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
