"""Which allocations are asked for, and whether those that were acknowledged are really there."""

import sqlite3
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import psycopg

from scoring.ids import WorkerId
from tests.benchmarks.client import Answer, Order
from tests.benchmarks.council_people import account_of

WITH_ROOM = """
SELECT load_now.worker_id, role.worker_id
FROM load_now
JOIN worker ON worker.id = load_now.worker_id
JOIN role ON role.team_id = load_now.team_id AND role.role = 'supervisor'
WHERE worker.grade IN ('experienced', 'advanced_practitioner')
  AND children < load_now.promise AND case_points + stable + extras + 60 <= bandwidth
ORDER BY load_now.worker_id
"""
"""Registered workers with room for one more child in need, each with their supervisor."""

STORED = """
SELECT child_case.reference, child_case.lead_id,
  (SELECT count(*) FROM allocation
   WHERE case_id = child_case.id AND worker_id = child_case.lead_id AND ended_at IS NULL),
  (SELECT count(*) FROM audit
   WHERE subject_kind = 'case' AND subject_id = child_case.id AND action = 'case_allocated')
FROM child_case WHERE child_case.reference LIKE 'NEW-%'
"""

DUE = """
SELECT (SELECT count(*) FROM due WHERE at <= :now)
  + (SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending', 'unknown') AND not_before <= :now)
"""


class Orders:
    """Hands out allocations nobody has asked for yet: a new reference, a worker who hasn't had one."""

    def __init__(self, database: Path, random: Random) -> None:
        self._numbers = count(1)
        with sqlite3.connect(database) as connection:
            self._waiting: list[tuple[int, int]] = connection.execute(WITH_ROOM).fetchall()
            self.teams = int(connection.execute("SELECT count(*) FROM team").fetchone()[0])
        random.shuffle(self._waiting)

    def take(self, number: int) -> list[Order]:
        """As many orders for random workers; IndexError when everybody with room has had one."""
        return [self._next() for _ in range(number)]

    def _next(self) -> Order:
        worker, supervisor = self._waiting.pop()
        reference = f"NEW-{next(self._numbers) * 7_654_321 % 100_000_007:09d}"
        return Order(account_of(WorkerId(supervisor)), reference, account_of(WorkerId(worker)), worker)


@dataclass(frozen=True, slots=True)
class Kept:
    """How many allocations were acknowledged, and how many of these are in the database exactly once."""

    acknowledged: int
    kept: int
    unasked: int


def count_kept(database: Path | str, answers: list[Answer]) -> Kept:
    """Each acknowledged case, its one open allocation to the worker asked for, and its one audit row."""
    asked = {
        answer.order.reference: answer.order.worker for answer in answers if answer.is_done or answer.is_late
    }
    stored = _fetched(database, STORED)
    kept = sum((asked.get(reference), 1, 1) == tuple(rest) for reference, *rest in stored)
    return Kept(len(asked), kept, sum(reference not in asked for reference, *_ in stored))


def count_due(database: Path | str, now: str) -> int:
    """How much is to be looked at or posted by a moment (UTC, as both databases keep it)."""
    return int(_fetched(database, DUE.replace(":now", f"'{now}'"))[0][0])


def _fetched(database: Path | str, query: str) -> list[tuple[Any, ...]]:
    """Asked of SQLite's file, or of the PostgreSQL at an address."""
    if isinstance(database, Path):
        with sqlite3.connect(database) as connection:
            return connection.execute(query).fetchall()
    with psycopg.connect(database) as other:
        return other.execute(query.replace("%", "%%").encode()).fetchall()
