"""Two years of a council's days: families come, move on and close, people come and go, cases change hands."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from bot.demo.choosing import Choosing, leaving_reason, weight_of
from bot.demo.households import Child, Household, Phase, Sort, Spell, draw_facts, draw_size, draw_sort
from bot.demo.posts import Work
from bot.demo.staff import Staff
from scoring.case import Facts
from scoring.ids import FamilyKey, Reference, WorkerId
from scoring.people import Team, Worker
from scoring.policy import Policy
from scoring.working_time import Calendar, london

MOVES = ("MANAGE", "MANAGE", "FCONTA", "ORGRST", "CHCHAN", "PCCHAN", "OTHERS")
"""Why cases change hands while both workers stay; nobody dies in a demonstration."""

MOVES_A_DAY = 0.035
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
        self.choosing = Choosing(staff, policy, random)
        self.children: list[Child] = []
        self.households: list[Household] = []
        self._policy, self._calendar = policy, calendar
        self._references = iter(random.sample(range(100_000, 1_000_000), 9_000))

    def live(self, first: date, last: date) -> None:
        """Every working day from the first to the last."""
        day = first
        while day <= last:
            if day == first or day.weekday() == 0:
                self.choosing.look(day)
            if self._calendar.is_working_day(day):
                self._live_day(day, is_first=day == first)
            day += timedelta(days=1)

    def _live_day(self, day: date, *, is_first: bool) -> None:
        self._hand_over(day)
        for household in [each for each in self.households if each.ends_on <= day]:
            self._finish(household, day)
        for team in self.staff.teams:
            self._welcome(team, day, is_first=is_first)
            if self.random.random() < MOVES_A_DAY:
                self._move_one(team, day)

    def _hand_over(self, day: date) -> None:
        """On somebody's last day, or before a long absence that was expected, their cases go to others."""
        for worker in (worker for team in self.choosing.workers.values() for worker in team):
            reason = leaving_reason(worker, day)
            if reason is not None:
                self.choosing.leave(worker.id)
                for household in [each for each in self.households if each.lead == worker.id]:
                    self._lead(household, self.choosing.choose(household), self._moment(day), reason)

    def _finish(self, household: Household, day: date) -> None:
        work, often = NEXT.get(self.choosing.work[household.team], (None, 0.0))
        team = self.choosing.team_with_room(work) if work and self.random.random() < often else None
        if work is None or team is None:
            self.close(household, day)
        else:
            self._pass_on(household, team, day)

    def _pass_on(self, household: Household, team: Team, day: date) -> None:
        """The family goes on to another team, with what it needs now."""
        work = self.choosing.work[team.id]
        sort = draw_sort(self.random, work)
        facts = draw_facts(self.random, work, sort, len(household.children))
        self.choosing.count(household, -1)
        household.team, household.ends_on, household.lead = team.id, self._end(sort, day), None
        self.choosing.count(household, 1)
        at = self._moment(day)
        lead = self.choosing.choose(household, facts)
        for child, own in zip(household.children, facts, strict=True):
            child.phases.append(Phase(at, team.id, own))
        self._lead(household, lead, at, "TSPROC")

    def close(self, household: Household, day: date) -> None:
        """Nobody needs to work with the family any more."""
        at = max([self._moment(day), *(child.spells[-1].began_at for child in household.children)])
        for child in household.children:
            child.spells[-1] = replace(child.spells[-1], ended_at=at, ended_reason="OTHERS")
            child.closed_at = at
        self._drop(household)

    def _drop(self, household: Household) -> None:
        self.choosing.count(household, -1)
        self.households.remove(household)

    def _welcome(self, team: Team, day: date, *, is_first: bool) -> None:
        """Families come while the team has room for a child."""
        while (room := self.choosing.room(team)) >= 1:
            drawn = [draw_sort(self.random, self.choosing.work[team.id]) for _ in range(3)]
            lightest = min(drawn, key=lambda sort: self._policy.kinds[sort.kind].base)
            sort = lightest if self.choosing.is_heavy(team) else drawn[0]
            days_before = self.random.randint(0, 200) if is_first else self.random.choice((0, 0, 1, 2))
            opened = self._calendar.working_day_from(day - timedelta(days=days_before))
            self._arrive(team, sort, min(draw_size(self.random, sort), int(room) + 1), min(opened, day), day)

    def _arrive(self, team: Team, sort: Sort, size: int, opened: date, day: date) -> None:
        """A family the council didn't know, opened on one day and allocated on another."""
        facts = draw_facts(self.random, self.choosing.work[team.id], sort, size)
        opened_at, at = sorted((self._moment(opened), self._moment(day)))
        has_key = size > 1 or self.random.random() < 0.3
        household = self._add(team, facts, opened_at, self._end(sort, day), has_key=has_key)
        self._lead(household, self.choosing.choose(household, facts), at, None)

    def keep(self, worker: Worker, team: Team, facts: list[Facts], day: date) -> Household:
        """A family that somebody has led since that day, for those whom the story needs so."""
        at = self._moment(self._calendar.working_day_from(day))
        household = self._add(team, facts, at, date.max, has_key=len(facts) > 1)
        self._lead(household, worker.id, at, None)
        return household

    def _add(
        self, team: Team, facts: list[Facts], at: datetime, ends_on: date, *, has_key: bool
    ) -> Household:
        family = FamilyKey(f"F-{next(self._references)}") if has_key else None
        children = [Child(self.reference(), family, at, [Phase(at, team.id, own)]) for own in facts]
        household = Household(children, team.id, None, ends_on)
        self.children += children
        self.households.append(household)
        self.choosing.count(household, 1)
        return household

    def erase(self, household: Household) -> None:
        """The council has never known the family."""
        gone = {child.reference for child in household.children}
        self.children = [child for child in self.children if child.reference not in gone]
        self._drop(household)

    def let_another_lead(self, household: Household, but: Collection[WorkerId]) -> None:
        """Somebody of the team but these has led the family since it came to its lead of today."""
        lead = self.choosing.choose(household, but=but)
        self.choosing.count(household, -1)
        for child in household.children:
            child.spells[-1] = replace(child.spells[-1], worker=lead)
        household.lead = lead
        self.choosing.count(household, 1)

    def reference(self) -> Reference:
        """One nobody has had yet."""
        return Reference(f"CH-{next(self._references)}")

    def _move_one(self, team: Team, day: date) -> None:
        here = [each for each in self.households if each.team == team.id and _settled(each, day)]
        if here:
            household = self.random.choice(here)
            lead = self.choosing.choose(household)
            if lead != household.lead:
                self._lead(household, lead, self._moment(day), self.random.choice(MOVES))

    def _lead(self, household: Household, lead: WorkerId, at: datetime, reason: str | None) -> None:
        self.choosing.count(household, -1)
        household.weight = weight_of([child.facts for child in household.children], self._policy)
        for child in household.children:
            if child.spells and child.spells[-1].ended_at is None:
                at = max(at, child.spells[-1].began_at)
                child.spells[-1] = replace(child.spells[-1], ended_at=at, ended_reason=reason)
            child.spells.append(Spell(lead, household.team, at))
        household.lead = lead
        self.choosing.count(household, 1)

    def _end(self, sort: Sort, day: date) -> date:
        return day + timedelta(days=self.random.randint(*sort.days))

    def _moment(self, day: date) -> datetime:
        return london(day, time(self.random.randint(9, 16), self.random.choice(range(0, 60, 5))))


def _settled(household: Household, day: date) -> bool:
    return (london(day, time(9)) - household.began_at).days > 30
