"""Supervision reminders: once when somebody's falls due and then weekly at most, one message a supervisor.

It is decided on working days with the other reminders, sent in working hours, and drawn with the truth of
that moment: whoever has had supervision meanwhile isn't in it (policy guide §7).
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from handlers.desk import Desk
from handlers.messages import Post
from handlers.reception.posting import Drawer, Drawers
from handlers.supervision.standings import read_supervised
from handlers.views.supervision.reminding import reminder_message
from scoring.ids import TeamId, WorkerId
from scoring.readings import Subject, SubjectKind
from scoring.supervision import Supervised
from scoring.timetable import Occasion
from scoring.working_time import ONE_DAY
from storage.grouping import group
from storage.outbox import OutboxEntry, Recipe, add_recipes, list_by_keys
from storage.responsible import find_supervisor
from storage.teams import TeamRecord, list_teams, list_teams_of

KIND = "supervision_due"
AGAIN = timedelta(days=7)
"""How long after a reminder the same supervision is told of again, at the earliest."""


def remind_of_supervision(desk: Desk, occasion: Occasion) -> None:
    """Have each supervisor told whose supervision is due, where somebody's hasn't been told of this week."""
    pairs = ((find_supervisor(desk.session, team.id, desk.today), team) for team in _started(desk))
    teams = group((supervisor, team) for supervisor, team in pairs if supervisor is not None)
    recipes = [
        recipe
        for supervisor, looked_after in teams.items()
        if (recipe := _recipe(desk, occasion.day, WorkerId(supervisor), looked_after)) is not None
    ]
    if recipes:
        with desk.writing() as session:
            add_recipes(session, desk.now, recipes)


def draw_reminder(desk: Desk, entry: OutboxEntry) -> Post | None:
    """Whose is due now, of the teams that this person still supervises; None for nobody's."""
    if entry.worker is None:
        return None
    ids = [TeamId(id_) for id_ in entry.fixed["teams"]]
    teams = [
        team
        for team in list_teams_of(desk.session, teams=ids)
        if find_supervisor(desk.session, team.id, desk.today) == entry.worker
    ]
    due = _list_due(desk, teams, entry.worker)
    return Post(reminder_message(due, desk.today, desk.policy)) if due else None


def _started(desk: Desk) -> Iterable[TeamRecord]:
    """Before a team's start no supervision is counted."""
    return (team for team in list_teams(desk.session) if team.started_at is not None)


def _recipe(desk: Desk, day: date, supervisor: WorkerId, teams: Iterable[TeamRecord]) -> Recipe | None:
    """The reminder, naming everybody who is due; None where each of them was told of within the week."""
    listed = list(teams)
    due = [each.standing for each in _list_due(desk, listed, supervisor)]
    pairs = [[each.worker, each.due_on.isoformat()] for each in due if each.due_on is not None]
    told = _told(desk, day, supervisor)
    if all(pair in told for pair in pairs):
        return None
    at = desk.calendar.next_sending_moment(desk.now, desk.policy.hours)
    fixed: Mapping[str, object] = {"teams": [team.id for team in listed], "told": pairs}
    subject = Subject(SubjectKind.WORKER, supervisor)
    return Recipe(KIND, subject, at, worker=supervisor, key=_key(day, supervisor), fixed=fixed)


def _told(desk: Desk, day: date, supervisor: WorkerId) -> list[list[object]]:
    """Whose supervision, due by which day, this person was told of in the days before."""
    days = (day - ONE_DAY * number for number in range(1, AGAIN.days))
    entries = list_by_keys(desk.session, [_key(each, supervisor) for each in days])
    return [list(pair) for entry in entries for pair in entry.fixed["told"]]


def _key(day: date, supervisor: WorkerId) -> str:
    return f"{KIND} {day} {supervisor}"


def _list_due(desk: Desk, teams: Iterable[TeamRecord], supervisor: WorkerId) -> list[Supervised]:
    """Whose supervision is due today or overdue in these teams, the earliest day first."""
    due = [
        each
        for each in read_supervised(desk, teams)
        if each.standing.is_due(desk.today) and each.worker.id != supervisor
    ]
    return sorted(due, key=lambda each: (each.standing.due_on or desk.today, each.worker.name))


DRAWERS: Drawers = {KIND: Drawer(draw_reminder)}
