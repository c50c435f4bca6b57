"""How the supervision of a team's people stands, read with a handful of queries for any number of teams."""

from collections.abc import Iterable
from datetime import timedelta

from handlers.access import supervised_teams
from handlers.desk import Desk
from scoring.supervision import Supervised, score_in_time, score_standing
from scoring.working_time import london_day
from storage.people import load_workers
from storage.supervision import list_last_supervisions, list_supervised, list_supervisions
from storage.teams import TeamRecord, list_teams_of

WEEK = timedelta(days=7)


def read_supervised(desk: Desk, teams: Iterable[TeamRecord]) -> list[Supervised]:
    """Everybody in post in these teams, by name. It is counted from each team's start at the earliest."""
    listed = {team.id: team for team in teams}
    ids = list_supervised(desk.session, listed, desk.today)
    workers = load_workers(desk.session, ids)
    last = list_last_supervisions(desk.session, ids)
    since = desk.today - desk.policy.supervision.parity_weeks * WEEK
    held = list_supervisions(desk.session, ids, since)
    supervised = []
    for id_ in ids:
        worker, started = workers[id_], listed[workers[id_].team].started_at
        known_from = None if started is None else london_day(started)
        standing = score_standing(worker, last.get(id_), known_from, desk.today, desk.policy)
        days = [each.held_on for each in held[id_]]
        in_time = score_in_time(worker, days, known_from, desk.today, desk.policy)
        supervised.append(Supervised(worker, standing, in_time))
    return supervised


def list_due(desk: Desk) -> list[Supervised]:
    """Whose supervision is due today or overdue, of those the viewer supervises; the earliest day first."""
    supervised = supervised_teams(desk.viewer)
    teams = list_teams_of(desk.session, teams=supervised) if supervised else []
    due = [
        each
        for each in read_supervised(desk, teams)
        if each.standing.is_due(desk.today) and each.worker.id != desk.viewer.worker
    ]
    return sorted(due, key=lambda each: (each.standing.due_on or desk.today, each.worker.name))
