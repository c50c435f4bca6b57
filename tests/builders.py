"""Values for tests that state only what matters: every default is the product's own number.

a_policy()                                 the shipped default figures, version 2026-1
a_team(2, "South")                         a team of service 1
a_worker(2, fte=Fraction(1, 2))            a half-time experienced worker of team 1
a_case(7, Kind.CP, Factor.COURT, lead=2)   a child led by worker 2; in need unless a kind is given
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import storage
from scoring.case import Case, CoWorker, Factor, Facts, Judgement, JudgementReason, Kind, Need
from scoring.ids import CaseId, FamilyKey, Reference, ServiceId, TeamId, WorkerId
from scoring.people import Grade, Reduction, ReductionReason, Team, Worker
from scoring.policy import Policy
from scoring.policy_file import read_policy

TODAY = date(2026, 6, 10)
"""An ordinary Wednesday, in summer time."""

_DEFAULT_POLICY = read_policy(Path(storage.__file__).with_name("default_policy.toml").read_text("utf-8"))


def a_policy(**changes: Any) -> Policy:
    """The shipped default policy (trial figures) with some of its fields changed."""
    return replace(_DEFAULT_POLICY, **changes)


def a_team(number: int = 1, name: str = "North", **changes: Any) -> Team:
    """A team of service 1; `changes` are fields of `Team`."""
    team = Team(TeamId(number), name, ServiceId(1), "Safeguarding")
    return replace(team, **changes)


def a_worker(
    number: int = 1, name: str = "Sam Okafor", grade: Grade = Grade.EXPERIENCED, **changes: Any
) -> Worker:
    """A full-time worker of team 1; `changes` are fields of `Worker`."""
    worker = Worker(WorkerId(number), name, TeamId(1), grade)
    return replace(worker, **changes)


def a_reduction(
    percent: int,
    starts_on: date = date(2026, 1, 1),
    ends_on: date | None = None,
    reason: ReductionReason = ReductionReason.OTHER,
) -> Reduction:
    """A reduction of a worker's time by per cent, open-ended unless an end is given."""
    return Reduction(reason, Fraction(percent, 100), starts_on, ends_on)


def some_facts(
    kind: Kind = Kind.CIN,
    *factors: Factor,
    need: Need = Need.UNKNOWN,
    unsettled: bool = False,
    travel: int = 0,
) -> Facts:
    """The facts of a case; `travel` is minutes one way."""
    return Facts(kind, need, unsettled, frozenset(factors), travel)


def a_case(
    number: int = 1,
    kind: Kind = Kind.CIN,
    *factors: Factor,
    need: Need = Need.UNKNOWN,
    unsettled: bool = False,
    travel: int = 0,
    lead: int | None = 1,
    family: str | None = None,
    co: Iterable[tuple[int, int]] = (),
    **changes: Any,
) -> Case:
    """A child in team 1, led by worker 1 since a day nobody knows; `lead=None` is a waiting child.

    `travel` is minutes one way, `co` pairs of a worker and per cent, `changes` further fields of `Case`.
    """
    case = Case(
        id=CaseId(number),
        reference=Reference(f"C{number:05d}"),
        team=TeamId(1),
        facts=some_facts(kind, *factors, need=need, unsettled=unsettled, travel=travel),
        lead=None if lead is None else WorkerId(lead),
        family=None if family is None else FamilyKey(family),
        co_workers=tuple(CoWorker(WorkerId(worker), percent) for worker, percent in co),
    )
    return replace(case, **changes)


def a_judgement(
    points: int = 2,
    review_on: date = date(2026, 9, 1),
    reason: JudgementReason = JudgementReason.COMPLEX,
    worker: int = 1,
    supervisor: int = 9,
) -> Judgement:
    """A judgement that both agreed, in whole points."""
    return Judgement(points, reason, WorkerId(worker), WorkerId(supervisor), review_on)
