"""Plan reminders: on working days at 09:00, one message a supervisor, listing every promise without a plan.

It is drawn with the truth of the moment it is sent, and says nothing once its day is over: the next day's
says it. Reminders neither stop the climb nor make one (policy guide §6 and §12).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.desk import Desk
from handlers.ledger.planning import subject_names
from handlers.messages import Post
from handlers.reception.posting import Drawer, Drawers
from handlers.views.ledger.breaches import line_figures
from handlers.views.ledger.reminders import PlanAsk, reminder_message, stands_in_sentence
from scoring.breaches import Breach, Level
from scoring.climb import climb_deadline, is_plan_missing
from scoring.ids import BreachId, TeamId, WorkerId
from scoring.readings import Line, Reading, Subject, SubjectKind, read_team, read_worker
from scoring.timetable import Occasion
from storage.breaches import list_team_standing
from storage.loads import find_team_load, list_loads
from storage.outbox import OutboxEntry, Recipe, add_recipes
from storage.people import load_names
from storage.plans import PlanRecord, list_plans, list_quiet
from storage.responsible import find_responsible, find_supervisor
from storage.teams import list_teams, load_team

KIND = "plan_reminder"


@dataclass(frozen=True, slots=True)
class Missing:
    """The lines of one team that have no plan, and the earlier plan of each whose day has passed."""

    team: TeamId
    breaches: Sequence[Breach]
    plans: Mapping[BreachId, PlanRecord]

    def of(self, subject: Subject) -> list[Breach]:
        """The subject's lines."""
        return [breach for breach in self.breaches if breach.subject == subject]


def remind_of_plans(desk: Desk, occasion: Occasion) -> None:
    """Have whoever answers for a team reminded, once a day, of its promises that have no plan."""
    asked: dict[WorkerId, list[TeamId]] = {}
    for team in list_teams(desk.session):
        person = find_responsible(desk.session, team.id, desk.today) if team.started_at else None
        if person is not None and _find_missing(desk, team.id, person).breaches:
            asked.setdefault(person, []).append(team.id)
    if asked:
        recipes = [_recipe(desk, occasion.day, worker, teams) for worker, teams in asked.items()]
        with desk.writing() as session:
            add_recipes(session, desk.now, recipes)


def draw_plan_reminder(desk: Desk, entry: OutboxEntry) -> Post | None:
    """What this person is asked to plan now; None once that day is over, or when nothing is missing."""
    worker, asks, stands_in = entry.worker, list[PlanAsk](), list[str]()
    if worker is None or entry.fixed["day"] != desk.today.isoformat():
        return None
    for id_ in entry.fixed["teams"]:
        team = TeamId(id_)
        missing = _find_missing(desk, team, worker)
        if missing.breaches and find_responsible(desk.session, team, desk.today) == worker:
            why = _stands_in(desk, team, worker)
            stands_in += [why] if why else []
            asks += _read_asks(desk, missing, is_above=why is not None)
    if not asks:
        return None
    asks.sort(key=lambda ask: ask.since)
    return Post(reminder_message(asks, stands_in, desk.now, desk.policy))


def _stands_in(desk: Desk, team: TeamId, worker: WorkerId) -> str | None:
    """Why somebody above is asked; None for the team's own supervisor or cover."""
    supervisor, name = find_supervisor(desk.session, team, desk.today), load_team(desk.session, team).name
    if supervisor == worker:
        return None
    away = load_names(desk.session, [supervisor])[supervisor] if supervisor is not None else None
    return stands_in_sentence(name, away)


def _recipe(desk: Desk, day: date, worker: WorkerId, teams: Sequence[TeamId]) -> Recipe:
    at = desk.calendar.next_sending_moment(desk.now, desk.policy.hours)
    fixed = {"day": day.isoformat(), "teams": list(teams)}
    subject = Subject(SubjectKind.WORKER, worker)
    return Recipe(KIND, subject, at, worker=worker, key=f"reminder {day} {worker}", fixed=fixed)


def _find_missing(desk: Desk, team: TeamId, supervisor: WorkerId) -> Missing:
    """What has no plan in the team and isn't quiet for this person; baseline breaches too: they climb."""
    standing = list_team_standing(desk.session, [team])
    plans = list_plans(desk.session, [breach.id for breach in standing])
    days = _days(plans)
    quiet = list_quiet(desk.session, supervisor, desk.today)
    missing = [
        breach
        for breach in standing
        if is_plan_missing(breach, days.get(breach.id), desk.now, desk.policy)
        and (breach.subject.kind.value, breach.subject.id) not in quiet
    ]
    return Missing(team, missing, {each.id: plans[each.id] for each in missing if each.id in plans})


def _read_asks(desk: Desk, missing: Missing, *, is_above: bool) -> Iterable[PlanAsk]:
    if not missing.breaches:
        return
    subjects = dict.fromkeys(breach.subject for breach in missing.breaches)
    readings, names = _read_lines(desk, missing.team), subject_names(desk, subjects)
    for subject in subjects:
        lines = missing.of(subject)
        climbs_at, level = _next_climb(desk, lines, _days(missing.plans))
        ended = [missing.plans[breach.id] for breach in lines if breach.id in missing.plans]
        yield PlanAsk(
            subject=subject,
            name=names.get(subject, ""),
            figures=[line_figures(breach, readings.get((subject, breach.line))) for breach in lines],
            level=level,
            climbs_at=climbs_at,
            since=lines[0].opened_at,
            is_above=is_above,
            plan=max(ended, key=lambda record: record.plan.by_when, default=None),
        )


def _days(plans: Mapping[BreachId, PlanRecord]) -> dict[BreachId, date]:
    return {breach: record.plan.by_when for breach, record in plans.items()}


def _next_climb(
    desk: Desk, lines: Sequence[Breach], plan_days: Mapping[BreachId, date]
) -> tuple[datetime | None, Level]:
    """When the first of these lines goes one level up and who is asked until then; None at the top."""
    climbs = [
        (at, breach.climbed_to)
        for breach in lines
        if (at := climb_deadline(breach, plan_days.get(breach.id), desk.policy, desk.calendar)) is not None
    ]
    return min(climbs, key=lambda climb: climb[0], default=(None, Level.HEAD))


def _read_lines(desk: Desk, team: TeamId) -> dict[tuple[Subject, Line], Reading]:
    """The lines of the team and its workers as they stand now."""
    load = find_team_load(desk.session, team)
    readings = [] if load is None else read_team(load, desk.policy)
    for each in list_loads(desk.session, [team]):
        readings += read_worker(each.load)
    return {(reading.subject, reading.line): reading for reading in readings}


DRAWERS: Drawers = {KIND: Drawer(draw_plan_reminder)}
