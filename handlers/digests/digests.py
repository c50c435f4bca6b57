"""The weekly digests: decided once per team and week, drawn with the truth of the moment they are sent.

The team's channel gets numbers; the team's supervisor, cover included, each worker (policy guide §7).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers.desk import Desk
from handlers.digests.contents import compared_day, digest_schedule, read_team_picture
from handlers.digests.worker_parts import concerns_told_to, read_worker_parts
from handlers.messages import Post
from handlers.reception.posting import Drawer, Drawers, reader_of
from handlers.views.digests.digests import team_digest_message
from handlers.views.digests.supervisor_digests import supervisor_digest_message
from handlers.views.trends import CHART_WEEKS, YEAR_PICTURE, YEAR_WEEKS
from scoring.digest_weeks import DigestDue, TeamSchedule
from scoring.ids import TeamId, WorkerId
from scoring.policy import Policy
from scoring.readings import Subject, SubjectKind
from scoring.timetable import Occasion
from scoring.trend import week_ends
from scoring.working_time import ONE_DAY
from storage.audit import record_audit
from storage.digests import add_digest
from storage.outbox import OutboxEntry, Recipe, add_recipes
from storage.responsible import find_supervisor, list_supervisors
from storage.session import Session
from storage.snapshots import list_day_ends
from storage.teams import TeamRecord, list_teams, load_team


def digest_schedules(session: Session, policy: Policy) -> list[TeamSchedule]:
    """When each started team's digest goes out: at its own day and hour, else at the policy's."""
    return [digest_schedule(team, policy) for team in list_teams(session) if team.started_at is not None]


def write_digest(desk: Desk, occasion: Occasion) -> None:
    """Have a team's digest of a week sent, once, however often this is asked.

    A team that nobody could read it for owes it still: the next one covers the week.
    """
    due = occasion.digest
    if due is None:
        return
    team = load_team(desk.session, due.team)
    supervisor = find_supervisor(desk.session, team.id, desk.today)
    recipes = _recipes(desk, team, supervisor, due)
    if team.started_at is None or not recipes:
        return
    with desk.writing() as session:
        if add_digest(session, desk.change, due):
            add_recipes(session, desk.now, recipes)
            told = {"week": due.week, "supervisor": supervisor, "to_channel": team.channel is not None}
            record_audit(session, desk.change, "digest_written", "team", team.id, **told)


def draw_team_digest(desk: Desk, entry: OutboxEntry) -> Post | None:
    """The team's digest as things are now; None while the team has no load to tell of."""
    team = load_team(desk.session, TeamId(entry.subject.id))
    picture = read_team_picture(desk, team, due_of(entry))
    if picture is None:
        return None
    has_channel = entry.channel is not None
    message = team_digest_message(picture, desk.today, desk.policy, has_channel)
    # Where the team's channel has changed meanwhile, the old one must not have it.
    return Post(message, channel=team.channel if has_channel else None)


def draw_supervisor_digest(desk: Desk, entry: OutboxEntry) -> Post | None:
    """The supervisor's digest as things are now; None for somebody who has stopped supervising the team."""
    team = load_team(desk.session, TeamId(entry.subject.id))
    if entry.worker not in list_supervisors(desk.session, team.id, desk.today):
        return None
    due = due_of(entry)
    concerns = concerns_told_to(desk, reader_of(desk, entry), team)
    parts = read_worker_parts(desk, team, compared_day(desk, team, due), concerns)
    return Post(supervisor_digest_message(team.name, due, parts, desk.today, desk.policy))


def due_of(entry: OutboxEntry) -> DigestDue:
    """What the recipe says of the moment it was decided."""
    fixed: Mapping[str, Any] = entry.fixed
    send_at = datetime.fromisoformat(fixed["send_at"])
    return DigestDue(TeamId(entry.subject.id), fixed["week"], tuple(fixed["weeks_owed"]), send_at)


def _recipes(desk: Desk, team: TeamRecord, supervisor: WorkerId | None, due: DigestDue) -> list[Recipe]:
    """The team's digest to its channel, or to its supervisor where it has none, and the supervisor's."""
    subject = Subject(SubjectKind.TEAM, team.id)
    at = desk.calendar.next_sending_moment(desk.now, desk.policy.hours)
    fixed = {"week": due.week, "weeks_owed": due.weeks_owed, "send_at": due.send_at.isoformat()}
    to_supervisor = None if team.channel is not None else supervisor
    recipes = []
    if team.channel is not None or to_supervisor is not None:
        key = f"team_digest {due.week} {team.id}"
        recipes.append(Recipe("team_digest", subject, at, to_supervisor, team.channel, key, fixed))
        recipes += _year(desk, replace(recipes[0], fixed={"digest": key}))
    if supervisor is not None:
        key = f"supervisor_digest {due.week} {team.id}"
        recipes.append(Recipe("supervisor_digest", subject, at, worker=supervisor, key=key, fixed=fixed))
    return recipes


def _year(desk: Desk, digest: Recipe) -> list[Recipe]:
    """The year's picture under the digest, once more is known than the digest's own charts show."""
    earlier = week_ends(desk.today - ONE_DAY, YEAR_WEEKS)[:-CHART_WEEKS]
    if not list_day_ends(desk.session, SubjectKind.TEAM, [digest.subject.id], earlier):
        return []
    return [replace(digest, kind=YEAR_PICTURE, key=f"{YEAR_PICTURE} under {digest.key}")]


DRAWERS: Drawers = {
    "team_digest": Drawer(draw_team_digest),
    "supervisor_digest": Drawer(draw_supervisor_digest),
}
