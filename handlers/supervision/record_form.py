"""Whose supervision somebody may record, and the form that asks for it."""

import json

from handlers.access import require_team
from handlers.desk import Desk
from handlers.messages import Form, Message, Reply
from handlers.views.supervision import recording as view
from scoring.errors import NotAllowed, NotFound
from scoring.ids import WorkerId
from scoring.people import Worker
from storage.people import load_workers
from storage.supervision import list_supervised
from storage.teams import TeamRecord, load_team

OWN = "Your own supervision is recorded by whoever supervises you."


def open_form(desk: Desk, team: TeamRecord | None, chosen: WorkerId | None) -> Reply:
    """The form for the people of a team, or with one worker chosen among those of theirs."""
    if chosen is not None:
        team = load_team(desk.session, find_supervised(desk, chosen).team)
    if team is None:
        raise NotFound("Which team? Name it, like /caseload supervision record North.")
    require_team(desk.viewer, team)
    people = _people(desk, team, chosen)
    if not people:
        return Message(f"There is nobody in this team whose supervision you could record. {OWN}")
    return Form(view.record_form(people, chosen, desk.today, json.dumps({"team": team.id})))


def find_supervised(desk: Desk, id_: WorkerId) -> Worker:
    """The worker, if the viewer looks after their team today; nobody records their own."""
    worker = load_workers(desk.session, [id_]).get(id_)
    if worker is None:
        raise NotFound("They are in no team, so there is no supervision to record here.")
    require_team(desk.viewer, load_team(desk.session, worker.team))
    if id_ == desk.viewer.worker:
        raise NotAllowed(OWN)
    return worker


def _people(desk: Desk, team: TeamRecord, chosen: WorkerId | None) -> list[tuple[WorkerId, str]]:
    """Whom the form offers, by name: those in post but the viewer, and whoever is chosen already."""
    in_post = list_supervised(desk.session, [team.id], desk.today)
    first = [] if chosen is None else [chosen]
    ids = [*first, *(id_ for id_ in in_post if id_ not in (chosen, desk.viewer.worker))]
    workers = load_workers(desk.session, ids[: view.MOST_PEOPLE])
    return sorted(((id_, each.name) for id_, each in workers.items()), key=lambda pair: pair[1].casefold())
