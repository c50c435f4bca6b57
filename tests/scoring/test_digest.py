"""What the weekly digests hold: numbers for the channel, each worker for the supervisor."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from scoring.breaches import Breach
from scoring.case import Kind
from scoring.digest import (
    PlanDue,
    TeamDigest,
    TeamWeek,
    VisitOverdue,
    WorkerNote,
    WorkerWeek,
    build_team_digest,
    build_worker_note,
    build_worker_notes,
)
from scoring.digest_weeks import DigestDue
from scoring.ids import BreachId, CaseId, PolicyVersion, TeamId, WorkerId
from scoring.load import TeamLoad, score_loads
from scoring.plans import Plan, PlanCode
from scoring.readings import Line
from scoring.snapshots import Change, Snapshot
from tests.builders import a_case, a_judgement, a_policy, a_team, a_worker
from tests.scoring.breach_values import NORTH, SAM, a_breach
from tests.scoring.london import MONDAY, WORKING, at

POLICY = a_policy()
NOW = at("Mon 09:00", 1)
TODAY = MONDAY + timedelta(days=7)
DUE = DigestDue(TeamId(1), "2026-W49", ("2026-W49",), NOW)
SUNDAY = TODAY - timedelta(days=8)
LOAD = TeamLoad(
    team=TeamId(1), children=42, waiting=2, points=3500, promise=35, bandwidth=3000, low_end=2100,
    average_children=40, average_fte=Fraction(7, 2), nobody_there=6, nobody_there_left=0,
)  # fmt: skip


def a_snapshot(policy: str = "2026-1") -> Snapshot:
    return Snapshot(SUNDAY, 40, 3600, 35, 3000, PolicyVersion(policy))


def team_digest(
    *breaches: Breach,
    kinds: Mapping[str, int] | None = None,
    earlier: Snapshot | None = None,
    load: TeamLoad = LOAD,
    plans: Sequence[Any] = (),
) -> TeamDigest:
    week = TeamWeek(DUE, load, earlier, at("Mon 09:00"), breaches, Fraction(9, 10), plans, kinds or {})
    return build_team_digest(week, NOW, POLICY, WORKING)


def test_the_change_since_last_week_is_in_children_and_points() -> None:
    assert team_digest(earlier=a_snapshot()).change == Change(SUNDAY, 2, -100, is_same_policy=True)
    assert team_digest().change is None


def test_points_by_another_policy_are_marked_as_not_comparable() -> None:
    change = team_digest(earlier=a_snapshot("2025-1")).change
    assert change is not None
    assert not change.is_same_policy


def test_breaches_are_told_as_opened_closed_and_standing_with_how_long_they_lasted() -> None:
    opened = a_breach(at("Fri 16:00"), id=BreachId(1))
    long_standing = a_breach(at("Mon 10:00", -3), id=BreachId(2), line=Line.POINTS)
    closed = a_breach(at("Mon 10:00"), id=BreachId(3), subject=NORTH, back_at=at("Wed 09:00"))
    digest = team_digest(opened, long_standing, closed)
    assert [note.opened_at for note in digest.opened] == [at("Mon 10:00"), at("Fri 16:00")]
    assert [(note.subject, note.lasted) for note in digest.closed] == [(NORTH, timedelta(hours=47))]
    assert [note.lasted for note in digest.standing] == [
        timedelta(days=28) - timedelta(hours=1),
        timedelta(days=2, hours=17),
    ]


def test_what_closed_before_the_last_digest_is_not_told_again() -> None:
    assert team_digest(a_breach(at("Mon 10:00", -2), back_at=at("Fri 10:00", -1))).closed == ()


def nobody_there(opened_at: datetime, **changes: Any) -> Breach:
    return a_breach(opened_at, subject=NORTH, line=Line.NOBODY_THERE, **changes)


def test_nobody_there_shows_in_the_channel_only_after_5_working_days() -> None:
    fresh, old = team_digest(nobody_there(at("Fri 16:00"))), team_digest(nobody_there(at("Fri 16:00", -1)))
    assert (fresh.nobody_there, fresh.standing, fresh.opened) == (None, (), ())
    assert (old.nobody_there, len(old.standing)) == (6, 1)


def test_nobody_there_shows_at_once_when_somebody_left() -> None:
    left = replace(LOAD, nobody_there_left=6)
    assert team_digest(nobody_there(at("Fri 16:00")), load=left).nobody_there == 6


def test_a_short_absence_is_never_told_of_afterwards_either() -> None:
    digest = team_digest(
        nobody_there(at("Wed 10:00", -1), back_at=at("Wed 16:59")), load=replace(LOAD, nobody_there=0)
    )
    assert (digest.nobody_there, digest.closed, digest.opened) == (0, (), ())


def test_small_counts_of_a_kind_are_hidden() -> None:
    assert team_digest(kinds={"cin": 30, "cp": 3, "cla": 9}).kinds == {"cin": 30, "cp": None, "cla": None}


def test_plans_due_are_those_past_or_within_a_week_the_earliest_first() -> None:
    days = [TODAY + timedelta(days=number) for number in (8, 7, -1)]
    later, in_a_week, past = (Plan(PlanCode.MOVE, WorkerId(9), day) for day in days)
    digest = team_digest(plans=[(NORTH, later), (NORTH, in_a_week), (SAM, past)])
    assert digest.plans_due == (PlanDue(SAM, past, is_past=True), PlanDue(NORTH, in_a_week, is_past=False))


def test_an_average_above_the_councils_range_is_over() -> None:
    assert not team_digest().is_over_average
    week = TeamWeek(DUE, LOAD, None, at("Mon 09:00"), (), None, (), {})
    assert build_team_digest(week, NOW, a_policy(average_range=(100, 114)), WORKING).is_over_average


def worker_week(*cases: Any, seen: Mapping[int, date] | None = None, **changes: Any) -> WorkerWeek:
    sam = a_worker(1)
    load = score_loads([sam], {a_team().id: a_team()}, cases, POLICY, TODAY)[sam.id]
    last_seen = {CaseId(number): day for number, day in (seen or {}).items()}
    return replace(WorkerWeek(sam, load, None, cases, last_seen, (), ()), **changes)


def note_of(*cases: Any, **changes: Any) -> WorkerNote:
    return build_worker_note(worker_week(*cases, **changes), TODAY, POLICY, WORKING)


def test_a_judgement_lapsing_within_14_days_is_listed_and_a_later_or_lapsed_one_is_not() -> None:
    cases = [
        a_case(number, judgement=a_judgement(review_on=TODAY + timedelta(days=days)))
        for number, days in ((1, 0), (2, 1), (3, 14), (4, 15))
    ]
    assert note_of(*cases).lapsing == (2, 3)


def test_a_judgement_agreed_with_an_earlier_lead_or_only_proposed_is_to_agree() -> None:
    cases = [
        a_case(1, judgement=a_judgement(worker=1)),
        a_case(2, judgement=a_judgement(worker=7)),
        a_case(3),
    ]
    assert note_of(*cases, proposed=(CaseId(3),)).to_agree == (2, 3)


def test_a_visit_overdue_is_listed_where_it_is_known_when_the_child_was_seen() -> None:
    cases = [a_case(1, Kind.CP), a_case(2, Kind.CP), a_case(3, Kind.CP)]
    note = note_of(*cases, seen={1: TODAY - timedelta(days=15), 2: TODAY - timedelta(days=14)})
    assert note.visits_overdue == (VisitOverdue(CaseId(1), cases[0].reference, TODAY - timedelta(days=3)),)


def test_the_supervisors_digest_has_a_note_for_each_worker_by_name() -> None:
    weeks = [
        worker_week(worker=a_worker(number, name), earlier=a_snapshot())
        for number, name in ((1, "Sam"), (2, "Ada"))
    ]
    notes = build_worker_notes(weeks, TODAY, POLICY, WORKING)
    assert [note.worker.name for note in notes] == ["Ada", "Sam"]
    assert notes[0].change == Change(SUNDAY, -40, 150 - 3600, is_same_policy=True)
