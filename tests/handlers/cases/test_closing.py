"""Closing a case and opening it again: it comes back as it was known, and waits for a worker."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from scoring.case import Kind
from storage.allocations import close_case
from storage.tables.cases import CASE_HISTORY, CASES
from tests.handlers.views_council import Council, buttons, said


def closed(council: Council) -> str:
    """A child protection case that has just been closed; the value of its Reopen button."""
    council.holds("sam", 1, Kind.CP)
    reply = council.press("ann", "case_close", str(council.case("AB-1000").id))
    value: str = buttons(reply)["Reopen"]["value"]
    return value


def test_a_reopened_case_waits_in_its_team_from_now_on(council: Council) -> None:
    value = closed(council)
    council.now += timedelta(days=1)
    reply = council.press("mel", "case_reopen", value)
    assert said(reply) == (
        "AB-1000 (child protection plan) is open again, with what was known of it, and waits for a worker in "
        "North. We promise one by Monday 30 November at 17:00. If it is closed in the case system, "
        "please open it there too."
    )
    assert list(buttons(reply)) == ["Allocate"]
    card = council.says("ann", "/case AB-1000")
    assert "Waiting since Friday 27 November at 10:00; nobody leads it yet." in card
    assert "Sam Okafor, from 1 September 2026 to 26 November 2026" in card
    with council.database.reading() as session:
        query = select(CASE_HISTORY.c.is_closed).order_by(CASE_HISTORY.c.from_at)
        assert list(session.execute(query).scalars()) == [False, True, False]


def test_it_waits_in_the_teams_load_and_too_long_when_its_time_is_up(council: Council) -> None:
    council.press("ann", "case_reopen", closed(council))
    council.rescore()
    assert "1 child waits for a worker" in council.says("ann", "/caseload waiting")
    council.waits(days=2)
    assert "longer than we promise" in council.says("ann", "/caseload waiting")


def test_a_second_click_says_where_it_is(council: Council) -> None:
    value = closed(council)
    council.press("ann", "case_reopen", value)
    again = "AB-1000 is open: it is waiting for a worker in North. Nothing has changed now."
    assert said(council.press("mel", "case_reopen", value)) == again
    council.says("ann", "/allocate AB-1000 cp @max")
    assert "it is with Max Field" in said(council.press("mel", "case_reopen", value))
    assert len(council.audited("case_reopened")) == 1


@pytest.mark.parametrize("who", ["sam", "sue", "ada"])
def test_nobody_else_opens_it_again(council: Council, who: str) -> None:
    value = closed(council)
    assert "Only North's supervisor" in said(council.press(who, "case_reopen", value))
    assert "no open case AB-1000" in council.says(who, "/case AB-1000")
    with council.database.reading() as session:
        assert session.execute(select(CASES.c.closed_at)).scalar_one() is not None


def test_allocating_a_closed_reference_opens_it_with_a_worker(council: Council) -> None:
    closed(council)
    assert "AB-1000 is with Max Field." in council.says("ann", "/allocate AB-1000 cp @max")
    case = council.case("AB-1000")
    assert (case.lead, case.led_since) == (council.workers["max"], council.now.date())
    with council.database.reading() as session:
        assert session.execute(select(CASES.c.waiting_since)).scalar_one() is None


def test_a_forgotten_button_of_a_case_closed_again_closes_nothing_twice(council: Council) -> None:
    value = closed(council)
    council.press("ann", "case_reopen", value)
    with council.database.writing() as session:
        close_case(session, council.change(), council.case("AB-1000"))
    assert "already closed" in said(council.press("ann", "case_close", value))
