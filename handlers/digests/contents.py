"""What a team's weekly digest holds, read with a handful of queries, however many work in it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta

from handlers.desk import Desk
from handlers.ledger.kept import team_kept
from handlers.views.digests.digests import TeamPicture
from handlers.views.trends import CHART_WEEKS
from scoring.breaches import Breach
from scoring.digest import TeamWeek, build_team_digest
from scoring.digest_weeks import DigestDue, TeamSchedule, monday_of
from scoring.plans import Plan
from scoring.policy import Policy
from scoring.readings import Subject, SubjectKind
from scoring.snapshots import Snapshot
from scoring.working_time import ONE_DAY
from storage.breaches import list_history
from storage.digests import count_kinds, find_last_told
from storage.loads import find_team_load
from storage.plans import list_plans
from storage.snapshots import list_snapshots
from storage.teams import TeamRecord

WEEK = timedelta(days=7)


def read_team_picture(desk: Desk, team: TeamRecord, due: DigestDue) -> TeamPicture | None:
    """The team's week in numbers; None before the team was started or scored."""
    load = find_team_load(desk.session, team.id)
    if load is None or team.started_at is None:
        return None
    since = find_last_told(desk.session, team.id, due.week) or team.started_at
    history = list_history(desk.session, [team.id], since)
    kept = team_kept(desk, team)
    snapshots = load_snapshots(desk, SubjectKind.TEAM, [team.id], desk.today - WEEK * CHART_WEEKS)[team.id]
    week = TeamWeek(
        due=due,
        load=load,
        earlier=earlier_of(snapshots, compared_day(desk, team, due)),
        since=since,
        breaches=history,
        kept=None if kept is None else kept.rate,
        plans=list_made_plans(desk, history),
        kinds=count_kinds(desk.session, team.id),
    )
    digest = build_team_digest(week, desk.now, desk.policy, desk.calendar)
    trend = [each for each in snapshots if (desk.today - ONE_DAY - each.day) % WEEK == timedelta()]
    return TeamPicture(team.name, digest, since, kept, trend)


def load_snapshots(
    desk: Desk, kind: SubjectKind, ids: Iterable[int], since: date
) -> Mapping[int, Sequence[Snapshot]]:
    """The days' ends from that day to yesterday; an empty list for somebody who has none."""
    wanted = list(ids)
    found = list_snapshots(desk.session, kind, wanted, since, desk.today - ONE_DAY)
    return {id_: found.get(id_, []) for id_ in wanted}


def digest_schedule(team: TeamRecord, policy: Policy) -> TeamSchedule:
    """When a started team's digest goes out: at its own day and hour, else at the policy's."""
    if team.started_at is None:
        raise ValueError("a team that hasn't been started has no digest")
    return TeamSchedule(team.id, digest_weekday(team, policy), _hour(team, policy), team.started_at)


def digest_weekday(team: TeamRecord, policy: Policy) -> int:
    """The day of the week on which the team's digest is scheduled: its own, else the policy's."""
    return policy.hours.digest_weekday if team.digest_weekday is None else team.digest_weekday


def _hour(team: TeamRecord, policy: Policy) -> time:
    minute = team.digest_minute
    return policy.hours.digest_at if minute is None else time(minute // 60, minute % 60)


def compared_day(desk: Desk, team: TeamRecord, due: DigestDue) -> date:
    """The day before the weeks that are told of, by the schedule: a bank holiday moves no week's bounds."""
    scheduled = monday_of(due.weeks_owed[0]) + ONE_DAY * digest_weekday(team, desk.policy)
    return scheduled - WEEK - ONE_DAY


def earlier_of(snapshots: Sequence[Snapshot], day: date) -> Snapshot | None:
    """The end of the day to compare with, or of the first day after it that was kept."""
    return next((each for each in snapshots if each.day >= day), None)


def list_made_plans(desk: Desk, breaches: Sequence[Breach]) -> list[tuple[Subject, Plan]]:
    """The plans of the lines that are passed now, each once for a subject."""
    standing = [breach for breach in breaches if breach.back_at is None]
    records = list_plans(desk.session, [breach.id for breach in standing])
    made = [(breach.subject, records[breach.id]) for breach in standing if breach.id in records]
    return list({(subject, record.id): (subject, record.plan) for subject, record in made}.values())
