"""Breaches and readings that state only what a test of the ledger is about."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from scoring.breaches import (
    Breach,
    Cause,
    Closed,
    Level,
    Move,
    Opened,
    Resumed,
    Settled,
    Worsened,
    decide_breaches,
    settles_at,
)
from scoring.ids import BreachId
from scoring.readings import Line, Reading, Subject, SubjectKind
from tests.builders import a_policy
from tests.scoring.london import WORKING, at

SAM = Subject(SubjectKind.WORKER, 1)
NORTH = Subject(SubjectKind.TEAM, 1)


def a_reading(children: int, promised: int = 15, subject: Subject = SAM) -> Reading:
    """So many children against a promise."""
    return Reading(subject, Line.CHILDREN, children, promised, children > promised)


FRIDAY_1600 = at("Fri 16:00")


def a_breach(opened_at: datetime = FRIDAY_1600, **changes: Any) -> Breach:
    """Sam's 17 children against 15, opened on Friday at 16:00."""
    ledger = a_policy().ledger
    values: dict[str, Any] = {
        "id": BreachId(1),
        "subject": SAM,
        "line": Line.CHILDREN,
        "opened_at": opened_at,
        "cause": Cause.ALLOCATION,
        "value": 17,
        "promised": 15,
        "worst": 17,
        "deadline": WORKING.deadline(opened_at, ledger.plan_working_days, ledger.deadline),
        "climbed_to": Level.SUPERVISOR,
    }
    return Breach(**(values | changes))


class Ledger:
    """A ledger in memory that does what the moves say, as `storage.breaches` does with rows."""

    def __init__(self) -> None:
        self.rows: dict[int, Breach] = {}

    @property
    def standing(self) -> list[Breach]:
        return [row for row in self.rows.values() if row.closed_at is None]

    def read(self, now: datetime, *readings: Reading) -> list[Move]:
        """Score now, and write down what moved."""
        moves = decide_breaches(self.standing, readings, now, a_policy(), WORKING, Cause.ALLOCATION)
        for move in moves:
            self._apply(move)
        return moves

    def look(self, now: datetime, reading: Reading) -> None:
        """Score now, after first having looked at every settling that ended before, as the due rows do."""
        for row in self.standing:
            settles = settles_at(row, a_policy())
            if settles is not None and settles <= now:
                self.read(settles, *([] if settles < now else [reading]))
        self.read(now, reading)

    def _apply(self, move: Move) -> None:
        if isinstance(move, Opened):
            number = len(self.rows) + 1
            self.rows[number] = a_breach(
                move.opened_at, id=BreachId(number), value=move.value, worst=move.value,
                subject=move.subject, line=move.line, replied_120=move.past_120,
            )  # fmt: skip
            return
        row = self.rows[move.breach]
        self.rows[move.breach] = _changed(row, move)


def _changed(row: Breach, move: Worsened | Settled | Resumed | Closed) -> Breach:
    match move:
        case Worsened():
            return replace(row, worst=move.value, replied_120=row.replied_120 or move.past_120)
        case Settled():
            return replace(row, back_at=move.back_at)
        case Resumed():
            return replace(row, back_at=None)
        case Closed():
            return replace(row, back_at=move.ended_at, closed_at=move.closed_at)
