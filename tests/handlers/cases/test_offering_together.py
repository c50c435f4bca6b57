"""Siblings offered to another team in one step: answered together, or some now and the others later."""

import pytest

from handlers.messages import Done, FieldErrors
from scoring.case import Kind
from tests.handlers.cases.forms import View, choices, fields, opened, redrawn, still, words
from tests.handlers.views_council import Council, buttons, said


@pytest.fixture
def family(council: Council) -> Council:
    """Three siblings who are with Sam, and a child of somebody else's."""
    council.holds("sam", 3, Kind.CP, family="FAM-1")
    council.holds("sam", 1, start=2000)
    return council


def ids(council: Council, *references: str) -> list[str]:
    return [str(council.case(each).id) for each in references]


def south(council: Council) -> str:
    return str(council.teams["South"])


def offers(council: Council, *along: str) -> list[str]:
    """Offer AB-1000 and these siblings to South in one step; the offers' ids."""
    view = opened(council, "ann", "offer", council.case("AB-1000").id)
    reply = council.sends("ann", view, {"team": south(council), "siblings": ids(council, *along)})
    assert isinstance(reply, Done), reply
    return [str(detail["offer"]) for _, _, detail in council.audited("case_offered")]


def kit(council: Council, *references: str) -> dict[str, object]:
    return {"worker": str(council.workers["kit"]), "cases": ids(council, *references)}


def accept_form(council: Council, id_: str) -> View:
    return opened(council, "sue", "offer_accept", id_)


def test_the_form_offers_every_sibling_along_and_no_other_child(family: Council) -> None:
    view = opened(family, "ann", "offer", family.case("AB-1000").id)
    assert choices(view, "siblings") == ["AB-1001, child protection plan", "AB-1002, child protection plan"]
    assert len(fields(view)["siblings"]["initial_options"]) == 2
    alone = opened(family, "ann", "offer", family.case("AB-2000").id)
    assert "siblings" not in fields(alone)


def test_a_family_is_offered_in_one_message_and_accepted_in_one_step(family: Council) -> None:
    family.deliver()
    view = opened(family, "ann", "offer", family.case("AB-1000").id)
    state: dict[str, object] = {"team": south(family), "siblings": ids(family, "AB-1001", "AB-1002")}
    done = said(family.sends("ann", view, state))
    assert done.startswith("AB-1000, AB-1001 and AB-1002 are offered to South.")
    assert done.endswith("until then they stay where they are.")
    [(entry, post)] = family.deliver()
    assert entry.worker == family.workers["sue"]
    assert post is not None
    assert post.message.text == (
        "Ann Abbott offers three children of one family from North to South; offered on Thursday 26 "
        "November at 10:00.\nWith one worker they weigh 16.0 points together:\n"
        "• AB-1000 (child protection plan): 8.0 = child protection 8 · policy 2026-1\n"
        "• AB-1001 (child protection plan): 4.0 = child protection (family share, 50 % of 8) 4 · policy "
        "2026-1\n"
        "• AB-1002 (child protection plan): 4.0 = child protection (family share, 50 % of 8) 4 · policy "
        "2026-1"
    )
    form = accept_form(family, buttons(post.message)["Decline"]["value"])
    assert form["title"]["text"] == "Accept 3 children"
    everybody = kit(family, "AB-1000", "AB-1001", "AB-1002")
    seen = redrawn(family, "sue", form, "offer_redraw:worker", everybody)
    assert "*Kit Novak*: 0 → 3 of 15 children" in words(seen)
    done = said(family.sends("sue", seen, everybody))
    assert done.startswith("AB-1000, AB-1001 and AB-1002 are with Kit Novak in South from now on.")
    assert {family.case(each).team for each in ("AB-1000", "AB-1001", "AB-1002")} == {family.teams["South"]}
    told = {entry.worker: post.message.text for entry, post in family.deliver() if post}
    assert "allocated 3 children of one family to you" in told[family.workers["kit"]]
    assert "Thank you for your work with these children." in told[family.workers["sam"]]
    assert told[family.workers["ann"]] == (
        "Sue Bright has accepted AB-1000, AB-1001 and AB-1002 for South, with Kit Novak leading them. They "
        "have left North."
    )


