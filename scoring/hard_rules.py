"""The rules that refuse: who can't be given a case today, and who may not lead this kind of case.

Source: policy guide §5 (the Peterborough scheme for support workers).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scoring.capacity import capacity_share
from scoring.case import Facts, Need
from scoring.case_words import KIND_COUNTED
from scoring.people import Grade, Worker
from scoring.policy import Policy, SupportWorkerMayLead


class RuleCode(StrEnum):
    """Which rule speaks; those down to `NEED_NOT_STATED` are hard."""

    LEFT = "LEFT"
    NOT_STARTED = "NOT_STARTED"
    NO_CAPACITY = "NO_CAPACITY"
    SUPPORT_OFFICER = "SUPPORT_OFFICER"
    NO_GRADE = "NO_GRADE"
    GRADE_LEADS_NOTHING = "GRADE_LEADS_NOTHING"
    SUPPORT_WORKER_KIND = "SUPPORT_WORKER_KIND"
    NEED_NOT_STATED = "NEED_NOT_STATED"
    OVER_PROMISE = "OVER_PROMISE"
    OVER_BANDWIDTH = "OVER_BANDWIDTH"
    ASYE = "ASYE"
    PACE = "PACE"
    OTHER_TEAM = "OTHER_TEAM"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that speaks about an allocation; the sentence says what is the matter and what to do next."""

    code: RuleCode
    sentence: str


def presence_rules(worker: Worker, today: date) -> Iterator[Rule]:
    """Somebody who isn't there for cases today can't be given any share of one."""
    if worker.has_left(today):
        yield Rule(RuleCode.LEFT, f"{worker.name} has left. Please choose somebody else.")
    elif not worker.is_in_post(today):
        starts = f" They start on {_day_text(worker.starts_on)}." if worker.starts_on else ""
        yield Rule(
            RuleCode.NOT_STARTED, f"{worker.name} hasn't started yet.{starts} Please choose somebody else."
        )
    elif capacity_share(worker, today) == 0:
        yield Rule(
            RuleCode.NO_CAPACITY,
            f"{worker.name} has no capacity for cases today. Please choose somebody else.",
        )


_GRADES_THAT_LEAD_NOTHING: dict[Grade, tuple[RuleCode, str]] = {
    Grade.SUPPORT_OFFICER: (
        RuleCode.SUPPORT_OFFICER,
        "{name} is a support officer, who helps with tasks and leads no cases. "
        "Please choose a social worker; {name} can co-work.",
    ),
    Grade.NONE: (
        RuleCode.NO_GRADE,
        "{name} has no grade here, so we can't say what we promised them. Please ask an admin to add their "
        "grade, or choose somebody else.",
    ),
}
_ANY_OTHER_GRADE = (
    RuleCode.GRADE_LEADS_NOTHING,
    "Under our policy {name}'s grade leads no cases. Please choose somebody else; {name} can co-work.",
)


def leading_rules(worker: Worker, facts: Facts, policy: Policy) -> Iterator[Rule]:
    """Whether the grade may lead at all, and a support worker this kind and need."""
    if not policy.grades[worker.grade].may_lead:
        code, sentence = _GRADES_THAT_LEAD_NOTHING.get(worker.grade, _ANY_OTHER_GRADE)
        yield Rule(code, sentence.format(name=worker.name))
    elif worker.grade is Grade.SUPPORT_WORKER:
        yield from _support_worker_rules(worker, facts, policy)


def may_be_supported(facts: Facts, policy: Policy) -> bool:
    """Whether a support worker may lead it as it stands: always, or because its need is lower."""
    may_lead = policy.kinds[facts.kind].support_worker
    is_lower = may_lead is SupportWorkerMayLead.LOWER_NEED and facts.need is Need.LOWER
    return may_lead is SupportWorkerMayLead.ALWAYS or is_lower


def _support_worker_rules(worker: Worker, facts: Facts, policy: Policy) -> Iterator[Rule]:
    """What a support worker may lead, by kind and need."""
    may_lead = policy.kinds[facts.kind].support_worker
    many = KIND_COUNTED[facts.kind][1]
    if may_lead is SupportWorkerMayLead.NEVER:
        yield Rule(
            RuleCode.SUPPORT_WORKER_KIND,
            f"{worker.name} is a support worker, and {many} are led by social workers. "
            f"Please choose a social worker; {worker.name} can co-work.",
        )
    elif may_lead is SupportWorkerMayLead.LOWER_NEED and facts.need is Need.STANDARD:
        yield Rule(
            RuleCode.SUPPORT_WORKER_KIND,
            f"{worker.name} is a support worker, who leads {many} when the need is lower; here it is "
            f"standard. Please choose a social worker; {worker.name} can co-work.",
        )
    elif may_lead is SupportWorkerMayLead.LOWER_NEED and facts.need is Need.UNKNOWN:
        yield Rule(
            RuleCode.NEED_NOT_STATED,
            f"{worker.name} is a support worker, who leads {many} when the need is lower. "
            "Please say whether the need is lower or standard.",
        )


def _day_text(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
