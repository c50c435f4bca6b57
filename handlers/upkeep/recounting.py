"""Counting every load anew and comparing it with what is stored, for whoever doubts the stored ones.

What is marked as due is about to be counted by the due job anyway, so it is left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from scoring.breaches import Cause
from scoring.ids import TeamId, WorkerId
from scoring.load import Load, Member, member_of, score_loads, score_team
from scoring.policy import Policy
from scoring.readings import Subject, SubjectKind
from scoring.working_time import london_day
from storage.cases import list_waiting, load_casebook
from storage.database import Database
from storage.due import mark_subjects
from storage.grouping import group
from storage.health import list_due_subjects
from storage.loads import list_worker_loads, load_team_loads
from storage.people import list_people, load_workers
from storage.policies import has_policy, load_policy
from storage.rows import fraction_of, millionths_of
from storage.session import Session
from storage.teams import load_teams

AT_ONCE = 500
"""Workers whose cases are in memory together."""


def list_miscounted(session: Session, now: datetime) -> list[Subject]:
    """The workers and teams whose stored load isn't what counting them anew comes to, in a fixed order.

    None before there is a policy to count by.
    """
    if not has_policy(session):
        return []
    today = london_day(now)
    policy = load_policy(session, today)
    teams = load_teams(session)
    everybody = [person.id for person in list_people(session) if person.team is not None]
    members: list[Member] = []
    wrong: list[Subject] = []
    for some in _batches(everybody):
        workers = load_workers(session, some)
        loads = score_loads(workers.values(), teams, load_casebook(session, some), policy, today)
        members += [member_of(workers[id_], load, today) for id_, load in loads.items()]
        wrong += [Subject(SubjectKind.WORKER, id_) for id_ in _differing(session, loads)]
    differing = _teams_differing(session, list(teams), members, policy, today)
    wrong += [Subject(SubjectKind.TEAM, id_) for id_ in differing]
    return sorted(set(wrong) - list_due_subjects(session, now))


def have_recounted(database: Database, now: datetime) -> int:
    """Mark whatever is miscounted, so that the due job counts it again; returns how many that is.

    Only the marks are made as a writer: counting a council takes seconds, in which the bot goes on writing.
    """
    with database.reading() as session:
        wrong = list_miscounted(session, now)
    with database.writing() as session:
        mark_subjects(session, wrong, now, Cause.PEOPLE)
    return len(wrong)


def _batches(ids: Sequence[WorkerId]) -> Iterator[Sequence[WorkerId]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def _differing(session: Session, loads: dict[WorkerId, Load]) -> list[WorkerId]:
    stored = list_worker_loads(session, loads)
    return [id_ for id_, load in loads.items() if id_ not in stored or stored[id_].load != _kept(load)]


def _kept(load: Load) -> Load:
    """The load as it is stored: capacity to the millionth."""
    return replace(load, capacity=fraction_of(millionths_of(load.capacity)))


def _teams_differing(
    session: Session, teams: list[TeamId], members: list[Member], policy: Policy, today: date
) -> list[TeamId]:
    by_team = group((member.load.team, member) for member in members)
    waiting = group((case.team, case) for case in list_waiting(session, teams))
    stored = load_team_loads(session, teams)
    return [
        team
        for team in teams
        if stored.get(team) != score_team(team, by_team[team], waiting[team], policy, today)
    ]
