"""What falls due by itself between two ticks: digests, reminders, the end of each day, the nightly sweep.

The tick only marks what is due, under `Occasion.key`, which is unique: any number of processes that ask
mark it once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from scoring.digest_weeks import DigestDue, TeamSchedule, decide_digest
from scoring.ids import TeamId
from scoring.policy import Policy
from scoring.working_time import Calendar, end_of_day, london, london_day

SWEEP_AT = time(3)
"""When the night's clearing up is due: after both clock changes, and nobody is at work."""


class OccasionKind(StrEnum):
    SNAPSHOT = "snapshot"
    SWEEP = "sweep"
    REMINDER = "reminder"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something due once: a snapshot, sweep or reminder of a London `day`, or a team's `digest`.

    `at` is when it was to happen, which may be before the tick that finds it. `day` of a digest is the day it
    was to go out.
    """

    kind: OccasionKind
    at: datetime
    day: date
    digest: DigestDue | None = None

    @property
    def key(self) -> str:
        """What is unique: "snapshot 2026-11-23", "digest 2026-W48 7" (the team's id)."""
        if self.digest is None:
            return f"{self.kind} {self.day}"
        return f"{self.kind} {self.digest.week} {self.digest.team}"


def due_between(
    last: datetime,
    now: datetime,
    schedules: Sequence[TeamSchedule],
    last_sent_weeks: Mapping[TeamId, str],
    policy: Policy,
    calendar: Calendar,
) -> list[Occasion]:
    """What fell due after `last`, up to and with `now`, in order of time.

    Every day's snapshot is listed, however long the bot was down; of several reminders or sweeps that were
    missed only the newest, for the others it would do nothing more. A digest is listed from its hour on until
    `last_sent_weeks` has its week.
    """
    days = _days_between(last, now)
    occasions = [
        *_all_due(OccasionKind.SNAPSHOT, end_of_day, days, last, now),
        *_all_due(OccasionKind.SWEEP, lambda day: london(day, SWEEP_AT), days, last, now)[-1:],
        *_reminders(days, last, now, policy, calendar)[-1:],
        *_digests(schedules, last_sent_weeks, now, policy, calendar),
    ]
    return sorted(occasions, key=lambda occasion: occasion.at)


def _days_between(last: datetime, now: datetime) -> list[date]:
    """The London days that may hold, or end at, a moment in (last, now]."""
    first, final = london_day(last), london_day(now)
    return [date.fromordinal(number) for number in range(first.toordinal(), final.toordinal() + 1)]


def _all_due(
    kind: OccasionKind,
    moment: Callable[[date], datetime],
    days: Iterable[date],
    last: datetime,
    now: datetime,
) -> list[Occasion]:
    return [Occasion(kind, at, day) for day in days if last < (at := moment(day)) <= now]


def _reminders(
    days: Iterable[date], last: datetime, now: datetime, policy: Policy, calendar: Calendar
) -> list[Occasion]:
    working_days = [day for day in days if calendar.is_working_day(day)]
    reminder = policy.hours.reminder
    return _all_due(OccasionKind.REMINDER, lambda day: london(day, reminder), working_days, last, now)


def _digests(
    schedules: Sequence[TeamSchedule],
    last_sent_weeks: Mapping[TeamId, str],
    now: datetime,
    policy: Policy,
    calendar: Calendar,
) -> list[Occasion]:
    due = (decide_digest(each, last_sent_weeks.get(each.team), now, policy, calendar) for each in schedules)
    return [
        Occasion(OccasionKind.DIGEST, digest.send_at, london_day(digest.send_at), digest)
        for digest in due
        if digest is not None
    ]
