"""Offering a case to another team: one team asks, the other accepts with a worker or declines with a reason.

    offered ──► accepted (a worker of the other team leads it)
       ├──────► declined (with a reason)
       └──────► withdrawn, or overtaken: the case was moved, closed or given to somebody meanwhile

Source: policy guide §5 and §9. There is at most one open offer of a case. Siblings may be offered in one
step; each is answered together with the others or by itself.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scoring.ids import CaseId, OfferId, TeamId, WorkerId


class Outcome(StrEnum):
    """How an offer ended."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    OVERTAKEN = "overtaken"


class DeclineReason(StrEnum):
    """Why a team can't take a case on."""

    ROOM = "ROOM"
    SKILL = "SKILL"
    DISTANCE = "DISTANCE"
    FAMILY = "FAMILY"
    REMIT = "REMIT"
    TALK = "TALK"


DECLINE_WORDS: dict[DeclineReason, str] = {
    DeclineReason.ROOM: "the team has no room for it now",
    DeclineReason.SKILL: "the team lacks the language or skill it asks for",
    DeclineReason.DISTANCE: "the family lives too far away for the team",
    DeclineReason.FAMILY: "the family should keep the worker it knows",
    DeclineReason.REMIT: "it isn't the kind of work the team does",
    DeclineReason.TALK: "it needs a conversation first",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer of a case by a team to another; while `outcome` is None it waits for an answer.

    `made_with` is the first offer of the same step, where siblings were offered together and this isn't it.
    """

    id: OfferId
    case: CaseId
    from_team: TeamId
    to_team: TeamId
    offered_by: WorkerId
    offered_at: datetime
    ended_at: datetime | None = None
    outcome: Outcome | None = None
    reason: DeclineReason | None = None
    answered_by: WorkerId | None = None
    made_with: OfferId | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.outcome is None
