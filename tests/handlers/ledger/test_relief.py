"""What the plan's form says would help, and what becomes of the moves that are ticked."""

from fractions import Fraction
from typing import Any

import pytest

from handlers.messages import Done, FieldErrors, Form, Reply
from scoring.case import Kind
from scoring.people import Reduction, ReductionReason
from storage.database import Database
from storage.joining import add_reduction
from tests.handlers.views_council import Council, open_council
from tests.recording import change_lead


@pytest.fixture
def council(database: Database) -> Council:
    return open_council(database)


def open_plan(council: Council, about: str, by: str = "ann") -> Reply:
    return council.press(by, "plan", about)


def worker(council: Council, who: str) -> str:
    return f"worker:{council.workers[who]}"


def said(form: Reply) -> str:
    assert isinstance(form, Form), form
    return "\n".join(block["text"]["text"] for block in form.view["blocks"] if block["type"] == "section")


def boxes(form: Reply) -> list[tuple[str, str]]:
    """The text and value of each move that may be ticked."""
    assert isinstance(form, Form), form
    found = [block["element"] for block in form.view["blocks"] if block.get("block_id") == "moves"]
    return [(each["text"]["text"], each["value"]) for element in found for each in element["options"]]


def send(council: Council, form: Reply, **changes: Any) -> Reply:
    assert isinstance(form, Form), form
    fields = {block["block_id"]: block["element"] for block in form.view["blocks"] if "element" in block}
    state = {
        "code": "MOVE",
        "who": str(council.workers["ann"]),
        "by_when": fields["by_when"]["initial_date"],
        "text": "",
        "lines": [option["value"] for option in fields["lines"]["options"]],
    }
    return council.sends("ann", form.view, state | changes)


def is_away(council: Council, who: str) -> None:
    with council.database.writing() as session:
        away = Reduction(ReductionReason.SICKNESS, Fraction(1), council.change().today)
        add_reduction(session, council.change(), council.workers[who], away)
    council.rescore()


def test_it_names_who_could_take_which_case_with_both_loads_after(council: Council) -> None:
    council.holds("sam", 16)
    form = open_plan(council, worker(council, "sam"))
    assert said(form) == (
        "*What would help*\n"
        "• AB-1000 (child in need, need to confirm) to *Jo Price* (room for 12 more children): "
        "Sam Okafor 16 → 15 of 15 children · 79 → 75 of 100 points; "
        "Jo Price 0 → 1 of 12 children · 15 → 20 of 90 points."
    )
    assert [text for text, _ in boxes(form)] == ["AB-1000 to Jo Price"]


def test_ticked_moves_are_part_of_the_plan_and_told_in_private_alone(council: Council) -> None:
    council.holds("sam", 16)
    council.deliver()
    form = open_plan(council, worker(council, "sam"))
    reply = send(council, form, moves=[value for _, value in boxes(form)])
    assert isinstance(reply, Done), reply
    assert "• AB-1000 to Jo Price: not yet" in reply.message.text
    council.rescore()
    [text] = council.texts()
    assert "move cases to somebody with room" in text
    assert "AB-1000" not in text
    assert "AB-1000 to Jo Price: not yet" in council.says("ann", "/caseload breaches")
    with council.database.writing() as session:
        case, jo = council.case("AB-1000"), council.workers["jo"]
        team = council.teams["North"]
        change_lead(session, council.change(), case, lead=jo, team=team, reason="MANAGE")
    assert "AB-1000 to Jo Price: done" in council.says("ann", "/caseload breaches")


def test_nobody_has_room_is_said_plainly_with_what_can_help(council: Council) -> None:
    council.holds("sam", 16)
    for who, number, start in (("jo", 12, 2000), ("lee", 15, 3000), ("max", 8, 4000)):
        council.holds(who, number, start=start, kind=Kind.CARE_LEAVER)
    form = open_plan(council, worker(council, "sam"))
    assert said(form) == (
        "*What would help*\n"
        "Nobody in North has room: nobody could take one of these cases and stay within what we promised "
        "them. What can help:\n"
        "• an offer to another team, from the case's card (/case and its reference)\n"
        "• the waiting list for what comes next, with a named owner and a day to look again\n"
        "• cover or more staff: Mel Hart can ask for it"
    )
    assert boxes(form) == []
    assert isinstance(send(council, form), Done)


def test_a_support_worker_is_named_where_one_may_lead(council: Council) -> None:
    council.holds("sam", 16, Kind.CARE_LEAVER)
    for who, number, start in (("jo", 12, 2000), ("lee", 15, 3000), ("max", 8, 4000)):
        council.holds(who, number, start=start, kind=Kind.CARE_LEAVER)
    assert "• a support worker, who may lead 16 of these cases" in said(
        open_plan(council, worker(council, "sam"))
    )


def test_when_the_moves_are_not_enough_it_says_what_would_be_left(council: Council) -> None:
    council.holds("max", 12)
    council.holds("sam", 14, start=2000)
    council.holds("jo", 12, start=3000)
    council.holds("lee", 15, start=4000, kind=Kind.CARE_LEAVER)
    text = said(open_plan(council, worker(council, "max")))
    assert "AB-1000 (child in need, need to confirm) to *Sam Okafor*" in text
    assert "With these Max Field would still have 11 children, and we promised 8" in text


def test_a_case_with_the_wrong_holder_is_offered_to_who_may_lead_it(council: Council) -> None:
    council.holds("lee", 1, Kind.CP)
    form = open_plan(council, f"case:{council.case('AB-1000').id}")
    assert [text for text, _ in boxes(form)] == ["AB-1000 to Sam Okafor"]
    assert "Lee Marsh 1 → 0 of 15 children" in said(form)


def test_children_with_nobody_there_are_offered_to_who_is(council: Council) -> None:
    council.holds("max", 2)
    is_away(council, "max")
    form = open_plan(council, f"team:{council.teams['North']}")
    assert {text[:7] for text, _ in boxes(form)} == {"AB-1000", "AB-1001"}
    assert "Max Field" not in said(form), "somebody away has no load to compare"


def test_a_team_that_is_over_as_a_whole_reads_that_moving_within_it_does_not_help(council: Council) -> None:
    council.holds("sam", 20)
    council.holds("jo", 20, start=2000)
    council.holds("lee", 20, start=3000, kind=Kind.CARE_LEAVER)
    text = said(open_plan(council, f"team:{council.teams['North']}"))
    assert "North as a whole has more than we promised; moving cases within it doesn't help." in text


def test_opening_it_is_audited_like_any_reading(council: Council) -> None:
    council.holds("sam", 16)
    open_plan(council, worker(council, "sam"))
    [(who, _, detail)] = council.audited("load_read")
    assert who == "ann"
    assert sorted(detail["workers"]) == sorted([council.workers["sam"], council.workers["jo"]])
    assert len(council.audited("case_read")) == 1


@pytest.mark.parametrize("move", ["999:3", "1:7", "1:999"])
def test_a_move_that_cannot_be_made_any_more_is_refused_beside_its_field(council: Council, move: str) -> None:
    council.holds("sam", 16)
    form = open_plan(council, worker(council, "sam"))
    reply = send(council, form, moves=[move])
    assert isinstance(reply, FieldErrors)
    assert set(reply.errors) == {"moves"}
