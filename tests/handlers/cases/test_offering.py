"""Offers to another team: made, accepted with a worker, declined with a reason, taken back, overtaken."""

from datetime import timedelta
from threading import Barrier

import pytest

from handlers.messages import Done, FieldErrors, Message
from scoring.case import Kind
from storage.database import Database
from tests.handlers.cases.forms import View, choices, fields, opened, redrawn, still, words
from tests.handlers.interleaving import at_once
from tests.handlers.views_council import Council, buttons, open_council, said


def offer(council: Council, who: str = "ann", reference: str = "AB-1000") -> str:
    """Offer a case of North to South; the offer's id."""
    view = opened(council, who, "offer", council.case(reference).id)
    reply = council.sends(who, view, {"team": str(council.teams["South"])})
    assert isinstance(reply, Done), reply
    return str(council.audited("case_offered")[-1][2]["offer"])


def accept_form(council: Council, id_: str, who: str = "sue") -> View:
    return opened(council, who, "offer_accept", id_)


def kit(council: Council) -> dict[str, object]:
    return {"worker": str(council.workers["kit"])}


def test_a_waiting_child_is_offered_and_accepted_with_a_worker(council: Council) -> None:
    council.holds(None, 1, Kind.CP)
    council.deliver()
    view = opened(council, "ann", "offer", council.case("AB-1000").id)
    assert choices(view, "team") == ["South has room"]
    done = said(council.sends("ann", view, {"team": str(council.teams["South"])}))
    assert done.startswith("AB-1000 is offered to South.")
    [(entry, post)] = council.deliver()
    assert entry.worker == council.workers["sue"]
    assert post is not None
    assert post.message.text == (
        "Ann Abbott offers AB-1000 (child protection plan) from North to South; offered on Thursday 26 "
        "November at 10:00.\nOn its own it weighs 8.0 = child protection 8 · policy 2026-1."
    )
    id_ = next(each["value"] for each in buttons(post.message).values())
    form = accept_form(council, id_)
    seen = redrawn(council, "sue", form, "offer_redraw:worker", kit(council))
    assert "*Kit Novak*: 0 → 1 of 15 children · 15 → 24 of 100 points" in words(seen)
    done = said(council.sends("sue", form, kit(council)))
    assert done.startswith("AB-1000 is with Kit Novak in South from now on.")
    case = council.case("AB-1000")
    assert (case.lead, case.team) == (council.workers["kit"], council.teams["South"])
    told = {entry.worker: post.message.text for entry, post in council.deliver() if post}
    assert told[council.workers["kit"]].startswith("Sue Bright has allocated AB-1000 to you")
    assert told[council.workers["ann"]] == (
        "Sue Bright has accepted AB-1000 for South, with Kit Novak leading it. It has left North."
    )


def test_a_case_with_a_worker_moves_and_the_worker_hears(council: Council) -> None:
    council.holds("sam", 1)
    id_ = offer(council)
    council.deliver()
    council.sends("sue", accept_form(council, id_), kit(council))
    told = {entry.worker: post.message.text for entry, post in council.deliver() if post}
    assert (
        "Sue Bright has moved AB-1000 (child in need, need to confirm) from you to Kit Novak."
        in (told[council.workers["sam"]])
    )
    assert "transfer by the usual process" in told[council.workers["sam"]]
    assert council.audited("case_accepted")[0][2]["from"] == council.workers["sam"]


def test_declining_needs_a_reason_and_both_sides_know_it(council: Council) -> None:
    council.holds("sam", 1)
    id_ = offer(council)
    council.deliver()
    view = opened(council, "sue", "offer_decline", id_)
    missing = council.sends("sue", view, {"reason": None})
    assert isinstance(missing, FieldErrors)
    assert "I tell Ann Abbott: the team has no room for it now." in said(
        council.sends("sue", view, {"reason": "ROOM"})
    )
    [text] = council.texts()
    assert text == (
        "Sue Bright has declined AB-1000 for South: the team has no room for it now. It stays where it "
        "is; you can offer it to another team, or look again at who has room."
    )
    assert council.case("AB-1000").lead == council.workers["sam"]
    assert "Offered" not in council.says("ann", "/case AB-1000")
    assert offer(council) != id_, "it can be offered again"


def test_the_offer_shows_on_the_card_and_only_one_is_open(council: Council) -> None:
    council.holds("sam", 1)
    id_ = offer(council)
    card = council.command("ann", "/case AB-1000")
    assert "Offered to South by Ann Abbott on Thursday 26 November at 10:00; no answer yet." in said(card)
    assert buttons(card)["Take the offer back"]["value"] == id_
    assert "Offer to another team" not in buttons(card)
    again = council.press("mel", "offer", str(council.case("AB-1000").id))
    assert "AB-1000 is offered to South already." in said(again)


def test_taking_it_back_tells_the_other_team_and_ends_its_buttons(council: Council) -> None:
    council.holds("sam", 1)
    id_ = offer(council)
    council.deliver()
    form = accept_form(council, id_)
    assert said(council.press("mel", "offer_withdraw", id_)) == (
        "The offer of AB-1000 to South is taken back. I tell them."
    )
    assert council.texts() == ["North has taken back the offer of AB-1000. Nothing is asked of you any more."]
    for reply in (council.press("sue", "offer_accept", id_), council.sends("sue", form, kit(council))):
        assert said(reply) == (
            "That offer isn't open any more: it was taken back by Mel Hart on Thursday 26 November at 10:00. "
            "Nothing has changed now."
        )


