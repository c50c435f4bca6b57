"""Children who wait for a worker: who looks after each wait, when they look next, how long it has been.

Source: policy guide §5 ("the waiting list, with a named owner and a next look") and §6.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scoring.case import Case, Kind
from scoring.errors import BadInput
from scoring.ids import WorkerId
from scoring.policy import Policy
from scoring.readings import waiting_deadline, waiting_working_days
from scoring.working_time import Calendar, london_day


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks after a child's wait, and the London day on which they look at it next."""

    owner: WorkerId | None
    on: date


@dataclass(frozen=True, slots=True)
class Wait:
    """One child who waits: in working days, how long so far and how long we promise at most.

    `due_at` is when the promise ends, `is_late` says that it has. `look` is what somebody set; without that,
    what the policy gives.
    """

    case: Case
    since: datetime
    working_days: int
    promised_working_days: int
    due_at: datetime
    is_late: bool
    look: Look


def build_wait(
    case: Case,
    since: datetime,
    look: Look | None,
    supervisor: WorkerId | None,
    now: datetime,
    policy: Policy,
    calendar: Calendar,
) -> Wait:
    """A child's wait as it stands; without a look that was set, the supervisor's by our promise's day."""
    kind = case.facts.kind
    deadline = waiting_deadline(kind, since, policy, calendar)
    return Wait(
        case=case,
        since=since,
        working_days=calendar.working_days_after(london_day(since), london_day(now)),
        promised_working_days=waiting_working_days(kind, policy),
        due_at=deadline,
        is_late=deadline <= now,
        look=look or Look(supervisor, usual_look(kind, since, policy, calendar)),
    )


def usual_look(kind: Kind, since: datetime, policy: Policy, calendar: Calendar) -> date:
    """The day on which a wait is looked at where nobody has said otherwise: the last that we promise."""
    return london_day(waiting_deadline(kind, since, policy, calendar))


def check_look(day: date, today: date, policy: Policy, calendar: Calendar) -> date:
    """The day of a next look, if it can be one; BadInput says what is wrong beside the field `next_look`."""
    latest = today + timedelta(days=policy.ledger.plan_most_days)
    if day <= today:
        raise BadInput("Please choose a day after today for the next look.", "next_look")
    if day > latest:
        raise BadInput(f"A next look is at most {latest.day} {latest:%B %Y}; a child waits.", "next_look")
    if not calendar.is_working_day(day):
        near = calendar.working_day_from(day)
        raise BadInput(
            f"Nobody is at work on that day; the next working day is {near.day} {near:%B}.", "next_look"
        )
    return day
