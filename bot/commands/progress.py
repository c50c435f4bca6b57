"""How far a long command has come, on standard error: one line rewritten in a terminal, a few in a log."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from storage.sheets.progress import Told

IN_A_LOG = 50_000
"""Where lines can't be rewritten, one for so many."""


@contextmanager
def shown_progress(stream: TextIO | None = None) -> Iterator[Told]:
    """What to tell, until the block ends; a terminal's line is then empty again."""
    out = stream or sys.stderr
    is_terminal = out.isatty()

    def told(what: str, done: int, of: int | None) -> None:
        line = f"{done:,} {what}" if of is None else f"{done:,} of {of:,} {what}"
        if is_terminal:
            print(f"\r\x1b[K{line} …", end="", file=out, flush=True)
        elif done % IN_A_LOG == 0:
            print(line, file=out, flush=True)

    try:
        yield told
    finally:
        if is_terminal:
            print("\r\x1b[K", end="", file=out, flush=True)
