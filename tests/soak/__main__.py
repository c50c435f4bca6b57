"""`python -m tests.soak [--quick] [--seed N]`: kill, starve and restart the bot; write docs/reliability.md.

The page is written only by the full size. The exit code is 1 where anything was lost or happened twice.
"""

import argparse
import asyncio
import contextlib
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from storage.database import open_database, read_url
from storage.migrating import migrate
from storage.running import BEAT_SECONDS
from tests.soak.killing import Killed, Trouble, fail_slack, fill_disk, kill_one, restart, work_under
from tests.soak.report import Results, report
from tests.soak.servers import PGBOUNCER, Postgres, pooled, postgres
from tests.soak.sharing import Shared, share_weeks

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"


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
    parser.add_argument("--quick", action="store_true", help="a minute or two, and no page")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    began = time.perf_counter()
    work, shared, takeover = _run(QUICK if given.quick else FULL, given.seed)
    words = "make soak ARGS=--quick" if given.quick else "make soak"
    results = Results(words, given.seed, (time.perf_counter() - began) / 60, work, shared, takeover)
    page = report(results)
    print(page)
    if not given.quick:
        PAGE.write_text(page, "utf-8")
    return 1 if results.faults else 0


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
