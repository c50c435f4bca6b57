"""What the bot knows of one case: a child led by one named worker, or waiting in a team.

"A case is one child": siblings are several cases, a fostering or adoption household is one
(Department for Education, children's social work workforce census).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scoring.ids import CaseId, FamilyKey, Reference, TeamId, WorkerId


class Kind(StrEnum):
    """What the council does for the child; the order breaks ties between equal bases (product fine print)."""

    CP = "cp"
    S47 = "s47"
    CLA = "cla"
    ASSESSMENT = "assessment"
    CIN = "cin"
    CARERS = "carers"
    CARE_LEAVER = "care_leaver"


class Need(StrEnum):
    """The level of need of a child in need; `UNKNOWN` is "to confirm", never wrong."""

    LOWER = "lower"
    STANDARD = "standard"
    UNKNOWN = "unknown"


class Factor(StrEnum):
    """A fact that adds points. Travel and the first weeks are worked out from minutes and dates."""

    COURT = "court"
    PREPROCEEDINGS = "preproceedings"
    TRAVEL = "travel"
    INTERPRETER = "interpreter"
    UASC = "uasc"
    DISABILITY = "disability"
    FIRST_WEEKS = "first_weeks"
    CLOSING = "closing"


STATED_FACTORS = frozenset(Factor) - {Factor.TRAVEL, Factor.FIRST_WEEKS}
"""The factors that are simply true or not of a case."""


class JudgementReason(StrEnum):
    """Why two people agreed to weigh a case differently."""

    COMPLEX = "COMPLEX"
    CONFLICT = "CONFLICT"
    MULTIAGENCY = "MULTIAGENCY"
    VISITS = "VISITS"
    STEADY = "STEADY"
    SHARED = "SHARED"


@dataclass(frozen=True, slots=True)
class Judgement:
    """An adjustment that the worker and a supervisor agreed, in whole points.

    It counts up to the day before `review_on`: on that day at 00:00 London time it lapses.
    """

    points: int
    reason: JudgementReason
    worker: WorkerId
    supervisor: WorkerId
    review_on: date


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts that decide a case's points; they count at once, whoever enters them.

    `travel_minutes` is one way. `factors` holds only `STATED_FACTORS`.
    """

    kind: Kind
    need: Need = Need.UNKNOWN
    unsettled: bool = False
    factors: frozenset[Factor] = frozenset()
    travel_minutes: int = 0


@dataclass(frozen=True, slots=True)
class CoWorker:
    """Somebody who co-works a case for a share of its finished points, in per cent (1–99)."""

    worker: WorkerId
    percent: int


@dataclass(frozen=True, slots=True)
class Case:
    """One open case, as it stands at a moment.

    `lead` is None while the child waits in `team`. `led_since` is the London day on which this lead
    began, None when it is not known. `judgement` is the one both agreed, if any.
    """

    id: CaseId
    reference: Reference
    team: TeamId
    facts: Facts
    lead: WorkerId | None = None
    led_since: date | None = None
    family: FamilyKey | None = None
    co_workers: tuple[CoWorker, ...] = ()
    judgement: Judgement | None = None
    version: int = 1
