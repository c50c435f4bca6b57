"""A council's numbers: one frozen value per version of its policy.

Every number that product rules use is a field here and is read from a TOML file that a council edits
(`scoring.policy_file` reads and checks it; `storage/default_policy.toml` is the one we ship).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from scoring.case import Factor, Kind
from scoring.ids import PolicyVersion
from scoring.people import Grade
from scoring.tenths import Tenths


class SupportWorkerMayLead(StrEnum):
    """Whether a support worker may lead a kind of case (the Peterborough scheme)."""

    NEVER = "never"
    LOWER_NEED = "lower_need"
    ALWAYS = "always"


class VisitUnit(StrEnum):
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"


@dataclass(frozen=True, slots=True)
class VisitInterval:
    """The usual longest time between two visits."""

    count: int
    unit: VisitUnit


@dataclass(frozen=True, slots=True)
class KindRule:
    """What one kind of case weighs. `unsettled_base` is set for looked-after children only."""

    base: Tenths
    support_worker: SupportWorkerMayLead
    visit: VisitInterval | None = None
    unsettled_base: Tenths | None = None


@dataclass(frozen=True, slots=True)
class TravelStep:
    """Points from this many minutes one way."""

    from_minutes: int
    points: Tenths


@dataclass(frozen=True, slots=True)
class GradeRule:
    """The full-time promise (children) and bandwidth (points) of a grade, and whether it may lead."""

    promise: int
    bandwidth: Tenths
    may_lead: bool = True


@dataclass(frozen=True, slots=True)
class Ledger:
    """The promise ledger's times and thresholds (product §6)."""

    settling_hours: int
    worse_percent: int
    plan_working_days: int
    climb_working_days: int
    review_working_days: int
    remind_working_days: int
    nobody_there_working_days: int
    waiting_working_days: int
    waiting_urgent_working_days: int
    concern_working_days: int
    plan_most_days: int
    deadline: time
    baseline_messages: int


@dataclass(frozen=True, slots=True)
class Hours:
    """When messages may go out, London time."""

    quiet_from: time
    quiet_until: time
    reminder: time
    digest_weekday: int
    digest_at: time
    digest_late_working_days: int
    extra_closed_days: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Supervision:
    """The interval between two supervisions, in weeks; for ASYE it is shorter at first.

    Minutes are what one may have taken; `parity_weeks` is how far back two groups of workers are compared.
    """

    interval_weeks: int
    asye_weekly_until_week: int
    asye_fortnightly_until_month: int
    least_minutes: int
    most_minutes: int
    parity_weeks: int


@dataclass(frozen=True, slots=True)
class Pace:
    """Families new to a lead: more than max(least, ⌊led / divisor⌋) in the window asks for a reason."""

    window_hours: int
    divisor: int
    least: int


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of a council's policy, with who agreed it and when (None: trial figures)."""

    version: PolicyVersion
    starts_on: date
    agreed_by: str | None
    agreed_on: date | None
    kinds: Mapping[Kind, KindRule]
    factor_points: Mapping[Factor, Tenths]
    travel: tuple[TravelStep, ...]
    first_weeks_days: int
    family_share_percent: int
    least_points: Tenths
    judgement_least: int
    judgement_most: int
    judgement_usual_weeks: int
    judgement_most_weeks: int
    grades: Mapping[Grade, GradeRule]
    team_promises: Mapping[str, Mapping[Grade, int]]
    low_end_percent: int
    stable_element: Tenths
    extra_least: Tenths
    extra_most: Tenths
    average_range: tuple[Tenths, Tenths] | None
    escalation_co_worker_percent: int
    pace: Pace
    ledger: Ledger
    hours: Hours
    supervision: Supervision
    reference_pattern: str
    small_number: int
    keep_closed_months: int
    keep_words_months: int
    keep_audit_months: int

    @property
    def is_trial(self) -> bool:
        """Whether nobody has agreed these figures yet; every screen then says so."""
        return self.agreed_by is None or self.agreed_on is None
