"""The supervision of the two years as rows: mostly in time, recorded by whoever looks after the worker."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import Table

from bot.bank_holidays import calendar_of
from bot.demo.council import Council
from bot.demo.ledger import started_on, supervisor_of
from scoring.capacity import reduced_share
from scoring.ids import WorkerId
from scoring.people import Role, Team, Worker
from scoring.supervision import supervision_due_on
from scoring.working_time import london_day
from storage.tables.supervision import SUPERVISIONS

Row = dict[str, Any]
DAYS_FROM_DUE = (-4, -3, -2, -1, -1, 0, 0, 0, 5)
MINUTES = (45, 60, 60, 75, 90)


def supervision_rows(council: Council) -> dict[Table, list[Row]]:
    """Every supervision since each team was started; a team that wasn't has none recorded."""
    random, rows = Random(council.seed), list[Row]()
    today, teams = london_day(council.now), {team.id: team for team in council.teams}
    for person in council.people:
        worker = person.worker
        started = None if worker is None else started_on(council.staff, worker.team, today)
        if worker is None or started is None or not worker.is_in_post(today):
            continue
        recorder = _recorder(council, worker, teams[worker.team])
        for day in _days(council, worker, started, today, random):
            minutes = random.choice(MINUTES)
            rows.append(
                {
                    "id": len(rows) + 1,
                    "worker_id": worker.id,
                    "held_on": day,
                    "minutes": minutes,
                    "recorded_by_id": recorder,
                    "recorded_at": council.now,
                }
            )
    return {SUPERVISIONS: rows}


def _days(council: Council, worker: Worker, started: date, today: date, random: Random) -> Iterator[date]:
    """Each one near the day by which it was due, on a working day on which they were there."""
    calendar = calendar_of(council.policy)
    last = max(started, worker.starts_on or started)
    while (due := supervision_due_on(worker, last, council.policy)) is not None:
        day = max(due + timedelta(days=random.choice(DAYS_FROM_DUE)), last + timedelta(days=1))
        while day < today and (not calendar.is_working_day(day) or reduced_share(worker, day) == 1):
            day += timedelta(days=1)
        if day >= today:
            return
        yield day
        last = day


def _recorder(council: Council, worker: Worker, team: Team) -> WorkerId:
    """The team's supervisor; for their own, the service manager."""
    supervisor = supervisor_of(council.staff, team.id)
    if supervisor != worker.id:
        return supervisor
    return next(
        person.id
        for person in council.people
        if any(
            grant.role is Role.SERVICE_MANAGER and grant.service == team.service for grant in person.grants
        )
    )
