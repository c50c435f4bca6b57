"""Everybody scored anew because another policy counts: how long it takes, and how soon answers come."""

import asyncio
import json
import sqlite3
import subprocess
import time
from datetime import datetime
from pathlib import Path
from random import Random

from storage.database import open_database, read_url
from tests.benchmarks.client import Turn, send
from tests.benchmarks.copies import copied
from tests.benchmarks.findings import Finding, Part
from tests.benchmarks.orders import Orders
from tests.benchmarks.processes import Server, local_slack, module, server
from tests.benchmarks.scored_anew import store_policy

MOST_RATIO, MOST_P99, MOST_MB = 3.0, 250.0, 200.0
CLIENTS = 4
AT_ONCE = 40
LEFT = "SELECT count(*) FROM due WHERE at <= ? AND cause = 'policy'"


def measure_rescoring(council: Path, workers: int, now: datetime, rounds: int) -> Part:
    """`now` is a moment of the day from which the other policy counts."""
    found = [score_alone(council, now) for _ in range(rounds)]
    ratio = Finding(
        f"Scoring {workers:,} workers anew, against loading the same values",
        [each["scored"] / each["loaded"] for each in found], "×", 2, most=MOST_RATIO,
    )  # fmt: skip
    seconds, turns, resident = _beside(council, workers, now)
    milliseconds = sorted(answer.milliseconds for turn in turns for answer in turn.answers)
    p99 = Finding(
        "Answers meanwhile: p99", [milliseconds[min(int(len(milliseconds) * 0.99), len(milliseconds) - 1)]],
        "ms", 0, most=MOST_P99,
    )  # fmt: skip
    memory = Finding("Resident memory afterwards", [resident], "MB", 0, most=MOST_MB)
    alone = Finding("", [each["scored"] for each in found], "s", 1)
    loading = Finding("", [each["loaded"] for each in found], "s", 1)
    text = (
        f"Another policy counts from a day on, which marks everybody. Alone in a process it takes "
        f"{alone.measured}, in chunks of 200 workers with a short transaction each; loading the same values "
        f"in the same chunks, and nothing else, takes {loading.measured}. In the running bot, with {CLIENTS} "
        f"people who allocate without a pause, everybody is scored after {seconds:.0f} s; their "
        f"{len(milliseconds):,} answers come after {milliseconds[len(milliseconds) // 2]:.0f} ms in the "
        f"middle and {milliseconds[-1]:.0f} ms at most. `/caseload policy` says meanwhile how far it has "
        "come; what a killed bot has scored stays, and the next goes on from there."
    )
    return Part("Everybody scored anew", [ratio, p99, memory], text)


def score_alone(council: Path, now: datetime) -> dict[str, float]:
    """Seconds of loading everybody's values, and of scoring everybody, in a process of its own."""
    with copied(council, "anew") as copy:
        command = module("tests.benchmarks.scored_anew", str(copy), now.isoformat())
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _beside(council: Path, workers: int, now: datetime) -> tuple[float, list[Turn], float]:
    """The running bot: seconds until everybody is scored, what people asked meanwhile, and its memory."""
    with copied(council, "beside") as copy, local_slack(workers) as api_url:
        database = open_database(read_url(f"sqlite:///{copy}"))
        store_policy(database, now)
        database.close()
        orders = Orders(copy, Random(11))
        with server("ours", api_url, copy, now) as bot:
            bot.wait_ready()
            started = time.perf_counter()
            turns = _ask_until_scored(bot, copy, now, orders)
            return time.perf_counter() - started, turns, bot.resident_mb


def _ask_until_scored(bot: Server, copy: Path, now: datetime, orders: Orders) -> list[Turn]:
    turns = []
    with sqlite3.connect(copy) as connection:
        while connection.execute(LEFT, (f"{now:%Y-%m-%d %H:%M:%S.%f}",)).fetchone()[0]:
            turns.append(asyncio.run(send(bot.port, orders.take(AT_ONCE), CLIENTS)))
    odd = [each.text for turn in turns for each in turn.answers if not each.is_done and not each.is_late]
    if odd:
        raise RuntimeError(f"{len(odd)} not done: {odd[0][:300]}")
    return turns
