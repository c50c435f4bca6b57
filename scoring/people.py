"""What the bot knows of the people: workers with their grades and reductions, teams and services."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from scoring.ids import ServiceId, TeamId, WorkerId
from scoring.tenths import Tenths


class Grade(StrEnum):
    """What somebody is employed as; `NEWLY_QUALIFIED` is the ASYE year."""

    NEWLY_QUALIFIED = "newly_qualified"
    EXPERIENCED = "experienced"
    ADVANCED_PRACTITIONER = "advanced_practitioner"
    SUPPORT_WORKER = "support_worker"
    SUPPORT_OFFICER = "support_officer"
    TEAM_MANAGER = "team_manager"
    NONE = "none"


REGISTERED_GRADES = frozenset(
    {Grade.NEWLY_QUALIFIED, Grade.EXPERIENCED, Grade.ADVANCED_PRACTITIONER, Grade.TEAM_MANAGER}
)
"""Grades that only a social worker registered with Social Work England can have."""


class Role(StrEnum):
    """What somebody may see and do; the scope is their team, service or the council."""

    WORKER = "worker"
    SUPERVISOR = "supervisor"
    SERVICE_MANAGER = "service_manager"
    HEAD = "head"
    ADMIN = "admin"


class Employment(StrEnum):
    PERMANENT = "permanent"
    AGENCY = "agency"
    FIXED_TERM = "fixed_term"


class ReductionReason(StrEnum):
    """Why a worker's capacity is reduced; annual leave is not one."""

    SICKNESS = "sickness"
    MATERNITY = "maternity"
    PHASED_RETURN = "phased_return"
    UNION = "union"
    NEW_STARTER = "new_starter"
    TRAINING = "training"
    SECONDMENT = "secondment"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Reduction:
    """Time of somebody's that is not there for cases: `share` of 1, both days included (London)."""

    reason: ReductionReason
    share: Fraction
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Extra:
    """An extra responsibility (practice educator, duty …) with its points, not scaled by capacity."""

    responsibility: str
    points: Tenths


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who may hold cases.

    `fte` is of one full-time post (0–1). `promise` is the full-time number of children agreed with this
    person, None for the grade's. `starts_on` and `ends_on` are both in post.
    """

    id: WorkerId
    name: str
    team: TeamId
    grade: Grade
    fte: Fraction = Fraction(1)
    employment: Employment = Employment.PERMANENT
    starts_on: date | None = None
    ends_on: date | None = None
    promise: int | None = None
    swe_number: str | None = None
    languages: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    reductions: tuple[Reduction, ...] = ()
    extras: tuple[Extra, ...] = ()
    name_in_channel: bool | None = None

    @property
    def is_registered(self) -> bool:
        """Whether they are a social worker registered with Social Work England (support workers are not)."""
        return self.grade in REGISTERED_GRADES

    def is_in_post(self, day: date) -> bool:
        """Whether the day lies between their first and last day, both included."""
        return (self.starts_on is None or self.starts_on <= day) and not self.has_left(day)

    def has_left(self, day: date) -> bool:
        """Whether the day is after their last day."""
        return self.ends_on is not None and self.ends_on < day


@dataclass(frozen=True, slots=True)
class Team:
    """A team of workers in a service. `promises` overrides the policy's full-time numbers by grade."""

    id: TeamId
    name: str
    service: ServiceId
    service_name: str
    promises: tuple[tuple[Grade, int], ...] = ()
