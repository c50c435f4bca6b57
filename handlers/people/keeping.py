"""What every form about a person shares: who may keep them, what has changed meanwhile, and a safe write."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.access import can_keep_people, can_see_team, require_people
from handlers.desk import Desk
from handlers.messages import Click, Form, OpenView, Redraw, Reply, View
from handlers.views.people.changes import changes_note
from handlers.views.people.effects import Effect
from scoring.errors import Conflict, NotFound
from scoring.ids import TeamId, WorkerId
from scoring.people import Worker
from scoring.person_effects import compare_person
from storage.audit_trail import find_last_number, list_changes
from storage.cases import load_casebook
from storage.details import PersonDetails, load_person_details
from storage.people import load_names, load_workers, lock_person
from storage.responsible import find_supervisor
from storage.session import Session
from storage.teams import TeamRecord, list_teams, load_team, load_teams, lock_teams

MOST_CHOICES = 100
"""How many Slack takes in one list."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A person whom the viewer keeps; `known` is the number of the last change made to them."""

    id: WorkerId
    details: PersonDetails
    team: TeamRecord | None
    known: int


@dataclass(frozen=True, slots=True)
class Carried:
    """What a form about a person carries. `shown` tells for which answers it has shown what they would do."""

    worker: WorkerId
    known: int
    shown: str = ""
    reduction: int = 0

    @property
    def text(self) -> str:
        """As the form keeps it."""
        return json.dumps(
            {"worker": self.worker, "known": self.known, "shown": self.shown, "reduction": self.reduction}
        )


def read_carried(view: OpenView) -> Carried:
    kept = json.loads(view.metadata)
    return Carried(
        WorkerId(int(kept["worker"])), int(kept["known"]), str(kept["shown"]), int(kept["reduction"])
    )


def load_kept(desk: Desk, worker: WorkerId) -> Kept:
    """The person, if the viewer keeps them now. Raises NotFound or NotAllowed."""
    if worker not in load_names(desk.session, [worker]):
        raise NotFound("That person is no longer kept here. /caseload people lists who is.")
    details = load_person_details(desk.session, worker)
    team = load_team(desk.session, details.team) if details.team is not None else None
    require_people(desk.viewer, team)
    return Kept(worker, details, team, find_last_number(desk.session, "worker", worker))


def changed_meanwhile(desk: Desk, carried: Carried) -> str:
    """Who has changed the person since the form was opened, and when; nothing if nobody has."""
    return changes_note(list_changes(desk.session, "worker", carried.worker, carried.known))


@contextmanager
def changing(desk: Desk, kept: Kept) -> Iterator[Session]:
    """A write that only goes through if nobody has changed the person since they were read."""
    with desk.writing() as session:
        lock_person(session, kept.id)
        if find_last_number(session, "worker", kept.id) != kept.known:
            raise Conflict("Somebody else has just changed this person. Please look again, then save.")
        yield session


@contextmanager
def changing_team(desk: Desk, team: TeamId) -> Iterator[Session]:
    """A write that only goes through if nobody has changed the team since this request read it."""
    known = find_last_number(desk.session, "team", team)
    with desk.writing() as session:
        lock_teams(session, [team])
        if find_last_number(session, "team", team) != known:
            raise Conflict("Somebody else has just changed this team. Please look again, then save.")
        yield session


def mark_of(state: Mapping[str, Any]) -> str:
    """A mark by which the same answers are known again; the answers can't be read from it."""
    return hashlib.sha256(json.dumps(dict(state), sort_keys=True, default=str).encode()).hexdigest()[:16]


def show(click: Click, view: View) -> Reply:
    """A form opened from a message, or in place of the one in which something was pressed."""
    return Form(view) if click.view is None else Redraw(view)


def find_worker(desk: Desk, kept: Kept) -> Worker | None:
    """The person as scoring knows them; None for somebody in no team, to whom nothing is promised."""
    return load_workers(desk.session, [kept.id]).get(kept.id)


def offered_teams(desk: Desk, kept: Kept) -> dict[TeamId, str]:
    """The teams somebody can move to: those the viewer keeps; where these are many, of one service."""
    teams = [team for team in list_teams(desk.session) if can_keep_people(desk.viewer, team.id, team.service)]
    if len(teams) > MOST_CHOICES and kept.team is not None:
        teams = [team for team in teams if team.service == kept.team.service]
    return {team.id: team.name for team in teams}


def effect_of(
    desk: Desk, kept: Kept, before: Worker, after: Worker, day: date, *, is_leaving: bool = False
) -> Effect:
    """What a change does on a day, with everything its telling needs."""
    teams = load_teams(desk.session, {before.team, after.team})
    book = load_casebook(desk.session, [kept.id])
    supervisor = find_supervisor(desk.session, after.team, desk.today)
    names = load_names(desk.session, [supervisor] if supervisor is not None else [])
    return Effect(
        name=kept.details.name,
        effect=compare_person(before, after, teams, book, desk.policy, day),
        today=desk.today,
        sees=kept.team is not None and can_see_team(desk.viewer, kept.team.id, kept.team.service),
        supervisor=next(iter(names.values()), None),
        is_started=load_team(desk.session, after.team).started_at is not None,
        is_leaving=is_leaving,
        working_days=desk.policy.ledger.nobody_there_working_days,
        stays_in=teams[before.team].name if before.team != after.team else None,
    )


def kept_team(desk: Desk, id_: int) -> TeamRecord:
    """The team, if the viewer keeps its people now."""
    team = next((each for each in list_teams(desk.session) if each.id == id_), None)
    if team is None:
        raise NotFound("That team is no longer here. /caseload people lists the teams.")
    require_people(desk.viewer, team)
    return team
