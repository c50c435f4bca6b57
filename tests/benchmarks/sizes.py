"""How each thing grows, from a thousandth of England to three times as large: figures in docs/growth.json."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median

from scoring.working_time import london
from tests.benchmarks.council import EVENING, Size, build_council
from tests.benchmarks.growth import ask, council
from tests.benchmarks.imports import Imported, import_twice
from tests.benchmarks.rescoring import score_alone

ENGLAND = Size(34_000, 400_000)
SIZES = (
    Size(34, 400), Size(340, 4_000), Size(3_400, 40_000), ENGLAND, Size(102_000, 1_200_000),
)  # fmt: skip
MOST_ROWS = ENGLAND.cases
"""An import takes half a million rows of a sheet at the most, by design; three Englands are more."""


@dataclass(frozen=True, slots=True)
class At:
    """What was measured at one size: milliseconds of what one person waits for, seconds of the whole."""

    workers: int
    cases: int
    due_ms: float
    team_ms: float
    home_ms: float
    loading_s: float
    scoring_s: float
    reading_s: float | None
    importing_s: float | None


def measure_sizes(
    folder: Path, day: date, say: Callable[[str], None], sizes: tuple[Size, ...] = SIZES
) -> list[At]:
    """Each size by itself, the smallest first; the councils are made in the folder."""
    return [_at(folder, size, day, say) for size in sizes]


def _at(folder: Path, size: Size, day: date, say: Callable[[str], None]) -> At:
    say(f"measuring at {size.workers:,} workers and {size.cases:,} cases")
    path = folder / f"size-{size.cases}-{day}.db"
    if not path.exists():
        build_council(path, size, day)
    now = london(day, EVENING)
    times = 3 if size.workers < 100 else 20
    waits = _waits(path, now, times)
    anew = score_alone(path, now + timedelta(days=1))
    imported: Imported | None = None
    if size.cases <= MOST_ROWS:
        imported = import_twice(folder, size, day)
    return At(
        size.workers, size.cases, *waits, anew["loaded"], anew["scored"],
        None if imported is None else imported.reading, None if imported is None else imported.first,
    )  # fmt: skip


def _waits(path: Path, now: datetime, times: int) -> tuple[float, float, float]:
    """Medians: the due job after one allocation, a team's view, a supervisor's Home."""
    with council(path, now) as process:
        found = []
        for word in ("due", "team", "home"):
            ask(process, word, 2)
            found.append(median(ask(process, word, times)))
    return found[0], found[1], found[2]


def write_sizes(found: list[At], path: Path) -> None:
    """Kept small and readable, so that the picture can be drawn again."""
    rows = [{name: _rounded(value) for name, value in asdict(each).items()} for each in found]
    path.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")


def read_sizes(path: Path) -> list[At]:
    return [At(**row) for row in json.loads(path.read_text("utf-8"))]


def _rounded(value: float | None) -> float | None:
    return round(value, 3) if isinstance(value, float) else value
