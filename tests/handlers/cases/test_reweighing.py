"""Reweigh: one of the two proposes, the other agrees, adjusts or talks; until then the points stay."""

from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select, update

from handlers.messages import Done, FieldErrors, Message
from scoring.case import Kind
from scoring.people import Role
from storage.database import Database
from storage.digests import list_discussed, list_proposed
from storage.joining import add_role
from storage.tables.cases import JUDGEMENTS
from storage.tables.people import ACCOUNTS
from tests.handlers.cases.forms import choices, fields, opened, redrawn, still, words
from tests.handlers.interleaving import at_once
from tests.handlers.views_council import Council, buttons, open_council, said

REVIEW = "2027-02-18"


def filled(points: int = 2, reason: str = "COMPLEX", **more: object) -> dict[str, object]:
    return {"points": str(points), "reason": reason, "review_on": REVIEW, **more}


def propose(council: Council, who: str, points: int = 2, reference: str = "AB-1000") -> str:
    """Somebody proposes a judgement; returns what they are told."""
    view = opened(council, who, "reweigh", council.case(reference).id)
    return said(council.sends(who, view, filled(points)))


def proposal(council: Council) -> str:
    """The id of the newest judgement."""
    with council.database.reading() as session:
        return str(
            session.execute(select(JUDGEMENTS.c.id).order_by(JUDGEMENTS.c.id.desc())).scalars().first()
        )


def leaves_slack(council: Council, who: str) -> None:
    with council.database.writing() as session:
        of_them = ACCOUNTS.c.worker_id == council.workers[who]
        session.execute(update(ACCOUNTS).where(of_them).values(is_deactivated=True))


def test_the_worker_proposes_the_supervisor_agrees_and_both_see_the_explanation(council: Council) -> None:
    council.holds("sam", 3)
    assert "+2 proposed, would make 29." in propose(council, "sam")
    assert council.case("AB-1000").judgement is None
    [asked] = council.texts()
    assert asked == (
        "Sam Okafor proposes +2 points for AB-1000: complex needs, to be looked at again on 18 February "
        "2027.\nToday: 4.0 = child in need 4 · policy 2026-1\n"
        "With it: 6.0 = child in need 4 + agreed judgement (complex needs) 2 · policy 2026-1\n"
        "Sam Okafor's load: 3 of 15 children as before · 27 → 29 of 100 points"
    )
    agreed = said(council.press("ann", "judgement_agree", proposal(council)))
    assert agreed.startswith("You and Sam Okafor have agreed: +2 points for AB-1000: complex needs")
    assert "6.0 = child in need 4 + agreed judgement (complex needs) 2" in agreed
    [told] = council.texts()
    assert told.startswith("You and Ann Abbott have agreed: +2 points for AB-1000")
    assert "You now have 3 of 15 children · 29 of 100 points." in told
    judgement = council.case("AB-1000").judgement
    assert judgement is not None
    assert (judgement.points, judgement.worker, judgement.supervisor) == (
        2,
        council.workers["sam"],
        council.workers["ann"],
    )
    council.rescore()
    assert "3 of 15 children, 29 of 100 points" in council.says("sam", "/caseload")


def test_until_both_have_agreed_every_screen_says_proposed(council: Council) -> None:
    council.holds("sam", 3)
    propose(council, "sam")
    line = "+2 proposed, would make 29"
    assert f"{line}: by you, complex needs" in council.says("sam", "/case AB-1000")
    card = council.command("ann", "/case AB-1000")
    assert f"{line}: by Sam Okafor, complex needs, for review on 18 February 2027." in said(card)
    assert list(buttons(card))[:2] == ["Agree +2", "Let's discuss"]
    assert "Agree +2" not in buttons(council.command("sam", "/case AB-1000"))
    assert f"AB-1000: 4.0 = child in need 4 ({line})" in council.says("sam", "/caseload")
    assert f"({line})" in council.says("ann", "/caseload @sam")
    assert "3 of 15 children, 27 of 100 points" in council.says("sam", "/caseload")


def test_the_supervisor_adjusts_and_then_it_is_the_worker_who_is_asked(council: Council) -> None:
    council.holds("sam", 1)
    propose(council, "sam", 3)
    view = opened(council, "ann", "reweigh", council.case("AB-1000").id)
    assert fields(view)["points"]["initial_option"]["value"] == "3"
    assert fields(view)["review_on"]["initial_date"] == REVIEW
    first = proposal(council)
    assert "Sam Okafor is asked to agree" in said(council.sends("ann", view, filled(1)))
    asked = council.texts()
    assert len(asked) == 1, "what was replaced before it was sent is not sent"
    assert asked[0].startswith("Ann Abbott proposes +1 point for AB-1000")
    assert "Your load: 1 of 15 children as before · 19 → 20 of 100 points" in asked[0]
    assert "isn't open any more" in said(council.press("ann", "judgement_agree", first))
    assert "the other one's turn" in said(council.press("ann", "judgement_agree", proposal(council)))
    assert "have agreed" in said(council.press("sam", "judgement_agree", proposal(council)))


