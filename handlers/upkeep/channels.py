"""A channel that takes no posts: what was meant for it waits, or goes to the supervisor, who is told of it.

A post to a channel the bot isn't in waits, and everything behind it, so that nothing is lost and the order
stays. An archived channel's posts are dead letters; the same goes to the supervisor's direct message instead.
"""

from dataclasses import replace
from datetime import timedelta

from handlers.desk import Desk
from handlers.messages import Post
from handlers.reception.posting import Drawer, Drawers, Drawn
from handlers.views.upkeep.channels import channel_trouble_message
from scoring.ids import ChannelId, TeamId, WorkerId
from scoring.readings import Subject, SubjectKind
from storage.outbox import (
    OutboxEntry,
    Recipe,
    add_recipes,
    find_last_sent,
    record_dead,
    record_later,
)
from storage.responsible import find_responsible
from storage.session import Session
from storage.teams import TeamRecord, find_team_of_channel, load_team

ARCHIVED = "is_archived"
TRIED_AGAIN = timedelta(minutes=10)


def settle_channel_trouble(session: Session, desk: Desk, entry: OutboxEntry, problem: str) -> None:
    """Write down what becomes of a post that its channel didn't take, and have the supervisor told."""
    team = find_team_of_channel(session, entry.channel) if entry.channel is not None else None
    if team is None:
        record_dead(session, entry.id, problem)
        return
    supervisor = find_responsible(session, team.id, desk.today)
    if problem == ARCHIVED:
        record_dead(session, entry.id, problem)
    else:
        record_later(session, entry.id, desk.now + TRIED_AGAIN, problem)
    if supervisor is not None:
        instead = [_instead(entry, desk, supervisor)] if problem == ARCHIVED else []
        add_recipes(session, desk.now, [_told(session, desk, team, supervisor, problem), *instead])


def _instead(entry: OutboxEntry, desk: Desk, supervisor: WorkerId) -> Recipe:
    key = f"instead of {entry.id}"
    return Recipe(entry.kind, entry.subject, desk.now, supervisor, key=key, fixed=entry.fixed)


def _told(session: Session, desk: Desk, team: TeamRecord, supervisor: WorkerId, problem: str) -> Recipe:
    """Once for each channel and problem since the last post that it took."""
    last = find_last_sent(session, team.channel) if team.channel is not None else None
    key = f"channel {team.channel} {problem} {last.isoformat() if last else 'never'}"
    subject = Subject(SubjectKind.TEAM, team.id)
    at = desk.calendar.next_sending_moment(desk.now, desk.policy.hours)
    fixed = {"channel": team.channel, "problem": problem}
    return replace(Recipe("channel_trouble", subject, at, supervisor), key=key, fixed=fixed)


def draw_channel_trouble(desk: Desk, entry: OutboxEntry) -> Drawn:
    """To the supervisor; nothing once the team has another channel, or this one has taken a post."""
    team = load_team(desk.session, TeamId(entry.subject.id))
    channel = ChannelId(entry.fixed["channel"])
    last = find_last_sent(desk.session, channel)
    if team.channel != channel or (last is not None and last > entry.created_at):
        return None
    return Post(channel_trouble_message(team.name, channel, entry.fixed["problem"], TRIED_AGAIN))


DRAWERS: Drawers = {"channel_trouble": Drawer(draw_channel_trouble)}
