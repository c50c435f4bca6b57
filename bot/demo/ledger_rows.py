"""What the two years left behind as rows: days' ends, episodes, their plans, digests that went out."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import Table

from bot.demo.council import Council
from bot.demo.day_ends import DayEnd
from bot.demo.ledger import Episode, started_on
from scoring.breaches import Cause
from scoring.digest_weeks import week_of
from scoring.readings import Subject
from scoring.working_time import london, london_day
from storage.tables.ledger import BREACHES, LIVING_MESSAGES, PLAN_LINES, PLANS, SNAPSHOTS
from storage.tables.post import DIGESTS

Row = dict[str, Any]
WEEK = timedelta(days=7)


def rows(council: Council) -> dict[Table, list[Row]]:
    """Every row of the ledger, tables in the order in which they may be filled."""
    episodes = sorted(council.episodes, key=lambda each: each.opened_at)
    planned = [(number, each) for number, each in enumerate(episodes, 1) if each.plan is not None]
    return {
        SNAPSHOTS: [_snapshot(end, council) for end in council.day_ends],
        BREACHES: [{"id": number, **_breach(each)} for number, each in enumerate(episodes, 1)],
        PLANS: [_plan(number, each) for number, (_, each) in enumerate(planned, 1)],
        PLAN_LINES: [
            {"plan_id": number, "breach_id": breach} for number, (breach, _) in enumerate(planned, 1)
        ],
        LIVING_MESSAGES: [_living(number, *each) for number, each in enumerate(standing(council), 1)],
        DIGESTS: list(_digests(council)),
    }


def standing(council: Council) -> list[tuple[Subject, list[Episode]]]:
    """The subjects with a message of their own in the team's channel, and what stands of each."""
    by_subject: dict[Subject, list[Episode]] = {}
    for each in council.episodes:
        if each.closed_at is None:
            by_subject.setdefault(each.subject, []).append(each)
    told = ((subject, some) for subject, some in by_subject.items() if _is_told(some))
    return sorted(told, key=lambda pair: pair[1][0].opened_at)


def _is_told(episodes: list[Episode]) -> bool:
    return any(each.cause is not Cause.BASELINE for each in episodes)


def _living(number: int, subject: Subject, episodes: list[Episode]) -> Row:
    return {
        "id": number,
        "subject_kind": subject.kind.value,
        "subject_id": subject.id,
        "team_id": episodes[0].team,
        "began_at": min(each.opened_at for each in episodes),
        "replied_120": any(0 < each.promised * 120 < each.worst * 100 for each in episodes),
    }


def _snapshot(end: DayEnd, council: Council) -> Row:
    return {
        "day": end.day,
        "subject_kind": end.subject.kind.value,
        "subject_id": end.subject.id,
        "children": end.children,
        "points": end.points,
        "promise": end.promise,
        "bandwidth": end.bandwidth,
        "capacity_millionths": end.capacity_millionths,
        "policy_version": council.policy.version,
    }


def _breach(each: Episode) -> Row:
    return {
        "subject_kind": each.subject.kind.value,
        "subject_id": each.subject.id,
        "team_id": each.team,
        "line": each.line.value,
        "cause": each.cause.value,
        "opened_at": each.opened_at,
        "value": each.value,
        "promised": each.promised,
        "worst": each.worst,
        "deadline": each.deadline,
        "back_at": each.back_at,
        "closed_at": each.closed_at,
        "climbed_to": each.level.value,
        "climbed_at": each.climbed_at,
    }


def _plan(number: int, each: Episode) -> Row:
    plan = each.plan
    assert plan is not None
    return {
        "id": number,
        "code": plan.code.value,
        "who_id": plan.who,
        "by_when": plan.by_when,
        "words": plan.text,
        "made_by_id": plan.who,
        "made_at": each.planned_at,
    }


def _digests(council: Council) -> Iterator[Row]:
    """The weekly digests of every started team, up to this week's."""
    today = london_day(council.now)
    for team in council.teams:
        started = started_on(council.staff, team.id, today)
        monday = today - timedelta(days=today.weekday())
        while started is not None and monday > started:
            sent = london(monday, council.policy.hours.digest_at)
            yield {
                "team_id": team.id,
                "week": week_of(monday),
                "decided_at": sent,
                "weeks_owed": week_of(monday),
            }
            monday -= WEEK
