"""Which weekly digest is due for a team, and which weeks it covers.

A digest is known by the ISO week it was scheduled for ("2026-W48"), also when a bank holiday moves it into
the next one. It may go out late, in working hours, until the end of the 2nd working day after; then the next
one covers the weeks owed (policy guide §7 and §12).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from scoring.ids import TeamId
from scoring.policy import Policy
from scoring.working_time import Calendar, end_of_day, london, london_day

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class TeamSchedule:
    """When a team's digest goes out: `weekday` is 0 for Monday to 4 for Friday, `at` London time.

    Weeks scheduled before `started_at`, when its manager started the team, were never owed.
    """

    team: TeamId
    weekday: int
    at: time
    started_at: datetime


@dataclass(frozen=True, slots=True)
class DigestDue:
    """A digest to compose now, under `week`. `weeks_owed` are all it covers, oldest first, its own last.

    `send_at` is when it was scheduled to go out.
    """

    team: TeamId
    week: str
    weeks_owed: tuple[str, ...]
    send_at: datetime

    @property
    def covers_earlier_weeks(self) -> bool:
        """Whether an earlier week's digest never went out, which this one then says."""
        return len(self.weeks_owed) > 1


def week_of(day: date) -> str:
    """The ISO week a day lies in, as a key that sorts by time: "2026-W48"."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def monday_of(week: str) -> date:
    """The Monday of an ISO week's key."""
    return date.fromisocalendar(int(week[:4]), int(week[6:]), 1)


def scheduled_at(schedule: TeamSchedule, week: str, calendar: Calendar) -> datetime:
    """When a week's digest goes out: its day and hour, on a bank holiday the next working day's same hour."""
    day = calendar.working_day_from(monday_of(week) + timedelta(days=schedule.weekday))
    return london(day, schedule.at)


def late_until(send_at: datetime, policy: Policy, calendar: Calendar) -> datetime:
    """Up to when, not included, a digest may go out late: the end of the 2nd working day after."""
    late_days = policy.hours.digest_late_working_days
    return end_of_day(calendar.add_working_days(london_day(send_at), late_days))


def decide_digest(
    schedule: TeamSchedule, last_sent_week: str | None, now: datetime, policy: Policy, calendar: Calendar
) -> DigestDue | None:
    """The digest that is due now, None if there is none; with `last_sent_week` recorded, never a week twice.

    A digest scheduled in the quiet hours, or late in them, waits for working hours.
    """
    if calendar.in_quiet_hours(now, policy.hours):
        return None
    owed = _weeks_owed(schedule, last_sent_week, now, calendar)
    if not owed:
        return None
    send_at = scheduled_at(schedule, owed[-1], calendar)
    if now >= late_until(send_at, policy, calendar):
        return None
    return DigestDue(schedule.team, owed[-1], owed, send_at)


def _weeks_owed(
    schedule: TeamSchedule, last_sent_week: str | None, now: datetime, calendar: Calendar
) -> tuple[str, ...]:
    """The weeks scheduled from the team's start up to now that no digest has covered, oldest first."""
    # From a week before the start: a bank holiday may have moved that week's digest past it.
    start = monday_of(week_of(london_day(schedule.started_at))) - _WEEK
    if last_sent_week is not None:
        start = max(start, monday_of(last_sent_week) + _WEEK)
    owed = []
    while (send_at := scheduled_at(schedule, week_of(start), calendar)) <= now:
        if send_at >= schedule.started_at:
            owed.append(week_of(start))
        start += _WEEK
    return tuple(owed)