def test_an_offer_is_overtaken_when_the_case_moves_or_closes(council: Council) -> None:
    council.holds("sam", 2)
    first, second = offer(council), offer(council, reference="AB-1001")
    view = opened(council, "ann", "reallocate", f'{{"case":{council.case("AB-1000").id}}}')
    council.sends("ann", view, {"worker": str(council.workers["max"]), "reason": "MANAGE"})
    council.press("ann", "case_close", str(council.case("AB-1001").id))
    for id_ in (first, second):
        assert "the case was moved or closed by Ann Abbott" in said(council.press("sue", "offer_accept", id_))
    assert [entry.kind for entry, post in council.deliver() if entry.kind == "offer_made" and post] == []


def test_who_answers_reads_the_offer_and_nothing_of_who_holds_the_case(council: Council) -> None:
    council.holds("sam", 1)
    id_ = offer(council)
    assert "with somebody else" in council.says("kit", "/case AB-1000")
    for text in (council.says("sue", "/case AB-1000"), said(council.press("sue", "offer_show", id_))):
        assert text.startswith("Ann Abbott offers AB-1000")
        assert "Sam Okafor" not in text
    assert [who for who, _, _ in council.audited("case_read")] == ["ann", "sue", "sue"]


@pytest.mark.parametrize("who", ["ann", "sam", "kit", "ada"])
def test_only_the_other_teams_managers_answer(council: Council, who: str) -> None:
    council.holds("sam", 1)
    id_ = offer(council)
    forms = [accept_form(council, id_), opened(council, "sue", "offer_decline", id_)]
    replies = [council.press(who, action, id_) for action in ("offer_accept", "offer_decline", "offer_show")]
    replies += [council.sends(who, form, {**kit(council), "reason": "ROOM"}) for form in forms]
    for reply in replies:
        assert isinstance(reply, Message)
        assert "Only South's supervisor" in reply.text
    assert council.case("AB-1000").team == council.teams["North"]


@pytest.mark.parametrize("who", ["sam", "sue", "ada"])
def test_only_the_own_teams_managers_offer_or_take_back(council: Council, who: str) -> None:
    council.holds("sam", 1)
    form = opened(council, "ann", "offer", council.case("AB-1000").id)
    id_ = offer(council)
    for reply in (
        council.press(who, "offer", str(council.case("AB-1000").id)),
        council.sends(who, form, {"team": str(council.teams["South"])}),
        council.press(who, "offer_withdraw", id_),
    ):
        assert isinstance(reply, Message)
        assert "Only North's supervisor" in reply.text


def test_the_service_manager_can_accept_for_either_team(council: Council) -> None:
    council.holds("sam", 1)
    assert isinstance(council.sends("mel", accept_form(council, offer(council), "mel"), kit(council)), Done)


def test_accepting_holds_the_workers_rules(council: Council) -> None:
    council.holds("sam", 1)
    council.holds("kit", 15, start=2000, team="South")
    id_ = offer(council)
    asked = still(council.sends("sue", accept_form(council, id_), kit(council)))
    assert "Kit Novak would have 16 children; we promised 15." in words(asked)
    reply = council.sends("sue", asked, {**kit(council), "because": None})
    assert isinstance(reply, FieldErrors)
    nobody = council.sends("sue", asked, {"worker": None})
    assert isinstance(nobody, FieldErrors)
    stranger = council.sends("sue", asked, {"worker": str(council.workers["max"]), "because": "AGREED"})
    assert isinstance(stranger, FieldErrors)
    assert "no longer in this team" in stranger.errors["worker"]
    assert isinstance(council.sends("sue", asked, {**kit(council), "because": "AGREED"}), Done)


def test_what_changed_meanwhile_is_told_and_what_was_chosen_stays(council: Council) -> None:
    council.holds("sam", 1)
    form = accept_form(council, offer(council))
    council.now += timedelta(minutes=2)
    facts = opened(council, "ann", "facts", council.case("AB-1000").id)
    council.sends("ann", facts, {"factors": ["court"], "travel": "0"})
    again = still(council.sends("sue", form, kit(council)))
    assert "Ann Abbott changed what is known of it on Thursday 26 November at 10:02." in words(again)
    assert "live court 4" in words(again)
    assert fields(again)["worker"]["initial_option"]["value"] == str(council.workers["kit"])
    assert isinstance(council.sends("sue", again, kit(council)), Done)


def test_without_a_team_chosen_the_form_asks(council: Council) -> None:
    council.holds("sam", 1)
    view = opened(council, "ann", "offer", council.case("AB-1000").id)
    for team in (None, str(council.teams["North"]), "999"):
        reply = council.sends("ann", view, {"team": team})
        assert isinstance(reply, FieldErrors)
        assert list(reply.errors) == ["team"]


def test_accepted_and_taken_back_at_once_only_one_of_them_happens(database: Database) -> None:
    council = open_council(database)
    council.holds("sam", 1)
    id_ = offer(council)
    form, barrier = accept_form(council, id_), Barrier(2)

    def accept() -> bool:
        barrier.wait(5)
        reply = council.submit("sue", "offer_accept", kit(council), form["private_metadata"])
        return "from now on" in said(reply)

    def take_back() -> bool:
        barrier.wait(5)
        return "is taken back" in said(council.click("ann", "offer_withdraw", id_))

    accepted, taken_back = at_once(accept, take_back)
    assert accepted != taken_back
    assert (council.case("AB-1000").team == council.teams["South"]) == accepted
