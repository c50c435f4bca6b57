"""Which visits are overdue, by the policy's usual interval for the kind of case."""

from datetime import date, timedelta

from scoring.case import Kind
from scoring.policy import Policy, VisitUnit
from scoring.working_time import Calendar


def visit_due_on(kind: Kind, last_seen: date, policy: Policy, calendar: Calendar) -> date | None:
    """The last day for the next visit; None for a kind without an interval."""
    interval = policy.kinds[kind].visit
    if interval is None:
        return None
    if interval.unit is VisitUnit.WEEKS:
        return last_seen + timedelta(weeks=interval.count)
    return calendar.add_working_days(last_seen, interval.count)


def visits_overdue(
    kind: Kind, last_seen: date | None, today: date, policy: Policy, calendar: Calendar
) -> date | None:
    """The day a visit was due by, if that has passed; None if it hasn't, or if `last_seen` isn't known."""
    due = None if last_seen is None else visit_due_on(kind, last_seen, policy, calendar)
    return due if due is not None and due < today else None
