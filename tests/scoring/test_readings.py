"""Which lines a worker, a team and a case have, and when they are over."""

from datetime import date
from fractions import Fraction

from scoring.case import Kind
from scoring.load import member_of, score_loads, score_team
from scoring.people import Grade
from scoring.readings import Line, Reading, Subject, SubjectKind, read_case, read_team, read_worker
from tests.builders import TODAY, a_case, a_policy, a_reduction, a_team, a_worker
from tests.scoring.london import WORKING, at

POLICY = a_policy()
TEAMS = {a_team().id: a_team()}


def readings_of(children: int, **worker: object) -> list[Reading]:
    sam = a_worker(**worker)  # type: ignore[arg-type]
    cases = [a_case(number) for number in range(1, children + 1)]
    return read_worker(score_loads([sam], TEAMS, cases, POLICY, TODAY)[sam.id])


def test_a_worker_has_a_line_of_children_and_one_of_points() -> None:
    sam = Subject(SubjectKind.WORKER, 1)
    assert readings_of(17) == [
        Reading(sam, Line.CHILDREN, 17, 15, over=True),
        Reading(sam, Line.POINTS, 170 * 4 + 150, 1000, over=False),
    ]


def test_somebody_without_capacity_has_no_line_of_their_own() -> None:
    assert readings_of(17, reductions=(a_reduction(100),)) == []
    assert readings_of(17, ends_on=date(2026, 6, 9)) == []


def test_a_manager_who_leads_one_child_is_over_on_both_lines() -> None:
    assert [reading.over for reading in readings_of(1, grade=Grade.TEAM_MANAGER)] == [True, True]


def team_readings(average_range: tuple[int, int] | None = None) -> dict[Line, Reading]:
    """The team of policy guide §4: 15 of 15, ASYE 12 of 12, half-time 7 of 8, maternity 6 of 0, 2 waiting."""
    policy = a_policy(average_range=average_range)
    staff = [
        a_worker(1),
        a_worker(2, grade=Grade.NEWLY_QUALIFIED),
        a_worker(3, fte=Fraction(1, 2)),
        a_worker(4, reductions=(a_reduction(100),)),
    ]
    held = {1: 15, 2: 12, 3: 7, 4: 6}
    cases = [a_case(100 * lead + n, lead=lead) for lead, count in held.items() for n in range(count)]
    waiting = [a_case(n, lead=None) for n in (1, 2)]
    loads = score_loads(staff, TEAMS, cases, policy, TODAY)
    load = score_team(
        a_team().id, [member_of(each, loads[each.id], TODAY) for each in staff], waiting, policy, TODAY
    )
    return {reading.line: reading for reading in read_team(load, policy)}


def test_42_children_against_35_are_over_by_7_and_6_have_nobody_there() -> None:
    readings = team_readings()
    children, nobody_there = readings[Line.CHILDREN], readings[Line.NOBODY_THERE]
    assert (children.value, children.promised, children.over) == (42, 35, True)
    assert (nobody_there.value, nobody_there.promised, nobody_there.over) == (6, 0, True)


def test_without_a_range_of_the_council_no_average_is_over() -> None:
    assert Line.AVERAGE not in team_readings()


def test_an_average_is_over_only_above_the_range_and_read_exactly() -> None:
    # 40 children of 3.5 full-time posts are 11.43 on average, which shows as 11.4
    inside, above = team_readings((100, 115)), team_readings((100, 114))
    north = Subject(SubjectKind.TEAM, 1)
    assert inside[Line.AVERAGE] == Reading(north, Line.AVERAGE, 114, 115, over=False)
    assert above[Line.AVERAGE] == Reading(north, Line.AVERAGE, 114, 114, over=True)


def late(kind: Kind, now: str, week: int = 0) -> bool:
    """Whether a child of that kind, waiting since Monday 10:00, has waited too long."""
    case = a_case(7, kind, lead=None)
    readings = read_case(case, False, at("Mon 10:00"), at(now, week), POLICY, WORKING)
    return {reading.line: reading.over for reading in readings}[Line.WAITING_TOO_LONG]


def test_an_urgent_child_waits_one_working_day_and_another_three() -> None:
    assert not late(Kind.CP, "Tue 16:59")
    assert late(Kind.CP, "Tue 17:00")
    assert late(Kind.S47, "Tue 17:00")
    assert not late(Kind.CIN, "Thu 16:59")
    assert late(Kind.CIN, "Thu 17:00")


def test_a_child_that_is_led_does_not_wait() -> None:
    readings = read_case(a_case(7, Kind.CP), True, None, at("Fri 17:00"), POLICY, WORKING)
    subject = Subject(SubjectKind.CASE, 7)
    assert readings == [
        Reading(subject, Line.WRONG_HOLDER, 1, 0, over=True),
        Reading(subject, Line.WAITING_TOO_LONG, 0, 0, over=False),
    ]