def test_sending_what_is_proposed_unchanged_is_agreeing(council: Council) -> None:
    council.holds("sam", 1)
    propose(council, "sam")
    view = opened(council, "ann", "reweigh", council.case("AB-1000").id)
    assert said(council.sends("ann", view, filled())).startswith("You and Sam Okafor have agreed")


def test_lets_discuss_lists_it_for_supervision_and_changes_nothing(council: Council) -> None:
    council.holds("sam", 1)
    propose(council, "sam")
    council.deliver()
    reply = council.press("ann", "judgement_discuss", proposal(council))
    assert "it is on the list for supervision" in said(reply)
    assert list(buttons(reply)) == ["Agree", "Adjust"]
    assert council.texts() == [
        "Ann Abbott would like to talk about the +2 you proposed on AB-1000 (complex needs). It is on "
        "the list for supervision; the points stay as they are until you both agree."
    ]
    north = council.teams["North"]
    with council.database.reading() as session:
        assert list_discussed(session, north) == {council.workers["sam"]: ["AB-1000"]}
        assert list_proposed(session, north, council.now.date()) == {council.case("AB-1000").id}
    council.press("ann", "judgement_agree", proposal(council))
    with council.database.reading() as session:
        assert list_discussed(session, north) == {}
        assert list_proposed(session, north, council.now.date()) == set()


def test_the_form_shows_what_the_points_chosen_would_make(council: Council) -> None:
    council.holds("sam", 1)
    view = opened(council, "sam", "reweigh", council.case("AB-1000").id)
    assert choices(view, "points") == [
        "−2 points", "−1 point", "0 points", "+1 point", "+2 points", "+3 points",
    ]  # fmt: skip
    assert fields(view)["review_on"]["initial_date"] == "2027-02-18"
    seen = redrawn(council, "sam", view, "reweigh_redraw:points", {**filled(3), "reason": None})
    assert "19 → 22 of 100 points (+3 proposed, would make 22)" in words(seen)
    assert "agreed judgement" not in words(seen), "no reason has been chosen yet"
    seen = redrawn(council, "sam", view, "reweigh_redraw:reason", filled(3, "VISITS"))
    assert "7.0 = child in need 4 + agreed judgement (more visits than usual) 3" in words(seen)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"points": None}, "points"),
        ({"reason": None}, "reason"),
        ({"review_on": None}, "review_on"),
        ({"review_on": "2026-11-26"}, "review_on"),
        ({"review_on": "2027-06-01"}, "review_on"),
    ],
)
def test_what_is_missing_or_will_not_do_is_said_beside_its_field(
    council: Council, more: dict[str, object], field: str
) -> None:
    council.holds("sam", 1)
    view = opened(council, "sam", "reweigh", council.case("AB-1000").id)
    reply = council.sends("sam", view, filled() | more)
    assert isinstance(reply, FieldErrors)
    assert list(reply.errors) == [field]


def test_agreed_in_person_when_the_worker_is_not_in_slack_counts_at_once(council: Council) -> None:
    council.holds("sam", 1)
    leaves_slack(council, "sam")
    view = opened(council, "ann", "reweigh", council.case("AB-1000").id)
    for day in (None, "2026-11-27"):
        reply = council.sends("ann", view, filled(in_person_on=day))
        assert isinstance(reply, FieldErrors)
        assert list(reply.errors) == ["in_person_on"]
    done = said(council.sends("ann", view, filled(in_person_on="2026-11-25")))
    assert "You and Sam Okafor have agreed in person on Wednesday 25 November: +2 points for AB-1000" in done
    assert council.case("AB-1000").judgement is not None
    [(who, _, detail)] = council.audited("judgement_agreed")
    assert (who, detail["points"], detail["in_person_on"]) == ("ann", 2, "2026-11-25")
    assert council.outbox() == []


def test_agreed_in_person_when_no_supervisor_is_in_slack(council: Council) -> None:
    council.holds("sam", 1)
    leaves_slack(council, "ann")
    view = opened(council, "sam", "reweigh", council.case("AB-1000").id)
    done = said(council.sends("sam", view, filled(in_person_on="2026-11-26")))
    assert "You and Ann Abbott have agreed in person" in done


