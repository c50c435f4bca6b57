"""Who is asked for a plan, or to review one: recipes as breaches climb and as a plan's day passes."""

from collections.abc import Iterable
from dataclasses import replace

from handlers.access import can_see_team
from handlers.desk import Desk
from handlers.ledger.posts import redraw, soon
from scoring.breaches import Breach, Level
from scoring.ids import TeamId, WorkerId
from scoring.readings import Subject, SubjectKind
from storage.accounts import find_account_of
from storage.breaches import find_living
from storage.outbox import Recipe, add_recipes
from storage.plans import PlanRecord
from storage.responsible import find_above, find_responsible
from storage.session import Session
from storage.teams import TeamRecord


def post_climbs(session: Session, desk: Desk, climbs: Iterable[tuple[Breach, Level, TeamRecord]]) -> None:
    """Tell whoever is asked for a plan now; the next one up where nobody is there at a level."""
    asked: dict[tuple[Level, TeamId], WorkerId | None] = {}
    recipes = []
    for breach, level, team in climbs:
        key = (level, team.id)
        if key not in asked:
            asked[key] = find_above(session, team.id, level, desk.today)
        fixed = {"breach": breach.id, "level": level.value}
        once = f"climb {breach.subject.kind} {breach.subject.id} {level} {desk.now.isoformat()}"
        recipe = Recipe("climb", breach.subject, soon(desk), key=once, fixed=fixed)
        recipes += [replace(recipe, worker=worker) for worker in [asked[key]] if worker is not None]
    add_recipes(session, desk.now, recipes)


def post_reviews(
    session: Session, desk: Desk, ended: Iterable[tuple[Breach, PlanRecord, TeamRecord]]
) -> None:
    """A plan's day has passed: once for each plan, its maker is asked, and the living messages say so."""
    recipes: dict[str, Recipe] = {}
    for breach, record, team in ended:
        for living in find_living(session, [breach.subject]).values():
            redraw(session, desk, living, key=f"plan over {record.id} {living.id}")
        key = f"plan review {record.id}"
        reviewer = _reviewer(session, desk, record, team)
        if reviewer is not None and key not in recipes:
            subject = Subject(SubjectKind.TEAM, team.id)
            fixed = {"plan": record.id}
            recipes[key] = Recipe("plan_review", subject, soon(desk), reviewer, key=key, fixed=fixed)
    add_recipes(session, desk.now, list(recipes.values()))


def _reviewer(session: Session, desk: Desk, record: PlanRecord, team: TeamRecord) -> WorkerId | None:
    """Whoever made the plan, while they look after the team; else whoever answers for it now."""
    maker = find_account_of(session, record.made_by, desk.today)
    if maker is not None and not maker.is_deactivated and can_see_team(maker, team.id, team.service):
        return record.made_by
    return find_responsible(session, team.id, desk.today)
