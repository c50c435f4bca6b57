"""Hours, grade or team from a day on: shown before it is saved, begun by itself, taken back."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from handlers.messages import Done, FieldErrors, Form, Redraw
from handlers.views.people.people import planned_value
from scoring.ids import WorkerId
from scoring.people import Grade
from scoring.working_time import start_of_day
from storage.details import load_person_details
from storage.joining import change_worker
from storage.past import load_past
from storage.planned import add_planned, find_planned, list_planned, take_up
from tests.handlers.people.test_editing import CHANGE, details, looked, opened, sections
from tests.handlers.views_council import Council, said

MONDAY = "2026-12-07"
TO_COME: dict[str, object] = {**CHANGE, "from": MONDAY}


def plans(council: Council, about: str = "sam", by: str = "ann", **state: Any) -> str:
    """Plan a change by the form; what is said once it is saved."""
    answers = {**TO_COME, **state}
    view, _ = looked(council, by, "person_change", about, **answers)
    reply = council.sends(by, view, answers)
    assert isinstance(reply, Done), reply
    return said(reply)


def card(council: Council, about: str = "sam", by: str = "ann") -> str:
    reply = council.press(by, "person", str(council.workers[about]))
    assert isinstance(reply, Form)
    return "\n".join(block["text"]["text"] for block in reply.view["blocks"] if block["type"] == "section")


def planned_id(council: Council, about: str = "sam") -> str:
    with council.database.reading() as session:
        [planned] = list_planned(session, [council.workers[about]])[council.workers[about]]
    return planned_value(planned)


def then(council: Council, moment: datetime, about: str = "sam") -> Fraction:
    """The hours somebody had at a moment, put together again from history."""
    with council.database.reading() as session:
        past = load_past(session, moment)
    return next(each.fte for each in past.workers if each.id == council.workers[about])


def test_from_a_day_on_it_is_shown_saved_and_begins_by_itself(council: Council) -> None:
    council.holds("sam", 12)
    state = {**TO_COME, "fte": "0.6"}
    view, words = looked(council, "ann", "person_change", "sam", **state)
    assert "From Monday 7 December 2026 our promise to Sam Okafor is 15 → 9 children" in words
    assert "12 of 9 children" in words
    done = said(council.sends("ann", view, state))
    assert done.startswith(
        "Saved for Sam Okafor. From Monday 7 December 2026: 0.6 of full time (22.2 hours)."
    )
    assert details(council, "sam").fte == 1
    council.now = start_of_day(date(2026, 12, 7)) - timedelta(seconds=1)
    council.rescore()
    assert "12 of 15 children" in council.says("ann", "/caseload @sam")
    council.waits(seconds=1)
    assert details(council, "sam").fte == Fraction(3, 5)
    assert "12 children, we promised 9" in council.says("ann", "/caseload @sam")
    assert "From Monday" not in card(council)


def test_children_who_will_have_nobody_are_told_before_it_is_saved(council: Council) -> None:
    council.holds("sam", 9)
    _, words = looked(council, "ann", "person_change", "sam", **{**TO_COME, "fte": "0"})
    assert "*From Monday 7 December 2026 9 children have nobody there.*" in words


def test_history_has_it_from_midnight_even_when_the_bot_was_down(council: Council) -> None:
    plans(council, fte="0.6")
    council.now = start_of_day(date(2026, 12, 9)) + timedelta(hours=9)
    council.rescore()
    midnight = start_of_day(date(2026, 12, 7))
    assert then(council, midnight) == 1
    assert then(council, midnight + timedelta(seconds=1)) == Fraction(3, 5)


def test_it_stands_on_the_card_and_can_be_taken_back(council: Council) -> None:
    council.now -= timedelta(hours=1)
    plans(council, "jo", by="mel", grade="experienced", fte="0.6", team=str(council.teams["South"]))
    shown = card(council, "jo", by="mel")
    assert (
        "From Monday 7 December 2026: experienced social worker, 0.6 of full time (22.2 hours), in South. "
        "Mel Hart entered it on Thursday 26 November at 09:00." in shown
    )
    back = council.press("ann", "planned_take_back", planned_id(council, "jo"))
    assert isinstance(back, Form)
    assert "From Monday" not in str(back.view)
    council.waits(days=14)
    assert details(council, "jo").grade is Grade.NEWLY_QUALIFIED
    assert "has begun or has been taken back" in said(council.press("ann", "planned_take_back", "1"))


def test_an_old_button_takes_back_no_other_plan_that_has_its_number_now(council: Council) -> None:
    plans(council, fte="0.6")
    old = planned_id(council)
    council.press("ann", "planned_take_back", old)
    with council.database.writing() as session:
        add_planned(
            session, council.change(), council.workers["jo"], date(2026, 12, 7), {"fte": Fraction(1, 2)}
        )
    number = planned_id(council, "jo").split()[0]
    pressed = council.press("ann", "planned_take_back", " ".join([number, *old.split()[1:]]))
    assert "has begun or has been taken back" in said(pressed)
    assert planned_id(council, "jo")


def test_only_what_changes_is_planned_so_that_the_rest_may_change_meanwhile(council: Council) -> None:
    plans(council, fte="0.6")
    with council.database.writing() as session:
        change_worker(session, council.change(), council.workers["sam"], promise=14, ends_on=date(2027, 3, 1))
    council.waits(days=14)
    after = details(council, "sam")
    assert (after.fte, after.promise, after.ends_on) == (Fraction(3, 5), 14, date(2027, 3, 1))


def test_two_days_build_on_each_other_and_the_same_day_is_one_change(council: Council) -> None:
    council.holds("jo", 6)
    first: dict[str, Any] = {**CHANGE, "grade": "newly_qualified"}
    plans(council, "jo", **{**first, "grade": "experienced"})
    plans(council, "jo", **{**first, "fte": "0.8"})
    state = {**first, "fte": "0.5", "from": "2027-01-04"}
    _, words = looked(council, "ann", "person_change", "jo", **state)
    assert "From Monday 4 January 2027 our promise to Jo Price is 12 → 8 children" in words
    shown = card(council, "jo")
    assert "experienced social worker, 0.8 of full time (29.6 hours)." in shown
    assert shown.count("From Monday") == 1


def test_a_move_brings_them_to_the_other_team_on_its_day(council: Council) -> None:
    council.holds("sam", 3)
    plans(council, by="mel", team=str(council.teams["South"]))
    council.waits(days=14)
    assert details(council, "sam").team == council.teams["South"]
    assert "Sam Okafor" in council.says("sue", "/caseload team South")
    assert "Sam Okafor" not in council.says("ann", "/caseload people North")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("from", "2026-11-25", "A change counts from today at the earliest."),
        ("from", "2027-05-01", "Their last day is Friday 30 April 2027, before this would begin."),
        ("fte", "1", "That is how it is already."),
    ],
)
def test_a_day_on_which_it_cannot_begin_says_so(
    council: Council, field: str, value: str, sentence: str
) -> None:
    with council.database.writing() as session:
        change_worker(session, council.change(), council.workers["sam"], ends_on=date(2027, 4, 30))
    view = opened(council, "ann", "person_change", "sam")
    reply = council.sends("ann", view, {**TO_COME, "fte": "0.6", field: value})
    assert isinstance(reply, FieldErrors)
    assert reply.errors[field].startswith(sentence)


def test_somebody_elses_plan_meanwhile_is_told(council: Council) -> None:
    view, _ = looked(council, "ann", "person_change", "sam", **{**TO_COME, "fte": "0.6"})
    plans(council, by="mel", fte="0.8")
    again = council.sends("ann", view, {**TO_COME, "fte": "0.6"})
    assert isinstance(again, Redraw)
    assert "Mel Hart planned a change of their post" in sections(again)


def test_two_processes_start_it_once(council: Council) -> None:
    plans(council, fte="0.6")
    council.now = start_of_day(date(2026, 12, 7))
    with council.database.reading() as session:
        planned = find_planned(session, int(planned_id(council).split()[0]))
    assert planned is not None
    for expected in (True, False):
        with council.database.writing() as session:
            assert take_up(session, council.change(), planned) is expected


def test_whoever_does_not_keep_them_cannot_take_it_back(council: Council) -> None:
    plans(council, fte="0.6")
    for who in ("sam", "sue", "hal"):
        assert "people and absence are kept by" in said(
            council.press(who, "planned_take_back", planned_id(council))
        )
    with council.database.reading() as session:
        assert load_person_details(session, WorkerId(council.workers["sam"])).fte == 1
