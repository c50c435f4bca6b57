"""Both databases behave the same: migrations, moments, and what a writer leaves behind."""

import sqlite3
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select

from storage import migrating, schema
from storage.database import Database, open_database, read_url
from storage.tables.post import MARKS


def test_the_migrations_make_exactly_the_tables_of_the_code(database: Database) -> None:
    assert schema.is_migrated(database)
    assert migrating.differences(database) == []


def test_migrating_twice_changes_nothing(database: Database) -> None:
    migrating.migrate(database)
    assert schema.is_migrated(database)


def test_a_moment_comes_back_as_the_same_moment_with_its_zone(database: Database) -> None:
    moment = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
    with database.writing() as session:
        session.execute(insert(MARKS).values(name="tick", at=moment))
    with database.reading() as session:
        assert session.execute(select(MARKS.c.at)).scalar_one() == moment


def test_a_failed_write_leaves_nothing(database: Database) -> None:
    def write_then_fail() -> None:
        with database.writing() as session:
            session.execute(insert(MARKS).values(name="tick", at=datetime(2026, 7, 1, tzinfo=UTC)))
            raise KeyError("halfway")

    with pytest.raises(KeyError):
        write_then_fail()
    with database.reading() as session:
        assert session.execute(select(MARKS.c.name)).all() == []


def test_a_writer_on_sqlite_holds_the_lock_from_its_start(sqlite_url: str) -> None:
    database = open_database(read_url(sqlite_url))
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), timeout=0, isolation_level=None)
    with database.writing(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()
    database.close()


@pytest.mark.parametrize("text", ["postgres://u:p@host/name", "postgresql://u:p@host/name"])
def test_both_spellings_of_postgresql_are_understood(text: str) -> None:
    assert read_url(text).drivername == "postgresql+psycopg"


@pytest.mark.parametrize("text", ["mysql://u:secret@host/name", "not an address", ""])
def test_an_address_that_will_not_do_is_refused_without_its_password(text: str) -> None:
    with pytest.raises(ValueError, match="DATABASE_URL") as refused:
        read_url(text)
    assert "secret" not in str(refused.value)
