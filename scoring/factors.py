"""The facts that add points to a case, one row each: once per family and lead, or for every child.

Source: policy guide §3 (Swindon's weighting of court work, travel and language).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scoring.case import Case, Factor
from scoring.policy import Policy
from scoring.tenths import Tenths


class Per(StrEnum):
    """Whom a factor is counted for: a family once per lead, or each child."""

    FAMILY = "family"
    CHILD = "child"


Step = Callable[[Factor, Case, Policy, date], int]
"""How far a case has a factor: 0 not at all, 1 and up the step of the policy that it reaches."""


def _stated_step(factor: Factor, case: Case, _policy: Policy, _today: date) -> int:
    """1 when the facts state the factor."""
    stated = case.facts.factors
    return 1 if stated and factor in stated else 0


def _travel_step(_factor: Factor, case: Case, policy: Policy, _today: date) -> int:
    """The number of travel steps that the minutes one way reach."""
    minutes = case.facts.travel_minutes
    return sum(minutes >= step.from_minutes for step in policy.travel) if minutes else 0


def first_weeks_step(_factor: Factor, case: Case, policy: Policy, today: date) -> int:
    """1 from the day the lead began (day 0) to the last of the first days, when that day is known."""
    if case.lead is None or case.led_since is None:
        return 0
    return int(0 <= (today - case.led_since).days < policy.first_weeks_days)


@dataclass(frozen=True, slots=True)
class FactorRow:
    """One factor. `label` is its part's name, where `{minutes}` is the journey one way.

    `replaced_by` is the factor that, on any child of the family, takes its place.
    """

    factor: Factor
    per: Per
    label: str
    step: Step = _stated_step
    replaced_by: Factor | None = None

    def points_at(self, step: int, policy: Policy) -> Tenths:
        """The points of a step (1 and up) under a policy."""
        if self.factor is Factor.TRAVEL:
            return policy.travel[step - 1].points
        return policy.factor_points[self.factor]


FACTORS: tuple[FactorRow, ...] = (
    FactorRow(Factor.COURT, Per.FAMILY, "live court"),
    FactorRow(Factor.PREPROCEEDINGS, Per.FAMILY, "pre-proceedings", replaced_by=Factor.COURT),
    FactorRow(Factor.TRAVEL, Per.FAMILY, "travel {minutes} minutes", _travel_step),
    FactorRow(Factor.INTERPRETER, Per.FAMILY, "interpreter"),
    FactorRow(Factor.UASC, Per.CHILD, "unaccompanied asylum-seeking child"),
    FactorRow(Factor.DISABILITY, Per.CHILD, "complex disability"),
    FactorRow(Factor.FIRST_WEEKS, Per.CHILD, "first weeks with this worker", first_weeks_step),
    FactorRow(Factor.CLOSING, Per.CHILD, "closing"),
)
"""Every factor in the order it is explained. A factor stands after the one that replaces it."""
