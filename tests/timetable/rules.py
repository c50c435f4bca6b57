"""What the policy guide says of days and weeks (§7, §12), in plain steps, with none of the product's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.bank_holidays import bank_holidays

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)
CLOSED = bank_holidays()
WORST = (
    time(0), time(0, 0, 29), time(0, 59, 45), time(1, 30), time(2, 59, 59), time(3), time(7, 59, 59),
    time(8),
    time(8, 59, 59), time(9), time(9, 0, 30), time(15, 30), time(17), time(17, 45),
    time(18), time(23, 59, 59),
)  # fmt: skip
"""The minutes about which something turns, London time."""


def moment(day: date, at: time) -> datetime:
    """The instant at which London's clocks show this, in UTC; of an hour that comes twice the first."""
    return datetime.combine(day, at, LONDON).astimezone(UTC)


def day_of(at: datetime) -> date:
    return at.astimezone(LONDON).date()


def is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in CLOSED


def is_quiet(at: datetime) -> bool:
    """Evenings from 18:00, nights until 08:00, and every day on which nobody works."""
    local = at.astimezone(LONDON)
    return not (is_working(local.date()) and 8 <= local.hour < 18)


def after(day: date, working_days: int) -> date:
    """The nth working day after this one."""
    while working_days:
        day += DAY
        working_days -= is_working(day)
    return day


def planned(weekday: int, at: time, monday: date) -> datetime:
    """When the digest of a Monday's week was to go out: on a closed day, the next working day's same hour."""
    day = monday + weekday * DAY
    while not is_working(day):
        day += DAY
    return moment(day, at)


def late_end(planned_at: datetime) -> datetime:
    """Until when it may go out late: the end of the second working day after."""
    return moment(after(day_of(planned_at), 2) + DAY, time(0))


@dataclass(frozen=True)
class Sent:
    """A digest that went out: when, for which Monday's week, and which Mondays' weeks it covers."""

    at: datetime
    week: date
    covers: tuple[date, ...]


def monday(week: str) -> date:
    return date.fromisocalendar(int(week[:4]), int(week[6:]), 1)


def wrong_digests(
    weekday: int, at: time, started: datetime, ticks: Sequence[datetime], sent: Sequence[Sent]
) -> list[str]:
    """What breaks a rule: each week goes once, under the week it was planned for, as early as it can."""
    wrong, covered = [], [week for each in sent for week in each.covers]
    first = day_of(started) - timedelta(days=day_of(started).weekday() + 7)
    weeks = [first + 7 * DAY * number for number in range((ticks[-1] - started).days // 7 + 3)]
    due = {week: at_ for week in weeks if started <= (at_ := planned(weekday, at, week)) <= ticks[-1]}
    if len(covered) != len(set(covered)):
        wrong.append("a week twice")
    if covered != [week for week in due if covered and week <= covered[-1]]:
        wrong.append("a week left out, or one that was never owed")
    for each in sent:
        if each.week != each.covers[-1] or each.week not in due:
            wrong.append(f"{each} is not under the week it was planned for")
        elif is_quiet(each.at) or not due[each.week] <= each.at < late_end(due[each.week]):
            wrong.append(f"{each} at an hour at which it may not go out")
    went = {week: each.at for each in sent for week in each.covers}
    chances = [tick for tick in ticks if not is_quiet(tick)]
    place = 0
    for week, planned_at in due.items():
        while place < len(chances) and chances[place] < planned_at:
            place += 1
        in_time = place < len(chances) and chances[place] < late_end(planned_at)
        if in_time and went.get(week) != chances[place]:
            wrong.append(f"{week} could go out at {chances[place]} and went at {went.get(week)}")
    return wrong


def worst_ticks(start: datetime, days: int, random: Random, *, most_a_day: int = 16) -> list[datetime]:
    """When a bot looks: about the worst minutes of each day, with downtime that begins and ends at them."""
    ticks, down_until = [start], start
    for number in range(1, days):
        day = day_of(start) + number * DAY
        minutes = WORST if most_a_day >= len(WORST) else sorted(random.sample(WORST, most_a_day))
        for at in minutes:
            now = moment(day, at) + timedelta(seconds=random.choice((0, 0, 1, 17, 29)))
            if now < down_until or now <= ticks[-1]:
                continue
            if random.random() < 0.006:
                down_until = now + random.choice(
                    (timedelta(minutes=2), timedelta(hours=8), DAY, 3 * DAY, 4 * DAY, 9 * DAY, 23 * DAY)
                )
                continue
            ticks.append(now)
    return ticks
