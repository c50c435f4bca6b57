"""Who carries how much while the years go by, and so to whom the next family goes."""

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from bot.demo.households import Household
from bot.demo.posts import Work
from bot.demo.staff import Staff
from scoring.capacity import Capacity, score_capacity
from scoring.case import Facts, Kind, Need
from scoring.ids import TeamId, WorkerId
from scoring.people import Grade, ReductionReason, Team, Worker
from scoring.points import base_of
from scoring.policy import Policy
from scoring.tenths import Tenths

GONE = Capacity(Fraction(0), 0, 0, 0, 0)
HEAVY_PERCENT = 78
"""Of the bandwidth; above it a team rather takes lighter work."""


class Choosing:
    """Counts what everybody leads, and chooses whoever would be least full."""

    def __init__(self, staff: Staff, policy: Policy, random: Random) -> None:
        self._policy, self._random = policy, random
        self._fill = {team.id: plan.fill for team, plan in zip(staff.teams, staff.plans, strict=True)}
        self._own_fill = {person.id: person.fill for person in staff.people}
        self._capacity: dict[WorkerId, Capacity] = {}
        self._weight: Counter[WorkerId] = Counter()
        self._in_team: Counter[TeamId] = Counter()
        self.held: Counter[WorkerId] = Counter()
        self.teams = {team.id: team for team in staff.teams}
        self.work = {team.id: plan.work for team, plan in zip(staff.teams, staff.plans, strict=True)}
        self.workers = {team.id: staff.workers_of(team.id) for team in staff.teams}

    def look(self, day: date) -> None:
        """What everybody is promised from this day on."""
        for team, workers in self.workers.items():
            for worker in workers:
                self._capacity[worker.id] = score_capacity(worker, self.teams[team], self._policy, day)

    def leave(self, worker: WorkerId) -> None:
        """Nothing more goes to somebody who is about to leave."""
        self._capacity[worker] = GONE

    def count(self, household: Household, sign: int) -> None:
        """Count a family for its team and lead, or (-1) no longer."""
        self._in_team[household.team] += sign * len(household.children)
        if household.lead is not None:
            self.held[household.lead] += sign * len(household.children)
            self._weight[household.lead] += sign * household.weight

    def room(self, team: Team) -> float:
        """How many more children a team takes; it is not filled to the brim."""
        promise = sum(self._capacity[worker.id].promise for worker in self.workers[team.id])
        return promise * self._fill[team.id] - self._in_team[team.id]

    def team_with_room(self, work: Work) -> Team | None:
        """The team for this work with most room."""
        teams = [team for team in self.teams.values() if self.work[team.id] is work and self.room(team) > 0]
        return max(teams, key=self.room, default=None)

    def is_heavy(self, team: Team) -> bool:
        """Whether a team's points are fuller than its children."""
        here = [worker.id for worker in self.workers[team.id] if self._capacity[worker.id].promise]
        carried = sum(self._weight[id_] + self._capacity[id_].stable for id_ in here)
        return carried * 100 > sum(self._capacity[id_].bandwidth for id_ in here) * HEAVY_PERCENT

    def choose(
        self, household: Household, facts: list[Facts] | None = None, but: Collection[WorkerId] = ()
    ) -> WorkerId:
        """Whoever would be least full with the family, give or take: people aren't spreadsheets."""
        known = facts or [child.facts for child in household.children]
        there = [w for w in self.workers[household.team] if w.id not in but and self._capacity[w.id].promise]
        fitting = [worker for worker in there if may_lead(worker, known[0])]
        others = [worker for worker in fitting if worker.id != household.lead] or fitting
        weight = weight_of(known, self._policy)
        return min(others, key=lambda worker: self._fullness(worker, known, weight)).id

    def _fullness(self, worker: Worker, facts: list[Facts], weight: Tenths) -> float:
        capacity, own = self._capacity[worker.id], self._own_fill[worker.id]
        extras = sum(extra.points for extra in worker.extras)
        children = (self.held[worker.id] + len(facts)) / capacity.promise
        points = (self._weight[worker.id] + weight + extras + capacity.stable) / capacity.bandwidth
        late = 0.3 if worker.grade is Grade.NEWLY_QUALIFIED and facts[0].kind is Kind.CP else 0.0
        return max(children, points * 1.04) / own + self._random.gauss(0, 0.02) + late


def weight_of(facts: list[Facts], policy: Policy) -> Tenths:
    """About what a family weighs with one lead, in tenths of a point."""
    bases = sorted((base_of(each, policy) for each in facts), reverse=True)
    step = sum(facts[0].travel_minutes >= each.from_minutes for each in policy.travel)
    wide = sum(policy.factor_points[factor] for factor in facts[0].factors)
    return bases[0] + sum(bases[1:]) // 2 + wide + step * 10


def may_lead(worker: Worker, facts: Facts) -> bool:
    """Whether the rules let somebody of this grade lead it."""
    if worker.grade is Grade.SUPPORT_WORKER:
        return facts.kind is Kind.CARE_LEAVER or (facts.kind is Kind.CIN and facts.need is Need.LOWER)
    return worker.grade not in (Grade.SUPPORT_OFFICER, Grade.TEAM_MANAGER)


def leaving_reason(worker: Worker, day: date) -> str | None:
    """The code under which somebody's cases go to others on this day, if they do."""
    if worker.ends_on is not None and day <= worker.ends_on < day + timedelta(days=4):
        return "LEFTRL"
    expected = [each for each in worker.reductions if each.reason is ReductionReason.MATERNITY]
    if any(day <= each.starts_on < day + timedelta(days=4) for each in expected):
        return "ABSENC"
    return None
