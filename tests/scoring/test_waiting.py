"""How long a child has waited against our promise, who looks after it, and when a next look can be."""

from datetime import date, timedelta

import pytest

from scoring.case import Kind
from scoring.errors import BadInput
from scoring.ids import WorkerId
from scoring.waiting import Look, Wait, build_wait, check_look
from tests.builders import a_case, a_policy
from tests.scoring.london import ENGLAND, MONDAY, at

ANN = WorkerId(9)
POLICY = a_policy()


def wait(kind: Kind, now: str, look: Look | None = None, week: int = 0) -> Wait:
    """A child of that kind, waiting since Monday 10:00, as it stands at that moment."""
    case = a_case(7, kind, lead=None)
    return build_wait(case, at("Mon 10:00"), look, ANN, at(now, week), POLICY, ENGLAND)


def test_working_days_are_counted_against_the_promise_of_the_kind() -> None:
    urgent, other = wait(Kind.CP, "Wed 09:00"), wait(Kind.CIN, "Wed 09:00")
    assert (urgent.working_days, urgent.promised_working_days, urgent.is_late) == (2, 1, True)
    assert (other.working_days, other.promised_working_days, other.is_late) == (2, 3, False)
    assert (urgent.due_at, other.due_at) == (at("Tue 17:00"), at("Thu 17:00"))


def test_a_weekend_is_no_working_day() -> None:
    assert wait(Kind.CIN, "Sun 12:00").working_days == 4
    assert wait(Kind.CIN, "Mon 09:00", week=1).working_days == 5


def test_on_the_first_day_nothing_is_late_and_no_day_has_passed() -> None:
    first = wait(Kind.S47, "Mon 11:00")
    assert (first.working_days, first.is_late) == (0, False)


def test_without_another_word_the_supervisor_looks_on_the_last_day_we_promise() -> None:
    assert wait(Kind.CIN, "Tue 09:00").look == Look(ANN, MONDAY + timedelta(days=3))
    assert wait(Kind.CP, "Tue 09:00").look == Look(ANN, MONDAY + timedelta(days=1))


def test_what_somebody_set_comes_before_it() -> None:
    mel = Look(WorkerId(4), MONDAY + timedelta(days=4))
    assert wait(Kind.CP, "Tue 09:00", mel).look == mel


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (MONDAY, "a day after today"),
        (MONDAY - timedelta(days=3), "a day after today"),
        (date(2026, 11, 28), "the next working day is 30 November"),
        (date(2026, 12, 25), "the next working day is 29 December"),
        (MONDAY + timedelta(days=61), "at most 22 January 2027"),
    ],
)
def test_a_next_look_is_a_working_day_soon(day: date, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence) as wrong:
        check_look(day, MONDAY, POLICY, ENGLAND)
    assert wrong.value.field == "next_look"


def test_tomorrow_will_do_and_so_will_the_last_day_of_the_policy() -> None:
    for day in (MONDAY + timedelta(days=1), MONDAY + timedelta(days=60)):
        assert check_look(day, MONDAY, POLICY, ENGLAND) == day
