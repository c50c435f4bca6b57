"""Two years of a council's days: families come, move on and close, people come and go, cases change hands."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from bot.demo.households import Child, Household, Phase, Sort, Spell, draw_facts, draw_size, draw_sort
from bot.demo.posts import Work
from bot.demo.staff import Staff
from scoring.capacity import score_capacity
from scoring.case import Factor, Kind, Need
from scoring.ids import FamilyKey, Reference, TeamId, WorkerId
from scoring.people import Grade, ReductionReason, Team, Worker
from scoring.policy import Policy
from scoring.working_time import Calendar, london

MOVES = ("MANAGE", "MANAGE", "FCONTA", "ORGRST", "CHCHAN", "PCCHAN", "OTHERS")
"""Why cases change hands while both workers stay; nobody dies in a demonstration."""
NEXT = {
    Work.ASSESSMENT: (Work.SAFEGUARDING, 0.5),
    Work.SAFEGUARDING: (Work.LOOKED_AFTER, 0.15),
    Work.LOOKED_AFTER: (Work.LEAVING_CARE, 0.4),
}
"""Where a family may go on to when a piece of work ends, and how often it does."""


class Years:
    """The council while its days go by; `children` is everybody it has worked with."""

    def __init__(self, staff: Staff, policy: Policy, calendar: Calendar, random: Random) -> None:
        self.staff, self.random = staff, random
        self._policy, self._calendar = policy, calendar
        self.children: list[Child] = []
        self.households: list[Household] = []
        self.held: Counter[WorkerId] = Counter()
        self._in_team: Counter[TeamId] = Counter()
        self._work = {team.id: plan.work for team, plan in zip(staff.teams, staff.plans, strict=True)}
        self._fill = {team.id: plan.fill for team, plan in zip(staff.teams, staff.plans, strict=True)}
        self._own_fill = {person.id: person.fill for person in staff.people}
        self._workers = {team.id: staff.workers_of(team.id) for team in staff.teams}
        self._promises: dict[WorkerId, int] = {}
        self._references = iter(random.sample(range(100_000, 1_000_000), 9_000))

    def live(self, first: date, last: date) -> None:
        """Every working day from the first to the last."""
        day = first
        while day <= last:
            if day == first or day.weekday() == 0:
                self._look_at_promises(day)
            if self._calendar.is_working_day(day):
                self._live_day(day, is_first=day == first)
            day += timedelta(days=1)

    def _live_day(self, day: date, *, is_first: bool) -> None:
        self._hand_over(day)
        for household in [each for each in self.households if each.ends_on <= day]:
            self._finish(household, day)
        for team in self.staff.teams:
            self._welcome(team, day, is_first=is_first)
            if self.random.random() < 0.035:
                self._move_one(team, day)

    def _look_at_promises(self, day: date) -> None:
        for team in self.staff.teams:
            for worker in self._workers[team.id]:
                self._promises[worker.id] = score_capacity(worker, team, self._policy, day).promise

    def _hand_over(self, day: date) -> None:
        """On somebody's last day, or before a long absence that was expected, their cases go to others."""
        for worker in (worker for team in self._workers.values() for worker in team):
            reason = leaving_reason(worker, day)
            if reason is not None:
                self._promises[worker.id] = 0
                for household in [each for each in self.households if each.lead == worker.id]:
                    self._give(household, self._choose(household, day), day, reason)

    def _finish(self, household: Household, day: date) -> None:
        work, often = NEXT.get(self._work[household.team], (None, 0.0))
        team = self._team_with_room(work) if work and self.random.random() < often else None
        if work is None or team is None:
            self.close(household, day)
            return
        sort = draw_sort(self.random, work)
        facts = draw_facts(self.random, work, sort, len(household.children))
        self._in_team[household.team] -= len(household.children)
        self._in_team[team.id] += len(household.children)
        household.team = team.id
        household.ends_on = self._end(sort, day)
        lead = self._choose_for(team, household, day, facts[0].kind, facts[0].need)
        at = self._moment(day)
        for child, own in zip(household.children, facts, strict=True):
            child.phases.append(Phase(at, team.id, own))
        self._lead(household, lead, at, "TSPROC")

    def close(self, household: Household, day: date) -> None:
        """Nobody needs to work with the family any more."""
        at = self._moment(day)
        for child in household.children:
            if child.spells:
                child.spells[-1] = replace(child.spells[-1], ended_at=at, ended_reason="OTHERS")
            child.closed_at = at
        self._forget(household)

    def _forget(self, household: Household) -> None:
        if household.lead is not None:
            self.held[household.lead] -= len(household.children)
        self._in_team[household.team] -= len(household.children)
        self.households.remove(household)

    def _welcome(self, team: Team, day: date, *, is_first: bool) -> None:
        work = self._work[team.id]
        target = sum(self._promises[worker.id] for worker in self._workers[team.id]) * self._fill[team.id]
        while self._in_team[team.id] + 1 <= target:
            sort = draw_sort(self.random, work)
            size = min(draw_size(self.random, sort), int(target - self._in_team[team.id]) + 1)
            days_before = self.random.randint(0, 200) if is_first else self.random.choice((0, 0, 1, 2))
            opened = self._calendar.working_day_from(day - timedelta(days=days_before))
            self.arrive(team, sort, size, min(opened, day), day)

    def arrive(self, team: Team, sort: Sort, size: int, opened: date, day: date) -> Household:
        """A family the council didn't know, opened on one day and allocated on another."""
        facts = draw_facts(self.random, self._work[team.id], sort, size)
        opened_at, at = sorted((self._moment(opened), self._moment(day)))
        family = FamilyKey(f"F-{next(self._references)}") if size > 1 or self.random.random() < 0.3 else None
        children = [
            Child(self.reference(), family, opened_at, [Phase(opened_at, team.id, own)]) for own in facts
        ]
        household = Household(children, team.id, None, self._end(sort, day))
        self.children += children
        self.households.append(household)
        self._in_team[team.id] += size
        lead = self._choose_for(team, household, day, facts[0].kind, facts[0].need)
        self._lead(household, lead, max(at, opened_at), None)
        return household

    def reference(self) -> Reference:
        """One nobody has had yet."""
        return Reference(f"CH-{next(self._references)}")

    def _move_one(self, team: Team, day: date) -> None:
        here = [each for each in self.households if each.team == team.id and _settled(each, day)]
        if here:
            household = self.random.choice(here)
            lead = self._choose(household, day)
            if lead != household.lead:
                self._give(household, lead, day, self.random.choice(MOVES))

    def _give(self, household: Household, lead: WorkerId, day: date, reason: str) -> None:
        self._lead(household, lead, self._moment(day), reason)

    def _lead(self, household: Household, lead: WorkerId, at: datetime, reason: str | None) -> None:
        for child in household.children:
            if child.spells and child.spells[-1].ended_at is None:
                began = child.spells[-1].began_at
                at = max(at, began)
                child.spells[-1] = replace(child.spells[-1], ended_at=at, ended_reason=reason)
            child.spells.append(Spell(lead, household.team, at))
        if household.lead is not None:
            self.held[household.lead] -= len(household.children)
        household.lead = lead
        self.held[lead] += len(household.children)

    def _choose(self, household: Household, day: date) -> WorkerId:
        team = next(team for team in self.staff.teams if team.id == household.team)
        facts = household.children[0].facts
        return self._choose_for(team, household, day, facts.kind, facts.need)

    def _choose_for(self, team: Team, household: Household, day: date, kind: Kind, need: Need) -> WorkerId:
        """Whoever would be least full with it, give or take: people aren't spreadsheets."""
        size = len(household.children)
        fitting = [w for w in self._workers[team.id] if self._promises[w.id] and may_lead(w, kind, need)]

        def fullness(worker: Worker) -> float:
            room = self._promises[worker.id] * self._own_fill[worker.id]
            late = 0.3 if worker.grade is Grade.NEWLY_QUALIFIED and kind is Kind.CP else 0.0
            return (self.held[worker.id] + size) / room + self.random.gauss(0, 0.05) + late

        del day
        others = [worker for worker in fitting if worker.id != household.lead] or fitting
        return min(others, key=fullness).id

    def _team_with_room(self, work: Work) -> Team | None:
        def room(team: Team) -> float:
            promise = sum(self._promises[worker.id] for worker in self._workers[team.id])
            return promise * self._fill[team.id] - self._in_team[team.id]

        teams = [team for team in self.staff.teams if self._work[team.id] is work and room(team) > 0]
        return max(teams, key=room, default=None)

    def _end(self, sort: Sort, day: date) -> date:
        return day + timedelta(days=self.random.randint(*sort.days))

    def _moment(self, day: date) -> datetime:
        return london(day, time(self.random.randint(9, 16), self.random.choice(range(0, 60, 5))))


def may_lead(worker: Worker, kind: Kind, need: Need) -> bool:
    """Whether the rules let somebody of this grade lead it."""
    if worker.grade is Grade.SUPPORT_WORKER:
        return kind is Kind.CARE_LEAVER or (kind is Kind.CIN and need is Need.LOWER)
    return worker.grade not in (Grade.SUPPORT_OFFICER, Grade.TEAM_MANAGER)


def leaving_reason(worker: Worker, day: date) -> str | None:
    """The code under which somebody's cases go to others on this day, if they do."""
    if worker.ends_on is not None and day <= worker.ends_on < day + timedelta(days=4):
        return "LEFTRL"
    expected = [each for each in worker.reductions if each.reason is ReductionReason.MATERNITY]
    if any(day <= each.starts_on < day + timedelta(days=4) for each in expected):
        return "ABSENC"
    return None


def _settled(household: Household, day: date) -> bool:
    spell = household.children[0].spells[-1]
    return (london(day, time(9)) - spell.began_at).days > 30


def is_court(children: Iterable[Child]) -> bool:
    return any(Factor.COURT in child.facts.factors for child in children)
