"""Whether two people may weigh a case differently, and when that counts.

Source: policy guide §3 and §12. A judgement that is only proposed counts for nothing.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from scoring.case import Case, Judgement, JudgementReason
from scoring.errors import BadInput, Refused
from scoring.ids import WorkerId
from scoring.policy import Policy
from scoring.tenths import Tenths, short_text

NOBODY = WorkerId(0)
"""Stands for the supervisor of a judgement that none has agreed yet, while its points are shown."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A judgement that somebody proposes: tenths of points, a reason code, both people, a London review date.

    `supervisor_of_team` says whether the supervisor (or dated cover) supervises the case's team. `agreed`
    holds those who have agreed so far, in Slack or in person.
    """

    points: Tenths
    reason: str
    worker: WorkerId | None
    supervisor: WorkerId | None
    review_on: date
    supervisor_of_team: bool
    agreed: frozenset[WorkerId] = frozenset()


def decide_judgement(proposal: Proposal, case: Case, policy: Policy, today: date) -> Judgement | None:
    """The judgement to record once both have agreed; None while it is only proposed and counts for nothing.

    BadInput names the field that can't be read; Refused says why these people can't agree it.
    """
    points = _whole_points(proposal.points, policy)
    reason = _reason(proposal.reason)
    _check_review(proposal.review_on, policy, today)
    worker, supervisor = _both(proposal, case)
    if not {worker, supervisor} <= proposal.agreed:
        return None
    return Judgement(points, reason, worker, supervisor, proposal.review_on)


def usual_review(policy: Policy, today: date) -> date:
    """The London day on which a judgement made today is usually reviewed."""
    return today + timedelta(weeks=policy.judgement_usual_weeks)


def judged(
    case: Case, points: int, reason: JudgementReason, worker: WorkerId, supervisor: WorkerId | None
) -> Case:
    """The case as it would be with this judgement (whole points) agreed, whatever review day is chosen.

    `supervisor` is None while none has agreed yet.
    """
    agreed = Judgement(points, reason, worker, supervisor or NOBODY, date.max)
    return replace(case, judgement=agreed)


def proposed_text(points: int, would_make: Tenths) -> str:
    """A proposed judgement (whole points) and the load it would make: "+2 proposed, would make 104"."""
    sign = "−" if points < 0 else "+"
    return f"{sign}{abs(points)} proposed, would make {short_text(would_make)}"


def _check_review(review_on: date, policy: Policy, today: date) -> None:
    latest = today + timedelta(weeks=policy.judgement_most_weeks)
    if review_on <= today:
        raise BadInput("Please choose a review date after today; the judgement lapses on it.", "review_on")
    if review_on > latest:
        raise BadInput(
            f"A judgement is reviewed by {latest.day} {latest:%B %Y} at the latest; please choose a day "
            "up to then.",
            "review_on",
        )


def _whole_points(points: Tenths, policy: Policy) -> int:
    whole, tenth = divmod(points, 10)
    if tenth or not policy.judgement_least <= whole <= policy.judgement_most:
        least, most = (short_text(each * 10) for each in (policy.judgement_least, policy.judgement_most))
        raise BadInput(f"A judgement is a whole number of points from {least} to +{most}.", "points")
    return whole


def _reason(code: str) -> JudgementReason:
    try:
        return JudgementReason(code.strip().upper())
    except ValueError:
        raise BadInput(f"Please choose a reason: {', '.join(JudgementReason)}.", "reason") from None


def _both(proposal: Proposal, case: Case) -> tuple[WorkerId, WorkerId]:
    """The worker who leads the case and a supervisor of its team: two people."""
    if proposal.worker is None or proposal.supervisor is None:
        raise BadInput("A judgement needs both names: the worker's and a supervisor's.", "supervisor")
    if proposal.worker == proposal.supervisor:
        raise Refused("Nobody agrees a judgement with themselves. Please name another supervisor.")
    if proposal.worker != case.lead:
        raise Refused("A judgement is agreed with the worker who leads the case. Please look at it again.")
    if not proposal.supervisor_of_team:
        raise Refused("A judgement is agreed with a supervisor of the case's team. Please name one of them.")
    return proposal.worker, proposal.supervisor