def test_while_both_are_in_slack_nobody_can_say_that_the_other_one_agreed(council: Council) -> None:
    council.holds("sam", 1)
    view = opened(council, "sam", "reweigh", council.case("AB-1000").id)
    assert "in_person_on" not in fields(view)
    council.sends("sam", view, filled(in_person_on="2026-11-25"))
    assert council.case("AB-1000").judgement is None


def test_nobody_agrees_with_themselves_and_cover_can_stand_in(council: Council) -> None:
    council.holds("ann", 1)
    refused = council.press("ann", "reweigh", str(council.case("AB-1000").id))
    assert "nobody else supervises it today" in said(refused)
    council.covers("kit", "North", council.now, council.now + timedelta(days=3))
    assert "Kit Novak is asked to agree" in propose(council, "ann")
    assert "the other one's turn" in said(council.press("ann", "judgement_agree", proposal(council)))
    assert "have agreed" in said(council.press("kit", "judgement_agree", proposal(council)))


@pytest.mark.parametrize("who", ["mel", "hal", "max", "sue", "kit", "ada"])
def test_only_the_two_who_agree_can_open_send_or_answer(council: Council, who: str) -> None:
    council.holds("sam", 1)
    view = opened(council, "sam", "reweigh", council.case("AB-1000").id)
    propose(council, "sam")
    for reply in (
        council.press(who, "reweigh", str(council.case("AB-1000").id)),
        council.sends(who, view, filled()),
        council.press(who, "judgement_agree", proposal(council)),
        council.press(who, "judgement_discuss", proposal(council)),
    ):
        assert isinstance(reply, Message), reply
    assert council.case("AB-1000").judgement is None


def test_a_supervisor_whose_role_was_taken_away_cannot_agree_any_more(council: Council) -> None:
    council.holds("sam", 1)
    council.covers("kit", "North", council.now, council.now)
    propose(council, "sam")
    council.now += timedelta(days=1)
    assert "somebody else" in said(council.press("kit", "judgement_agree", proposal(council)))


def test_a_new_judgement_replaces_the_agreed_one_only_once_both_agree(council: Council) -> None:
    council.holds("sam", 1)
    propose(council, "sam", 2)
    council.press("ann", "judgement_agree", proposal(council))
    propose(council, "sam", -1)
    judgement = council.case("AB-1000").judgement
    assert judgement is not None
    assert judgement.points == 2
    assert "Judgement +2" in council.says("ann", "/case AB-1000")
    council.press("ann", "judgement_agree", proposal(council))
    judgement = council.case("AB-1000").judgement
    assert judgement is not None
    assert judgement.points == -1
    council.now += timedelta(days=200)
    council.rescore()
    assert "4.0 = child in need 4 · policy" in council.says("ann", "/case AB-1000")


def test_a_proposal_between_an_earlier_lead_and_a_supervisor_is_nobodys(council: Council) -> None:
    council.holds("sam", 1)
    propose(council, "sam")
    asked = proposal(council)
    view = opened(council, "ann", "reallocate", f'{{"case":{council.case("AB-1000").id}}}')
    council.sends("ann", view, {"worker": str(council.workers["max"]), "reason": "MANAGE"})
    assert "proposed" not in council.says("ann", "/case AB-1000")
    assert "isn't open any more" in said(council.press("ann", "judgement_agree", asked))
    assert not any("proposes" in text for text in council.texts())
    with council.database.reading() as session:
        assert list_proposed(session, council.teams["North"], council.now.date()) == set()


def test_what_changed_meanwhile_is_told_and_what_was_typed_stays(council: Council) -> None:
    council.holds("sam", 1)
    view = opened(council, "ann", "reweigh", council.case("AB-1000").id)
    propose(council, "sam", 3)
    again = still(council.sends("ann", view, filled(1, "VISITS")))
    assert "Sam Okafor proposed a judgement about it on Thursday 26 November at 10:00." in words(again)
    assert fields(again)["points"]["initial_option"]["value"] == "1"
    assert fields(again)["reason"]["initial_option"]["value"] == "VISITS"
    assert isinstance(council.sends("ann", again, filled(1, "VISITS")), Done)


def test_two_supervisors_who_agree_at_once_agree_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    council = open_council(database)
    council.holds("sam", 1, Kind.CP)
    with database.writing() as session:
        north = council.teams["North"]
        add_role(session, council.change(), council.workers["max"], Role.SUPERVISOR, team=north)
    propose(council, "sam")
    asked, barrier = proposal(council), Barrier(2)

    def agree(who: str) -> str:
        barrier.wait(5)
        return said(council.click(who, "judgement_agree", asked))

    replies = sorted(at_once(lambda: agree("ann"), lambda: agree("max")))
    assert [text[:14] for text in replies] == ["That proposal ", "You and Sam Ok"], replies
    assert len(council.audited("judgement_agreed")) == 1
