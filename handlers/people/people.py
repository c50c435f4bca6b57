"""/caseload people: who is in a team, who is away, and a card for each person."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.access import can_keep_people, has_role, require_people
from handlers.desk import Desk
from handlers.messages import Click, Command, Message, Reply
from handlers.people.card import draw_card
from handlers.people.keeping import load_kept, show
from handlers.reception.finding import find_named_team, find_person
from handlers.reception.serving import Route
from handlers.views.people import people as view
from scoring.errors import NotAllowed, NotFound
from scoring.ids import TeamId, WorkerId
from scoring.people import Role
from storage.accounts import list_proposals
from storage.audit import record_audit
from storage.people import count_people, list_people_details
from storage.reductions import list_reductions
from storage.teams import TeamRecord, list_teams, load_team

STILL_NAMED = timedelta(days=56)
"""How long somebody who has left is still named under the list."""

NOBODY_KEPT = (
    "People and absence are kept by a team's supervisor, its service manager and the administrators. {way}"
)


def show_people(command: Command, desk: Desk) -> Reply:
    """The people of the team named, of the only team the viewer keeps, or the teams to choose from."""
    teams = [team for team in list_teams(desk.session) if _keeps(desk, team)]
    is_admin = has_role(desk.viewer, Role.ADMIN)
    if not teams and not is_admin:
        way = "/caseload me shows what is promised to you." if desk.viewer.team else "Ask one of them."
        raise NotAllowed(NOBODY_KEPT.format(way=way))
    text = command.text.strip().removeprefix("team ").strip(' "“”')
    if text:
        return _named(desk, text)
    if len(teams) == 1 and not is_admin:
        return _page(desk, teams[0], 0)
    numbers = count_people(desk.session, desk.today)
    listed = [(team.id, team.name, numbers.get(team.id, 0)) for team in teams]
    if is_admin:
        listed.append((view.NO_TEAM, "In no team", numbers.get(None, 0)))
    return view.teams_message(listed, len(list_proposals(desk.session)) if is_admin else 0)


def turn_page(click: Click, desk: Desk) -> Reply:
    """The people of a team from some place on."""
    team, _, start = click.value.partition(":")
    record = load_team(desk.session, TeamId(int(team))) if int(team) else None
    require_people(desk.viewer, record)
    return _page(desk, record, max(0, int(start)))


def open_person(click: Click, desk: Desk) -> Reply:
    """One person's card; every reading is audited."""
    kept = load_kept(desk, WorkerId(int(click.value)))
    card = draw_card(desk, kept)
    with desk.writing() as session:
        record_audit(session, desk.change, "people_read", "worker", kept.id)
    return show(click, card)


def _keeps(desk: Desk, team: TeamRecord) -> bool:
    return can_keep_people(desk.viewer, team.id, team.service)


def _named(desk: Desk, text: str) -> Reply:
    """A team by its name, or the team of a person by theirs."""
    try:
        team = find_named_team(desk.session, text)
    except NotFound as unknown:
        try:
            person = find_person(desk.session, text)
        except NotFound:
            raise unknown from None
        record = load_team(desk.session, person.team) if person.team is not None else None
        require_people(desk.viewer, record)
        return _list(desk, record, [person.id], 0)
    require_people(desk.viewer, team)
    return _page(desk, team, 0)


def _page(desk: Desk, team: TeamRecord | None, start: int) -> Message:
    return _list(desk, team, None, start)


def _list(desk: Desk, team: TeamRecord | None, only: Sequence[WorkerId] | None, start: int) -> Message:
    """A page of a team's people; with `only`, just these. Whose absence was read is audited."""
    everybody = list_people_details(desk.session, team.id if team else None)
    gone = [each for each in everybody.values() if each.ends_on is not None and each.ends_on < desk.today]
    shown = [
        (id_, each)
        for id_, each in everybody.items()
        if (id_ in only if only is not None else each not in gone)
    ]
    page = [id_ for id_, _ in shown[start : start + view.PAGE]]
    reductions = list_reductions(desk.session, page)
    listed = [view.Listed(id_, each, reductions.get(id_, ())) for id_, each in shown]
    named = [each.name for each in gone if each.ends_on and each.ends_on > desk.today - STILL_NAMED]
    id_, name = (team.id, team.name) if team else (view.NO_TEAM, "In no team")
    among = None if only is None else len(everybody) - len(gone)
    message = view.people_message(id_, name, listed, start, [] if only else named, desk.today, among)
    with desk.writing() as session:
        record_audit(session, desk.change, "people_read", "team", id_, workers=page)
    return message


ROUTES: tuple[Route, ...] = (
    Route(
        Command,
        "/caseload people",
        show_people,
        "/caseload people [TEAM | @worker]",
        "who is in a team and who is away; somebody joins, changes or leaves",
    ),
    Route(Click, "people_page", turn_page),
    Route(Click, "person", open_person),
)
