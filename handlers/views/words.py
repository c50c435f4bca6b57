"""How things are said: dates and numbers as people in England write them, people as they wrote themselves."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from handlers.escaping import escape as escape
from scoring.case_words import children_text
from scoring.load import Load
from scoring.people import Grade
from scoring.policy import Policy
from scoring.tenths import short_text
from scoring.working_time import london_day, london_time

BRAND = "Caseload Promise"
GRADE_NOUNS: Mapping[Grade, str] = {
    Grade.NEWLY_QUALIFIED: "a newly qualified social worker",
    Grade.EXPERIENCED: "a social worker",
    Grade.ADVANCED_PRACTITIONER: "an advanced practitioner",
    Grade.SUPPORT_WORKER: "a support worker",
    Grade.SUPPORT_OFFICER: "a support officer",
    Grade.TEAM_MANAGER: "a team manager",
    Grade.NONE: "somebody without a grade here",
}


def first_name(name: str) -> str:
    """What colleagues call somebody: "Lee" for "Lee Marsh"; the whole name where it is one word."""
    return name.split()[0] if name.split() else name


def day_text(day: date) -> str:
    """ "Monday 23 November"."""
    return f"{day:%A} {day.day} {day:%B}"


def dated_text(day: date, today: date) -> str:
    """ "Monday 23 November", with its year where that isn't this one."""
    return day_text(day) if day.year == today.year else f"{day_text(day)} {day.year}"


def due_text(due: datetime, now: datetime) -> str:
    """By when: "today by 17:00", "by Monday 23 November at 17:00"."""
    if london_day(due) == london_day(now):
        return f"today by {london_time(due):%H:%M}"
    return f"by {dated_moment(due, london_day(now))}"


def short_day(day: date) -> str:
    """ "Mon 23 Nov"."""
    return f"{day:%a} {day.day} {day:%b}"


def moment_text(moment: datetime) -> str:
    """ "Monday 23 November at 17:00", London time."""
    return f"{day_text(london_day(moment))} at {london_time(moment):%H:%M}"


def dated_moment(moment: datetime, today: date) -> str:
    """ "Monday 23 November at 17:00", with its year where that isn't this one."""
    return f"{dated_text(london_day(moment), today)} at {london_time(moment):%H:%M}"


def duration_text(lasted: timedelta) -> str:
    """Elapsed time, as exact as people say it, to the nearest: "40 minutes", "5 hours", "3 days"."""
    minutes = int(lasted.total_seconds() // 60)
    if minutes < 60:
        return plural(max(minutes, 1), "minute")
    hours = (minutes + 30) // 60
    return plural(hours, "hour") if hours < 48 else plural((hours + 12) // 24, "day")


def plural(number: int, noun: str) -> str:
    """ "1 day", "3 days"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(items: list[str], last: str = "and") -> str:
    """ "Sam, Jo and Ali"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def children_of(load: Load) -> str:
    """ "12 of 15 children"."""
    return f"{load.children} of {children_text(load.promise)}"


def points_of(load: Load) -> str:
    """ "88.5 of 100 points"."""
    return f"{short_text(load.points)} of {short_text(load.bandwidth)} points"


def load_words(load: Load) -> str:
    """Both lines of a load: "12 of 15 children · 88.5 of 100 points"."""
    if not load.has_capacity:
        return f"{children_text(load.children)} · no capacity today"
    return f"{children_of(load)} · {points_of(load)}"


def change_words(before: Load, after: Load) -> str:
    """Both lines before → after; a line that stays what it was reads "3 of 8 children as before"."""
    same_children, same_points = before.children == after.children, before.points == after.points
    if not after.has_capacity:
        now = children_text(after.children)
        children = f"{now} as before" if same_children else f"{before.children} → {now}"
        return f"{children} · no capacity today"
    children = f"{children_of(after)} as before"
    if not same_children:
        children = f"{before.children} → {children_of(after)}"
    points = f"{points_of(after)} as before"
    if not same_points:
        points = f"{short_text(before.points)} → {points_of(after)}"
    return f"{children} · {points}"


def standing_words(load: Load) -> str:
    """Where a load stands, in words rather than a colour: over, room, within the band, no capacity."""
    if not load.has_capacity:
        return "nobody there today" if load.children else "away"
    if load.is_over:
        return "over"
    return "room" if load.has_room else "within"


def bandwidth_sentence(policy: Policy) -> str:
    """What the bandwidth is, for whoever meets the word on a screen."""
    return (
        "Bandwidth is the points we plan for somebody: under its low end, "
        f"{policy.low_end_percent} % of it, there is room; above it is more than we promised."
    )


def trial_note(policy: Policy) -> str:
    """What every screen says of a policy that nobody has agreed."""
    if policy.is_trial:
        return f"Trial figures: policy {policy.version} has not been agreed by anybody yet."
    agreed_on = policy.agreed_on
    day = f"{agreed_on.day} {agreed_on:%B %Y}" if agreed_on else ""
    return f"Policy {policy.version}, agreed by {policy.agreed_by} on {day}."
