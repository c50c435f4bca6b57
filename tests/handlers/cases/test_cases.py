"""/case REF: the card, closing a case; and who may see and do so."""

from datetime import UTC, datetime, timedelta

import pytest

from handlers.messages import Form
from scoring.case import Kind
from storage.cases import change_last_seen
from tests.handlers.views_council import Council, buttons, said


def test_the_card_explains_the_case(council: Council) -> None:
    council.says("ann", "/allocate AB-1234 cp @jo court travel=60 family=F-1 because=AGREED co=@lee:25")
    council.says("ann", "/allocate AB-1235 cin @jo family=F-1 because=AGREED")
    text = council.says("ann", "/case ab-1234")
    for part in (
        "AB-1234: child protection plan, North.",
        "With Jo Price since 26 November 2026.",
        "15.0 = child protection 8 + live court 4 + travel 60 minutes 2 + first weeks with this worker 1",
        "Lee Marsh co-works 25 % (3.8 points); Jo Price holds the other 11.2.",
        "Siblings: AB-1235 (child in need, need to confirm; with Jo Price, 3 points).",
        "isn't known here",
        "Jo Price, since 26 November 2026; it went ahead because: agreed with the worker",
    ):
        assert part in text


def test_the_card_says_when_a_visit_was_due(council: Council) -> None:
    council.holds("sam", 1, Kind.CP)
    with council.database.writing() as session:
        change_last_seen(session, council.case("AB-1000").id, datetime(2026, 11, 2, tzinfo=UTC).date())
    assert "Last seen on 2 November 2026; the next visit was usually due by 16 November 2026." in (
        council.says("ann", "/case AB-1000")
    )


def test_a_wrong_holder_and_a_waiting_child_say_so(council: Council) -> None:
    council.holds("lee", 1, Kind.CP)
    council.holds(None, 1, start=2000)
    assert "To put right: Lee Marsh is a support worker" in council.says("ann", "/case AB-1000")
    reply = council.command("ann", "/case AB-2000")
    assert "Waiting since Tuesday 1 September at 10:00; nobody leads it yet." in said(reply)
    assert list(buttons(reply)) == [
        "Allocate", "Change facts", "Escalate / step down", "Offer to another team", "Next look", "Close",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "sees", "changes"),
    [
        ("sam", True, False),
        ("ann", True, True),
        ("mel", True, True),
        ("hal", True, True),
        ("max", False, False),
        ("sue", False, False),
        ("kit", False, False),
        ("ada", False, False),
    ],
)
def test_who_sees_a_card_and_who_may_change_the_case(
    council: Council, who: str, sees: bool, changes: bool
) -> None:
    council.holds("sam", 1)
    reply = council.command(who, "/case AB-1000")
    assert ("With Sam Okafor" in said(reply)) == sees
    own = {"Reweigh", "Change facts", "Escalate / step down"} if who == "sam" else set()
    assert bool(set(buttons(reply)) - own) == changes
    assert own <= set(buttons(reply))
    case = council.case("AB-1000").id
    assert [(each, subject) for each, subject, _ in council.audited("case_read")] == (
        [(who, case)] if sees else []
    )
    assert isinstance(council.press(who, "reallocate", f'{{"case":{case}}}'), Form) == changes
    assert ("is closed" in said(council.press(who, "case_close", str(case)))) == changes


def test_cover_sees_the_card_on_its_days_only(council: Council) -> None:
    council.holds("sam", 1)
    council.covers("kit", "North", council.now, council.now + timedelta(days=1))
    assert "With Sam Okafor" in council.says("kit", "/case AB-1000")
    council.now += timedelta(days=2)
    assert "with somebody else" in council.says("kit", "/case AB-1000")


def test_siblings_with_another_team_are_not_shown(council: Council) -> None:
    council.holds("sam", 1, family="F-1")
    council.holds("kit", 1, start=2000, team="South", family="F-1")
    assert "AB-2000" not in council.says("ann", "/case AB-1000")
    assert "AB-2000" in council.says("mel", "/case AB-1000")


def test_an_unknown_reference_offers_only_what_the_viewer_may_see(council: Council) -> None:
    council.holds("sam", 1, start=1234)
    council.holds("kit", 1, start=1235, team="South")
    assert council.says("ann", "/case AB-1243").endswith("Did you mean AB-1234?")
    assert council.says("sue", "/case AB-1243").endswith("Did you mean AB-1235?")
    assert "Did you mean" not in council.says("max", "/case AB-1243")


@pytest.mark.parametrize("typed", ["Jones", "9434765919", "Jane Smith"])
def test_what_is_no_reference_is_never_repeated(council: Council, typed: str) -> None:
    assert typed not in council.says("ann", f"/case {typed}")


def test_without_a_reference_it_says_how(council: Council) -> None:
    assert "like /case AB-1234" in council.says("ann", "/case")


def test_closing_says_what_it_did_and_a_second_click_that_it_was_done(council: Council) -> None:
    council.holds("sam", 2)
    close = buttons(council.command("ann", "/case AB-1000"))["Close"]
    assert "leaves Sam Okafor's caseload" in close["confirm"]["text"]["text"]
    first = said(council.press("ann", "case_close", close["value"]))
    assert first.startswith("AB-1000 is closed. Sam Okafor now has 1 of 15 children · 19 of 100 points.")
    second = said(council.press("mel", "case_close", close["value"]))
    assert second.startswith("AB-1000 is already closed. Ann Abbott closed it on Thursday 26 November")
    again = council.command("ann", "/case AB-1000")
    assert said(again).startswith("AB-1000 is closed. Ann Abbott closed it on Thursday 26 November at 10:00.")
    assert list(buttons(again)) == ["Reopen"]
    assert "no open case AB-1000" in council.says("max", "/case AB-1000")
    assert len(council.audited("case_closed")) == 1


def test_a_co_worker_reads_the_card_and_changes_nothing(council: Council) -> None:
    council.says("ann", "/allocate AB-1234 cp @max because=AGREED co=@sam:25")
    reply = council.command("sam", "/case AB-1234")
    assert "9.0 = child protection 8 + first weeks with this worker 1" in said(reply)
    assert buttons(reply) == {}
    assert [who for who, _, _ in council.audited("case_read")] == ["sam"]
    assert "with somebody else" in council.says("jo", "/case AB-1234")
