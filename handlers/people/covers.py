"""Dated cover for a team's supervisor: who, from when, until when; and taking it away again."""

import json
from collections.abc import Mapping
from typing import Any

from handlers.desk import Desk
from handlers.messages import Click, Done, Message, Redraw, Reply, Submission, View
from handlers.people.answers import chosen_day
from handlers.people.keeping import changing_team, kept_team, show
from handlers.reception.finding import find_person
from handlers.reception.serving import Route
from handlers.views.people import teams as view
from handlers.views.people.changes import changes_note
from handlers.views.words import escape
from scoring.errors import BadInput, NotFound
from storage.accounts import load_users
from storage.audit_trail import find_last_number, list_changes
from storage.joining import add_cover, delete_cover
from storage.people import PersonRecord
from storage.teams import CoverRecord, TeamRecord, list_covers


def open_cover_form(click: Click, desk: Desk) -> Reply:
    team = kept_team(desk, int(click.value))
    return show(click, _form(desk, team, {"cover_from": desk.today.isoformat()}))


def save_cover(submission: Submission, desk: Desk) -> Reply:
    """Record cover, take ticked cover away, or both; somebody else's change meanwhile is told first."""
    carried, state = json.loads(submission.view.metadata), submission.view.state
    team = kept_team(desk, int(carried["team"]))
    note = changes_note(list_changes(desk.session, "team", team.id, int(carried["known"])))
    if note:
        return Redraw(_form(desk, team, state, note))
    ticked = set(state.get("ends") or ())
    ends = [each for each in list_covers(desk.session, team.id, desk.today) if each.key in ticked]
    new = _read(desk, team, state)
    if new is None and not ends:
        raise BadInput("Say who covers, or tick what is no longer needed.", "who")
    with changing_team(desk, team.id) as session:
        for each in ends:
            delete_cover(session, desk.change, team.id, each.worker, each.starts_on)
        if new is not None:
            add_cover(session, desk.change, team.id, new.worker, new.starts_on, new.ends_on)
    return Done(Message(_said(desk, new, ends)))


def _form(desk: Desk, team: TeamRecord, values: Mapping[str, Any], note: str = "") -> View:
    metadata = json.dumps({"team": team.id, "known": find_last_number(desk.session, "team", team.id)})
    covers = list_covers(desk.session, team.id, desk.today)
    return view.cover_form(team.name, covers, values, metadata, note)


def _read(desk: Desk, team: TeamRecord, state: Mapping[str, Any]) -> CoverRecord | None:
    """The cover the form asks for; None where it names nobody."""
    name = str(state.get("who") or "").strip()
    if not name:
        return None
    person = _person(desk, name)
    starts_on, ends_on = chosen_day(state, "cover_from"), chosen_day(state, "cover_to")
    if starts_on is None:
        raise BadInput("Choose the first day.", "cover_from")
    if ends_on is not None and ends_on < max(starts_on, desk.today):
        raise BadInput("The last day is over already, or before the first.", "cover_to")
    return CoverRecord(team.id, person.id, person.name, starts_on, ends_on)


def _person(desk: Desk, name: str) -> PersonRecord:
    try:
        person = find_person(desk.session, name)
    except NotFound as problem:
        raise BadInput(str(problem), "who") from None
    if person.ends_on is not None and person.ends_on < desk.today:
        raise BadInput(f"{person.name} has left. Name somebody else.", "who")
    return person


def _said(desk: Desk, new: CoverRecord | None, ends: list[CoverRecord]) -> str:
    said = [f"Taken away: {escape(view.cover_words(each))}." for each in ends]
    if new is not None:
        said.insert(0, f"Cover is recorded: {escape(view.cover_words(new))}.")
        if not load_users(desk.session, [new.worker]):
            said.append(f"{escape(new.name)} has no confirmed Slack account, so I can't write to them yet.")
    return " ".join(said)


ROUTES: tuple[Route, ...] = (
    Route(Click, "team_cover", open_cover_form),
    Route(Submission, "team_cover", save_cover),
)
