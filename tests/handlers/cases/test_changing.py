"""Change facts, escalate, step down: facts count at once, and what becomes of the holder is said."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from handlers.messages import Done, FieldErrors, Message, Reply
from scoring.case import Factor, Kind, Need
from tests.handlers.cases.forms import choices, fields, opened, redrawn, still, words
from tests.handlers.views_council import Council, buttons, said


def escalate_form(
    council: Council, who: str = "ann", reference: str = "AB-1000", **state: object
) -> dict[str, object]:
    """The form as it looks once these fields are chosen."""
    view = opened(council, who, "escalate", council.case(reference).id)
    return redrawn(council, who, view, "escalate_redraw:kind", state) if state else view


def errors(reply: Reply) -> Mapping[str, str]:
    assert isinstance(reply, FieldErrors), reply
    return reply.errors


def lead_of(council: Council, reference: str = "AB-1000") -> str:
    names = {id_: who for who, id_ in council.workers.items()}
    lead = council.case(reference).lead
    return names[lead] if lead is not None else ""


def test_the_workers_own_facts_count_at_once(council: Council) -> None:
    council.holds("sam", 2)
    view = opened(council, "sam", "facts", council.case("AB-1000").id)
    state: dict[str, object] = {"need": "standard", "factors": ["court", "interpreter"], "travel": "60"}
    seen = redrawn(council, "sam", view, "facts_redraw:factors", state)
    assert "Then: 11.0 = child in need 4 + live court 4 + travel 60 minutes 2 + interpreter 1" in words(seen)
    assert "*Sam Okafor*: 2 of 15 children as before · 23 → 30 of 100 points" in words(seen)
    text = said(council.sends("sam", view, state))
    assert text.startswith("AB-1000 is now recorded as: child in need, standard need.")
    facts = council.case("AB-1000").facts
    assert (facts.need, facts.travel_minutes) == (Need.STANDARD, 60)
    assert facts.factors == {Factor.COURT, Factor.INTERPRETER}
    assert council.outbox() == [], "whoever changed it needs no message"


def test_the_worker_hears_when_somebody_else_changes_the_facts(council: Council) -> None:
    council.holds("sam", 1, Kind.CLA)
    view = opened(council, "ann", "facts", council.case("AB-1000").id)
    council.sends("ann", view, {"unsettled": ["yes"], "factors": [], "travel": "0"})
    assert council.texts() == [
        "Ann Abbott has changed what is known of AB-1000. It is now recorded as: looked after, unsettled.\n"
        "8.0 = looked after, unsettled 8 · policy 2026-1\n"
        "You now have 1 of 15 children · 23 of 100 points."
    ]


def test_the_minutes_known_stay_when_the_same_step_is_chosen(council: Council) -> None:
    council.says("ann", "/allocate AB-1000 cp @sam travel=75")
    view = opened(council, "sam", "facts", council.case("AB-1000").id)
    assert fields(view)["travel"]["initial_option"]["value"] == "60"
    council.sends("sam", view, {"factors": ["court"], "travel": "60"})
    assert council.case("AB-1000").facts.travel_minutes == 75


def test_sending_the_form_as_it_opened_says_that_nothing_has_changed(council: Council) -> None:
    council.holds("sam", 1)
    for action, field in (("facts", "factors"), ("escalate", "kind")):
        view = opened(council, "ann", action, council.case("AB-1000").id)
        reply = council.sends("ann", view, {})
        assert isinstance(reply, FieldErrors), reply
        assert list(reply.errors) == [field]


def test_an_escalation_shows_who_may_lead_it_and_the_holder_stays_on(council: Council) -> None:
    council.holds("lee", 1)
    view = escalate_form(council, kind="cp")
    assert "Lee Marsh is a support worker" in words(view)
    assert "until somebody else leads it, it shows as to be put right" in words(view)
    assert choices(view, "worker")[0] == "It stays with Lee Marsh"
    assert not any("Lee Marsh:" in each or "Kit Novak" in each for each in choices(view, "worker"))
    chosen = str(council.workers["sam"])
    seen = redrawn(council, "ann", view, "escalate_redraw:worker", {"kind": "cp", "worker": chosen})
    assert fields(seen)["stays"]["initial_options"][0]["value"] == "yes"
    assert fields(seen)["reason"]["initial_option"]["value"] == "TSPROC"
    assert "*Sam Okafor*: 0 → 1 of 15 children · 15 → 22.2 of 100 points" in words(seen)
    assert "*Lee Marsh*: 1 → 0 of 15 children" in words(seen)
    done = said(
        council.sends("ann", seen, {"kind": "cp", "worker": chosen, "stays": ["yes"], "reason": "TSPROC"})
    )
    assert done.startswith("AB-1000 is now recorded as: child protection plan. It is now with Sam Okafor.")
    assert "Lee Marsh stays on as co-worker (20 %), so that the family keeps a face it knows." in done
    case = council.case("AB-1000")
    assert (case.facts.kind, lead_of(council)) == (Kind.CP, "sam")
    assert [(each.worker, each.percent) for each in case.co_workers] == [(council.workers["lee"], 20)]
    told, moved_on = council.texts()
    assert told.startswith("Ann Abbott has allocated AB-1000 to you: child protection plan.")
    assert "You stay on as co-worker (20 %)" in moved_on


def test_the_earlier_holder_can_be_let_go(council: Council) -> None:
    council.holds("lee", 1)
    state: dict[str, object] = {
        "kind": "cp",
        "worker": str(council.workers["sam"]),
        "stays": [],
        "reason": "TSPROC",
    }
    council.sends("ann", escalate_form(council), state)
    assert council.case("AB-1000").co_workers == ()


def test_without_a_new_lead_it_is_recorded_and_told_at_once_also_at_night(council: Council) -> None:
    council.holds("lee", 1)
    council.now = council.now.replace(day=28, hour=23)
    text = said(council.sends("ann", escalate_form(council), {"kind": "s47", "worker": "0"}))
    assert "Until somebody else leads it, it shows as to be put right." in text
    council.rescore()
    sent = [post.message.text for entry, post in council.deliver() if post and entry.kind == "case_breach"]
    assert sent == [
        "AB-1000 (section 47 enquiry) is now with Lee Marsh, a support worker. Please give it to a "
        "social worker; Lee can stay on as co-worker (20 %), so that the family keeps a face it knows."
    ]
    assert "To put right: Lee Marsh is a support worker" in council.says("ann", "/case AB-1000")


def test_a_support_worker_escalates_their_own_case_and_chooses_nobody(council: Council) -> None:
    council.holds("lee", 1)
    view = escalate_form(council, "lee", kind="cp")
    assert "worker" not in fields(view)
    assert "Under our policy a support worker doesn't lead such a case." in words(view)
    state: dict[str, object] = {"kind": "cp", "worker": str(council.workers["sam"])}
    assert "Only North's supervisor" in said(council.sends("lee", view, state))
    done = said(council.sends("lee", view, {"kind": "cp"}))
    assert "you stay its worker until somebody else leads it" in done
    assert (council.case("AB-1000").facts.kind, lead_of(council)) == (Kind.CP, "lee")


def test_stepping_down_says_the_load_and_that_the_worker_goes_on(council: Council) -> None:
    council.holds("sam", 1, Kind.CP)
    state: dict[str, object] = {"kind": "cin", "need": "lower", "worker": "0"}
    text = said(council.sends("ann", escalate_form(council), state))
    assert "AB-1000 is now recorded as: child in need, lower need." in text
    assert "Sam Okafor: 1 of 15 children as before · 23 → 19 of 100 points." in text
    assert "put right" not in text


def test_the_need_is_no_longer_said_of_another_kind(council: Council) -> None:
    council.says("ann", "/allocate AB-1000 cin lower @sam")
    council.sends("ann", escalate_form(council), {"kind": "cp", "need": "lower"})
    assert council.case("AB-1000").facts.need is Need.UNKNOWN


def test_a_waiting_child_is_escalated_and_its_promise_is_the_shorter_one(council: Council) -> None:
    council.holds(None, 1, at=council.now - timedelta(hours=1))
    view = escalate_form(council, kind="s47")
    assert "worker" not in fields(view)
    council.sends("ann", view, {"kind": "s47"})
    assert "within 1 working day, by Friday 27 November at 17:00" in council.says("ann", "/case AB-1000")


def test_rules_of_the_new_lead_speak_as_for_any_allocation(council: Council) -> None:
    council.holds("lee", 1)
    council.holds("max", 8, start=2000)
    view = escalate_form(council)
    support: dict[str, object] = {
        "kind": "cp",
        "worker": str(council.workers["ann"]),
        "stays": ["yes"],
        "reason": None,
    }
    assert list(errors(council.sends("ann", view, support))) == ["reason"]
    chosen = {**support, "worker": str(council.workers["max"]), "reason": "TSPROC"}
    asked = still(council.sends("ann", view, chosen))
    assert "Max Field would have 9 children; we promised 8." in words(asked)
    assert list(errors(council.sends("ann", asked, {**chosen, "because": None}))) == ["because"]
    assert lead_of(council) == "lee"
    assert isinstance(council.sends("ann", asked, {**chosen, "because": "COVER"}), Done)
    assert lead_of(council) == "max"


def test_a_hard_rule_refuses_the_new_lead_and_leaves_the_facts_as_they_were(council: Council) -> None:
    council.holds("sam", 1)
    chosen: dict[str, object] = {
        "kind": "cp",
        "worker": str(council.workers["lee"]),
        "stays": [],
        "reason": "TSPROC",
    }
    reply = errors(council.sends("ann", escalate_form(council), chosen))
    assert "Lee Marsh is a support worker" in reply["worker"]
    assert council.case("AB-1000").facts.kind is Kind.CIN


def test_what_changed_meanwhile_is_told_and_what_was_typed_stays(council: Council) -> None:
    council.holds("sam", 1)
    view = escalate_form(council)
    council.now += timedelta(minutes=3)
    council.sends("mel", escalate_form(council, "mel"), {"kind": "assessment"})
    again = still(council.sends("ann", view, {"kind": "cp", "worker": "0"}))
    assert "Mel Hart changed its kind to assessment on Thursday 26 November at 10:03." in words(again)
    assert fields(again)["kind"]["initial_option"]["value"] == "cp"
    assert isinstance(council.sends("ann", again, {"kind": "cp", "worker": "0"}), Done)


@pytest.mark.parametrize("who", ["max", "kit", "sue", "ada"])
@pytest.mark.parametrize("action", ["facts", "escalate"])
def test_nobody_else_opens_or_sends_it(council: Council, who: str, action: str) -> None:
    council.holds("sam", 1)
    id_ = council.case("AB-1000").id
    view = opened(council, "ann", action, id_)
    for reply in (council.press(who, action, str(id_)), council.sends(who, view, {"kind": "cp"})):
        assert isinstance(reply, Message)
        assert "Only North's supervisor" in reply.text
    assert council.case("AB-1000").facts.kind is Kind.CIN


def test_a_worker_who_no_longer_leads_the_case_cannot_send_their_form(council: Council) -> None:
    council.holds("sam", 1)
    view = opened(council, "sam", "facts", council.case("AB-1000").id)
    form = opened(council, "ann", "reallocate", f'{{"case":{council.case("AB-1000").id}}}')
    council.sends("ann", form, {"worker": str(council.workers["max"]), "reason": "MANAGE"})
    reply = council.sends("sam", view, {"factors": ["court"]})
    assert "Only North's supervisor" in said(reply)
    assert council.case("AB-1000").facts.factors == frozenset()


def test_a_closed_case_is_not_changed_and_says_who_closed_it(council: Council) -> None:
    council.holds("sam", 1)
    view = opened(council, "ann", "facts", council.case("AB-1000").id)
    council.press("mel", "case_close", str(council.case("AB-1000").id))
    assert "already closed. Mel Hart closed it" in said(council.sends("ann", view, {"factors": ["court"]}))
    assert "Change facts" not in buttons(council.command("ann", "/case AB-1000"))
