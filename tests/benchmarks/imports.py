"""An Annex A workbook of a country's size: imported at the shell, against reading its cells."""

import contextlib
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from pathlib import Path

from tests.benchmarks.annex import Held, write_workbook
from tests.benchmarks.copies import copied
from tests.benchmarks.council import Size, build_council
from tests.benchmarks.findings import Finding, Part
from tests.benchmarks.processes import module

MOST_RATIO, MOST_MB = 3.0, 400.0
POLL_SECONDS = 0.05
HOLDERS = """
SELECT team.name, worker.email FROM worker JOIN team ON team.id = worker.team_id
WHERE worker.grade IN ('experienced', 'newly_qualified', 'advanced_practitioner') ORDER BY worker.id
"""
READ = """
import sys
from openpyxl import load_workbook
book = load_workbook(sys.argv[1], read_only=True, data_only=True)
rows = (row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
print(sum(cell is not None for row in rows for cell in row))
"""
"""Nothing but openpyxl's own way through a large file, as safely as ours (defusedxml is installed)."""


@dataclass(frozen=True, slots=True)
class Imported:
    """Seconds of reading the cells, of the first import and of the second, with the most memory in MB."""

    reading: float
    first: float
    again: float
    first_mb: float
    again_mb: float
    cells: int
    file_mb: float


def import_twice(folder: Path, size: Size, day: date) -> Imported:
    """A council without a case takes its first file; then the same file comes again."""
    path, book = folder / f"no-cases-{size.workers}-{day}.db", folder / f"annex-{size.cases}-{day}.xlsx"
    if not path.exists():
        build_council(path, Size(size.workers, 0), day)
    if not book.exists():
        write_workbook(book, size.cases, _holders(path), day)
    reading, _, cells = _run([sys.executable, "-c", READ, str(book)])
    with copied(path, "importing") as copy:
        command = module("bot.cli", "import", str(book), "--apply")
        first, first_mb, said = _run(command, copy)
        again, again_mb, _ = _run(command, copy)
        _check(copy, size.cases, said)
    return Imported(reading, first, again, first_mb, again_mb, int(cells), book.stat().st_size / 1e6)


def measure_imports(folder: Path, size: Size, day: date) -> Part:
    """Both imports against reading, and what the largest took of memory."""
    found = import_twice(folder, size, day)
    most_mb = max(found.first_mb, found.again_mb)
    findings = [
        Finding(
            f"Importing {size.cases:,} rows of Annex A, against reading its cells",
            [found.first / found.reading], "×", 2, most=MOST_RATIO,
        ),
        Finding("The same file again", [found.again / found.reading], "×", 2, most=MOST_RATIO),
        Finding("Memory of the import, at most", [most_mb], "MB", 0, most=MOST_MB),
    ]  # fmt: skip
    text = (
        f"`caseload import FILE --apply` of Lists 6, 7 and 8 with all their columns, "
        f"{found.cells:,} cells in {found.file_mb:.0f} MB, into a council of "
        f"{size.workers:,} workers without a case, and then the same again. Reading the cells with "
        f"openpyxl and nothing else takes {found.reading:.1f} s, the first import {found.first:.1f} s with "
        f"{found.first_mb:.0f} MB at most, the second {found.again:.1f} s with {found.again_mb:.0f} MB. "
        "The shell says how many rows are read, compared and written."
    )
    return Part("A country's Annex A", findings, text)


def _holders(path: Path) -> Iterator[Held]:
    with sqlite3.connect(path) as connection:
        return cycle([Held(team, email) for team, email in connection.execute(HOLDERS)])


def _run(command: list[str], database: Path | None = None) -> tuple[float, float, str]:
    """Seconds, the most resident memory in MB, and what it printed."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}"}
    most = 0.0
    with tempfile.TemporaryFile("w+") as said:
        started = time.perf_counter()
        with subprocess.Popen(command, env=environment, stdout=said, stderr=subprocess.DEVNULL) as process:
            while process.poll() is None:
                most = max(most, _most_resident_mb(process.pid))
                time.sleep(POLL_SECONDS)
        seconds = time.perf_counter() - started
        if process.returncode:
            raise RuntimeError(f"{command} ended with {process.returncode}")
        said.seek(0)
        return seconds, most, said.read()


def _most_resident_mb(pid: int) -> float:
    """What the system has noted as the most; a process that has just ended says nothing any more."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def _check(database: Path, cases: int, said: str) -> None:
    with sqlite3.connect(database) as connection:
        there = connection.execute("SELECT count(*) FROM child_case WHERE closed_at IS NULL").fetchone()[0]
    if there != cases or f"{cases} new" not in said:
        raise RuntimeError(f"{there} of {cases} cases are there: {said[:500]}")
