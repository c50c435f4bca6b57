"""Weeks of a made-up team, for the tests of what is drawn of them."""

from collections.abc import Sequence
from datetime import date

from scoring.ids import PolicyVersion
from scoring.snapshots import Snapshot
from scoring.trend import week_ends

LAST = date(2026, 11, 22)


def weeks(number: int, children: Sequence[int] = (38, 42, 47), promise: int = 45) -> list[Snapshot]:
    """So many weeks' ends, the children in turn."""
    return [
        Snapshot(day, held, held * 75, promise, promise * 70, PolicyVersion("2026-1"))
        for place, day in enumerate(week_ends(LAST, number))
        for held in [children[place % len(children)]]
    ]
