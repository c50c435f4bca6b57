"""/caseload trend: how a load has moved against what we promised, week by week."""

from handlers.access import (
    can_see_team,
    has_role,
    headed_services,
    managed_services,
    supervised_teams,
    way_on,
)
from handlers.desk import Desk
from handlers.messages import Click, Command, Message, Post, Reply
from handlers.reception.finding import meant_team
from handlers.reception.posting import Drawer, Drawers
from handlers.reception.serving import Route
from handlers.views.loads import trend as view
from handlers.views.trends import CHART_WEEKS, LEAST, YEAR_PICTURE, YEAR_WEEKS
from scoring.errors import NotAllowed, NotFound
from scoring.ids import TeamId, WorkerId
from scoring.people import Role
from scoring.readings import Subject, SubjectKind
from scoring.snapshots import Snapshot
from scoring.trend import week_ends
from scoring.working_time import ONE_DAY
from storage.accounts import Account, find_account_of
from storage.outbox import OutboxEntry, Recipe, add_recipes, find_by_key
from storage.people import load_person
from storage.snapshots import list_day_ends, sum_day_ends
from storage.teams import list_teams_of, load_team

OWN = frozenset({"me", "mine", "my"})


def show_trend(command: Command, desk: Desk) -> Reply:
    """The trend of the team that is named; else of what the viewer looks after, else their own."""
    text = command.text.strip()
    if text.casefold() in OWN:
        return _of(Subject(SubjectKind.WORKER, desk.viewer.worker), desk)
    if text or supervised_teams(desk.viewer):
        return _of(Subject(SubjectKind.TEAM, meant_team(desk, text).id), desk)
    if has_role(desk.viewer, Role.SERVICE_MANAGER, Role.HEAD):
        return _of_all(desk)
    if desk.viewer.team is None:
        way = way_on(desk.viewer, "/caseload help shows what I can do.")
        raise NotFound(f"You are in no team here, so there is no load of yours to follow. {way}")
    return _of(Subject(SubjectKind.WORKER, desk.viewer.worker), desk)


def send_year(click: Click, desk: Desk) -> Reply:
    """Have the year's picture sent to its asker alone, by direct message and at once."""
    subject = read_subject(click.value)
    _require(desk, desk.viewer, subject)
    key = f"{YEAR_PICTURE} {subject.kind} {subject.id} {desk.viewer.worker} {desk.now:%Y-%m-%d %H:%M}"
    recipe = Recipe(
        YEAR_PICTURE, subject, desk.now, worker=desk.viewer.worker, key=key, fixed={"urgent": True}
    )
    with desk.writing() as session:
        add_recipes(session, desk.now, [recipe])
    return Message("I'm drawing it. It comes to you by direct message in a moment.")


def draw_year(desk: Desk, entry: OutboxEntry) -> Post | None:
    """The picture, as things are now: for whoever asked and may still see it, or under a team's digest."""
    digest = entry.fixed.get("digest")
    if digest is None and not _may_still_see(desk, entry):
        return None
    whose, trend = _name(desk, entry.subject), _read(desk, entry.subject, YEAR_WEEKS)
    if len(trend) < LEAST:
        return None
    thread = find_by_key(desk.session, str(digest)) if digest is not None else None
    if digest is not None and (thread is None or thread.ts is None):
        return None
    from handlers.views.pictures.year import year_picture  # Pillow's 6 MB only where a picture is drawn

    post = Post(view.year_message(whose), picture=year_picture(whose, trend))
    if thread is None:
        return post
    return Post(post.message, thread_ts=thread.ts, channel=thread.sent_channel, picture=post.picture)


def read_subject(value: str) -> Subject:
    """The subject a button names, like "team:3"."""
    kind, _, id_ = value.partition(":")
    return Subject(SubjectKind(kind), int(id_))


def _of(subject: Subject, desk: Desk) -> Reply:
    _require(desk, desk.viewer, subject)
    year = _read(desk, subject, YEAR_WEEKS)
    is_own = subject == Subject(SubjectKind.WORKER, desk.viewer.worker)
    whose = "Your load" if is_own else _name(desk, subject)
    return view.trend_message(whose, year[-CHART_WEEKS:], year, subject, desk.policy)


def _of_all(desk: Desk) -> Reply:
    """All that a service manager or head looks after, added up; there is nobody's own load in it."""
    scope = None if has_role(desk.viewer, Role.HEAD) else managed_services(desk.viewer)
    scope = headed_services(desk.viewer) if scope is None else scope
    teams = None if scope is None else [team.id for team in list_teams_of(desk.session, services=scope)]
    trend = sum_day_ends(desk.session, teams, week_ends(desk.today - ONE_DAY, CHART_WEEKS))
    whose = "The council" if scope is None else "Your services together"
    return view.trend_message(whose, trend, trend, None, desk.policy)


def _read(desk: Desk, subject: Subject, weeks: int) -> list[Snapshot]:
    days = week_ends(desk.today - ONE_DAY, weeks)
    return list_day_ends(desk.session, subject.kind, [subject.id], days).get(subject.id, [])


def _require(desk: Desk, asker: Account, subject: Subject) -> None:
    """Raises NotAllowed unless it is the asker's own load, their own team's totals, or they see the team."""
    if subject.kind is SubjectKind.WORKER and subject.id == asker.worker:
        return
    if subject.kind is SubjectKind.TEAM:
        team = load_team(desk.session, TeamId(subject.id))
        if asker.team == team.id or can_see_team(asker, team.id, team.service):
            return
    way = way_on(asker, "/caseload trend me shows how your own load has moved.")
    raise NotAllowed(f"That trend is for the team itself and for those who look after it. {way}")


def _may_still_see(desk: Desk, entry: OutboxEntry) -> bool:
    """Whether who asked may see it now, too: between asking and drawing somebody may have moved."""
    asker = find_account_of(desk.session, entry.worker, desk.today) if entry.worker is not None else None
    if asker is None:
        return False
    try:
        _require(desk, asker, entry.subject)
    except NotAllowed:
        return False
    return True


def _name(desk: Desk, subject: Subject) -> str:
    if subject.kind is SubjectKind.TEAM:
        return load_team(desk.session, TeamId(subject.id)).name
    return load_person(desk.session, WorkerId(subject.id)).name


ROUTES: tuple[Route, ...] = (
    Route(
        Command,
        "/caseload trend",
        show_trend,
        "/caseload trend [me | TEAM]",
        "how a load has moved against what we promised, week by week, and the year as a picture",
    ),
    Route(Click, "year_picture", send_year),
)

DRAWERS: Drawers = {YEAR_PICTURE: Drawer(draw_year)}
