"""Somebody new in a team; their Slack account is proposed by e-mail, and an administrator confirms it."""

import json
from dataclasses import dataclass

from handlers.access import has_role, require_people
from handlers.desk import Desk
from handlers.messages import Click, Done, Message, Reply, Submission
from handlers.people.answers import (
    chosen_day,
    chosen_grade,
    employment_of,
    typed_email,
    typed_hours,
    typed_name,
    typed_words,
)
from handlers.people.keeping import show
from handlers.people.proposing import proposed_sentence
from handlers.reception.serving import Route
from handlers.views.people import forms
from handlers.views.people.words import long_day
from handlers.views.words import escape
from scoring.capacity import score_capacity
from scoring.errors import BadInput, NotFound
from scoring.ids import ServiceId, TeamId, WorkerId
from scoring.people import Employment, Grade, Role
from storage.details import PersonDetails, check_person
from storage.joining import add_role, add_worker
from storage.people import find_people, load_workers
from storage.teams import TeamRecord, list_teams, load_teams


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody joins; None for no team, which administrators alone may choose."""

    team: TeamRecord | None

    @property
    def name(self) -> str:
        return self.team.name if self.team else "no team"

    @property
    def service(self) -> ServiceId | None:
        return self.team.service if self.team else None


def open_join_form(click: Click, desk: Desk) -> Reply:
    place = _place(desk, int(click.value))
    values = {
        "grade": Grade.EXPERIENCED.value,
        "fte": "1",
        "employment": Employment.PERMANENT.value,
        "start": desk.today.isoformat(),
        "role": Role.WORKER.value,
    }
    shown = forms.Shown(values, json.dumps({"team": int(click.value)}))
    return show(click, forms.join_form(place.name, shown, _roles(desk, place)))


def submit_join_form(submission: Submission, desk: Desk) -> Reply:
    """Record somebody new; what they are promised, and whether Slack knows them, is said at once."""
    state = submission.view.state
    place = _place(desk, int(json.loads(submission.view.metadata)["team"]))
    details = PersonDetails(
        name=typed_name(state),
        email=typed_email(state),
        team=place.team.id if place.team else None,
        grade=chosen_grade(state),
        fte=typed_hours(state),
        employment=employment_of(state),
        starts_on=chosen_day(state, "start"),
        languages=typed_words(state, "languages"),
        skills=typed_words(state, "skills"),
    )
    check_person(details)
    if find_people(desk.session, details.email):
        raise BadInput("Somebody with this e-mail is known already. /caseload people finds them.", "email")
    role = Role(state.get("role") or Role.WORKER)
    if role not in _roles(desk, place):
        raise BadInput("Only an administrator gives somebody that role.", "role")
    with desk.writing() as session:
        worker = add_worker(session, desk.change, details)
        if role is not Role.WORKER:
            team = details.team if role is Role.SUPERVISOR else None
            service = place.service if role is Role.SERVICE_MANAGER else None
            add_role(session, desk.change, worker, role, team=team, service=service)
    return Done(
        Message(
            " ".join(
                [*_welcome(desk, worker, details, place), proposed_sentence(desk, worker, details.email)]
            )
        )
    )


def _place(desk: Desk, id_: int) -> Place:
    """The team somebody joins, if the viewer keeps its people now; 0 is none."""
    team = next((each for each in list_teams(desk.session) if each.id == TeamId(id_)), None)
    if id_ and team is None:
        raise NotFound("That team is no longer here. /caseload people lists the teams.")
    require_people(desk.viewer, team)
    return Place(team)


def _roles(desk: Desk, place: Place) -> tuple[Role, ...]:
    """What the viewer may make of somebody: a worker; an administrator anything that fits the place."""
    if not has_role(desk.viewer, Role.ADMIN):
        return (Role.WORKER,)
    return tuple(Role) if place.team else (Role.WORKER, Role.HEAD, Role.ADMIN)


def _welcome(desk: Desk, id_: WorkerId, details: PersonDetails, place: Place) -> list[str]:
    """Who joins, and what the council promises them once they are there."""
    starts = details.starts_on or desk.today
    day = f" from {long_day(starts)}" if starts > desk.today else ""
    said = [f"{escape(details.name)} is in {escape(place.name)}{day}."]
    worker = load_workers(desk.session, [id_]).get(id_)
    if worker is not None:
        team = load_teams(desk.session, [worker.team])[worker.team]
        capacity = score_capacity(worker, team, desk.policy, max(starts, desk.today))
        said.append(f"We promise them {capacity.promise} children.")
    return said


ROUTES: tuple[Route, ...] = (
    Route(Click, "person_join", open_join_form),
    Route(Submission, "person_join", submit_join_form),
)
