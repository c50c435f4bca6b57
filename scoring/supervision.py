"""Supervision: that it happened and how long it took, when the next one is due, and how often it was in time.

Every four weeks; somebody newly qualified weekly up to week 6, then fortnightly up to month 6, and a support
worker in their first months the same (the Peterborough scheme; policy guide §7). Days on which somebody is
away in full don't count: the next one is due that much later.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scoring.capacity import reduced_share
from scoring.errors import BadInput
from scoring.ids import SupervisionId, WorkerId
from scoring.people import Grade, Worker
from scoring.policy import Policy
from scoring.working_time import ONE_DAY

STARTING_GRADES = frozenset({Grade.NEWLY_QUALIFIED, Grade.SUPPORT_WORKER})
SOCIAL_WORKERS = frozenset({Grade.NEWLY_QUALIFIED, Grade.EXPERIENCED, Grade.ADVANCED_PRACTITIONER})
SUPPORT_WORKERS = frozenset({Grade.SUPPORT_WORKER, Grade.SUPPORT_OFFICER})
"""The two groups whose supervision is compared."""

_WEEK = timedelta(days=7)
_MONTHS_A_YEAR = 12
_MOST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Supervision:
    """One that happened: its London day and its minutes, and nothing of its content."""

    id: SupervisionId
    worker: WorkerId
    held_on: date
    minutes: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody's supervision stands on a day.

    `due_on` is None while nobody can say: nothing is recorded yet and the first day isn't known, or they are
    away without a known end. `overdue_days` leaves out the days away.
    """

    worker: WorkerId
    last: Supervision | None
    interval: timedelta
    due_on: date | None
    overdue_days: int
    is_away: bool

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed, and they have been there since."""
        return self.overdue_days > 0 and not self.is_away

    def is_due(self, today: date) -> bool:
        """Whether it should happen today or should have happened before."""
        return self.due_on is not None and self.due_on <= today and not self.is_away


@dataclass(frozen=True, slots=True)
class InTime:
    """Of the supervisions that were `due`, how many happened `in_time`."""

    in_time: int = 0
    due: int = 0

    def __add__(self, other: "InTime") -> "InTime":
        return InTime(self.in_time + other.in_time, self.due + other.due)


@dataclass(frozen=True, slots=True)
class Supervised:
    """Somebody who is supervised: how it stands, and how often it was in time lately."""

    worker: Worker
    standing: Standing
    in_time: InTime


def supervision_interval(worker: Worker, day: date, policy: Policy) -> timedelta:
    """The longest time until the next one, counted from this day. Without a known first day: the usual."""
    rule, start = policy.supervision, worker.starts_on
    usual = rule.interval_weeks * _WEEK
    if worker.grade not in STARTING_GRADES or start is None or start > day:
        return usual
    if day < start + rule.asye_weekly_until_week * _WEEK:
        return _WEEK
    if _months_between(start, day) < rule.asye_fortnightly_until_month:
        return min(2 * _WEEK, usual)
    return usual


def supervision_due_on(worker: Worker, since: date, policy: Policy) -> date | None:
    """The day by which the next one is due after `since`; None while they are away without a known end."""
    due = since + supervision_interval(worker, since, policy)
    for first, last in _times_away(worker):
        if first > due:
            break
        if last is None:
            return None
        if last > since:
            due += last - max(first, since + ONE_DAY) + ONE_DAY
    return due


def score_standing(
    worker: Worker, last: Supervision | None, known_from: date | None, today: date, policy: Policy
) -> Standing:
    """How somebody's supervision stands; nothing was recorded before `known_from` (None: nor is it now)."""
    since = last.held_on if last is not None else _first_day(worker, known_from)
    due = supervision_due_on(worker, since, policy) if since is not None else None
    late = _days_between(due, today) if due is not None else ()
    return Standing(
        worker=worker.id,
        last=last,
        interval=supervision_interval(worker, since or today, policy),
        due_on=due,
        overdue_days=sum(not _is_away(worker, day) for day in late),
        is_away=_is_away(worker, today),
    )


