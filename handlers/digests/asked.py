"""/caseload digest: a team's week on demand, as it stands now. Shown to its asker alone, never posted.

Whoever supervises the team, cover included, gets what they are told of each worker under it.
"""

from handlers.access import can_see_team, supervised_teams
from handlers.desk import Desk
from handlers.digests.contents import compared_day, digest_schedule, read_team_picture
from handlers.digests.worker_parts import concerns_told_to, read_worker_parts
from handlers.messages import Command, Message, Reply
from handlers.reception.finding import meant_team
from handlers.reception.serving import Route
from handlers.views.blocks import joined
from handlers.views.digests.asked import asked_sentence, not_counted_message, not_started_message
from handlers.views.digests.digests import team_digest_message
from handlers.views.digests.supervisor_digests import supervisor_digest_message
from scoring.digest_weeks import DigestDue, scheduled_at, week_of
from scoring.errors import NotAllowed
from storage.audit import record_audit
from storage.digests import find_told_at
from storage.teams import TeamRecord


def show_digest(command: Command, desk: Desk) -> Reply:
    """The digest of the team that is named, else of the asker's own, with this week's numbers as of now."""
    team = meant_team(desk, command.text)
    viewer = desk.viewer
    if viewer.team != team.id and not can_see_team(viewer, team.id, team.service):
        raise NotAllowed(
            "A team's digest is for the team itself and for those who look after it. "
            "/caseload me shows your own caseload."
        )
    if team.started_at is None:
        return not_started_message(team.name)
    due = _this_week(desk, team)
    picture = read_team_picture(desk, team, due)
    if picture is None:
        return not_counted_message(team.name)
    told_at = find_told_at(desk.session, team.id, due.week)
    said = asked_sentence(due, told_at, desk.now)
    message = team_digest_message(picture, desk.today, desk.policy, has_channel=True, asked=said)
    return _with_workers(desk, team, due, message) if team.id in supervised_teams(viewer) else message


def _this_week(desk: Desk, team: TeamRecord) -> DigestDue:
    """This week's digest, whether it has gone out or is still to come."""
    week = week_of(desk.today)
    send_at = scheduled_at(digest_schedule(team, desk.policy), week, desk.calendar)
    return DigestDue(team.id, week, (week,), send_at)


def _with_workers(desk: Desk, team: TeamRecord, due: DigestDue, above: Message) -> Message:
    """The supervisor's digest under the team's; one audit row names everybody it tells of."""
    concerns = concerns_told_to(desk, desk.viewer, team)
    parts = read_worker_parts(desk, team, compared_day(desk, team, due), concerns)
    message = supervisor_digest_message(team.name, due, parts, desk.today, desk.policy, above=above)
    with desk.writing() as session:
        workers = [part.note.worker.id for part in parts if part.note.worker.id != desk.viewer.worker]
        record_audit(session, desk.change, "digest_read", "team", team.id, workers=workers)
    return joined(above, message)


ROUTES: tuple[Route, ...] = (
    Route(
        Command,
        "/caseload digest",
        show_digest,
        "/caseload digest [TEAM]",
        "a team's week so far, for your eyes only; under it, for its supervisor, each worker",
    ),
)
