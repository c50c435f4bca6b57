"""A database that can't be used is refused in a sentence, and nothing is written into it."""

import argparse
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event, func, insert, select
from sqlalchemy.exc import OperationalError

from bot.commands import migrate
from scoring.errors import CaseloadError, NotReached, Refused
from storage.database import Database, open_database, read_url
from storage.schema import require_migrated
from storage.tables.post import MARKS
from storage.troubles import told
from tests.handlers.council import NOW


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    opened = open_database(read_url(sqlite_url))
    yield opened
    opened.close()


def path_of(database: Database) -> Path:
    assert database.file is not None
    return database.file


def content(database: Database) -> str:
    return hashlib.sha256(path_of(database).read_bytes()).hexdigest()


def set_version(database: Database, version: str) -> None:
    with closing(sqlite3.connect(path_of(database))) as file, file:
        file.execute("PRAGMA journal_mode=DELETE")
        file.execute("UPDATE alembic_version SET version_num = ?", [version])


def refused(database: Database, *, migrating: bool, monkeypatch: pytest.MonkeyPatch) -> str:
    """What is said, and that the file is as it was."""
    before = content(database)
    monkeypatch.setenv("DATABASE_URL", str(database.engine.url))
    with pytest.raises(CaseloadError) as problem:
        migrate.run(parsed()) if migrating else require_migrated(database)
    assert content(database) == before
    return str(problem.value)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    migrate.arguments(parser)
    return parser.parse_args([])


@pytest.mark.parametrize("migrating", [False, True])
def test_a_newer_database_is_left_to_its_version(
    database: Database, monkeypatch: pytest.MonkeyPatch, migrating: bool
) -> None:
    set_version(database, "9999")
    words = refused(database, migrating=migrating, monkeypatch=monkeypatch)
    assert "belongs to a newer version of Caseload Promise (9999; this one knows up to " in words


@pytest.mark.parametrize("migrating", [False, True])
@pytest.mark.parametrize("damage", ["no database", "a torn page"])
def test_a_damaged_file_is_named_as_such(
    database: Database, monkeypatch: pytest.MonkeyPatch, migrating: bool, damage: str
) -> None:
    path = path_of(database)
    whole = path.read_bytes()
    path.write_bytes(b"not a database, " * 400 if damage == "no database" else whole[:100] + bytes(4000))
    words = refused(database, migrating=migrating, monkeypatch=monkeypatch)
    assert "damaged" in words
    assert "Restore the last backup" in words


def test_an_older_database_asks_for_its_migration(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_version(database, "0001")
    assert "caseload migrate" in refused(database, migrating=False, monkeypatch=monkeypatch)


def test_another_programs_database_is_not_made_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = open_database(read_url(f"sqlite:///{tmp_path}/other.db"))
    with closing(sqlite3.connect(path_of(other))) as file, file:
        file.execute("CREATE TABLE books (title)")
    assert "tables of another program" in refused(other, migrating=True, monkeypatch=monkeypatch)
    assert "caseload migrate" in refused(other, migrating=False, monkeypatch=monkeypatch)
    other.close()


def test_asking_for_a_database_that_is_not_there_makes_none(tmp_path: Path) -> None:
    missing = open_database(read_url(f"sqlite:///{tmp_path}/missing.db"))
    with pytest.raises(Refused, match="caseload migrate"):
        require_migrated(missing)
    assert list(tmp_path.iterdir()) == []


def write(database: Database, number: int) -> None:
    with told(), database.writing() as session:
        session.execute(insert(MARKS).values(name=f"{number} " + "x" * 8000, at=NOW))


def test_a_full_disk_is_told_and_nothing_of_the_write_stays(database: Database) -> None:
    pages = {"most": 0}

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages['most']}")

    with database.engine.connect() as session:
        pages["most"] = session.exec_driver_sql("PRAGMA page_count").scalar_one() + 4
    database.engine.dispose()
    event.listen(database.engine, "connect", limit)
    write(database, 1)
    with pytest.raises(NotReached, match="disk that holds the database is full"):
        write(database, 2)
    with database.reading() as session:
        assert session.execute(select(func.substr(MARKS.c.name, 1, 2))).scalars().all() == ["1 "]
    database.engine.dispose()
    pages["most"] = 1_000_000
    write(database, 3)


def wait_no_longer(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA busy_timeout=1")


def test_a_locked_file_is_told(database: Database) -> None:
    event.listen(database.engine, "connect", wait_no_longer)
    with closing(sqlite3.connect(path_of(database), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(NotReached, match="keeping the database locked"):
            write(database, 1)


def test_a_server_that_is_away_is_told_without_its_address() -> None:
    away = open_database(read_url("postgresql://user:secret@127.0.0.1:1/nowhere"))
    with pytest.raises(NotReached, match="database server doesn't answer") as problem:
        require_migrated(away)
    assert "secret" not in str(problem.value)
    assert isinstance(problem.value.__cause__, OperationalError)
