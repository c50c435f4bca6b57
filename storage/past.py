"""Any past moment, put together again from history: who led what, with which facts and which capacity.

"A recomputed past day uses that day's policy and today's facts" (policy guide §6): what has since been learnt
of that day counts, such as a reduction entered late, and a team's own promise as it is today; what was shown
on the day itself is in the snapshots.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, and_, func, or_, select

from scoring.case import Case, CoWorker, Judgement, JudgementReason
from scoring.ids import CaseId, FamilyKey, Reference, TeamId, WorkerId
from scoring.load import Load, score_loads
from scoring.people import Extra, Worker
from scoring.policy import Policy
from scoring.working_time import end_of_day
from storage.grouping import group
from storage.rows import facts_of, reduction_of, worker_of
from storage.session import Session
from storage.tables.cases import ALLOCATIONS, CASE_HISTORY, CASES, CO_WORK, JUDGEMENTS
from storage.tables.people import EXTRAS, REDUCTIONS, WORKER_HISTORY, WORKERS
from storage.teams import load_teams


@dataclass(frozen=True, slots=True)
class Past:
    """The council's workers and open cases as they stood at one moment."""

    workers: tuple[Worker, ...]
    cases: tuple[Case, ...]


def score_past_day(session: Session, day: date, policy: Policy) -> dict[WorkerId, Load]:
    """Every worker's load at the end of a past London day, under the policy of that day."""
    past = load_past(session, end_of_day(day))
    return score_loads(past.workers, load_teams(session), past.cases, policy, day)


def load_past(session: Session, moment: datetime) -> Past:
    """How everything stood just before a moment."""
    return Past(tuple(_list_workers(session, moment)), tuple(_list_cases(session, moment)))


def _list_cases(session: Session, moment: datetime) -> list[Case]:
    leads = {row.case_id: row for row in session.execute(_lasting(ALLOCATIONS, moment))}
    shares = group(
        (row.case_id, CoWorker(WorkerId(row.worker_id), row.percent))
        for row in session.execute(_lasting(CO_WORK, moment).order_by(CO_WORK.c.worker_id))
    )
    judgements = {row.case_id: row for row in session.execute(_judgements(moment))}
    states = session.execute(
        select(CASE_HISTORY, CASES.c.reference)
        .join(CASES, CASES.c.id == CASE_HISTORY.c.case_id)
        .where(_latest(CASE_HISTORY, CASE_HISTORY.c.case_id, moment), CASE_HISTORY.c.is_closed.is_(False))
    )
    return [_case_of(row, leads.get(row.case_id), shares, judgements.get(row.case_id)) for row in states]


def _case_of(row: Any, lead: Any, shares: Mapping[int, list[CoWorker]], judgement: Any) -> Case:
    return Case(
        id=CaseId(row.case_id),
        reference=Reference(row.reference),
        team=TeamId(row.team_id),
        facts=facts_of(row),
        lead=None if lead is None else WorkerId(lead.worker_id),
        led_since=None if lead is None else lead.began_on,
        family=None if row.family_key is None else FamilyKey(row.family_key),
        co_workers=tuple(shares.get(row.case_id, ())),
        judgement=None if judgement is None else _judgement_of(judgement),
    )


def _judgement_of(row: Any) -> Judgement:
    return Judgement(
        row.points,
        JudgementReason(row.reason),
        WorkerId(row.worker_id),
        WorkerId(row.supervisor_id),
        row.review_on,
    )


def _list_workers(session: Session, moment: datetime) -> list[Worker]:
    reductions = group((row.worker_id, reduction_of(row)) for row in session.execute(select(REDUCTIONS)))
    in_force = and_(EXTRAS.c.from_at < moment, _open_at(EXTRAS.c.until_at, moment))
    extras = group(
        (row.worker_id, Extra(row.responsibility, row.points_tenths))
        for row in session.execute(select(EXTRAS).where(in_force))
    )
    then = WORKER_HISTORY.c
    rows = session.execute(
        select(
            WORKERS.c.id, WORKERS.c.name, WORKERS.c.employment, WORKERS.c.swe_number, WORKERS.c.languages,
            WORKERS.c.skills, WORKERS.c.name_in_channel, then.team_id, then.grade, then.fte_millionths,
            then.promise, then.starts_on, then.ends_on,
        )
        .join(WORKER_HISTORY, then.worker_id == WORKERS.c.id)
        .where(_latest(WORKER_HISTORY, then.worker_id, moment), then.team_id.is_not(None))
    )  # fmt: skip
    return [worker_of(row, reductions[row.id], extras[row.id]) for row in rows]


def _lasting(table: Table, moment: datetime) -> Any:
    return select(table).where(table.c.began_at < moment, _open_at(table.c.ended_at, moment))


def _judgements(moment: datetime) -> Any:
    return select(JUDGEMENTS).where(
        JUDGEMENTS.c.agreed_at < moment, _open_at(JUDGEMENTS.c.replaced_at, moment)
    )


def _open_at(end: ColumnElement[Any], moment: datetime) -> ColumnElement[bool]:
    return or_(end.is_(None), end >= moment)


def _latest(table: Table, key: Column[Any], moment: datetime) -> ColumnElement[bool]:
    """That a history row is the newest of its subject before the moment."""
    newer = table.alias()
    newest = (
        select(func.max(newer.c.from_at))
        .where(newer.c[key.name] == key, newer.c.from_at < moment)
        .correlate(table)
        .scalar_subquery()
    )
    return table.c.from_at == newest
