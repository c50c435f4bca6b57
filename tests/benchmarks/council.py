"""A made-up council, written straight into a new SQLite file; every load is scored, and nothing is due."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import delete, event

from bot.bank_holidays import calendar_of
from scoring.capacity import score_capacity
from scoring.ids import ServiceId, TeamId, WorkerId
from scoring.load import member_of, score_loads, score_team
from scoring.next_changes import next_changes
from scoring.policy import Policy
from scoring.policy_file import read_policy
from scoring.working_time import london, london_day
from storage.change import Change, Source
from storage.database import Database, open_database, read_url
from storage.migrating import migrate
from storage.policies import add_policy, default_policy_text
from storage.session import Session
from storage.tables.ledger import DUE
from tests.benchmarks.council_cases import Children
from tests.benchmarks.council_people import Group, groups
from tests.benchmarks.council_rows import Rows

MORNING, DAYTIME, EVENING = time(8), time(11), time(19)
TEAMS_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Size:
    """How large a council is."""

    workers: int
    cases: int


SMALL, LARGE = Size(340, 4_000), Size(34_000, 400_000)


@dataclass(frozen=True, slots=True)
class Plan:
    """How many children each worker leads, and how many wait in each team."""

    led: dict[WorkerId, int]
    waiting: Counter[TeamId]


def council_day(real_now: datetime) -> date:
    """The day on which the council lives: today or the next working day, so that nothing of it is past."""
    day = london_day(real_now)
    calendar = calendar_of(read_policy(default_policy_text()))
    return calendar.working_day_from(day if real_now < london(day, MORNING) else day + timedelta(days=1))


def build_council(path: Path, size: Size, day: date, seed: int = 1) -> None:
    """Make the file: people, cases and loads as they stand at the start of the day."""
    database = open_database(read_url(f"sqlite:///{path}"))
    event.listen(database.engine, "connect", _hurry)
    migrate(database)
    now = london(day, MORNING)
    with database.writing() as session:
        policy = add_policy(session, Change(now, Source.SHELL), default_policy_text())
    with database.writing() as session:
        _fill(session, size, policy, now, Random(seed))
        session.execute(delete(DUE).where(DUE.c.at <= now))
    _settle(database)


def _fill(session: Session, size: Size, policy: Policy, now: datetime, random: Random) -> None:
    day = london_day(now)
    every = list(groups(size.workers, day, random))
    plan = _plan(every, size, policy, day, random)
    children = Children(random, day)
    services: set[ServiceId] = set()
    for start in range(0, len(every), TEAMS_AT_ONCE):
        rows = Rows(now, random)
        for group in every[start : start + TEAMS_AT_ONCE]:
            _add_team(rows, group, children, plan, policy)
        rows.insert(session, policy, services)


def _add_team(rows: Rows, group: Group, children: Children, plan: Plan, policy: Policy) -> None:
    """One team with its people and children, and its loads as the product's own scoring has them."""
    team, day = group.team, london_day(rows.now)
    colleagues = [worker.id for worker in group.workers[1:]]
    led = [
        case
        for worker in group.workers
        for case in children.led_by(worker, plan.led[worker.id], colleagues, group.supervisor)
    ]
    waiting = [children.waiting(team.id) for _ in range(plan.waiting[team.id])]
    loads = score_loads(group.workers, {team.id: team}, led, policy, day)
    members = [member_of(worker, loads[worker.id], day) for worker in group.workers]
    rows.add_people(group)
    rows.add_cases([*led, *waiting])
    rows.add_loads(members, score_team(team.id, members, waiting, policy, day))
    rows.add_due(next_changes(group.workers, led, policy, day))
    rows.add_waiting(waiting, policy, calendar_of(policy))


def _plan(every: list[Group], size: Size, policy: Policy, day: date, random: Random) -> Plan:
    """Most workers lead one or two children fewer than promised; what is left of the cases waits."""
    if not size.cases:
        return Plan({worker.id: 0 for group in every for worker in group.workers}, Counter())
    led = {
        worker.id: max(
            score_capacity(worker, group.team, policy, day).promise - random.choice((0, 1, 1, 2)), 0
        )
        for group in every
        for worker in group.workers
    }
    left = size.cases - sum(led.values())
    for worker in random.choices([id_ for id_ in led if led[id_] > 5], k=max(-left, 0)):
        led[worker] -= 1
    waiting = Counter(random.choices([group.team.id for group in every], k=max(left, 0)))
    return Plan(led, waiting)


def _hurry(connection: Any, _record: Any) -> None:
    """A file that is thrown away when anything goes wrong needs no waiting for the disk."""
    connection.execute("PRAGMA synchronous=OFF")


def _settle(database: Database) -> None:
    """Leave one plain file that can be copied."""
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
