"""When somebody's next supervision is due.

Every four weeks; somebody newly qualified weekly up to week 6, then fortnightly up to month 6, and a support
worker in their first months the same (the Peterborough scheme; policy guide §7).
"""

from datetime import date, timedelta

from scoring.people import Grade, Worker
from scoring.policy import Policy

STARTING_GRADES = frozenset({Grade.NEWLY_QUALIFIED, Grade.SUPPORT_WORKER})
_WEEK = timedelta(days=7)
_MONTHS_A_YEAR = 12


def supervision_interval(worker: Worker, today: date, policy: Policy) -> timedelta:
    """The longest time between two supervisions now. Who has no known first day has the usual interval."""
    rule, start = policy.supervision, worker.starts_on
    if worker.grade not in STARTING_GRADES or start is None or start > today:
        return rule.interval_weeks * _WEEK
    if today < start + rule.asye_weekly_until_week * _WEEK:
        return _WEEK
    if _months_between(start, today) < rule.asye_fortnightly_until_month:
        return 2 * _WEEK
    return rule.interval_weeks * _WEEK


def supervision_due_on(worker: Worker, last: date | None, today: date, policy: Policy) -> date | None:
    """The day by which the next one is due, from the last or the first day in post; None if unknown."""
    since = last if last is not None else worker.starts_on
    return None if since is None else since + supervision_interval(worker, today, policy)


def _months_between(start: date, today: date) -> int:
    """Whole calendar months, by the day of the month."""
    months = (today.year - start.year) * _MONTHS_A_YEAR + today.month - start.month
    return months - (today.day < start.day)
