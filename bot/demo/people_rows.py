"""The council's services, teams and people as rows."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import Table

from bot.demo.council import Council
from bot.demo.ledger import STARTED_AT, started_on
from bot.demo.staff import Person
from scoring.ids import ChannelId
from scoring.people import Grade, Role, Worker
from scoring.working_time import london, london_day, start_of_day
from storage.details import PersonDetails, TeamDetails, person_values, reduction_values, team_values
from storage.names import name_key
from storage.tables.people import EXTRAS, REDUCTIONS, ROLES, SERVICES, TEAMS, WORKER_HISTORY, WORKERS

HISTORY = ("team_id", "grade", "fte_millionths", "promise", "starts_on", "ends_on")
Row = dict[str, Any]


def rows(council: Council, channels: Mapping[str, ChannelId]) -> dict[Table, list[Row]]:
    """Every row about people, tables in the order in which they may be filled."""
    workers = [_person(person) for person in council.people]
    return {
        SERVICES: [
            {"id": number, "name": name, "name_key": name_key(name)}
            for number, name in enumerate(council.services, 1)
        ],
        TEAMS: list(_teams(council, channels)),
        WORKERS: workers,
        WORKER_HISTORY: [_history(row, council) for row in workers],
        REDUCTIONS: _numbered(_reductions(council)),
        EXTRAS: _numbered(_extras(council)),
        ROLES: _numbered(_roles(council)),
    }


def _numbered(some: Iterator[Row]) -> list[Row]:
    return [{"id": number, **row} for number, row in enumerate(some, 1)]


def _teams(council: Council, channels: Mapping[str, ChannelId]) -> Iterator[Row]:
    today = london_day(council.now)
    for team in council.teams:
        started = started_on(council.staff, team.id, today)
        posts = [each.fte for each in council.staff.workers_of(team.id) if each.ends_on is None]
        fte = sum(posts, Fraction(1))
        details = TeamDetails(team.name, team.service, channels.get(team.name), fte)
        at = None if started is None else london(started, STARTED_AT)
        yield {"id": team.id, **team_values(details), "started_at": at}


def _person(person: Person) -> Row:
    worker = person.worker
    if worker is None:
        details = PersonDetails(person.name, person.email, None, Grade.NONE)
    else:
        details = _details(person, worker)
    return {"id": person.id, **person_values(details)}


def _details(person: Person, worker: Worker) -> PersonDetails:
    return PersonDetails(
        name=person.name,
        email=person.email,
        team=worker.team,
        grade=worker.grade,
        fte=worker.fte,
        employment=worker.employment,
        starts_on=worker.starts_on,
        ends_on=worker.ends_on,
        promise=worker.promise,
        swe_number=worker.swe_number,
        languages=worker.languages,
        skills=worker.skills,
        name_in_channel=worker.name_in_channel,
    )


def _history(row: Row, council: Council) -> Row:
    """One state for each person, since they came or since the council's records begin."""
    begins = london_day(council.now) - timedelta(days=730)
    starts: date = max(row["starts_on"] or begins, begins)
    return {"worker_id": row["id"], "from_at": start_of_day(starts), **{name: row[name] for name in HISTORY}}


def _reductions(council: Council) -> Iterator[Row]:
    for person in council.people:
        for reduction in person.worker.reductions if person.worker else ():
            yield {"worker_id": person.id, **reduction_values(reduction)}


def _extras(council: Council) -> Iterator[Row]:
    since = council.now - timedelta(days=200)
    for person in council.people:
        for extra in person.worker.extras if person.worker else ():
            values = {"responsibility": extra.responsibility, "points_tenths": extra.points}
            yield {"worker_id": person.id, **values, "from_at": since}


def _roles(council: Council) -> Iterator[Row]:
    for person in council.people:
        for grant in person.grants:
            scope = {"team_id": grant.team, "service_id": grant.service}
            is_first = grant.role is Role.SUPERVISOR
            yield {"worker_id": person.id, "role": grant.role.value, **scope, "is_first": is_first}
