"""What falls due, in one job: rescore what changed, move breaches, and say what must be posted.

It reads and decides first and records in one short transaction. It costs in proportion to what was marked,
never to what exists: teams add up stored loads and look at no led case.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from handlers.concerns.climbing import climb_concerns
from handlers.desk import Desk
from handlers.ledger.breaches import move_breaches
from handlers.upkeep.planned import start_planned
from scoring.breaches import Cause
from scoring.case import Case
from scoring.eligibility import wrong_holder
from scoring.errors import Conflict
from scoring.ids import CaseId, TeamId, WorkerId
from scoring.load import Load, Member, TeamLoad, member_of, score_loads, score_team
from scoring.next_changes import next_case_change, next_changes
from scoring.people import Worker
from scoring.readings import (
    Reading,
    Subject,
    SubjectKind,
    read_case,
    read_team,
    read_worker,
    waiting_deadline,
)
from scoring.working_time import start_of_day
from storage.cases import (
    list_case_teams,
    list_cases,
    list_waiting,
    list_waiting_since,
    load_casebook,
)
from storage.due import Mark, add_marks, list_due, take_due
from storage.grouping import group
from storage.loads import list_members, list_stored_teams, put_loads, put_team_loads
from storage.people import load_workers
from storage.policies import find_next_start
from storage.session import Session
from storage.teams import load_teams, lock_teams

CHUNK = 200
"""Marks taken at once, so that the write lock is held for a few milliseconds only."""
CASES = 5 * CHUNK
"""Where all of them are single cases: a worker has a dozen. A new policy marks tens of thousands."""


@dataclass(frozen=True, slots=True)
class Due:
    """What was marked, by kind; `causes` holds the earliest cause of each subject."""

    marks: tuple[Mark, ...]
    causes: Mapping[Subject, Cause]

    def ids(self, kind: SubjectKind) -> set[int]:
        return {mark.subject.id for mark in self.marks if mark.subject.kind is kind}


@dataclass(frozen=True, slots=True)
class Scored:
    """Everything that was worked out from one consistent reading of the database."""

    workers: Mapping[WorkerId, Worker]
    loads: Mapping[WorkerId, Load]
    teams: frozenset[TeamId]
    cases: tuple[Case, ...]
    case_readings: tuple[Reading, ...]
    case_teams: Mapping[CaseId, TeamId]


def rescore_due(desk: Desk, size: int = CHUNK) -> bool:
    """Look at up to `size` marks that are due; says whether there were any, so that the caller asks again."""
    marks = list_due(desk.session, desk.now, size)
    if not marks:
        return False
    if size == CHUNK and all(mark.subject.kind is SubjectKind.CASE for mark in marks):
        marks = _only_cases(list_due(desk.session, desk.now, CASES))
    due = Due(tuple(marks), _causes(marks))
    if start_planned(desk, due.ids(SubjectKind.WORKER)):
        return True
    scored = _score(desk, due)
    with desk.writing() as session:
        if not take_due(session, due.marks):
            raise Conflict("Another process is looking at the same change.")
        lock_teams(session, scored.teams)
        waiting = list_waiting(session, scored.teams)
        team_loads = _put(session, desk, scored, waiting)
        _mark_next(session, desk, scored, waiting)
        readings = [*_read_loads(desk, scored, team_loads), *scored.case_readings]
        move_breaches(session, desk, _subject_teams(scored, team_loads), readings, due.causes)
        climb_concerns(session, desk, map(WorkerId, due.ids(SubjectKind.WORKER)))
    return True


def _only_cases(marks: list[Mark]) -> list[Mark]:
    """Those before the first mark of anything else."""
    return list(takewhile(lambda mark: mark.subject.kind is SubjectKind.CASE, marks))


def _causes(marks: Iterable[Mark]) -> dict[Subject, Cause]:
    causes: dict[Subject, Cause] = {}
    for mark in marks:
        causes.setdefault(mark.subject, mark.cause)
    return causes


def _score(desk: Desk, due: Due) -> Scored:
    marked = {WorkerId(id_) for id_ in due.ids(SubjectKind.WORKER)}
    book = load_casebook(desk.session, marked)
    workers = load_workers(desk.session, marked)
    teams = load_teams(desk.session, {worker.team for worker in workers.values()})
    affected = {TeamId(id_) for id_ in due.ids(SubjectKind.TEAM)}
    affected |= set(teams) | list_stored_teams(desk.session, marked)
    cases = [CaseId(id_) for id_ in due.ids(SubjectKind.CASE)]
    known = list_cases(desk.session, cases)
    return Scored(
        workers=workers,
        loads=score_loads(workers.values(), teams, book, desk.policy, desk.today),
        teams=frozenset(affected),
        cases=tuple({case.id: case for case in (*book, *known)}.values()),
        case_readings=tuple(_read_cases(desk, known)),
        case_teams=list_case_teams(desk.session, cases),
    )


def _read_cases(desk: Desk, cases: list[Case]) -> Iterable[Reading]:
    since = list_waiting_since(desk.session, [case.id for case in cases])
    leads = load_workers(desk.session, [case.lead for case in cases if case.lead is not None])
    for case in cases:
        lead = leads.get(case.lead) if case.lead is not None else None
        is_wrong = lead is not None and wrong_holder(lead, case.facts, desk.policy) is not None
        yield from read_case(case, is_wrong, since.get(case.id), desk.now, desk.policy, desk.calendar)


def _put(session: Session, desk: Desk, scored: Scored, waiting: list[Case]) -> list[TeamLoad]:
    """Keep the loads, and add up each team with what everybody else has kept until now."""
    version = desk.policy.version
    own = {id_: member_of(scored.workers[id_], load, desk.today) for id_, load in scored.loads.items()}
    put_loads(session, own.values(), desk.now, version)
    members: Mapping[int, list[Member]] = list_members(session, scored.teams)
    queues = group((case.team, case) for case in waiting)
    sums = [
        score_team(team, members.get(team, ()), queues.get(team, ()), desk.policy, desk.today)
        for team in sorted(scored.teams)
    ]
    put_team_loads(session, sums, desk.now, version)
    return sums


def _mark_next(session: Session, desk: Desk, scored: Scored, waiting: list[Case]) -> None:
    """Have everything looked at again when it changes by itself."""
    days = _next_days(desk, scored, waiting)
    marks = [Mark(subject, start_of_day(day), Cause.TIME) for subject, day in days]
    since = list_waiting_since(session, [CaseId(id_) for id_ in scored.case_teams])
    kinds = {case.id: case.facts.kind for case in scored.cases}
    for id_, moment in since.items():
        at = waiting_deadline(kinds[id_], moment, desk.policy, desk.calendar)
        if at > desk.now:
            marks.append(Mark(Subject(SubjectKind.CASE, id_), at, Cause.TIME))
    marks += _next_policy(session, desk, scored)
    add_marks(session, marks)


def _next_policy(session: Session, desk: Desk, scored: Scored) -> Iterable[Mark]:
    """Everything looked at, again when the next version of the policy starts: it may be newer than that."""
    starts = find_next_start(session, desk.today)
    if starts is None:
        return
    kinds = {
        SubjectKind.WORKER: scored.workers,
        SubjectKind.TEAM: scored.teams,
        SubjectKind.CASE: scored.case_teams,
    }
    for kind, ids in kinds.items():
        for id_ in ids:
            yield Mark(Subject(kind, id_), start_of_day(starts), Cause.POLICY)


def _next_days(desk: Desk, scored: Scored, waiting: list[Case]) -> Iterable[tuple[Subject, date]]:
    """The days on which a worker's load, or what waits in a team, changes by itself."""
    workers = next_changes(scored.workers.values(), scored.cases, desk.policy, desk.today)
    for worker, day in workers.items():
        if day is not None:
            yield Subject(SubjectKind.WORKER, worker), day
    for case in waiting:
        next_day = next_case_change(case, desk.policy, desk.today)
        if next_day is not None:
            yield Subject(SubjectKind.TEAM, case.team), next_day


def _read_loads(desk: Desk, scored: Scored, teams: list[TeamLoad]) -> Iterable[Reading]:
    for load in scored.loads.values():
        yield from read_worker(load)
    for team in teams:
        yield from read_team(team, desk.policy)


def _subject_teams(scored: Scored, teams: list[TeamLoad]) -> dict[Subject, TeamId]:
    """The team in which each looked-at subject's breaches stand."""
    found = {Subject(SubjectKind.WORKER, id_): load.team for id_, load in scored.loads.items()}
    found |= {Subject(SubjectKind.TEAM, load.team): load.team for load in teams}
    found |= {Subject(SubjectKind.CASE, id_): team for id_, team in scored.case_teams.items()}
    return found