def test_some_are_accepted_and_the_others_declined_later(family: Council) -> None:
    first, *_ = offers(family, "AB-1001", "AB-1002")
    family.deliver()
    form = accept_form(family, first)
    two = kit(family, "AB-1000", "AB-1002")
    assert "0 → 2 of 15 children" in words(redrawn(family, "sue", form, "offer_redraw:cases", two))
    done = said(family.sends("sue", form, two))
    assert done.endswith("AB-1001, offered with it, is still waiting for an answer.")
    answered = [post.message.text for entry, post in family.deliver() if post and "accepted" in str(post)]
    assert any("AB-1001, offered with it, is still waiting" in each for each in answered)
    assert family.case("AB-1001").lead == family.workers["sam"]
    declined = opened(family, "sue", "offer_decline", first)
    assert declined["title"]["text"] == "Decline AB-1001"
    assert "AB-1001 stays with North" in said(family.sends("sue", declined, {"reason": "ROOM"}))
    over = said(family.press("sue", "offer_accept", first))
    assert "it was accepted by Sue Bright" in over


def test_what_was_taken_back_or_moved_meanwhile_is_said_and_the_rest_goes_on(family: Council) -> None:
    first, second, _ = offers(family, "AB-1001", "AB-1002")
    form, decline = accept_form(family, first), opened(family, "sue", "offer_decline", first)
    back = said(family.press("ann", "offer_withdraw", second))
    assert back.endswith("AB-1000 and AB-1002, offered with it, are still waiting for an answer.")
    assert family.press("ann", "case_close", ids(family, "AB-1002")[0])
    everybody = kit(family, "AB-1000", "AB-1001", "AB-1002")
    for stale in (form, decline):
        again = still(family.sends("sue", stale, {**everybody, "reason": "ROOM"}))
        assert "AB-1001 isn't offered any more: it was taken back by Ann Abbott" in words(again)
        assert "AB-1002 isn't offered any more: the case was moved or closed by Ann" in words(again)
        assert "cases" not in fields(again)
    assert family.case("AB-1000").lead == family.workers["sam"], "nothing has happened yet"
    assert isinstance(family.sends("sue", again, {"reason": "ROOM"}), Done)
    taken_back = [text for text in family.texts() if "taken back" in text]
    assert taken_back == ["North has taken back the offer of AB-1001. Nothing is asked of you any more."]


def test_a_sibling_that_changed_is_looked_at_again_by_both_sides(family: Council) -> None:
    view = opened(family, "ann", "offer", family.case("AB-1000").id)
    facts: dict[str, object] = {"factors": ["court"], "travel": "0"}
    family.sends("ann", opened(family, "ann", "facts", family.case("AB-1001").id), facts)
    asked: dict[str, object] = {"team": south(family), "siblings": ids(family, "AB-1001")}
    again = still(family.sends("ann", view, asked))
    assert "AB-1001: Ann Abbott changed what is known of it" in words(again)
    assert isinstance(family.sends("ann", again, asked), Done)
    form = accept_form(family, str(family.audited("case_offered")[0][2]["offer"]))
    family.sends("ann", opened(family, "ann", "facts", family.case("AB-1001").id), {"factors": []})
    both = kit(family, "AB-1000", "AB-1001")
    again = still(family.sends("sue", form, both))
    assert "AB-1001: Ann Abbott changed what is known of it" in words(again)
    assert isinstance(family.sends("sue", again, both), Done)


def test_a_sibling_that_is_offered_already_is_left_out_and_nobody_answers_for_none(family: Council) -> None:
    view = opened(family, "ann", "offer", family.case("AB-1000").id)
    other = opened(family, "ann", "offer", family.case("AB-1001").id)
    family.sends("ann", other, {"team": south(family), "siblings": []})
    asked: dict[str, object] = {"team": south(family), "siblings": ids(family, "AB-1001", "AB-1002")}
    again = still(family.sends("ann", view, asked))
    assert "AB-1001: Ann Abbott offered it to another team" in words(again)
    assert choices(again, "siblings") == ["AB-1002, child protection plan"]
    family.sends("ann", again, asked | {"siblings": ids(family, "AB-1002")})
    form = accept_form(family, str(family.audited("case_offered")[-1][2]["offer"]))
    reply = family.sends("sue", form, kit(family))
    assert isinstance(reply, FieldErrors)
    assert list(reply.errors) == ["cases"]


def test_whoever_reads_the_offer_reads_every_child_of_it(family: Council) -> None:
    first, *_ = offers(family, "AB-1001")
    family.press("sue", "offer_show", first)
    family.command("sue", "/case AB-1001")
    read = [case for who, case, _ in family.audited("case_read") if who == "sue"]
    assert read == [family.case(each).id for each in ("AB-1000", "AB-1001")] * 2
