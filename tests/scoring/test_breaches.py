"""A breach opens, gets worse, settles, goes on or closes, exactly as the policy guide's §6 says."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.breaches import (
    Cause,
    Closed,
    Opened,
    Resumed,
    Settled,
    Worsened,
    decide_breaches,
    passes_120,
    settles_at,
)
from scoring.ids import BreachId
from scoring.readings import Line, Reading
from tests.builders import a_policy
from tests.scoring.breach_values import NORTH, SAM, Ledger, a_breach, a_reading
from tests.scoring.london import WORKING, at

ONE = BreachId(1)


def test_going_over_the_line_opens_a_breach_with_its_deadline() -> None:
    moves = decide_breaches([], [a_reading(17)], at("Fri 16:00"), a_policy(), WORKING, Cause.IMPORT)
    opened_at, deadline = at("Fri 16:00"), at("Tue 17:00", 1)
    assert moves == [Opened(SAM, Line.CHILDREN, opened_at, Cause.IMPORT, 17, 15, deadline, past_120=False)]


def test_at_the_line_the_promise_is_kept() -> None:
    assert Ledger().read(at("Mon 10:00"), a_reading(15)) == []


def test_over_mon_10_back_tue_1405_over_16_back_wed_9_is_one_breach_closed_thu_9() -> None:
    ledger = Ledger()
    ledger.read(at("Mon 10:00"), a_reading(16))
    assert ledger.read(at("Tue 14:05"), a_reading(15)) == [Settled(ONE, at("Tue 14:05"))]
    assert ledger.read(at("Tue 16:00"), a_reading(16)) == [Resumed(ONE, 16)]
    assert ledger.read(at("Wed 09:00"), a_reading(15)) == [Settled(ONE, at("Wed 09:00"))]
    assert ledger.read(at("Thu 09:00"), a_reading(15)) == [Closed(ONE, at("Wed 09:00"), at("Thu 09:00"))]
    (row,) = ledger.rows.values()
    assert (row.opened_at, row.back_at, row.closed_at) == (
        at("Mon 10:00"),
        at("Wed 09:00"),
        at("Thu 09:00"),
    )


def test_over_again_at_exactly_24_hours_is_a_new_breach() -> None:
    settling = a_breach(at("Mon 10:00"), back_at=at("Tue 14:00"))
    moves = decide_breaches(
        [settling], [a_reading(16)], at("Wed 14:00"), a_policy(), WORKING, Cause.ALLOCATION
    )
    assert moves[0] == Closed(ONE, at("Tue 14:00"), at("Wed 14:00"))
    assert isinstance(moves[1], Opened)
    assert moves[1].opened_at == at("Wed 14:00")
    assert len(moves) == 2


def test_over_again_a_second_before_24_hours_is_the_same_breach() -> None:
    settling = a_breach(at("Mon 10:00"), back_at=at("Tue 14:00"))
    now = at("Wed 14:00") - timedelta(seconds=1)
    moves = decide_breaches([settling], [a_reading(16)], now, a_policy(), WORKING, Cause.ALLOCATION)
    assert moves == [Resumed(ONE, 16)]


def test_settling_hours_are_elapsed_hours_when_the_clocks_go_back() -> None:
    ledger = Ledger()
    saturday = datetime.fromisoformat("2026-10-24T20:00:00+01:00")
    breach = a_breach(saturday - timedelta(days=1), back_at=saturday)
    assert settles_at(breach, a_policy()) == datetime.fromisoformat("2026-10-25T19:00:00+00:00")
    assert ledger.standing == []


def test_a_close_noticed_late_is_dated_when_it_was_due() -> None:
    settling = a_breach(at("Mon 10:00"), back_at=at("Tue 14:00"))
    moves = decide_breaches([settling], [a_reading(15)], at("Fri 09:00"), a_policy(), WORKING, Cause.TIME)
    assert moves == [Closed(ONE, at("Tue 14:00"), at("Wed 14:00"))]


def test_a_new_high_is_told_and_the_same_number_is_not() -> None:
    breach = a_breach(worst=17)
    for children, moves in ((16, []), (17, []), (18, [Worsened(ONE, 18, 15, past_120=False)])):
        now = at("Fri 17:00")
        assert decide_breaches([breach], [a_reading(children)], now, a_policy(), WORKING, Cause.CASE) == moves


def test_going_on_with_a_new_high_says_both() -> None:
    settling = a_breach(worst=17, back_at=at("Fri 17:00"))
    moves = decide_breaches(
        [settling], [a_reading(18)], at("Fri 17:30"), a_policy(), WORKING, Cause.ALLOCATION
    )
    assert moves == [Resumed(ONE, 18), Worsened(ONE, 18, 15, past_120=False)]


def test_the_first_time_past_120_percent_adds_one_reply() -> None:
    ledger = Ledger()
    told = []
    for hour, children in enumerate((17, 18, 19, 20)):
        moves = ledger.read(at(f"Mon 1{hour}:00"), a_reading(children))
        told += [move.past_120 for move in moves if isinstance(move, Opened | Worsened)]
    assert told == [False, False, True, False]


def test_a_promise_that_falls_may_pass_120_percent_without_a_new_high() -> None:
    moves = decide_breaches(
        [a_breach(worst=17)],
        [a_reading(17, promised=8)],
        at("Mon 10:00", 1),
        a_policy(),
        WORKING,
        Cause.PEOPLE,
    )
    assert moves == [Worsened(ONE, 17, 8, past_120=True)]


def test_the_worst_of_a_breach_never_falls() -> None:
    moves = decide_breaches(
        [a_breach(worst=17)],
        [a_reading(16, promised=8)],
        at("Mon 10:00", 1),
        a_policy(),
        WORKING,
        Cause.PEOPLE,
    )
    assert moves == [Worsened(ONE, 17, 8, past_120=True)]


@pytest.mark.parametrize(
    ("value", "promised", "replied", "passes"),
    [(18, 15, False, False), (19, 15, False, True), (19, 15, True, False), (5, 0, False, False)],
)
def test_120_percent_is_passed_strictly_once_and_never_on_a_line_of_0(
    value: int, promised: int, replied: bool, passes: bool
) -> None:
    assert passes_120(value, promised, replied, a_policy()) is passes


def test_somebody_who_loses_all_capacity_settles_without_a_reading() -> None:
    moves = decide_breaches([a_breach()], [], at("Mon 10:00"), a_policy(), WORKING, Cause.PEOPLE)
    assert moves == [Settled(ONE, at("Mon 10:00"))]


def test_lines_and_subjects_do_not_mix() -> None:
    points = Reading(SAM, Line.POINTS, 1041, 1000, over=True)
    now = at("Mon 10:00")
    moves = decide_breaches(
        [a_breach()], [a_reading(17), points, a_reading(16, 15, NORTH)], now, a_policy(), WORKING, Cause.CASE
    )
    assert [(move.subject, move.line) for move in moves if isinstance(move, Opened)] == [
        (SAM, Line.POINTS),
        (NORTH, Line.CHILDREN),
    ]
    assert len(moves) == 2


STEPS = st.lists(st.tuples(st.integers(1, 40), st.integers(12, 20)), max_size=25)


@given(STEPS)
def test_a_line_is_open_at_most_once_and_its_breaches_lie_24_hours_apart(
    steps: list[tuple[int, int]],
) -> None:
    ledger, now = Ledger(), at("Mon 00:00")
    for hours, children in steps:
        now += timedelta(hours=hours)
        ledger.look(now, a_reading(children))
        assert len(ledger.standing) <= 1
        assert any(row.back_at is None for row in ledger.standing) is (children > 15)
    rows = list(ledger.rows.values())
    for earlier, later in pairwise(rows):
        assert earlier.back_at is not None
        assert later.opened_at - earlier.back_at >= timedelta(hours=24)


@given(STEPS)
def test_scoring_again_without_a_change_moves_nothing(steps: list[tuple[int, int]]) -> None:
    ledger, now = Ledger(), at("Mon 00:00")
    for hours, children in steps:
        now += timedelta(hours=hours)
        ledger.look(now, a_reading(children))
        assert ledger.read(now, a_reading(children)) == []
