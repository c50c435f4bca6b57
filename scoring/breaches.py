"""The promise ledger: one breach is one episode of a promise not kept, on one line of one subject.

    over ──► open ──back at or under──► settling ──24 h──► closed, ended when it came back
              ▲                            │
              └──────── over again ────────┘   (the same breach goes on)

`decide_breaches` says what moves; the caller writes it down and tells people. The ledger is what was known:
an end is the moment the load came back, and a closed breach never changes (policy guide §6).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from scoring.ids import BreachId
from scoring.policy import Policy
from scoring.readings import Line, Reading, Subject
from scoring.working_time import Calendar


class Cause(StrEnum):
    """What had just happened when a breach opened; `BASELINE` is a team's first scoring."""

    BASELINE = "baseline"
    ALLOCATION = "allocation"
    CASE = "case"
    PEOPLE = "people"
    JUDGEMENT = "judgement"
    POLICY = "policy"
    IMPORT = "import"
    TIME = "time"


class Level(StrEnum):
    """Who is asked for a plan, in climbing order."""

    SUPERVISOR = "supervisor"
    SERVICE_MANAGER = "service_manager"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Span:
    """From the moment over the line to the moment back, None while it is still over."""

    opened_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Breach:
    """One row of the ledger.

    `value` and `promised` are those at opening, `worst` the highest value since (tenths for points and
    averages). `back_at` is set while settling and, once closed, is the end. `climbed_at` is when it last went
    one level up. `deadline` is when the first plan is due; it moves only
    with a team that is started later.
    """

    id: BreachId
    subject: Subject
    line: Line
    opened_at: datetime
    cause: Cause
    value: int
    promised: int
    worst: int
    deadline: datetime
    back_at: datetime | None = None
    closed_at: datetime | None = None
    climbed_to: Level = Level.SUPERVISOR
    climbed_at: datetime | None = None
    replied_120: bool = False

    @property
    def is_settling(self) -> bool:
        """Whether it is back at or under the line and not closed yet."""
        return self.back_at is not None and self.closed_at is None

    @property
    def span(self) -> Span:
        """When the promise was not kept; of a settling breach the end may still be taken back."""
        return Span(self.opened_at, self.back_at)


@dataclass(frozen=True, slots=True)
class Opened:
    """A new breach; `deadline` is when its plan is due, `past_120` as in `passes_120`."""

    subject: Subject
    line: Line
    opened_at: datetime
    cause: Cause
    value: int
    promised: int
    deadline: datetime
    past_120: bool


@dataclass(frozen=True, slots=True)
class Worsened:
    """A new high, which redraws the living message; `past_120` adds the one reply."""

    breach: BreachId
    value: int
    promised: int
    past_120: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """Back at or under the line."""

    breach: BreachId
    back_at: datetime


@dataclass(frozen=True, slots=True)
class Resumed:
    """Over again in time: the same breach goes on, and a climb that waited may be due at once."""

    breach: BreachId
    value: int


@dataclass(frozen=True, slots=True)
class Closed:
    """Settled for long enough: it ended at `ended_at` and was closed at `closed_at`."""

    breach: BreachId
    ended_at: datetime
    closed_at: datetime


Move = Opened | Worsened | Settled | Resumed | Closed


def decide_breaches(
    standing: Sequence[Breach],
    readings: Sequence[Reading],
    now: datetime,
    policy: Policy,
    calendar: Calendar,
    cause: Cause,
) -> list[Move]:
    """What moves, for the subjects that were just scored.

    `standing` are their breaches that aren't closed. A standing breach without a reading (somebody lost all
    capacity, a case was closed) is as good as back. The close of a line comes before its next opening.
    """
    by_line = {(reading.subject, reading.line): reading for reading in readings}
    moves: list[Move] = []
    kept_open = set()
    for breach in standing:
        step = _moves_of(breach, by_line.get((breach.subject, breach.line)), now, policy)
        moves += step
        if not any(isinstance(move, Closed) for move in step):
            kept_open.add((breach.subject, breach.line))
    new = (reading for reading in by_line.values() if reading.over)
    moves += (_opened(r, now, policy, calendar, cause) for r in new if (r.subject, r.line) not in kept_open)
    return moves


def settles_at(breach: Breach, policy: Policy) -> datetime | None:
    """When a settling breach closes, None if it isn't settling; from then on, over again is a new one."""
    if breach.back_at is None or breach.closed_at is not None:
        return None
    return breach.back_at + timedelta(hours=policy.ledger.settling_hours)


def passes_120(value: int, promised: int, replied: bool, policy: Policy) -> bool:
    """Whether it is the first time past the policy's percentage; never on a line of 0 (policy guide §12)."""
    return not replied and promised > 0 and value * 100 > promised * policy.ledger.worse_percent


def _moves_of(breach: Breach, reading: Reading | None, now: datetime, policy: Policy) -> list[Move]:
    settles = settles_at(breach, policy)
    if settles is not None and breach.back_at is not None and settles <= now:
        return [Closed(breach.id, breach.back_at, settles)]
    if reading is None or not reading.over:
        return [] if breach.is_settling else [Settled(breach.id, now)]
    resumed: list[Move] = [Resumed(breach.id, reading.value)] if breach.is_settling else []
    return resumed + _worsened(breach, reading, policy)


def _worsened(breach: Breach, reading: Reading, policy: Policy) -> list[Move]:
    past = passes_120(reading.value, reading.promised, breach.replied_120, policy)
    if reading.value <= breach.worst and not past:
        return []
    return [Worsened(breach.id, max(reading.value, breach.worst), reading.promised, past)]


def _opened(reading: Reading, now: datetime, policy: Policy, calendar: Calendar, cause: Cause) -> Opened:
    ledger = policy.ledger
    return Opened(
        subject=reading.subject,
        line=reading.line,
        opened_at=now,
        cause=cause,
        value=reading.value,
        promised=reading.promised,
        deadline=calendar.deadline(now, ledger.plan_working_days, ledger.deadline),
        past_120=passes_120(reading.value, reading.promised, False, policy),
    )
