"""What the council promises a worker today: a whole number of children, and a band of points.

Source: policy guide §4 (Walsall's promise, Wirral's and Swindon's bandwidth by experience).
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from scoring.people import Team, Worker
from scoring.policy import Policy
from scoring.tenths import Tenths, round_half_up, share_of


@dataclass(frozen=True, slots=True)
class Capacity:
    """A worker's capacity on one day.

    `share` is of one full-time post (0–1); `promise` is whole children; `bandwidth`, its `low_end` and the
    `stable` element are points, each rounded once from the exact number.
    """

    share: Fraction
    promise: int
    bandwidth: Tenths
    low_end: Tenths
    stable: Tenths


def capacity_share(worker: Worker, today: date) -> Fraction:
    """FTE × (1 − reductions in force), of one full-time post; 0 for somebody not in post.

    Reductions add, never past 1; their first and last day are both included.
    """
    if not worker.is_in_post(today):
        return Fraction(0)
    return worker.fte * (1 - reduced_share(worker, today)) if worker.reductions else worker.fte


def reduced_share(worker: Worker, today: date) -> Fraction:
    """How much of somebody's time isn't there for cases on a day: their reductions together, at most 1."""
    in_force = (
        reduction.share
        for reduction in worker.reductions
        if reduction.starts_on <= today and (reduction.ends_on is None or today <= reduction.ends_on)
    )
    return min(Fraction(1), sum(in_force, Fraction(0)))


def full_time_promise(worker: Worker, team: Team, policy: Policy) -> int:
    """The full-time number of children: the worker's own, else the team's, else the grade's."""
    if worker.promise is not None:
        return worker.promise
    for promises in (dict(team.promises), policy.team_promises.get(team.name, {})):
        if worker.grade in promises:
            return promises[worker.grade]
    return policy.grades[worker.grade].promise


def score_capacity(worker: Worker, team: Team, policy: Policy, today: date) -> Capacity:
    """What a worker of a team is promised on a London day; every number is 0 without capacity."""
    share = capacity_share(worker, today)
    bandwidth = policy.grades[worker.grade].bandwidth
    return Capacity(
        share=share,
        promise=round_half_up(full_time_promise(worker, team, policy) * share),
        bandwidth=share_of(bandwidth, share),
        low_end=share_of(bandwidth, share * Fraction(policy.low_end_percent, 100)),
        stable=share_of(policy.stable_element, share),
    )
