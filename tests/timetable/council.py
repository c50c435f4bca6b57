"""A small council that lives through years with the product's own jobs, rows and messages."""

import asyncio
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from random import Random

from sqlalchemy import select

from bot.bank_holidays import calendar_of
from bot.schedule import Schedule
from scoring.breaches import Breach, Level
from scoring.case import Facts, Judgement, JudgementReason, Kind
from scoring.ids import CaseId, Reference
from scoring.load import score_loads
from scoring.people import Reduction, ReductionReason
from scoring.working_time import london_day
from storage.allocations import close_case
from storage.breaches import list_team_standing
from storage.cases import load_case, load_casebook
from storage.joining import add_reduction, change_team
from storage.judgements import record_judgement
from storage.loads import list_loads
from storage.people import load_workers
from storage.policies import load_policy
from storage.tables.ledger import SNAPSHOTS
from storage.tables.post import DIGESTS, OUTBOX
from storage.teams import claim_start, load_teams
from tests.office import Office
from tests.recording import add_case
from tests.timetable.rules import (
    DAY,
    Sent,
    after,
    day_of,
    is_quiet,
    moment,
    monday,
    worst_ticks,
    wrong_digests,
)

WEEKDAYS = {"North": (0, time(9)), "South": (4, time(15, 30))}
HELD = 13
"""Sam's cases on an ordinary day; a few more and the promise is not kept."""


