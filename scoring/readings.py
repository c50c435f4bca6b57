"""What was read on each line of the ledger: a worker's two lines, a team's four, a case's two."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scoring.case import Case, Kind
from scoring.load import Load, TeamLoad
from scoring.policy import Policy
from scoring.tenths import round_half_up
from scoring.working_time import Calendar

URGENT_KINDS = frozenset({Kind.S47, Kind.CP})
"""The kinds whose wait is short, and whose wrong holder is told of at once (policy guide §5 and §6)."""


class SubjectKind(StrEnum):
    WORKER = "worker"
    TEAM = "team"
    CASE = "case"


class Line(StrEnum):
    """What a breach is a breach of."""

    CHILDREN = "children"
    POINTS = "points"
    AVERAGE = "average"
    NOBODY_THERE = "nobody_there"
    WRONG_HOLDER = "wrong_holder"
    WAITING_TOO_LONG = "waiting_too_long"


LINES_IN_TENTHS = frozenset({Line.POINTS, Line.AVERAGE})
"""The lines whose values are tenths; the others count children."""


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """Whose promise it is: a worker's, a team's or a case's, by its id."""

    kind: SubjectKind
    id: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One line of one subject now, against what was promised (both in tenths for points and averages)."""

    subject: Subject
    line: Line
    value: int
    promised: int
    over: bool


def read_worker(load: Load) -> list[Reading]:
    """A worker's lines; none without capacity, for nothing was promised to them (policy guide §4)."""
    if not load.has_capacity:
        return []
    subject = Subject(SubjectKind.WORKER, load.worker)
    return [
        Reading(subject, Line.CHILDREN, load.children, load.promise, load.over_children),
        Reading(subject, Line.POINTS, load.points, load.bandwidth, load.over_points),
    ]


def read_team(load: TeamLoad, policy: Policy) -> list[Reading]:
    """A team's lines; the average only where the council has a range, and over only above it."""
    subject = Subject(SubjectKind.TEAM, load.team)
    readings = [
        Reading(subject, Line.CHILDREN, load.children, load.promise, load.over_children),
        Reading(subject, Line.POINTS, load.points, load.bandwidth, load.over_points),
        Reading(subject, Line.NOBODY_THERE, load.nobody_there, 0, load.nobody_there > 0),
    ]
    if policy.average_range is not None and load.average is not None:
        value, high = round_half_up(load.average * 10), policy.average_range[1]
        readings.append(Reading(subject, Line.AVERAGE, value, high, load.over_average(policy)))
    return readings


def read_case(
    case: Case,
    has_wrong_holder: bool,
    waiting_since: datetime | None,
    now: datetime,
    policy: Policy,
    calendar: Calendar,
) -> list[Reading]:
    """A case's lines: led by somebody who may not (a hard rule says so), or waiting past its deadline."""
    subject = Subject(SubjectKind.CASE, case.id)
    is_late = (
        waiting_since is not None
        and waiting_deadline(case.facts.kind, waiting_since, policy, calendar) <= now
    )
    return [
        Reading(subject, Line.WRONG_HOLDER, int(has_wrong_holder), 0, has_wrong_holder),
        Reading(subject, Line.WAITING_TOO_LONG, int(is_late), 0, is_late),
    ]


def waiting_deadline(kind: Kind, since: datetime, policy: Policy, calendar: Calendar) -> datetime:
    """From when a child that waits has waited too long: 17:00 on the 1st or 3rd working day after."""
    return calendar.deadline(since, waiting_working_days(kind, policy), policy.ledger.deadline)


def waiting_working_days(kind: Kind, policy: Policy) -> int:
    """How many working days a child of that kind may wait, by our promise."""
    ledger = policy.ledger
    return ledger.waiting_urgent_working_days if kind in URGENT_KINDS else ledger.waiting_working_days
