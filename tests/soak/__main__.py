"""`python -m tests.soak [--quick] [--seed N] [PART…]`: every harness; writes docs/reliability.md.

The page is written only by the full size, section by section. A harness that finds something lost, done
twice or otherwise wrong ends the run with it.
"""

import argparse
import asyncio
import contextlib
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from storage.database import open_database, read_url
from storage.migrating import migrate
from storage.running import BEAT_SECONDS
from tests.soak import core, odd, timetable
from tests.soak.killing import Killed, Trouble, fail_slack, fill_disk, kill_one, restart, work_under
from tests.soak.page import write_sections
from tests.soak.report import Results, report
from tests.soak.servers import PGBOUNCER, Postgres, pooled, postgres
from tests.soak.sharing import Shared, share_weeks

Measure = Callable[[bool, int], list[str]]
"""What a harness found, in Markdown; whether it is to be quick, and the seed."""


@dataclass(frozen=True)
class Size:
    """How often each thing happens."""

    kills: int
    kills_http: int
    kills_shared: int
    restarts: int
    full_disks: int
    slack_faults: int
    weeks: int
    takeover_weeks: int


FULL = Size(30, 10, 20, 5, 6, 40, 26, 1)
QUICK = Size(3, 1, 2, 1, 1, 6, 2, 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="only these parts")
    parser.add_argument("--quick", action="store_true", help="some minutes, and no page")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    found = {}
    for name in given.parts or PARTS:
        heading, measure = PARTS[name]
        print(f"{heading} …", file=sys.stderr, flush=True)
        began = time.perf_counter()
        lines = measure(given.quick, given.seed)
        minutes = (time.perf_counter() - began) / 60
        found[heading] = "\n".join([_how(name, given.seed, minutes), "", *lines])
        print(found[heading])
    if not given.quick:
        write_sections(found, [heading for heading, _ in PARTS.values()])
    return 0


def _how(name: str, seed: int, minutes: float) -> str:
    return (
        f"Measured by `make soak ARGS={name}` on {os.cpu_count()} cores of {platform.machine()}, "
        f"{platform.system()}, Python {platform.python_version()}, in {minutes:.0f} minutes, seed {seed}."
    )


def _processes(is_quick: bool, seed: int) -> list[str]:
    """Raises with everything that was lost or happened twice."""
    results = Results(*_run(QUICK if is_quick else FULL, seed))
    if results.faults:
        raise AssertionError("\n".join(results.faults))
    return report(results)


PARTS: Mapping[str, tuple[str, Measure]] = {
    "processes": ("Killed, starved and restarted", _processes),
    "timetable": (
        "Twenty years of the timetable",
        lambda is_quick, seed: timetable.run(seed, 60 if is_quick else 7_305),
    ),
    "core": ("Anything in any order", lambda is_quick, seed: core.run(seed, 5 if is_quick else 500)),
    "odd": ("Odd requests and files", lambda is_quick, seed: odd.run(seed, 500 if is_quick else 100_000)),
}
"""Each harness with the heading of its section; it raises with what it found wrong."""


def _run(size: Size, seed: int) -> tuple[dict[str, tuple[int, Killed]], Shared, Shared | None]:
    work: dict[str, tuple[int, Killed]] = {}

    def happen(
        name: str, trouble: Trouble, times: int, url: str, processes: int = 1, http: bool = False
    ) -> None:
        print(f"{name} …", file=sys.stderr, flush=True)
        run = work_under(trouble, url, times=times, seed=seed, processes=processes, http=http)
        work[name] = times, asyncio.run(run)
        print(f"  {work[name][1]}", file=sys.stderr, flush=True)

    with _file() as url:
        happen("kill −9, SQLite, Socket Mode", kill_one, size.kills, url)
    with _file() as url:
        happen("kill −9, SQLite, HTTP", kill_one, size.kills_http, url, http=True)
    with _file() as url:
        happen("the disk full, SQLite", fill_disk, size.full_disks, url)
    with _file() as url:
        happen("Slack failing in twelve ways, SQLite", fail_slack, size.slack_faults, url)
    with postgres() as server:
        with _behind(server, "killed") as url:
            name = "kill −9 of one of two, PostgreSQL behind pgbouncer"
            happen(name, kill_one, size.kills_shared, url, processes=2)
        with _behind(server, "restarted") as url:
            happen("PostgreSQL killed under two bots", restart(server), size.restarts, url, processes=2)
        print("weeks of two bots …", file=sys.stderr, flush=True)
        with _behind(server, "weeks") as url:
            shared = asyncio.run(share_weeks(url, weeks=size.weeks, seed=seed, kills=0.3))
        takeover = None
        if size.takeover_weeks:
            with _behind(server, "takeover") as url:
                run = share_weeks(url, weeks=size.takeover_weeks, seed=seed, kills=1, beat=BEAT_SECONDS)
                takeover = asyncio.run(run)
    return work, shared, takeover


@contextlib.contextmanager
def _file() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="caseload-soak-") as folder:
        url = f"sqlite:///{folder}/caseload.db"
        database = open_database(read_url(url))
        migrate(database)
        database.close()
        yield url


@contextlib.contextmanager
def _behind(server: Postgres, name: str) -> Iterator[str]:
    """A new database, through pgbouncer where there is one."""
    url = server.new(name)
    if PGBOUNCER is None:
        yield url
        return
    with pooled(url) as through:
        yield through


if __name__ == "__main__":
    sys.exit(main())
