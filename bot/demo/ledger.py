"""The promises that were not kept in two years: one episode for each run of days over a line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from random import Random

from bot.demo.day_ends import Day
from bot.demo.staff import Staff
from scoring.breaches import Cause, Level
from scoring.ids import TeamId, WorkerId
from scoring.people import Role
from scoring.plans import Plan, PlanCode
from scoring.policy import Policy
from scoring.readings import Line, Reading, Subject, SubjectKind
from scoring.working_time import Calendar, london, london_day, start_of_day

CODES = (PlanCode.MOVE, PlanCode.MOVE, PlanCode.CLOSE, PlanCode.PAUSE, PlanCode.SHARE, PlanCode.STAFF)
STARTED_AT = time(9, 30)


@dataclass(frozen=True, slots=True)
class Episode:
    """A promise that was not kept for a while; `back_at` is None while it still isn't."""

    subject: Subject
    team: TeamId
    line: Line
    cause: Cause
    opened_at: datetime
    back_at: datetime | None
    closed_at: datetime | None
    value: int
    promised: int
    worst: int
    deadline: datetime
    level: Level = Level.SUPERVISOR
    climbed_at: datetime | None = None
    plan: Plan | None = None
    planned_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Days in a row over one line; `after` is the first day within it again, None if there is none yet."""

    days: tuple[date, ...]
    readings: tuple[Reading, ...]
    after: date | None
    is_baseline: bool


@dataclass(frozen=True, slots=True)
class Ledger:
    """Writes the ledger up to a moment."""

    staff: Staff
    policy: Policy
    calendar: Calendar
    now: datetime
    random: Random

    def write(self, days: Sequence[Day]) -> Iterator[Episode]:
        """Every episode of the subjects whose team has been started, by subject and line."""
        teams = self._teams()
        read = {(each.subject, each.line) for day in days for each in day.readings}
        found = [{(each.subject, each.line): each for each in day.readings} for day in days]
        for subject, line in sorted(read):
            started = started_on(self.staff, teams[subject], london_day(self.now))
            if started is not None:
                history = [
                    (day.day, by_line.get((subject, line)))
                    for day, by_line in zip(days, found, strict=True)
                    if day.day >= started
                ]
                for run in runs_of(history):
                    yield self._episode(teams[subject], started, run)

    def _teams(self) -> dict[Subject, TeamId]:
        workers = [person.worker for person in self.staff.people if person.worker is not None]
        teams = {Subject(SubjectKind.WORKER, worker.id): worker.team for worker in workers}
        return teams | {Subject(SubjectKind.TEAM, team.id): team.id for team in self.staff.teams}

    def _episode(self, team: TeamId, started: date, run: Run) -> Episode:
        opened = london(started, STARTED_AT) if run.is_baseline else self._hour(run.days[0], (13, 16))
        back = None if run.after is None else max(self._hour(run.after, (9, 12)), opened)
        settled = None if back is None else back + timedelta(hours=self.policy.ledger.settling_hours)
        deadline = self.calendar.deadline(opened, self.policy.ledger.plan_working_days)
        plan, planned_at = self._plan(team, opened, back)
        climbs = plan is None and deadline < (back or self.now)
        return Episode(
            subject=run.readings[0].subject,
            team=team,
            line=run.readings[0].line,
            cause=Cause.BASELINE if run.is_baseline else Cause.ALLOCATION,
            opened_at=opened,
            back_at=back,
            closed_at=settled if settled is not None and settled <= self.now else None,
            value=run.readings[0].value,
            promised=run.readings[0].promised,
            worst=max(reading.value for reading in run.readings),
            deadline=deadline,
            level=Level.SERVICE_MANAGER if climbs else Level.SUPERVISOR,
            climbed_at=deadline if climbs else None,
            plan=plan,
            planned_at=planned_at,
        )

    def _hour(self, day: date, hours: tuple[int, int]) -> datetime:
        """An hour of a working day; midnight of any other, and of today, since only dates changed then."""
        if day == london_day(self.now) or not self.calendar.is_working_day(day):
            return start_of_day(day)
        return london(day, time(self.random.randint(*hours), self.random.choice(range(0, 60, 5))))

    def _plan(
        self, team: TeamId, opened: datetime, back: datetime | None
    ) -> tuple[Plan | None, datetime | None]:
        """Most episodes got a plan the next working day; one that stands has its day still ahead."""
        today = london_day(self.now)
        made_on = self.calendar.add_working_days(london_day(opened), 1)
        if back is None:
            made_on = max(made_on, self.calendar.working_day_from(today - timedelta(days=21)))
        if made_on >= (today if back is None else london_day(back)) or (back and self.random.random() < 0.2):
            return None, None
        first = max(made_on, today) if back is None else made_on
        by_when = self.calendar.add_working_days(first, self.random.randint(4, 9))
        code = self.random.choice(CODES)
        return Plan(code, self._supervisor(team), by_when), self._hour(made_on, (9, 16))

    def _supervisor(self, team: TeamId) -> WorkerId:
        return supervisor_of(self.staff, team)


def supervisor_of(staff: Staff, team: TeamId) -> WorkerId:
    """Who supervises a team."""
    return next(
        person.id
        for person in staff.people
        if any(grant.role is Role.SUPERVISOR and grant.team == team for grant in person.grants)
    )


def started_on(staff: Staff, team: TeamId, today: date) -> date | None:
    """The day on which a team was started; None if it hasn't been."""
    plan = staff.plans[[each.id for each in staff.teams].index(team)]
    return None if plan.started is None else today - timedelta(days=plan.started)


def runs_of(history: Sequence[tuple[date, Reading | None]]) -> Iterator[Run]:
    """The runs of days over the line, in order."""
    place = 0
    for is_over, group in groupby(history, key=lambda pair: pair[1] is not None and pair[1].over):
        run = list(group)
        after = history[place + len(run)][0] if place + len(run) < len(history) else None
        if is_over:
            readings = tuple(reading for _, reading in run if reading is not None)
            yield Run(tuple(day for day, _ in run), readings, after, is_baseline=place == 0)
        place += len(run)
