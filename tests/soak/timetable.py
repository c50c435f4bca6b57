"""A small council through `size` days with the product's own jobs; twenty years are 7305.

`python -m tests.soak.timetable 1 7305`
"""

import sys
from datetime import UTC, datetime

from tests.office import open_office
from tests.soak.fresh import new_database
from tests.timetable.council import years_of

START = datetime(2026, 1, 5, 6, tzinfo=UTC)


def run(seed: int, size: int) -> list[str]:
    """What happened; raises with everything that broke a rule."""
    with new_database() as database, years_of(open_office(database, started=False), seed, START) as years:
        years.live(START, size)
        wrong = years.finish()
        if wrong:
            raise AssertionError("\n".join(wrong[:50]))
        counted = ", ".join(f"{name} {number:,}" for name, number in sorted(years.counted.items()))
        return [f"{size:,} days of the timetable: {counted}; no rule broken"]


if __name__ == "__main__":
    sys.stdout.write("\n".join(run(int(sys.argv[1]), int(sys.argv[2]))) + "\n")
