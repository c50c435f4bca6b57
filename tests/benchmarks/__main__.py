"""`python -m tests.benchmarks [--quick] [--keep DIR] [NAME…]`: measure, print, and write docs/performance.md.

`growth-plot`, alone, goes from a thousandth of England to three times as large, and writes docs/growth.json
and its picture; `growth-picture` only draws that again.

The page is written only when everything was measured in full.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from scoring.working_time import london
from tests.benchmarks.commands import FULL, QUICK, Amount, measure_commands
from tests.benchmarks.council import DAYTIME, EVENING, LARGE, SMALL, Size, build_council, council_day
from tests.benchmarks.council_people import TEAM_SIZE
from tests.benchmarks.forms import measure_forms, measure_pictures
from tests.benchmarks.growth import measure_growth
from tests.benchmarks.imports import measure_imports
from tests.benchmarks.monday import measure_monday
from tests.benchmarks.picture import growth_picture
from tests.benchmarks.postgres import measure_postgres
from tests.benchmarks.report import Results, report
from tests.benchmarks.rescoring import measure_rescoring
from tests.benchmarks.sizes import measure_sizes, read_sizes, write_sizes
from tests.benchmarks.startup import measure_startup

DOCS = Path(__file__).parents[2] / "docs"
PAGE, FIGURES, PICTURE = DOCS / "performance.md", DOCS / "growth.json", DOCS / "growth.svg"
GROWTH_PLOT = "growth-plot"


@dataclass(frozen=True, slots=True)
class Scale:
    """How large and how often; `runs` are starts, `rounds` of `times` each are for growth."""

    small: Size
    large: Size
    amount: Amount
    runs: int
    rounds: int
    times: int
    teams: int = 150


FULL_SCALE = Scale(SMALL, LARGE, FULL, 5, 5, 20)
QUICK_SCALE = Scale(SMALL, Size(3_400, 40_000), QUICK, 2, 2, 10, 10)


@dataclass(frozen=True, slots=True)
class Councils:
    """The two files, and the day they are made for."""

    small: Path
    large: Path
    day: date


Measure = Callable[[Councils, Scale, Results], Results]


def commands(councils: Councils, scale: Scale, results: Results) -> Results:
    """The three commands in the evening, when our messages wait for the morning."""
    now = london(councils.day, EVENING)
    found = measure_commands(councils.large, scale.large.workers, now, scale.amount)
    return replace(results, commands=found)


def daytime(councils: Councils, scale: Scale, results: Results) -> Results:
    """The same in working hours, with our messages going out."""
    now = london(councils.day, DAYTIME)
    amount = replace(scale.amount, rounds=min(scale.amount.rounds, 3))
    found = measure_commands(councils.large, scale.large.workers, now, amount)
    return replace(results, daytime=found)


def growth(councils: Councils, scale: Scale, results: Results) -> Results:
    now = london(councils.day, EVENING)
    found = measure_growth(councils.small, councils.large, now, scale.rounds, scale.times)
    return replace(results, growth=found)


def start(councils: Councils, scale: Scale, results: Results) -> Results:
    return replace(results, startup=measure_startup(councils.large, scale.runs))


def forms(councils: Councils, scale: Scale, results: Results) -> Results:
    now, teams = london(councils.day, EVENING), scale.large.workers // TEAM_SIZE
    return results.with_part(measure_forms(councils.large, now, teams, scale.rounds, scale.times))


def pictures(_councils: Councils, scale: Scale, results: Results) -> Results:
    return results.with_part(measure_pictures(scale.times))


def rescoring(councils: Councils, scale: Scale, results: Results) -> Results:
    """In the evening of the next day, from whose beginning another policy counts."""
    now = london(councils.day + timedelta(days=1), EVENING)
    workers, rounds = scale.large.workers, min(scale.rounds, 3)
    return results.with_part(measure_rescoring(councils.large, workers, now, rounds))


def monday(councils: Councils, scale: Scale, results: Results) -> Results:
    rounds = min(scale.rounds, 3)
    return results.with_part(measure_monday(councils.large.parent, councils.day, scale.teams, rounds))


def imports(councils: Councils, scale: Scale, results: Results) -> Results:
    return results.with_part(measure_imports(councils.large.parent, scale.large, councils.day))


def postgres(councils: Councils, scale: Scale, results: Results) -> Results:
    now, workers = london(councils.day, EVENING), scale.large.workers
    return results.with_part(measure_postgres(councils.large, workers, now, scale.amount))


MEASURES: dict[str, Measure] = {
    "start": start, "growth": growth, "commands": commands, "daytime": daytime, "forms": forms,
    "pictures": pictures, "rescoring": rescoring, "monday": monday, "import": imports, "postgres": postgres,
}  # fmt: skip


def plot_growth(folder: Path) -> None:
    """Measure every size, and write the figures and their picture."""
    found = measure_sizes(folder, council_day(datetime.now(UTC)), _say)
    write_sizes(found, FIGURES)
    draw_growth()


def draw_growth() -> None:
    """The picture of the figures that are kept."""
    PICTURE.write_text(growth_picture(read_sizes(FIGURES)), "utf-8")


def measure(names: Sequence[str], scale: Scale, folder: Path) -> Results:
    """Make the councils in the folder, unless they are there already, and measure what is named."""
    day = council_day(datetime.now(UTC))
    councils = Councils(folder / f"small-{day}.db", folder / f"large-{scale.large.cases}-{day}.db", day)
    for path, size in ((councils.small, scale.small), (councils.large, scale.large)):
        if not path.exists():
            _say(f"making a council of {size.workers:,} workers and {size.cases:,} cases")
            build_council(path, size, day)
    results = Results(scale.large, scale.small, scale.amount)
    for name in names:
        _say(f"measuring: {name}")
        results = MEASURES[name](councils, scale, results)
    return results


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measure the product.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASURES))
    parser.add_argument("--quick", action="store_true", help="small councils, few rounds, nothing written")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="make the councils here and leave them")
    given = parser.parse_args(argv)
    if given.names == ["growth-picture"]:
        draw_growth()
        return
    if unknown := set(given.names) - {*MEASURES, GROWTH_PLOT}:
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}")
    with nullcontext(given.keep) if given.keep else tempfile.TemporaryDirectory() as folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        if given.names == [GROWTH_PLOT]:
            plot_growth(Path(folder))
            return
        scale = QUICK_SCALE if given.quick else FULL_SCALE
        page = report(measure(given.names or list(MEASURES), scale, Path(folder)))
    _say(page)
    if not given.names and not given.quick:
        PAGE.write_text(page, "utf-8")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
