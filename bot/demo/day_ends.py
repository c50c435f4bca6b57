"""The loads at each day's end of the two years, scored from what was true then."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.demo.files import CaseFile, list_open
from bot.demo.staff import Staff
from scoring.case import Case
from scoring.load import Load, member_of, score_loads, score_team
from scoring.policy import Policy
from scoring.readings import Reading, Subject, SubjectKind, read_team, read_worker
from scoring.tenths import Tenths
from scoring.working_time import end_of_day, london_day

DAILY, WEEKLY = timedelta(days=50), timedelta(days=385)
"""So far back every day's end is kept, or every Friday's; before that every fourth Friday's."""
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class DayEnd:
    """The load of a worker or a team at the end of a day."""

    day: date
    subject: Subject
    children: int
    points: Tenths
    promise: int
    bandwidth: Tenths
    capacity_millionths: int


@dataclass(frozen=True, slots=True)
class Day:
    """One day's end: every load, and every line that is read of it."""

    day: date
    ends: tuple[DayEnd, ...]
    readings: tuple[Reading, ...]


def build_days(staff: Staff, files: Sequence[CaseFile], policy: Policy, today: date) -> list[Day]:
    """The days' ends that are kept, and last today as it stands."""
    past = [_day(staff, _cases_at(files, end_of_day(day)), policy, day) for day in _kept(today)]
    return [*past, _day(staff, list_open(files), policy, today)]


def _kept(today: date) -> Iterator[date]:
    day = today - timedelta(days=728)
    while day < today:
        ago = today - day
        is_fourth = day.isocalendar().week % 4 == 0
        if ago <= DAILY or (day.weekday() == FRIDAY and (ago <= WEEKLY or is_fourth)):
            yield day
        day += timedelta(days=1)


def _cases_at(files: Iterable[CaseFile], at: datetime) -> list[Case]:
    """The cases as they stood at a moment; who co-worked isn't remembered of those that changed since."""
    return [
        _case_at(file, at)
        for file in files
        if file.opened_at < at and (file.closed_at is None or file.closed_at >= at)
    ]


def _case_at(file: CaseFile, at: datetime) -> Case:
    if file.is_open and file.phases[-1].from_at < at and all(spell.began_at < at for spell in file.spells):
        return file.case
    phase = [each for each in file.phases if each.from_at < at][-1]
    spells = [each for each in file.spells if each.began_at < at]
    lead, since = (spells[-1].worker, london_day(spells[-1].began_at)) if spells else (None, None)
    return Case(file.case.id, file.case.reference, phase.team, phase.facts, lead, since, file.case.family)


def _day(staff: Staff, cases: list[Case], policy: Policy, day: date) -> Day:
    teams = {team.id: team for team in staff.teams}
    workers = [each.worker for each in staff.people if each.worker and each.worker.is_in_post(day)]
    loads = score_loads(workers, teams, cases, policy, day)
    ends = [_worker_end(day, load) for load in loads.values()]
    readings = [reading for load in loads.values() for reading in read_worker(load)]
    for team in teams:
        members = [member_of(worker, loads[worker.id], day) for worker in workers if worker.team == team]
        waiting = [case for case in cases if case.team == team and case.lead is None]
        total = score_team(team, members, waiting, policy, day)
        subject = Subject(SubjectKind.TEAM, team)
        ends.append(DayEnd(day, subject, total.children, total.points, total.promise, total.bandwidth, 0))
        readings += read_team(total, policy)
    return Day(day, tuple(ends), tuple(readings))


def _worker_end(day: date, load: Load) -> DayEnd:
    subject = Subject(SubjectKind.WORKER, load.worker)
    share = round(load.capacity * 1_000_000)
    return DayEnd(day, subject, load.children, load.points, load.promise, load.bandwidth, share)
