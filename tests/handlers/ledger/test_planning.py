"""Making a plan for a broken promise: what it stops, what it may say, and who may make one."""

from datetime import UTC, datetime
from typing import Any

import pytest

from handlers.messages import Done, Message
from tests.handlers.ledger.broken import breaches, give, open_plan, plan_state, without_allocations
from tests.office import Office


def test_one_plan_answers_both_lines_and_stops_the_climb(office: Office) -> None:
    give(office, "sam", 16, kind="cin lower interpreter")
    office.deliver()
    view = open_plan(office)
    reply = office.submit("ann", "plan", plan_state(office, view), view["private_metadata"])
    assert isinstance(reply, Done), reply
    assert "move cases to somebody with room" in reply.message.text
    [(_, text)] = without_allocations(office)
    assert "Ann Abbott sees to it by Friday 4 December" in text
    office.now = datetime(2026, 12, 3, 12, tzinfo=UTC)
    office.rescore()
    assert [(row.line, row.climbed_to) for row in breaches(office)] == [
        ("children", "supervisor"),
        ("points", "supervisor"),
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"lines": []}, "lines"),
        ({"by_when": "2026-11-01"}, "by_when"),
        ({"by_when": None}, "by_when"),
        ({"text": "x" * 201}, "text"),
        ({"text": "talk to Mrs Peggy Smithers"}, "text"),
        ({"text": "see 943 476 5919"}, "text"),
        ({"code": "OTHER"}, "text"),
    ],
)
def test_a_plan_that_will_not_do_says_what_is_wrong_beside_the_field(
    office: Office, changes: dict[str, Any], field: str
) -> None:
    give(office, "sam", 16)
    view = open_plan(office)
    reply = office.submit("ann", "plan", plan_state(office, view, **changes), view["private_metadata"])
    assert set(getattr(reply, "errors", {})) == {field}


def test_colleagues_names_are_fine_in_a_plan(office: Office) -> None:
    give(office, "sam", 16)
    view = open_plan(office)
    state = plan_state(office, view, text="Kit Novak takes two")
    assert isinstance(office.submit("ann", "plan", state, view["private_metadata"]), Done)


@pytest.mark.parametrize("who", ["sam", "jo", "sue", "ada"])
def test_only_those_above_the_team_make_its_plans(office: Office, who: str) -> None:
    give(office, "sam", 16)
    reply = office.click(who, "plan:worker-2", f"worker:{office.workers['sam']}")
    assert isinstance(reply, Message)
    assert "Only North's supervisor" in reply.text