@dataclass
class Years:
    """The office through time. `wrong` lists what broke a rule, with its moment."""

    office: Office
    random: Random
    threads: ThreadPoolExecutor
    extra: list[CaseId] = field(default_factory=list)
    absences: set[date] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    ticks: list[datetime] = field(default_factory=list)
    counted: dict[str, int] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(1000, 10**7)))
    schedule: Schedule = field(init=False)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """A new process: it knows what is stored, and nothing else."""
        office = self.office
        self.schedule = Schedule(office.database, self.threads, lambda: office.now, calendar_of, lambda: None)

    def begin(self) -> None:
        """The teams are started, Sam leads his cases, South has a digest day of its own."""
        with self.office.database.writing() as session:
            for team in self.office.teams.values():
                claim_start(session, team, self.office.now)
            change_team(
                session, self.office.change(), self.office.teams["South"],
                digest_weekday=4, digest_minute=15 * 60 + 30,
            )  # fmt: skip
        for _ in range(HELD):
            self.take_on()
        self.extra.clear()

    def live(self, start: datetime, days: int) -> None:
        """Tick through so many days, at their worst minutes."""
        loop = asyncio.new_event_loop()
        try:
            for now in worst_ticks(start, days, self.random, most_a_day=6):
                self.office.now = now
                if self.random.random() < 0.02:
                    self.restart()
                before = self._levels()
                loop.run_until_complete(self.schedule.tick())
                self.ticks.append(now)
                self._check(now, before)
                if self.random.random() < 0.05:
                    self._something_happens()
        finally:
            loop.close()

    def take_on(self, kind: Kind = Kind.CIN) -> CaseId:
        sam, north = self.office.workers["sam"], self.office.teams["North"]
        with self.office.database.writing() as session:
            case = add_case(
                session, self.office.change(), reference=Reference(f"AB-{next(self.numbers)}"), team=north,
                facts=Facts(kind), lead=sam, led_since=london_day(self.office.now),
            )  # fmt: skip
        self.extra.append(case)
        return case

    def _something_happens(self) -> None:
        """A case more or less, a judgement that will lapse, a day of sickness."""
        if len(self.extra) > 4 or (self.extra and self.random.random() < 0.5):
            with self.office.database.writing() as session:
                close_case(session, self.office.change(), load_case(session, self.extra.pop(0)))
            return
        case, people = self.take_on(self.random.choice(list(Kind))), self.office.workers
        today = london_day(self.office.now)
        with self.office.database.writing() as session:
            known = load_case(session, case)
            review = today + timedelta(days=self.random.randint(1, 30))
            agreed = Judgement(2, JudgementReason.VISITS, people["sam"], people["ann"], review)
            record_judgement(session, self.office.change(), known, agreed)
            first = today + timedelta(days=self.random.randint(1, 9))
            if self.random.random() < 0.2 and first not in self.absences:
                self.absences.add(first)
                away = Reduction(ReductionReason.SICKNESS, Fraction(1, 2), first, first + 2 * DAY)
                add_reduction(session, self.office.change(), people["jo"], away)

    def _check(self, now: datetime, before: Mapping[int, tuple[Level, Breach]]) -> None:
        self._check_loads(now)
        self._check_climbs(now, before)
        if is_quiet(now):
            urgent = [
                each.kind
                for each in self.office.outbox()
                if each.not_before <= now and each.created_at == now
            ]
            self.wrong += [f"{now}: {kind} may go out in quiet hours" for kind in urgent]
            return
        for entry, post in self.office.deliver():
            if post is not None:
                self.counted[entry.kind] = self.counted.get(entry.kind, 0) + 1

    def _check_loads(self, now: datetime) -> None:
        """Judgements lapse, first weeks end and absences pass at midnight: each load is what it is today."""
        today = london_day(now)
        with self.office.database.reading() as session:
            policy, teams = load_policy(session, today), load_teams(session)
            stored = {row.load.worker: row.load for row in list_loads(session, teams)}
            workers = load_workers(session, stored)
            book = load_casebook(session, stored)
        fresh = score_loads(workers.values(), teams, book, policy, today)
        self.wrong += [
            f"{now}: load of {who} {stored[who]} not {load}"
            for who, load in fresh.items()
            if load != stored[who]
        ]

    def _levels(self) -> dict[int, tuple[Level, Breach]]:
        with self.office.database.reading() as session:
            standing = list_team_standing(session, list(self.office.teams.values()))
        return {each.id: (each.climbed_to, each) for each in standing}

    def _check_climbs(self, now: datetime, before: Mapping[int, tuple[Level, Breach]]) -> None:
        """One level up at 17:00 of the 2nd working day, neither before nor later; nothing while settling."""
        for id_, (level, breach) in self._levels().items():
            since = breach.climbed_at or breach.opened_at
            due = moment(after(day_of(since), 2), time(17))
            if level is not Level.HEAD and not breach.is_settling and due <= now:
                self.wrong.append(f"{now}: {breach} should have climbed at {due}")
            earlier = before.get(id_)
            if earlier is not None and earlier[0] is not level:
                last = earlier[1].climbed_at or earlier[1].opened_at
                self.counted["climbs"] = self.counted.get("climbs", 0) + 1
                if now < moment(after(day_of(last), 2), time(17)):
                    self.wrong.append(f"{now}: {breach} climbed too early")

    def finish(self) -> list[str]:
        """Everything that broke a rule, the digests and days' ends of the whole time among it."""
        with self.office.database.reading() as session:
            digests = session.execute(select(DIGESTS).order_by(DIGESTS.c.team_id, DIGESTS.c.week)).all()
            kept = set(session.execute(select(SNAPSHOTS.c.day).distinct()).scalars())
            reminders = list(
                session.execute(select(OUTBOX.c.key).where(OUTBOX.c.kind == "plan_reminder")).scalars()
            )
        for name, (weekday, at) in WEEKDAYS.items():
            sent = [
                Sent(row.decided_at, monday(row.week), tuple(map(monday, row.weeks_owed.split())))
                for row in digests
                if row.team_id == self.office.teams[name]
            ]
            self.counted[f"digests of {name}"] = len(sent)
            self.wrong += wrong_digests(weekday, at, self.ticks[0], self.ticks, sent)
        days = {
            day_of(self.ticks[0]) + number * DAY
            for number in range((day_of(self.ticks[-1]) - day_of(self.ticks[0])).days)
        }
        self.wrong += [f"no end of day kept of {day}" for day in sorted(days - kept)]
        self.wrong += [] if len(set(reminders)) == len(reminders) else ["a reminder twice"]
        self.counted |= {"ticks": len(self.ticks), "days' ends": len(kept & days)}
        return self.wrong


@contextmanager
def years_of(office: Office, seed: int, start: datetime) -> Iterator[Years]:
    """An office that nobody has started yet, at this moment, ready to live through years."""
    office.now = start
    with ThreadPoolExecutor(1) as threads:
        years = Years(office, Random(seed), threads)
        years.begin()
        yield years
