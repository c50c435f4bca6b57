"""One person's card: what is kept of them, what is promised, and who they are in Slack."""

from handlers.access import has_role
from handlers.desk import Desk
from handlers.messages import View
from handlers.people.keeping import Kept, find_worker
from handlers.views.people.people import Card, card_view
from scoring.capacity import score_capacity
from scoring.people import Role
from storage.accounts import find_proposal, load_users
from storage.planned import list_planned
from storage.reductions import list_reductions
from storage.teams import list_teams, load_teams


def draw_card(desk: Desk, kept: Kept) -> View:
    """The card, for a viewer who keeps this person."""
    worker = find_worker(desk, kept)
    teams = load_teams(desk.session, [worker.team] if worker is not None else [])
    card = Card(
        id=kept.id,
        details=kept.details,
        team=kept.team.name if kept.team else None,
        reductions=list_reductions(desk.session, [kept.id])[kept.id],
        planned=list_planned(desk.session, [kept.id])[kept.id],
        teams={each.id: each.name for each in list_teams(desk.session)},
        capacity=score_capacity(worker, teams[worker.team], desk.policy, desk.today) if worker else None,
        account=load_users(desk.session, [kept.id]).get(kept.id),
        proposed=find_proposal(desk.session, kept.id),
        confirms=has_role(desk.viewer, Role.ADMIN),
        today=desk.today,
        policy=desk.policy,
    )
    return card_view(card)
