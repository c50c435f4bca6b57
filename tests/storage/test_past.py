"""Any past day can be put together again, and gives what its snapshot kept."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from sqlalchemy import insert, select

from scoring.case import CoWorker, Factor, Judgement, JudgementReason
from scoring.ids import Reference
from scoring.people import Extra, Grade, Reduction, ReductionReason
from scoring.readings import SubjectKind
from scoring.working_time import start_of_day
from storage.allocations import close_case, record_case, reopen_case
from storage.cases import find_case, find_known_case
from storage.change import Grounds
from storage.joining import add_extra, add_reduction, change_worker
from storage.judgements import record_judgement
from storage.past import score_past_day
from storage.policies import load_policy
from storage.snapshots import add_snapshots, list_snapshots
from storage.tables.ledger import SNAPSHOTS
from storage.tables.people import TEAM_PROMISES
from tests.office import Office
from tests.recording import change_facts, change_lead


def at_the_days_end(office: Office) -> None:
    """Keep the day's snapshot and go on to the next morning at ten."""
    day = office.change().today
    office.now = start_of_day(day + timedelta(days=1))
    with office.database.writing() as session:
        add_snapshots(session, day)
    office.rescore()
    office.now += timedelta(hours=10)


def live_through_a_week(office: Office) -> None:
    """Allocations, other facts, co-working, moves, closings, absences, another FTE, an extra: a day each."""
    for number, who in enumerate(["sam", "sam", "max", "jo"], 1):
        office.says("ann", f"/allocate AB-100{number} cin lower family=F{number // 2} @{who} because=AGREED")
    office.rescore()
    at_the_days_end(office)
    for step in (_facts, _co_work, _move, _away, _hours, _judge, _close, _reopen):
        step(office)
        office.rescore()
        at_the_days_end(office)


def _facts(office: Office) -> None:
    with office.database.writing() as session:
        case = find_case(session, Reference("AB-1001"))
        assert case is not None
        factors = case.facts.factors | {Factor.COURT}
        change_facts(session, office.change(), case, replace(case.facts, factors=factors))


def _co_work(office: Office) -> None:
    with office.database.writing() as session:
        case = find_case(session, Reference("AB-1001"))
        assert case is not None
        shared = replace(case, co_workers=(CoWorker(office.workers["max"], 25),))
        record_case(session, office.change(), case, shared, Grounds("co_work"))


def _move(office: Office) -> None:
    with office.database.writing() as session:
        case = find_case(session, Reference("AB-1002"))
        assert case is not None
        change_lead(
            session, office.change(), case, lead=office.workers["max"], team=case.team, reason="TSPROC"
        )


def _away(office: Office) -> None:
    with office.database.writing() as session:
        away = Reduction(ReductionReason.SICKNESS, Fraction(1, 2), office.change().today)
        add_reduction(session, office.change(), office.workers["sam"], away)


def _hours(office: Office) -> None:
    with office.database.writing() as session:
        change_worker(session, office.change(), office.workers["max"], fte=Fraction(4, 5))
        add_extra(session, office.change(), office.workers["jo"], Extra("duty", 50))


def _judge(office: Office) -> None:
    with office.database.writing() as session:
        case = find_case(session, Reference("AB-1001"))
        assert case is not None
        assert case.lead is not None
        review_on = office.change().today + timedelta(days=30)
        for points in (3, -1):
            both = (case.lead, office.workers["ann"])
            agreed = Judgement(points, JudgementReason.VISITS, *both, review_on)
            record_judgement(session, office.change(), case, agreed)
            case = find_case(session, Reference("AB-1001"))
            assert case is not None


def _reopen(office: Office) -> None:
    with office.database.writing() as session:
        case, is_open = find_known_case(session, Reference("AB-1001"))
        assert case is not None
        assert not is_open
        after = replace(case, lead=office.workers["jo"], led_since=office.change().today)
        reopen_case(session, office.change(), case, after, Grounds("case_reopened"))


def _close(office: Office) -> None:
    with office.database.writing() as session:
        case = find_case(session, Reference("AB-1001"))
        assert case is not None
        close_case(session, office.change(), case)


def test_each_past_day_recomputed_is_what_its_snapshot_kept(office: Office) -> None:
    live_through_a_week(office)
    with office.database.reading() as session:
        kept = session.execute(select(SNAPSHOTS).where(SNAPSHOTS.c.subject_kind == "worker")).all()
        days = {row.day for row in kept}
        again = {day: score_past_day(session, day, load_policy(session, day)) for day in days}
    assert len(days) == 9
    recomputed = {
        (day, worker): (load.children, load.points, load.promise, load.bandwidth)
        for day, loads in again.items()
        for worker, load in loads.items()
    }
    assert recomputed == {
        (row.day, row.subject_id): (row.children, row.points, row.promise, row.bandwidth) for row in kept
    }
    assert len(set(recomputed.values())) > 8, "the week has to change something each day"


def test_a_recomputed_day_counts_the_teams_own_promise_as_it_is_today_the_snapshot_as_it_was(
    office: Office,
) -> None:
    day, sam = office.change().today, office.workers["sam"]
    at_the_days_end(office)
    with office.database.writing() as session:
        own = {"team_id": office.teams["North"], "grade": Grade.EXPERIENCED.value, "promise": 13}
        session.execute(insert(TEAM_PROMISES).values(own))
    with office.database.reading() as session:
        assert score_past_day(session, day, load_policy(session, day))[sam].promise == 13
        [kept] = list_snapshots(session, SubjectKind.WORKER, [sam], day, day)[sam]
    assert kept.promise == 15
