"""Opening a case's form is a reading of the case: it is audited once, and drawing it again isn't."""

import json

import pytest

from handlers.messages import Form, Redraw
from scoring.case import Kind
from tests.handlers.cases.forms import opened
from tests.handlers.views_council import Council

FORMS = ("reweigh", "facts", "escalate", "co_work", "offer")


def read(council: Council) -> list[int]:
    """The cases Ann has read so far."""
    return [case for who, case, _ in council.audited("case_read") if who == "ann"]


@pytest.mark.parametrize("form", FORMS)
def test_opening_a_form_is_a_reading_of_its_case(council: Council, form: str) -> None:
    council.holds("sam", 1)
    case = council.case("AB-1000").id
    opened(council, "ann", form, case)
    assert read(council) == [case]


def test_the_form_to_reallocate_shows_the_siblings_too_and_its_redraw_counts_once(council: Council) -> None:
    council.holds("sam", 2, Kind.CP, family="FAM-1")
    both = [council.case(each).id for each in ("AB-1000", "AB-1001")]
    view = opened(council, "ann", "reallocate", json.dumps({"case": both[0]}))
    seen = council.opened(view, worker=str(council.workers["max"]), siblings=[str(both[1])])
    assert isinstance(council.click("ann", "reallocate_redraw", "", seen), Redraw)
    assert read(council) == both


def test_the_forms_about_a_waiting_child_and_a_reference_that_was_named(council: Council) -> None:
    council.holds(None, 1)
    case = council.case("AB-1000").id
    opened(council, "ann", "next_look", case)
    opened(council, "ann", "allocate_form", json.dumps({"reference": "AB-1000"}))
    opened(council, "ann", "allocate_form", json.dumps({"reference": "AB-7777"}))
    assert read(council) == [case, case]


def test_another_teams_supervisor_is_refused_and_nothing_is_noted(council: Council) -> None:
    council.holds("sam", 1)
    for form in FORMS:
        assert not isinstance(council.press("sue", form, str(council.case("AB-1000").id)), Form)
    assert council.audited("case_read") == []
