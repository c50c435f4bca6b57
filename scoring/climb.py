"""The climb of a breach without a plan, and when to look at a breach again.

The supervisor is asked at once, the service manager at the plan's deadline, the head of service two working
days after that. Only a plan stops the climb, until its date; *seen* and *remind me later* don't (policy
guide §6).
"""

from datetime import date, datetime

from scoring.breaches import Breach, Level, settles_at
from scoring.case import Kind
from scoring.policy import Policy
from scoring.readings import URGENT_KINDS, Line
from scoring.working_time import Calendar, london

_NEXT = {Level.SUPERVISOR: Level.SERVICE_MANAGER, Level.SERVICE_MANAGER: Level.HEAD}


def plan_ends_at(plan_ends: date, policy: Policy) -> datetime:
    """The moment a plan's date is over: the deadline's hour on that day (policy guide §12)."""
    return london(plan_ends, policy.ledger.deadline)


def climb_deadline(
    breach: Breach, plan_ends: date | None, policy: Policy, calendar: Calendar
) -> datetime | None:
    """When the breach goes one level up unless something is done; None at the top.

    The later of the climb's own deadline and, with a plan, the deadline to review it.
    """
    if breach.climbed_to not in _NEXT:
        return None
    ledger = policy.ledger
    own = breach.deadline
    if breach.climbed_at is not None:
        own = calendar.deadline(breach.climbed_at, ledger.climb_working_days, ledger.deadline)
    if plan_ends is None:
        return own
    ended = plan_ends_at(plan_ends, policy)
    return max(own, calendar.deadline(ended, ledger.review_working_days, ledger.deadline))


def decide_climb(
    breach: Breach, plan_ends: date | None, now: datetime, policy: Policy, calendar: Calendar
) -> Level | None:
    """The level it goes up to now, None if it stays; one level at a time, and none while settling."""
    due = climb_deadline(breach, plan_ends, policy, calendar)
    is_waiting = breach.closed_at is not None or breach.is_settling
    if due is None or is_waiting or now < due:
        return None
    return _NEXT[breach.climbed_to]


def is_plan_missing(breach: Breach, plan_ends: date | None, now: datetime, policy: Policy) -> bool:
    """Whether a reminder for a plan makes sense: none was made, or its date has come."""
    if breach.closed_at is not None or breach.is_settling:
        return False
    return plan_ends is None or plan_ends_at(plan_ends, policy) <= now


def nobody_there_channel_at(
    opened_at: datetime, somebody_left: bool, policy: Policy, calendar: Calendar
) -> datetime:
    """When children with nobody there show in the team's channel, as a number without a name or reason.

    At once if somebody left, else 17:00 on the 5th working day after; the supervisor hears at once anyway.
    """
    if somebody_left:
        return opened_at
    ledger = policy.ledger
    return calendar.deadline(opened_at, ledger.nobody_there_working_days, ledger.deadline)


def next_look(
    breach: Breach, plan_ends: date | None, now: datetime, policy: Policy, calendar: Calendar
) -> datetime | None:
    """The next moment, `now` at the earliest, at which something may change by itself; None if never.

    While settling that is the moment it closes. Otherwise the climb's deadline (at once, if it has passed),
    the plan's date and, for `nobody_there`, the moment its number may show in the channel.
    """
    if breach.closed_at is not None:
        return None
    settles = settles_at(breach, policy)
    if settles is not None:
        return max(settles, now)
    moments = []
    climb = climb_deadline(breach, plan_ends, policy, calendar)
    if climb is not None:
        moments.append(max(climb, now))
    once = [plan_ends_at(plan_ends, policy)] if plan_ends is not None else []
    if breach.line is Line.NOBODY_THERE:
        once.append(nobody_there_channel_at(breach.opened_at, False, policy, calendar))
    return min([*moments, *(moment for moment in once if moment > now)], default=None)


def sends_at(line: Line, kind: Kind | None, now: datetime, policy: Policy, calendar: Calendar) -> datetime:
    """From when a message about a breach may go out.

    A wrong holder of a section 47 enquiry or a child protection plan is told of at once, also in quiet hours
    (policy guide §5); everything else waits for them to end. `kind` is the case's, None for other subjects.
    """
    if line is Line.WRONG_HOLDER and kind in URGENT_KINDS:
        return now
    return calendar.next_sending_moment(now, policy.hours)