def score_in_time(
    worker: Worker, held: Sequence[date], known_from: date | None, today: date, policy: Policy
) -> InTime:
    """How many were in time over the policy's last weeks; `held` are all since the last one before them.

    One that happened by its day counts as in time on the day it happened. Each day by which one was due and
    none had happened counts as one that wasn't, and again after each further interval without one.
    """
    window = today - policy.supervision.parity_weeks * _WEEK
    since = _counted_from(worker, held, known_from, window)
    if since is None:
        return InTime()
    total = InTime()
    for day, is_held in [*((each, True) for each in held if each > since), (today, False)]:
        due = supervision_due_on(worker, since, policy)
        if is_held and day >= window and (due is None or day <= due):
            total += InTime(1, 1)
        while due is not None and due < day:
            total += InTime(0, 1) if due >= window else InTime()
            due = supervision_due_on(worker, due, policy)
        since = day
    return total


def decide_supervision(
    held_on: date | None, minutes: str, worker: Worker, today: date, policy: Policy
) -> tuple[date, int]:
    """The day and the minutes that somebody typed; BadInput names the field.

    Not in the future, and within the worker's time in post, both ends included.
    """
    if held_on is None:
        raise BadInput("Choose the day on which it happened.", "held_on")
    if held_on > today:
        raise BadInput("That day is still to come. Record it once it has happened.", "held_on")
    if not worker.is_in_post(held_on):
        raise BadInput("They weren't in post on that day. Which day was it?", "held_on")
    return held_on, _read_minutes(minutes, policy)


def _read_minutes(text: str, policy: Policy) -> int:
    rule, typed = policy.supervision, text.casefold().removesuffix("minutes").removesuffix("min").strip()
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= _MOST_DIGITS
    if not is_number or not rule.least_minutes <= int(typed) <= rule.most_minutes:
        least, most = rule.least_minutes, rule.most_minutes
        raise BadInput(f"Write how many minutes it took, from {least} to {most}, like 60.", "minutes")
    return int(typed)


def _first_day(worker: Worker, known_from: date | None) -> date | None:
    """From when the first one is counted: the first day in post, or the first day of recording if later."""
    if known_from is None or worker.starts_on is None:
        return known_from
    return max(worker.starts_on, known_from)


def _counted_from(worker: Worker, held: Sequence[date], known_from: date | None, window: date) -> date | None:
    """The last one before the window; without one the first day, or the first that was recorded."""
    before = [day for day in held if day < window]
    if before:
        return before[-1]
    first = _first_day(worker, known_from)
    return min([*held[:1], *([first] if first is not None else [])], default=None)


def _is_away(worker: Worker, day: date) -> bool:
    """Whether all of somebody's time is taken by reductions on that day."""
    return reduced_share(worker, day) == 1


def _times_away(worker: Worker) -> Iterator[tuple[date, date | None]]:
    """When somebody is away in full: first and last day of each time, in order; None: no known end."""
    starts = {each.starts_on for each in worker.reductions}
    ends = {each.ends_on + ONE_DAY for each in worker.reductions if each.ends_on is not None}
    turns = sorted(starts | ends)
    for place, first in enumerate(turns):
        if _is_away(worker, first):
            following = turns[place + 1] if place + 1 < len(turns) else None
            yield first, following - ONE_DAY if following is not None else None


def _days_between(after: date, until: date) -> Iterator[date]:
    """The days after one day, up to and with another."""
    return (after + ONE_DAY * number for number in range(1, (until - after).days + 1))


def _months_between(start: date, today: date) -> int:
    """Whole calendar months, by the day of the month."""
    months = (today.year - start.year) * _MONTHS_A_YEAR + today.month - start.month
    return months - (today.day < start.day)
