"""One bot on a SQLite file, any number on PostgreSQL; whoever is gone is noticed."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scoring.errors import Refused
from storage.database import Database, open_database, read_url
from storage.inbox import claim_undone, has_undone, receive, record_done, release
from storage.running import Here, alone, beat, holding, leave, list_running
from tests.conftest import Templates

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FIRST, SECOND = Here("a", "process 1 on web-1"), Here("b", "process 1 on web-2")

HOLD = """
import sys
from storage.database import open_database, read_url
from storage.running import holding
with holding(open_database(read_url(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def a_process_that_holds(url: str) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-c", HOLD, url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_a_sqlite_file_is_one_bots_until_its_process_is_killed(sqlite_url: str, tmp_path: Path) -> None:
    database = open_database(read_url(sqlite_url))
    link = tmp_path / "link.db"
    link.symlink_to(database.file or "")
    with a_process_that_holds(f"sqlite:///{link}") as process:
        assert list_running(database) == [f"process {process.pid} on {list_running(database)[0].split()[-1]}"]
        with pytest.raises(Refused, match=f"process {process.pid} on .*PostgreSQL"), holding(database):
            pass
        again = pytest.raises(Refused, match="Stop it first, then run `caseload restore` again")
        with again, alone(database, "restore"):
            pass
        process.kill()
        process.wait()
        assert list_running(database) == []
        with holding(database):
            assert list_running(database) != []
    database.close()


def test_the_lock_can_be_asked_for_and_taken_again_and_again(sqlite_url: str) -> None:
    database = open_database(read_url(sqlite_url))
    for _ in range(3):
        with alone(database, "migrate"):
            pass
        assert list_running(database) == []
    database.close()


def seen(database: Database, here: Here, lost_after: timedelta = timedelta(minutes=1)) -> bool:
    with database.writing() as session:
        return beat(session, here, lost_after)


@pytest.fixture
def on_postgres(postgres_templates: Templates) -> Iterator[Database]:
    yield from postgres_templates.opened()


def test_on_postgresql_the_longest_running_leads_and_the_next_follows(on_postgres: Database) -> None:
    assert seen(on_postgres, FIRST)
    assert not seen(on_postgres, SECOND)
    assert seen(on_postgres, FIRST)
    assert list_running(on_postgres) == [FIRST.place, SECOND.place]
    with pytest.raises(Refused, match="web-1, process 1 on web-2"), alone(on_postgres, "restore"):
        pass
    with on_postgres.writing() as session:
        leave(session, FIRST)
    assert seen(on_postgres, SECOND)


def test_on_postgresql_one_that_was_not_seen_for_a_while_is_gone(on_postgres: Database) -> None:
    assert seen(on_postgres, FIRST)
    assert seen(on_postgres, SECOND, lost_after=timedelta(0))
    assert list_running(on_postgres) == [SECOND.place]
    with on_postgres.writing() as session:
        leave(session, SECOND)
    with alone(on_postgres, "restore"):
        assert list_running(on_postgres) == []


def test_on_sqlite_whoever_beats_is_the_only_one(sqlite_templates: Templates) -> None:
    for database in sqlite_templates.opened():
        assert seen(database, FIRST)
        assert seen(database, SECOND)


def test_a_request_is_done_by_one_of_those_who_run_and_taken_over_from_those_who_do_not(
    database: Database,
) -> None:
    seen(database, FIRST)
    with database.writing() as session:
        assert receive(session, "Ev1", "PersonChanged", {"who": 1}, NOW, FIRST.id)
        assert not receive(session, "Ev1", "PersonChanged", {"who": 1}, NOW, SECOND.id)
        assert receive(session, "Ev1", "PersonChanged", {"who": 1}, NOW, FIRST.id)
        assert claim_undone(session, SECOND.id) == []
        leave(session, FIRST)
        beat(session, SECOND)
        assert has_undone(session)
        assert claim_undone(session, SECOND.id) == [("Ev1", "PersonChanged", {"who": 1}, NOW)]
        assert claim_undone(session, SECOND.id) == []
        release(session, "Ev1")
        assert receive(session, "Ev1", "PersonChanged", {"who": 1}, NOW, SECOND.id)
        record_done(session, "Ev1", NOW)
        release(session, "Ev1")
        assert not receive(session, "Ev1", "PersonChanged", {"who": 1}, NOW, SECOND.id)
        assert not has_undone(session)
