"""A team's channel, supervisors, established posts and digest: set in Slack, checked as the files are."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from handlers.access import has_role
from handlers.desk import Desk
from handlers.messages import Click, Done, Message, Redraw, Reply, Submission, View
from handlers.people.answers import typed
from handlers.people.keeping import changing_team, kept_team, show
from handlers.reception.finding import find_person
from handlers.reception.serving import Route
from handlers.views.people import teams as view
from handlers.views.people.changes import changes_note
from handlers.views.people.words import fte_text
from handlers.views.words import escape
from scoring.errors import BadInput, NotFound
from scoring.ids import ChannelId, TeamId, WorkerId
from scoring.people import Role
from storage.audit_trail import find_last_number, list_changes
from storage.details import TeamDetails, check_team, load_team_details
from storage.joining import add_role, change_team, end_role
from storage.people import load_person
from storage.session import Session
from storage.sheets import cells
from storage.teams import TeamRecord, find_team_of_channel, list_supervising


def open_team_settings(click: Click, desk: Desk) -> Reply:
    team = kept_team(desk, int(click.value))
    details = load_team_details(desk.session, team.id)
    return show(click, _form(desk, team, _values(desk, team, details)))


def save_team_settings(submission: Submission, desk: Desk) -> Reply:
    """Save what has changed; somebody else's change since the form was opened is told first."""
    carried, state = json.loads(submission.view.metadata), submission.view.state
    team = kept_team(desk, int(carried["team"]))
    before = load_team_details(desk.session, team.id)
    supervising = list_supervising(desk.session, team.id)
    note = changes_note(list_changes(desk.session, "team", team.id, int(carried["known"])))
    if note or carried["supervisors"] != supervising:
        return Redraw(
            _form(desk, team, state, note or "Somebody has just changed the supervisors. Look again.")
        )
    after = _read(desk, team, state, before)
    wanted = _supervisors(desk, state) if _decides_all(desk, team) else supervising
    if after == before and wanted == supervising:
        raise BadInput("That is how it is already. Change something, or cancel.", "digest_day")
    with changing_team(desk, team.id) as session:
        _save(session, desk, team.id, after, supervising, wanted)
    return Done(Message(f"Saved. {_said(desk, team, after)}"))


def _decides_all(desk: Desk, team: TeamRecord) -> bool:
    """Whether the viewer stands above the team: they name its supervisors and its posts."""
    manages = any(
        grant.role is Role.SERVICE_MANAGER and grant.service == team.service for grant in desk.viewer.grants
    )
    return manages or has_role(desk.viewer, Role.ADMIN)


def _form(desk: Desk, team: TeamRecord, values: Mapping[str, Any], note: str = "") -> View:
    metadata = json.dumps(
        {
            "team": team.id,
            "known": find_last_number(desk.session, "team", team.id),
            "supervisors": list_supervising(desk.session, team.id),
        }
    )
    return view.settings_form(
        team.name, values, metadata, desk.policy, note=note, all_=_decides_all(desk, team)
    )


def _values(desk: Desk, team: TeamRecord, details: TeamDetails) -> dict[str, Any]:
    emails = [load_person(desk.session, worker).email for worker in list_supervising(desk.session, team.id)]
    fte, minute = details.established_fte, details.digest_minute
    return {
        "channel": details.channel,
        "supervisors": ", ".join(emails),
        "established_fte": "" if fte is None else fte_text(fte),
        "digest_day": view.USUAL if details.digest_weekday is None else str(details.digest_weekday),
        "digest_time": "" if minute is None else "{:02}:{:02}".format(*divmod(minute, 60)),
    }


def _read(desk: Desk, team: TeamRecord, state: Mapping[str, Any], before: TeamDetails) -> TeamDetails:
    """The details as the form has them. BadInput beside its field for what can't be."""
    channel = ChannelId(state["channel"]) if state.get("channel") else None
    day = state.get("digest_day")
    after = replace(
        before,
        channel=channel,
        digest_weekday=None if not day or day == view.USUAL else int(day),
        digest_minute=typed(state, "digest_time", cells.read_minute),
    )
    if _decides_all(desk, team):
        after = replace(after, established_fte=typed(state, "established_fte", cells.read_number))
    check_team(after)
    if channel is not None and channel != before.channel:
        _check_channel(desk, team, channel)
    return after


def _check_channel(desk: Desk, team: TeamRecord, id_: ChannelId) -> None:
    """BadInput unless the channel is the council's own, alive, has the bot in it, and no other team's."""
    other = find_team_of_channel(desk.session, id_)
    if other is not None and other.id != team.id:
        raise BadInput(f"That is {other.name}'s channel; each team needs its own.", "channel")
    found = desk.directory.channel(id_)
    if found is None or not found.has_bot:
        raise BadInput(
            "I'm not in that channel. Type /invite @Caseload Promise there, then save this again.", "channel"
        )
    if found.is_archived:
        raise BadInput("That channel is archived. Choose one that is in use.", "channel")
    if found.is_shared:
        raise BadInput(
            "That channel is shared with another organisation. Choose one of the council's own.", "channel"
        )


def _supervisors(desk: Desk, state: Mapping[str, Any]) -> list[WorkerId]:
    """The people named, the first first. BadInput says who isn't known."""
    names = [name.strip() for name in str(state.get("supervisors") or "").split(",") if name.strip()]
    if not names:
        raise BadInput("Name at least one supervisor: somebody has to hear first.", "supervisors")
    found: list[WorkerId] = []
    for name in names:
        try:
            person = find_person(desk.session, name)
        except NotFound as problem:
            raise BadInput(str(problem), "supervisors") from None
        if person.ends_on is not None and person.ends_on < desk.today:
            raise BadInput(f"{person.name} has left. Name somebody else.", "supervisors")
        found.append(person.id)
    return list(dict.fromkeys(found))


def _save(
    session: Session,
    desk: Desk,
    team: TeamId,
    after: TeamDetails,
    before: Sequence[WorkerId],
    wanted: Sequence[WorkerId],
) -> None:
    changes = {
        "channel": after.channel,
        "established_fte": after.established_fte,
        "digest_weekday": after.digest_weekday,
        "digest_minute": after.digest_minute,
    }
    change_team(session, desk.change, team, **changes)
    for worker in before:
        if worker not in wanted:
            end_role(session, desk.change, worker, Role.SUPERVISOR, team=team)
    for place, worker in enumerate(wanted):
        if worker not in before or list(wanted) != list(before):
            add_role(session, desk.change, worker, Role.SUPERVISOR, team=team, is_first=place == 0)


def _said(desk: Desk, team: TeamRecord, details: TeamDetails) -> str:
    where = f"go to <#{details.channel}>" if details.channel else "go to the supervisor alone"
    first = list_supervising(desk.session, team.id)[:1]
    who = f", and {escape(load_person(desk.session, first[0]).name)} hears first" if first else ""
    return f"{escape(team.name)}'s messages {where}{who}."


ROUTES: tuple[Route, ...] = (
    Route(Click, "team_settings", open_team_settings),
    Route(Submission, "team_settings", save_team_settings),
)
