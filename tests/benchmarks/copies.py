"""Copies of a made-up council, so that every measurement begins with the same one."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def copied(council: Path, name: str) -> Iterator[Path]:
    """A copy beside the council, gone with its log when the block ends."""
    copy = council.with_name(f"{name}.db")
    shutil.copyfile(council, copy)
    try:
        yield copy
    finally:
        for file in copy.parent.glob(f"{copy.name}*"):
            file.unlink()
