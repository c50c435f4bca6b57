"""A manager's plan for a promise that isn't kept: what, who, by when; and how long reminders may be quiet."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from scoring.errors import BadInput
from scoring.ids import WorkerId
from scoring.policy import Policy
from scoring.working_time import Calendar

MOST_CHARACTERS = 200


class PlanCode(StrEnum):
    """What a manager can promise to do."""

    MOVE = "MOVE"
    SHARE = "SHARE"
    CLOSE = "CLOSE"
    PAUSE = "PAUSE"
    STAFF = "STAFF"
    REVIEW = "REVIEW"
    OTHER = "OTHER"


PLAN_WORDS = {
    PlanCode.MOVE: "move cases to somebody with room",
    PlanCode.SHARE: "share cases by co-working",
    PlanCode.CLOSE: "close cases that are ready to close",
    PlanCode.PAUSE: "no new allocations for now",
    PlanCode.STAFF: "cover or agency staff",
    PlanCode.REVIEW: "review what the cases weigh",
    PlanCode.OTHER: "something else",
}


class ReviewOutcome(StrEnum):
    """What came of a plan whose day had passed."""

    DONE = "done"
    GO_ON = "go_on"
    ANOTHER = "another"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done, who sees to it, and by which London day; it ends on it at the deadline's hour."""

    code: PlanCode
    who: WorkerId
    by_when: date
    text: str = ""


def decide_plan(
    code: str, who: WorkerId, by_when: date, text: str, today: date, policy: Policy, calendar: Calendar
) -> Plan:
    """The plan somebody typed; BadInput names the form field if it can't be one.

    The day must be a working day from today to `plan_most_days` ahead. OTHER needs words. That the text holds
    no personal data is checked where it comes in.
    """
    plan_code, words = _code(code), " ".join(text.split())
    if len(words) > MOST_CHARACTERS:
        raise BadInput(f"That is {len(words)} characters; a plan has at most {MOST_CHARACTERS}.", "text")
    if plan_code is PlanCode.OTHER and not words:
        raise BadInput("Say in a few words what the plan is.", "text")
    _check_day(by_when, today, policy, calendar)
    return Plan(plan_code, who, by_when, words)


def decide_reminder(working_days: int, today: date, policy: Policy, calendar: Calendar) -> date:
    """The working day on which reminders to a person begin again; they never stop the climb.

    BadInput unless it is 1 to `remind_working_days` working days (policy guide §6).
    """
    most = policy.ledger.remind_working_days
    if not 1 <= working_days <= most:
        raise BadInput(f"Reminders can wait 1 to {most} working days.", "working_days")
    return calendar.add_working_days(today, working_days)


def _code(code: str) -> PlanCode:
    try:
        return PlanCode(code.strip().upper())
    except ValueError as problem:
        raise BadInput(f"A plan is one of {', '.join(PlanCode)}.", "code") from problem


def _check_day(by_when: date, today: date, policy: Policy, calendar: Calendar) -> None:
    latest = today + timedelta(days=policy.ledger.plan_most_days)
    if by_when < today:
        raise BadInput("That day is in the past; by when will it be done?", "by_when")
    if by_when > latest:
        raise BadInput(f"A plan's day is at most {latest:%-d %B %Y}; review it then.", "by_when")
    if not calendar.is_working_day(by_when):
        next_day = calendar.working_day_from(by_when)
        raise BadInput(
            f"Nobody is at work on that day; the next working day is {next_day:%-d %B}.", "by_when"
        )
