"""What would help with a broken promise: which cases could move to whom, and what if nobody has room."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from handlers.desk import Desk
from handlers.views.ledger.relief import Help
from scoring.breaches import Breach, Level
from scoring.case import Case
from scoring.hard_rules import may_be_supported
from scoring.ids import CaseId, WorkerId
from scoring.load import score_loads
from scoring.readings import Line, SubjectKind
from scoring.relief import Relief, plan_homes, plan_relief
from scoring.suggest import Situation
from storage.cases import list_cases, load_casebook
from storage.people import list_team_workers, load_names, load_workers
from storage.responsible import find_above
from storage.spells import list_families_led, list_spells
from storage.teams import TeamRecord, load_teams

MOST_MOVES = 5
"""A plan is made of a few steps; the next one can hold the rest."""


def read_help(desk: Desk, team: TeamRecord, breaches: Sequence[Breach]) -> Help:
    """What would help with what one subject's promise lacks; `breaches` are its standing ones."""
    subject, lines = breaches[0].subject, {breach.line for breach in breaches}
    cases = [CaseId(subject.id)] if subject.kind is SubjectKind.CASE else []
    asked = list_cases(desk.session, cases)
    situation = _situation(desk, team, asked)
    if subject.kind is SubjectKind.WORKER:
        return _for_worker(desk, team, WorkerId(subject.id), situation)
    if subject.kind is SubjectKind.TEAM and Line.NOBODY_THERE in lines:
        asked = _without_anybody(desk, situation)
    homes = plan_homes(asked, situation, desk.policy, desk.today, desk.now, MOST_MOVES)
    return Help(
        team=team.name,
        moves=homes,
        is_enough=len(homes) == len(asked) > 0,
        is_whole_team=subject.kind is SubjectKind.TEAM and not asked,
        supported=0,
        above=_above(desk, team),
    )


def _for_worker(desk: Desk, team: TeamRecord, worker: WorkerId, situation: Situation) -> Help:
    holder = next((each for each in situation.workers if each.id == worker), None)
    moves: list[Relief] = []
    if holder is not None:
        moves = plan_relief(holder, situation, desk.policy, desk.today, desk.now, MOST_MOVES)
    last = moves[-1].given if moves else None
    return Help(
        team=team.name,
        moves=moves,
        is_enough=last is not None and not last.after.is_over,
        is_whole_team=False,
        supported=_count_supported((c for c in situation.cases if c.lead == worker), desk),
        above=_above(desk, team),
    )


def _situation(desk: Desk, team: TeamRecord, asked: Sequence[Case]) -> Situation:
    """The team's people with all they lead and co-work, and the cases that are asked about."""
    staff = list_team_workers(desk.session, team.id)
    workers = load_workers(desk.session, staff)
    book = {case.id: case for case in (*load_casebook(desk.session, staff), *asked)}
    window = timedelta(hours=desk.policy.pace.window_hours)
    return Situation(
        workers=tuple(workers.values()),
        teams=load_teams(desk.session, {worker.team for worker in workers.values()}),
        cases=tuple(book.values()),
        spells=list_spells(desk.session, workers, desk.now - window),
        families_before=list_families_led(desk.session, workers),
    )


def _without_anybody(desk: Desk, situation: Situation) -> list[Case]:
    """The children led by people who have no capacity today, by reference."""
    loads = score_loads(situation.workers, situation.teams, situation.cases, desk.policy, desk.today)
    away = {worker for worker, load in loads.items() if not load.has_capacity}
    return sorted((case for case in situation.cases if case.lead in away), key=lambda case: case.reference)


def _count_supported(cases: Iterable[Case], desk: Desk) -> int:
    return sum(may_be_supported(case.facts, desk.policy) for case in cases)


def _above(desk: Desk, team: TeamRecord) -> str | None:
    above = find_above(desk.session, team.id, Level.SERVICE_MANAGER, desk.today)
    if above is None or above == desk.viewer.worker:
        return None
    return load_names(desk.session, [above]).get(above)
