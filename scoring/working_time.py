"""London time: days, working days, deadlines, and the hours in which messages are held back.

Instants are aware datetimes in UTC, so hours between them are elapsed hours; days and times of day are
Europe/London. Where the clock goes back, a time that comes twice is the first of the two; where it goes
forward, a time that never comes is an hour later on the clock.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scoring.policy import Hours

LONDON = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)
SATURDAY = 5


def london_day(instant: datetime) -> date:
    """The day it is in London at that instant."""
    return instant.astimezone(LONDON).date()


def london_time(instant: datetime) -> time:
    """What London's clocks show at that instant."""
    return instant.astimezone(LONDON).time()


def london(day: date, at: time) -> datetime:
    """The instant, in UTC, at which London's clocks show `at` on `day`."""
    return datetime.combine(day, at, tzinfo=LONDON).astimezone(UTC)


def start_of_day(day: date) -> datetime:
    """The instant of 00:00 in London."""
    return london(day, time(0))


def end_of_day(day: date) -> datetime:
    """The instant of 24:00 in London: the next day's start, 23 to 25 hours after this day's."""
    return start_of_day(day + ONE_DAY)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days people work: Monday to Friday without `closed_days`.

    `closed_days` are the bank holidays of England and the council's own closed days; the caller hands in
    those of every year it asks about.
    """

    closed_days: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether people work on that day."""
        return day.weekday() < SATURDAY and day not in self.closed_days

    def working_day_from(self, day: date) -> date:
        """The day itself if people work on it, else the next working day."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def add_working_days(self, day: date, working_days: int) -> date:
        """The nth working day after `day`, which needn't be one itself; 0 is `working_day_from(day)`."""
        if working_days == 0:
            return self.working_day_from(day)
        for _ in range(working_days):
            day = self.working_day_from(day + ONE_DAY)
        return day

    def working_days_after(self, day: date, until: date) -> int:
        """How many working days there are after `day`, up to and with `until`."""
        days = range((until - day).days)
        return sum(self.is_working_day(day + ONE_DAY * (number + 1)) for number in days)

    def deadline(self, opened_at: datetime, working_days: int, at: time = time(17)) -> datetime:
        """`at` on the nth working day after the London day of `opened_at` (policy guide §6).

        Opened Friday 16:00, 2 working days → Tuesday 17:00. What opens on a Saturday, a Sunday or a bank
        holiday has the next working day as its first.
        """
        return london(self.add_working_days(london_day(opened_at), working_days), at)

    def in_quiet_hours(self, now: datetime, hours: Hours) -> bool:
        """Whether messages are held back: evenings, nights, weekends, bank holidays (policy guide §12)."""
        is_daytime = hours.quiet_until <= london_time(now) < hours.quiet_from
        return not (is_daytime and self.is_working_day(london_day(now)))

    def next_sending_moment(self, now: datetime, hours: Hours) -> datetime:
        """`now` if messages may go out, else the end of the quiet hours on the next working day.

        Before the quiet hours end on a working day, that is the same day.
        """
        if not self.in_quiet_hours(now, hours):
            return now
        day = london_day(now)
        if london_time(now) >= hours.quiet_until:
            day += ONE_DAY
        return london(self.working_day_from(day), hours.quiet_until)
