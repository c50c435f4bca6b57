"""The waiting list: the longest first, against our promise, with a named owner and a next look."""

from datetime import UTC, datetime, timedelta

import pytest

from handlers.messages import FieldErrors, Message
from scoring.case import Kind
from tests.handlers.cases.forms import choices, fields, opened, still, words
from tests.handlers.slack_rules import require_postable
from tests.handlers.views_council import Council, buttons, said

WEDNESDAY = datetime(2026, 11, 25, 10, tzinfo=UTC)


def look_form(council: Council, who: str = "ann") -> dict[str, object]:
    return opened(council, who, "next_look", council.case("AB-1000").id)


def look(council: Council, owner: str = "ann", day: str = "2026-11-30") -> dict[str, object]:
    return {"owner": str(council.workers[owner]), "next_look": day}


def test_the_longest_wait_comes_first_against_what_we_promise(council: Council) -> None:
    council.holds(None, 1, at=WEDNESDAY, start=3000)
    council.holds(None, 1, Kind.CP, at=WEDNESDAY - timedelta(days=1))
    reply = council.command("ann", "/caseload waiting")
    assert said(reply) == (
        "North: 2 children wait for a worker, 1 of them longer than we promise.\n"
        "AB-1000 (child protection plan), 8.0 points: waiting since Tuesday 24 November at 10:00.\n"
        "2 working days so far; we promised a worker within 1 working day, by Wednesday 25 November at "
        "17:00, and "
        "haven't kept it. Ann Abbott looks after it; the next look was due on Wednesday 25 November.\n"
        "AB-3000 (child in need, need to confirm), 4.0 points: waiting since Wednesday 25 November at "
        "10:00.\n"
        "1 working day so far; we promise a worker within 3 working days, by Monday 30 November at "
        "17:00. Ann Abbott looks after it and looks again on Monday 30 November."
    )
    assert list(buttons(reply)) == ["Allocate", "Offer to another team", "Next look"]
    read = [subject for _, subject, _ in council.audited("case_read")]
    assert read == [council.case("AB-1000").id, council.case("AB-3000").id]


def test_on_the_day_itself_a_worker_is_due_today(council: Council) -> None:
    council.holds(None, 1, at=WEDNESDAY)
    council.now += timedelta(days=4)
    shown = council.says("ann", "/caseload waiting")
    assert "A worker is due today by 17:00. Ann Abbott looks after it and looks again today." in shown
    assert "Please find a worker today by 17:00." in council.says("ann", "/caseload needs")


def test_nobody_waiting_and_everybody_late_read_well(council: Council) -> None:
    assert council.says("ann", "/caseload waiting") == "North: no child waits for a worker."
    council.holds(None, 1)
    assert council.says("ann", "/caseload waiting").startswith(
        "North: 1 child waits for a worker, longer than we promise."
    )


def test_an_owner_and_a_day_are_set_shown_and_reminded_of(council: Council) -> None:
    council.holds(None, 1)
    council.deliver()
    view = look_form(council)
    assert choices(view, "owner") == ["Ann Abbott", "Mel Hart"]
    assert fields(view)["next_look"]["initial_date"] == "2026-11-27"
    done = said(council.sends("ann", view, look(council, "mel")))
    assert done == "AB-1000: Mel Hart looks after it and looks again on Monday 30 November."
    shown = "Mel Hart looks after it and looks again on Monday 30 November."
    assert shown in council.says("ann", "/case AB-1000")
    assert shown in council.says("mel", "/caseload waiting")
    council.now = datetime(2026, 11, 30, 8, 59, tzinfo=UTC)
    assert council.deliver() == []
    council.now += timedelta(minutes=1)
    [(entry, post)] = council.deliver()
    assert entry.worker == council.workers["mel"]
    assert post is not None
    assert post.message.text.startswith(
        "Today is your next look at AB-1000 (child in need, need to confirm)."
    )
    assert list(buttons(post.message)) == ["Allocate", "Offer to another team", "Next look"]


def test_nobody_is_reminded_of_a_child_who_has_a_worker_or_of_a_look_that_moved(council: Council) -> None:
    council.holds(None, 1)
    council.deliver()
    council.sends("ann", look_form(council), look(council, "ann", "2026-11-30"))
    council.sends("ann", look_form(council), look(council, "ann", "2026-12-01"))
    council.now = datetime(2026, 11, 30, 10, tzinfo=UTC)
    assert council.texts() == []
    council.says("ann", "/allocate AB-1000 cin lower @sam")
    council.now = datetime(2026, 12, 1, 10, tzinfo=UTC)
    assert not any("next look" in text for text in council.texts())


