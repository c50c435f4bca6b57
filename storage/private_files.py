"""Files that hold what is kept: nobody but the account that runs the bot may read or write them."""

import contextlib
import os
from pathlib import Path

OWNER_ONLY = 0o600
BESIDE = ("", "-wal", "-shm", "-journal")
"""SQLite's file and those beside it; SQLite itself makes these with the permissions the file has."""


def make_private(path: Path) -> None:
    """Make the file if it isn't there; in any case only its owner may read and write it from now on.

    A file of somebody else's stays as it is: whoever owns it has to do it.
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, OWNER_ONLY))
    if path.stat().st_mode & 0o077:
        with contextlib.suppress(PermissionError):
            path.chmod(OWNER_ONLY)


def make_database_private(path: Path) -> None:
    """The same for an SQLite file, which is made if it isn't there, and for what stands beside it."""
    make_private(path)
    for suffix in BESIDE[1:]:
        beside = path.with_name(path.name + suffix)
        with contextlib.suppress(FileNotFoundError):
            if beside.exists():
                make_private(beside)
