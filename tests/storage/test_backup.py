"""Backing up while the bot writes, and restoring: only whole files of ours, and never under a running bot."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import func, insert, select

from scoring.errors import BadFile, CaseloadError, Conflict, Refused
from storage.backup import back_up, restore
from storage.database import Database, open_database, read_url
from storage.schema import HEAD, is_migrated
from storage.tables.post import INBOX, OUTBOX
from tests.office import THURSDAY


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    """A database of its own file, closed at the end."""
    opened = open_database(read_url(sqlite_url))
    yield opened
    opened.close()


def file_of(database: Database) -> Path:
    assert database.file is not None
    return database.file


def receive(database: Database, *keys: str) -> None:
    with database.writing() as session:
        rows = [{"key": key, "kind": "x", "body": "{}", "received_at": THURSDAY} for key in keys]
        session.execute(insert(INBOX), rows)


def keys(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return [row[0] for row in database.execute("SELECT key FROM inbox ORDER BY key")]


def test_a_backup_is_one_whole_file_that_only_its_owner_can_read(database: Database, tmp_path: Path) -> None:
    receive(database, "first")
    back_up(file_of(database), tmp_path / "copy.db")
    assert [path.name for path in tmp_path.iterdir()] == ["copy.db"]
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
    assert keys(tmp_path / "copy.db") == ["first"]


def test_a_backup_while_others_write_holds_all_that_was_there_when_it_began(
    database: Database, tmp_path: Path
) -> None:
    stop = Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            receive(database, f"meanwhile {number}")
            number += 1

    writer = Thread(target=write)
    writer.start()
    try:
        for turn in range(10):
            with database.reading() as session:
                before = session.execute(select(func.count()).select_from(INBOX)).scalar_one()
            back_up(file_of(database), tmp_path / f"{turn}.db")
            assert len(keys(tmp_path / f"{turn}.db")) >= before
    finally:
        stop.set()
        writer.join()


def test_a_backup_never_writes_over_a_file(database: Database, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("something else")
    with pytest.raises(Refused, match="Give another name"):
        back_up(file_of(database), tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "something else"


def test_a_backup_into_a_folder_that_is_not_there_says_so(database: Database, tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="could not be written"):
        back_up(file_of(database), tmp_path / "nowhere" / "copy.db")


def test_a_restore_brings_back_what_was_and_keeps_what_is(database: Database, tmp_path: Path) -> None:
    receive(database, "before")
    back_up(file_of(database), tmp_path / "copy.db")
    receive(database, "after")
    database.close()
    done = restore(file_of(database), tmp_path / "copy.db", THURSDAY)
    assert (done.version, done.is_older) == (HEAD, False)
    assert keys(file_of(database)) == ["before"]
    assert done.kept is not None
    assert keys(done.kept) == ["after", "before"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in (done.kept, file_of(database))} == {0o600}
    assert is_migrated(database)


def test_a_restore_where_no_database_is_makes_it(database: Database, tmp_path: Path) -> None:
    back_up(file_of(database), tmp_path / "copy.db")
    assert restore(tmp_path / "new.db", tmp_path / "copy.db", THURSDAY).kept is None
    assert keys(tmp_path / "new.db") == []


def test_what_waited_to_be_sent_may_have_gone_out_since(database: Database, tmp_path: Path) -> None:
    row = {
        "kind": "digest", "subject_kind": "team", "subject_id": 1, "to_channel_id": "C1", "fixed": "{}",
        "created_at": THURSDAY, "not_before": THURSDAY, "attempts": 0,
    }  # fmt: skip
    with database.writing() as session:
        session.execute(
            insert(OUTBOX), [{**row, "state": state} for state in ("queued", "sending", "sent", "dead")]
        )
    back_up(file_of(database), tmp_path / "copy.db")
    database.close()
    restore(file_of(database), tmp_path / "copy.db", THURSDAY)
    with database.reading() as session:
        rows = session.execute(select(OUTBOX.c.state, OUTBOX.c.lost).order_by(OUTBOX.c.id)).all()
    assert [tuple(row) for row in rows] == [("unknown", 1), ("unknown", 1), ("sent", 0), ("dead", 0)]


def test_a_database_that_a_bot_has_open_is_not_replaced(database: Database, tmp_path: Path) -> None:
    receive(database, "kept")
    back_up(file_of(database), tmp_path / "copy.db")
    with database.reading():
        pass  # the connection stays open in its pool, as a running bot's does
    with pytest.raises(Conflict, match="Stop the bot"):
        restore(file_of(database), tmp_path / "copy.db", THURSDAY)
    receive(database, "and goes on")
    assert keys(file_of(database)) == ["and goes on", "kept"]
    assert not list(file_of(database).parent.glob("*.restoring*"))


def damaged(copy: Path) -> None:
    with copy.open("r+b") as file:
        file.seek(3 * 4096)
        file.write(b"\xff" * 4096)


def cut_short(copy: Path) -> None:
    with copy.open("r+b") as file:
        file.truncate(20_000)


def no_database(copy: Path) -> None:
    copy.write_text("reference,kind\n" * 500)


def empty(copy: Path) -> None:
    copy.write_bytes(b"")


def somebody_elses(copy: Path) -> None:
    copy.unlink()
    with closing(sqlite3.connect(copy)) as database:
        database.execute("CREATE TABLE recipe (name TEXT)")


def newer(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")


def without_version(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as database, database:
        database.execute("DELETE FROM alembic_version")


def dangling(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as database, database:
        database.execute("INSERT INTO team_promise (team_id, grade, promise) VALUES (77, 'none', 1)")


def gone(copy: Path) -> None:
    copy.unlink()


@pytest.mark.parametrize(
    "spoil",
    [damaged, cut_short, no_database, empty, somebody_elses, newer, without_version, dangling, gone],
)
def test_a_file_that_cannot_be_used_is_refused_and_nothing_is_changed(
    database: Database, tmp_path: Path, spoil: object
) -> None:
    receive(database, "kept")
    back_up(file_of(database), tmp_path / "copy.db")
    assert callable(spoil)
    spoil(tmp_path / "copy.db")
    database.close()
    with pytest.raises(CaseloadError):
        restore(file_of(database), tmp_path / "copy.db", THURSDAY)
    assert keys(file_of(database)) == ["kept"]
    assert not list(file_of(database).parent.glob(f"{file_of(database).name}.*"))


def test_a_damaged_database_can_be_replaced_and_is_kept(database: Database, tmp_path: Path) -> None:
    receive(database, "before")
    back_up(file_of(database), tmp_path / "copy.db")
    database.close()
    file_of(database).write_bytes(b"\x00" * 50_000)
    done = restore(file_of(database), tmp_path / "copy.db", THURSDAY)
    assert keys(file_of(database)) == ["before"]
    assert done.kept is not None
    assert done.kept.read_bytes() == b"\x00" * 50_000
