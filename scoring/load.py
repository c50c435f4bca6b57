"""What each worker and team carries against what the council promised: two lines, both shown.

Source: policy guide §4. Points are whole tenths.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from scoring.capacity import Capacity, score_capacity
from scoring.case import Case
from scoring.ids import CaseId, TeamId, WorkerId
from scoring.people import Team, Worker
from scoring.points import CasePoints, score_cases, share_points
from scoring.policy import Policy
from scoring.tenths import Tenths

_BEYOND_EVERY_LINE = 1_000_000


@dataclass(frozen=True, slots=True)
class Load:
    """What one worker carries on one day: children led, points held, and their capacity (0–1) that day."""

    worker: WorkerId
    team: TeamId
    children: int
    case_points: Tenths
    stable: Tenths
    extras: Tenths
    capacity: Fraction
    promise: int
    bandwidth: Tenths
    low_end: Tenths

    @property
    def points(self) -> Tenths:
        """Cases, stable element and extras; the cases alone where there is no bandwidth."""
        return self.case_points if self.bandwidth == 0 else self.case_points + self.stable + self.extras

    @property
    def has_capacity(self) -> bool:
        """Whether they are there for cases today. Without, no promise to them can be broken."""
        return self.capacity.numerator > 0  # comparing fractions takes twenty times as long

    @property
    def over_children(self) -> bool:
        """Whether they lead more children than we promised."""
        return self.has_capacity and self.children > self.promise

    @property
    def over_points(self) -> bool:
        """Whether they carry more points than their bandwidth."""
        return self.has_capacity and self.points > self.bandwidth

    @property
    def is_over(self) -> bool:
        """Whether either line is passed."""
        return self.over_children or self.over_points

    @property
    def has_room(self) -> bool:
        """Whether they are under the promise and under the low end of the band."""
        return self.has_capacity and self.children < self.promise and self.points < self.low_end

    @property
    def fuller_line(self) -> Fraction:
        """The larger of children of the promise and points of the bandwidth; 1 is exactly full.

        Past every other number where something is held against a line of 0.
        """
        return max(_filled(self.children, self.promise), _filled(self.points, self.bandwidth))


def score_loads(
    workers: Iterable[Worker],
    teams: Mapping[TeamId, Team],
    cases: Iterable[Case],
    policy: Policy,
    today: date,
) -> dict[WorkerId, Load]:
    """The load of each of these workers on a London day.

    `cases` are all they lead or co-work, with every sibling under the same lead; others do no harm, and
    waiting children count for nobody here. A child counts for its lead only, its points by shares.
    """
    listed = list(cases)
    return add_up_loads(workers, teams, listed, score_cases(listed, policy, today), policy, today)


def add_up_loads(
    workers: Iterable[Worker],
    teams: Mapping[TeamId, Team],
    cases: Iterable[Case],
    scored: Mapping[CaseId, CasePoints],
    policy: Policy,
    today: date,
) -> dict[WorkerId, Load]:
    """The same from the cases' finished points of that day."""
    children: Counter[WorkerId | None] = Counter()
    points: Counter[WorkerId] = Counter()
    for case in cases:
        children[case.lead] += 1
        for worker, part in share_points(case, scored[case.id].total).items():
            points[worker] += part
    return {
        each.id: _load(
            each,
            children[each.id],
            points[each.id],
            score_capacity(each, teams[each.team], policy, today),
        )
        for each in workers
    }


@dataclass(frozen=True, slots=True)
class TeamLoad:
    """What a team carries on one day: the sums of its workers' loads, and its waiting children.

    `children` and `points` include the waiting ones. `average_children` are those led by registered workers
    in post who lead at least one, `average_fte` the contracted FTE of these. `nobody_there` are children led
    by people without capacity; `nobody_there_left` those of them whose worker has left.
    """

    team: TeamId
    children: int
    waiting: int
    points: Tenths
    promise: int
    bandwidth: Tenths
    low_end: Tenths
    average_children: int
    average_fte: Fraction
    nobody_there: int
    nobody_there_left: int

    @property
    def average(self) -> Fraction | None:
        """Children per full-time registered worker, exactly; None when nobody registered leads any."""
        return self.average_children / self.average_fte if self.average_fte else None

    @property
    def over_children(self) -> bool:
        """Whether the team has more children than the sum of its promises."""
        return self.children > self.promise

    @property
    def over_points(self) -> bool:
        """Whether the team carries more points than the sum of its bandwidths."""
        return self.points > self.bandwidth

    def over_average(self, policy: Policy) -> bool:
        """Whether the average is above the top of the council's range; never without a range."""
        if policy.average_range is None or self.average is None:
            return False
        return self.average > Fraction(policy.average_range[1], 10)


@dataclass(frozen=True, slots=True)
class Member:
    """A worker's finished load as their team adds it up.

    `is_averaged` says whether they can count in the team's average: registered and in post; `fte` is their
    contracted share of a post.
    """

    load: Load
    fte: Fraction
    is_averaged: bool
    has_left: bool


def member_of(worker: Worker, load: Load, today: date) -> Member:
    """A worker's load of a London day, with what the team's sums need of the worker."""
    is_averaged = worker.is_registered and worker.is_in_post(today)
    return Member(load, worker.fte, is_averaged, worker.has_left(today))


def score_team(
    team: TeamId, members: Iterable[Member], waiting: Iterable[Case], policy: Policy, today: date
) -> TeamLoad:
    """A team's load from its workers' finished loads of the same day, those who left included.

    It adds the loads up and never looks at a led case; only `waiting` (the team's children without a lead)
    are scored here, each alone and in full. Source: policy guide §4 (the DfE census for the average).
    """
    listed = list(members)
    loads = [member.load for member in listed]
    queue = score_cases(waiting, policy, today)
    averaged = [member for member in listed if member.is_averaged and member.load.children]
    return TeamLoad(
        team=team,
        children=sum(load.children for load in loads) + len(queue),
        waiting=len(queue),
        points=sum(load.points for load in loads) + sum(points.total for points in queue.values()),
        promise=sum(load.promise for load in loads),
        bandwidth=sum(load.bandwidth for load in loads),
        low_end=sum(load.low_end for load in loads),
        average_children=sum(member.load.children for member in averaged),
        average_fte=sum((member.fte for member in averaged), Fraction(0)),
        nobody_there=sum(load.children for load in loads if not load.has_capacity),
        nobody_there_left=sum(member.load.children for member in listed if member.has_left),
    )


def _load(worker: Worker, children: int, case_points: Tenths, capacity: Capacity) -> Load:
    return Load(
        worker=worker.id,
        team=worker.team,
        children=children,
        case_points=case_points,
        stable=capacity.stable,
        extras=sum(extra.points for extra in worker.extras),
        capacity=capacity.share,
        promise=capacity.promise,
        bandwidth=capacity.bandwidth,
        low_end=capacity.low_end,
    )


def _filled(held: int, line: int) -> Fraction:
    """How far a line is filled; against a line of 0 anything held is beyond every line."""
    return Fraction(held, line) if line else Fraction(held * _BEYOND_EVERY_LINE)