def test_a_look_of_an_earlier_wait_says_nothing_of_a_new_one(council: Council) -> None:
    council.holds(None, 1)
    council.sends("ann", look_form(council), look(council, "mel", "2026-12-18"))
    council.says("ann", "/allocate AB-1000 cin lower @sam")
    council.press("ann", "case_close", str(council.case("AB-1000").id))
    council.now += timedelta(days=1)
    council.press("ann", "case_reopen", str(council.case("AB-1000").id))
    assert "Ann Abbott looks after it and looks again on Wednesday 2 December." in (
        council.says("ann", "/case AB-1000")
    )


@pytest.mark.parametrize(
    ("state", "field"),
    [
        ({"owner": None}, "owner"),
        ({"owner": "2"}, "owner"),
        ({"next_look": None}, "next_look"),
        ({"next_look": "2026-11-26"}, "next_look"),
        ({"next_look": "2026-11-28"}, "next_look"),
        ({"next_look": "2027-06-01"}, "next_look"),
    ],
)
def test_what_will_not_do_is_said_beside_its_field(
    council: Council, state: dict[str, object], field: str
) -> None:
    council.holds(None, 1)
    reply = council.sends("ann", look_form(council), look(council) | state)
    assert isinstance(reply, FieldErrors), reply
    assert list(reply.errors) == [field]


def test_another_look_set_meanwhile_is_told_and_what_was_typed_stays(council: Council) -> None:
    council.holds(None, 1)
    view = look_form(council)
    council.now += timedelta(minutes=5)
    council.sends("mel", look_form(council, "mel"), look(council, "mel", "2026-12-04"))
    again = still(council.sends("ann", view, look(council)))
    assert "Mel Hart said who looks after it and when on Thursday 26 November at 10:05." in words(again)
    assert fields(again)["next_look"]["initial_date"] == "2026-11-30"
    assert "Ann Abbott looks after it" in said(council.sends("ann", again, look(council)))


def test_a_child_allocated_meanwhile_waits_no_more(council: Council) -> None:
    council.holds(None, 1)
    view = look_form(council)
    council.says("mel", "/allocate AB-1000 cin lower @sam")
    text = said(council.sends("ann", view, look(council)))
    assert text == "AB-1000 doesn't wait any more: it is with Sam Okafor."


@pytest.mark.parametrize("who", ["sam", "kit", "ada"])
def test_the_list_is_for_those_who_look_after_a_team(council: Council, who: str) -> None:
    council.holds(None, 1)
    view = look_form(council)
    assert "AB-1000" not in council.says(who, "/caseload waiting")
    assert "Only North's supervisor" in council.says(who, "/caseload waiting North")
    for reply in (
        council.press(who, "next_look", str(council.case("AB-1000").id)),
        council.sends(who, view, look(council)),
    ):
        assert isinstance(reply, Message)
        assert "Only North's supervisor" in reply.text


def test_other_teams_waits_are_not_shown(council: Council) -> None:
    council.holds(None, 1)
    council.holds(None, 1, start=2000, team="South")
    assert "AB-2000" not in council.says("ann", "/caseload waiting")
    assert "Only South's supervisor" in council.says("ann", "/caseload waiting South")
    both = council.says("mel", "/caseload waiting")
    assert both.startswith("North and South: 2 children wait for a worker, all longer than we promise.")
    assert "AB-2000 (child in need, need to confirm, South)" in both


def test_a_long_list_fits_into_one_message_and_says_how_many_more(council: Council) -> None:
    council.holds(None, 40, Kind.CP)
    reply = council.command("ann", "/caseload waiting")
    assert isinstance(reply, Message)
    require_postable(reply)
    assert "and 28 more who wait" in reply.text


def test_an_offer_made_and_one_to_answer_show_in_the_list(council: Council) -> None:
    council.holds(None, 1)
    view = opened(council, "ann", "offer", council.case("AB-1000").id)
    council.sends("ann", view, {"team": str(council.teams["South"])})
    ours = council.command("ann", "/caseload waiting")
    assert "Offered to South on Thursday 26 November at 10:00; no answer yet." in said(ours)
    assert "Take the offer back" in buttons(ours)
    theirs = council.command("sue", "/caseload waiting")
    assert said(theirs).startswith("South: no child waits for a worker.\nAnn Abbott offers AB-1000")
    assert said(council.press("sue", "offer_show", buttons(theirs)["Answer"]["value"])).startswith(
        "Ann Abbott"
    )
