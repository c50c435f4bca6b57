"""Ready is more than alive: each part that isn't is named with what mends it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.readiness import Probe
from storage.database import Database, open_database, read_url

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)


def a_probe(database: Database, *, ticked: datetime | None = NOW, revoked: bool = False) -> Probe:
    """A bot in which everything else is well."""
    return Probe(database, lambda: NOW, lambda: True, lambda: ticked, lambda: revoked, lambda: True, NOW)


def test_a_bot_in_which_all_is_well_is_ready(database: Database) -> None:
    assert a_probe(database).check().is_ready


@pytest.mark.parametrize("ticked", [None, NOW - timedelta(minutes=3)])
def test_a_bot_that_does_not_tick_is_not_ready(database: Database, ticked: datetime | None) -> None:
    found = a_probe(database, ticked=ticked).check()
    assert (found.is_ready, found.checks["timetable"]) == (False, "no tick for two minutes")


def test_a_revoked_token_is_named(database: Database) -> None:
    assert a_probe(database, revoked=True).check().checks["slack"] == "token revoked"


@pytest.mark.parametrize("replaced", [False, True])
def test_a_database_file_that_was_deleted_or_replaced_under_it_is_noticed(
    sqlite_url: str, replaced: bool
) -> None:
    database = open_database(read_url(sqlite_url))
    probe, path = a_probe(database), Path(sqlite_url.removeprefix("sqlite:///"))
    assert probe.check().is_ready
    kept = path.rename(path.with_suffix(".kept"))
    if replaced:
        path.write_bytes(kept.read_bytes())
    assert probe.check().checks["database"].startswith("its file was moved or deleted")
    database.close()


def test_a_database_without_tables_says_what_to_run(tmp_path: Path) -> None:
    database = open_database(read_url(f"sqlite:///{tmp_path / 'empty.db'}"))
    assert a_probe(database).check().checks["migrations"] == "run `caseload migrate`"
    database.close()
