"""The database's file is its owner's alone: when it is made, and when an older one is opened."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import open_database, read_url
from storage.migrating import migrate
from storage.private_files import make_private


@pytest.fixture
def open_umask() -> Iterator[None]:
    """An account whose files everybody may read and write unless somebody says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    return {each.name: oct(stat.S_IMODE(each.stat().st_mode)) for each in folder.iterdir()}


@pytest.mark.usefixtures("open_umask")
def test_the_files_of_a_new_database_are_its_owners_alone(tmp_path: Path) -> None:
    database = open_database(read_url(f"sqlite:///{tmp_path}/kept/caseload.db"))
    migrate(database)
    with database.writing():
        assert modes(tmp_path / "kept") == {
            "caseload.db": "0o600", "caseload.db-wal": "0o600", "caseload.db-shm": "0o600",
        }  # fmt: skip
    assert modes(tmp_path) == {"kept": "0o700"}
    database.close()


@pytest.mark.usefixtures("open_umask")
def test_a_file_that_others_could_read_is_closed_to_them_at_the_next_start(tmp_path: Path) -> None:
    for name in ("caseload.db", "caseload.db-wal"):
        (tmp_path / name).touch(0o644)
    open_database(read_url(f"sqlite:///{tmp_path}/caseload.db")).close()
    assert modes(tmp_path) == {"caseload.db": "0o600", "caseload.db-wal": "0o600"}


@pytest.mark.usefixtures("open_umask")
def test_a_file_of_ours_is_never_open_to_others_for_a_moment(tmp_path: Path) -> None:
    make_private(tmp_path / "backup.db")
    (tmp_path / "backup.db").write_bytes(b"kept")
    assert modes(tmp_path) == {"backup.db": "0o600"}
    make_private(tmp_path / "backup.db")
    assert (tmp_path / "backup.db").read_bytes() == b"kept"
