"""One client, then sixteen: the empty, the plain and our command take turns, so that noise hits them all."""

import asyncio
import contextlib
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from tests.benchmarks.client import Answer, Turn, send
from tests.benchmarks.copies import copied
from tests.benchmarks.orders import Kept, Orders, count_due, count_kept
from tests.benchmarks.processes import Server, local_slack, server

NAMES = ("empty", "plain", "ours")
CLIENTS = 16
SETTLE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Amount:
    """How often: rounds in which each server has its turn, requests in each turn, and before them."""

    rounds: int
    one_client: int
    many_clients: int
    warm_up: int


FULL, QUICK, TINY = Amount(5, 80, 800, 60), Amount(2, 40, 160, 20), Amount(1, 5, 16, 2)


@dataclass
class Commands:
    """What was measured: the turns of each server, and its processor time for each request with many clients.

    Of ours also the seconds it needed after a turn to finish what fell due, and its memory.
    """

    one: dict[str, list[Turn]] = field(default_factory=lambda: {name: [] for name in NAMES})
    many: dict[str, list[Turn]] = field(default_factory=lambda: {name: [] for name in NAMES})
    cpu_ms: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in NAMES})
    settling_seconds: list[float] = field(default_factory=list)
    resident_mb: dict[str, float] = field(default_factory=dict)
    kept: dict[str, Kept] = field(default_factory=dict)

    def median_ratios(self) -> list[float]:
        """Each round's median of ours, against that of the empty command."""
        pairs = zip(self.one["ours"], self.one["empty"], strict=True)
        return [ours.percentile(50) / empty.percentile(50) for ours, empty in pairs]

    def late(self) -> int:
        """How often ours only said that the answer follows."""
        return sum(len(turn.late) for turn in (*self.one["ours"], *self.many["ours"]))

    def throughput_ratios(self) -> list[float]:
        """Each round's throughput of ours, against that of the plain command."""
        pairs = zip(self.many["ours"], self.many["plain"], strict=True)
        return [ours.per_second / plain.per_second for ours, plain in pairs]


@dataclass
class Bench:
    """The running servers with what they are asked; plain and ours have a copy of the council each."""

    servers: dict[str, Server]
    databases: dict[str, Path]
    orders: dict[str, Orders]
    now: datetime
    asked: dict[str, list[Answer]] = field(default_factory=lambda: {name: [] for name in NAMES})

    def turn(self, name: str, number: int, clients: int) -> Turn:
        """Send a number of fresh orders to one server; every one must be answered with success."""
        turn = asyncio.run(send(self.servers[name].port, self.orders[name].take(number), clients))
        if name != "empty":
            self._check(name, turn)
        self.asked[name].extend(turn.answers)
        return turn

    def settle(self) -> float:
        """Wait until ours has nothing left to do or to post, so that it doesn't disturb the others' turns."""
        started = time.perf_counter()
        soon = f"{self.now + timedelta(hours=1):%Y-%m-%d %H:%M:%S.%f}"
        while count_due(self.databases["ours"], soon):
            if time.perf_counter() - started > SETTLE_SECONDS:
                raise RuntimeError("what is due was not finished in two minutes")
            time.sleep(0.02)
        return time.perf_counter() - started

    def _check(self, name: str, turn: Turn) -> None:
        odd = [answer.text for answer in turn.answers if not answer.is_done and not answer.is_late]
        odd += [text for text in turn.late if " is with " not in text]
        if odd:
            raise RuntimeError(f"{name}: {len(odd)} of {len(turn.answers)} not done: {odd[0][:300]}")


def measure_commands(council: Path, workers: int, now: datetime, amount: Amount) -> Commands:
    """Run all three on the council, in interleaved rounds, and count afterwards what is there."""
    found = Commands()
    with _bench(council, workers, now) as bench:
        found.resident_mb["after start"] = bench.servers["ours"].resident_mb
        for name in NAMES:
            bench.turn(name, amount.warm_up, 1)
            bench.turn(name, amount.warm_up, CLIENTS)
        bench.settle()
        for number in range(amount.rounds):
            _round(bench, found, number, amount)
        found.resident_mb["after the load"] = bench.servers["ours"].resident_mb
        found.kept = {name: count_kept(bench.databases[name], bench.asked[name]) for name in NAMES[1:]}
    return found


def _round(bench: Bench, found: Commands, number: int, amount: Amount) -> None:
    """Every server once with one client and once with sixteen; each round another one begins."""
    order = NAMES[number % 3 :] + NAMES[: number % 3]
    for name in order:
        found.one[name].append(bench.turn(name, amount.one_client, 1))
        bench.settle()
    for name in order:
        before = bench.servers[name].cpu_seconds
        found.many[name].append(bench.turn(name, amount.many_clients, CLIENTS))
        seconds = bench.settle()
        spent = bench.servers[name].cpu_seconds - before
        found.cpu_ms[name].append(spent * 1000 / amount.many_clients)
        if name == "ours":
            found.settling_seconds.append(seconds)


@contextlib.contextmanager
def _bench(council: Path, workers: int, now: datetime) -> Iterator[Bench]:
    with ExitStack() as stack:
        copies = {name: stack.enter_context(copied(council, name)) for name in NAMES[1:]}
        api_url = stack.enter_context(local_slack(workers))
        servers = {name: stack.enter_context(server(name, api_url, copies.get(name), now)) for name in NAMES}
        for started in servers.values():
            started.wait_ready()
        orders = {name: Orders(council, Random(place)) for place, name in enumerate(NAMES)}
        yield Bench(servers, copies, orders, now)
