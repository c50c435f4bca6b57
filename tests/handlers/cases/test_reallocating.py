"""Moving a case: the form, the ten reasons, who is told, and what happened meanwhile."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from handlers.messages import Done, FieldErrors, Form, Message, OpenView, Redraw
from scoring.case import Kind
from storage.tables.cases import ALLOCATIONS
from tests.handlers.views_council import Council, buttons, said


def form_for(council: Council, reference: str, to: str | None = None, who: str = "ann") -> dict[str, Any]:
    """The reallocate form as somebody opens it."""
    value = {"case": council.case(reference).id} | ({"to": council.workers[to]} if to else {})
    reply = council.press(who, "reallocate", json.dumps(value))
    assert isinstance(reply, Form), reply
    return reply.view


def filled(council: Council, to: str, **more: object) -> dict[str, object]:
    return {"worker": str(council.workers[to]), "reason": "MANAGE", **more}


def fields(view: dict[str, Any]) -> dict[str, Any]:
    return {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}


def reasons(council: Council) -> list[tuple[str | None, str | None]]:
    with council.database.reading() as session:
        query = select(ALLOCATIONS.c.ended_reason, ALLOCATIONS.c.because).order_by(ALLOCATIONS.c.id)
        return [(row.ended_reason, row.because) for row in session.execute(query)]


def test_moving_a_case_records_the_reason_and_tells_both(council: Council) -> None:
    council.holds("sam", 2, family="F-1")
    view = form_for(council, "AB-1000")
    assert len(fields(view)["reason"]["element"]["options"]) == 10
    done = council.sends("ann", view, filled(council, "max"))
    text = said(done)
    assert text.startswith("AB-1000 has moved from Sam Okafor to Max Field.")
    assert "Sam Okafor: 2 → 1 of 15 children" in text
    assert "Reason recorded: MANAGE, managing caseloads." in text
    assert "AB-1001 of the same family stays with Sam Okafor." in text
    assert reasons(council)[0] == ("MANAGE", None)
    told, moved_on = council.texts()
    assert "Ann Abbott has allocated AB-1000 to you" in told
    assert "Ann Abbott has moved AB-1000 (child in need, need to confirm) from you to Max Field." in moved_on
    assert "The reason recorded is: managing caseloads." in moved_on
    assert "You now have 1 of 15 children" in moved_on


def test_the_earlier_worker_can_stay_on(council: Council) -> None:
    council.holds("sam", 1)
    done = council.sends("ann", form_for(council, "AB-1000"), filled(council, "max", stays=["yes"]))
    assert "Sam Okafor stays on as co-worker (20 %)." in said(done)
    assert [(each.worker, each.percent) for each in council.case("AB-1000").co_workers] == [
        (council.workers["sam"], 20)
    ]
    assert "You stay on as co-worker (20 %)" in council.texts()[1]


def test_a_soft_rule_asks_first_and_is_recorded(council: Council) -> None:
    council.holds("sam", 1, Kind.CP)
    view = form_for(council, "AB-1000")
    asked = council.sends("ann", view, filled(council, "jo"))
    assert isinstance(asked, Redraw)
    assert "first year" in json.dumps(asked.view)
    assert isinstance(council.sends("ann", asked.view, filled(council, "jo", because=None)), FieldErrors)
    done = council.sends("ann", asked.view, filled(council, "jo", because="AGREED"))
    assert isinstance(done, Done)
    assert reasons(council)[-1] == (None, "AGREED")


def test_a_hard_rule_refuses_beside_the_field(council: Council) -> None:
    council.holds("sam", 1, Kind.CP)
    reply = council.sends("ann", form_for(council, "AB-1000"), filled(council, "lee"))
    assert isinstance(reply, FieldErrors)
    assert "support worker" in reply.errors["worker"]
    assert council.case("AB-1000").lead == council.workers["sam"]


def test_the_need_can_be_stated_for_a_support_worker(council: Council) -> None:
    council.holds("sam", 1)
    view = form_for(council, "AB-1000")
    refused = council.sends("ann", view, filled(council, "lee"))
    assert isinstance(refused, FieldErrors)
    assert "lower or standard" in refused.errors["worker"]
    done = council.sends("ann", view, filled(council, "lee", need="lower"))
    assert "lower need" in said(done)


@pytest.mark.parametrize(
    ("state", "field"), [({"worker": None}, "worker"), ({"reason": None}, "reason"), ({}, "worker")]
)
def test_what_is_missing_is_said_beside_its_field(
    council: Council, state: dict[str, object], field: str
) -> None:
    council.holds("sam", 1)
    answers = filled(council, "max", **state) if state else filled(council, "sam")
    reply = council.sends("ann", form_for(council, "AB-1000"), answers)
    assert isinstance(reply, FieldErrors)
    assert list(reply.errors) == [field]


def test_a_change_meanwhile_says_who_and_when_and_keeps_what_was_typed(council: Council) -> None:
    council.holds("sam", 1)
    view = form_for(council, "AB-1000")
    council.now += timedelta(minutes=5)
    council.sends("mel", form_for(council, "AB-1000", who="mel"), filled(council, "max"))
    again = council.sends("ann", view, filled(council, "jo", reason="ABSENC"))
    assert isinstance(again, Redraw)
    assert (
        "Mel Hart moved it to Max Field on Thursday 26 November at 10:05."
        in again.view["blocks"][0]["text"]["text"]
    )
    chosen = fields(again.view)
    assert chosen["worker"]["element"]["initial_option"]["value"] == str(council.workers["jo"])
    assert chosen["reason"]["element"]["initial_option"]["value"] == "ABSENC"
    done = council.sends("ann", again.view, filled(council, "jo", reason="ABSENC"))
    assert "has moved from Max Field to Jo Price" in said(done)


def test_reading_or_agreeing_meanwhile_changes_nothing(council: Council) -> None:
    council.holds("sam", 1)
    view = form_for(council, "AB-1000")
    council.says("mel", "/case AB-1000")
    council.click("sam", "allocation_agree", str(council.case("AB-1000").id))
    assert isinstance(council.sends("ann", view, filled(council, "max")), Done)


def test_a_case_closed_meanwhile_cannot_be_moved(council: Council) -> None:
    council.holds("sam", 1)
    view = form_for(council, "AB-1000")
    council.press("mel", "case_close", str(council.case("AB-1000").id))
    assert "already closed. Mel Hart closed it" in said(council.sends("ann", view, filled(council, "max")))


def test_another_team_asks_for_a_reason_and_the_case_moves_there(council: Council) -> None:
    council.holds("sam", 1)
    view = form_for(council, "AB-1000", to="kit", who="mel")
    field = f"worker_{council.teams['South']}"
    state: dict[str, object] = {field: str(council.workers["kit"]), "reason": "TSPROC"}
    asked = council.sends("mel", view, state)
    assert isinstance(asked, Redraw)
    assert "in another team" in json.dumps(asked.view)
    done = council.sends("mel", asked.view, {**state, "because": "DIRECTED"})
    assert isinstance(done, Done)
    assert council.case("AB-1000").team == council.teams["South"]


def test_a_supervisor_sees_no_figures_of_another_teams_worker(council: Council) -> None:
    council.holds("sam", 1)
    council.holds("kit", 16, start=2000, team="South")
    view = form_for(council, "AB-1000", to="kit")
    shown = json.dumps(view, ensure_ascii=False)
    assert "Kit Novak would have more than their own team would usually give them." in shown
    assert "16 →" not in shown
    assert "17 children" not in shown
    state: dict[str, object] = {
        f"worker_{council.teams['South']}": str(council.workers["kit"]),
        "reason": "TSPROC",
        "because": "DIRECTED",
    }
    assert "17" not in said(council.sends("ann", view, state))


def test_who_may_not_change_the_case_cannot_redraw_or_send_a_form_either(council: Council) -> None:
    council.holds("sam", 1)
    view = form_for(council, "AB-1000")
    refused = council.sends("sue", view, filled(council, "max"))
    assert isinstance(refused, Message)
    assert "Only North's supervisor" in refused.text
    assert council.case("AB-1000").lead == council.workers["sam"]


def test_nobody_is_told_after_a_worker_has_died(council: Council) -> None:
    council.holds("sam", 1)
    done = council.sends("ann", form_for(council, "AB-1000"), filled(council, "max", reason="SWDIED"))
    assert "I will tell Max Field by direct message." in said(done)
    assert [entry.kind for entry in council.outbox()] == ["allocated"]


def test_nothing_is_said_to_the_earlier_worker_once_the_case_has_come_back(council: Council) -> None:
    council.holds("sam", 1)
    council.sends("ann", form_for(council, "AB-1000"), filled(council, "max"))
    council.sends("ann", form_for(council, "AB-1000"), filled(council, "sam"))
    assert not any("from you to Max Field" in text for text in council.texts())


def test_a_waiting_child_is_allocated_without_a_reason_for_a_change(council: Council) -> None:
    council.holds(None, 1)
    view = form_for(council, "AB-1000")
    assert "reason" not in fields(view)
    done = council.sends("ann", view, {"worker": str(council.workers["sam"])})
    assert said(done).startswith("AB-1000 is with Sam Okafor.")


def test_the_new_worker_may_be_named_before_the_form_opens(council: Council) -> None:
    council.says("ann", "/allocate AB-1234 cp @sam")
    council.waits(days=60)
    reply = council.command("ann", "/allocate AB-1234 cp @max because=AGREED")
    value = buttons(reply)["Reallocate to Max Field"]["value"]
    form = council.press("ann", "reallocate", value)
    assert isinstance(form, Form)
    assert fields(form.view)["worker"]["element"]["initial_option"]["value"] == str(council.workers["max"])
    assert "0 → 1 of 8 children" in json.dumps(form.view, ensure_ascii=False)


@pytest.mark.parametrize(("who", "ticked"), [("lee", True), ("sam", False)])
def test_an_earlier_worker_who_may_not_lead_it_stays_on_unless_that_is_unticked(
    council: Council, who: str, ticked: bool
) -> None:
    council.holds(who, 1, Kind.CP)
    stays = fields(form_for(council, "AB-1000"))["stays"]["element"]
    assert ("initial_options" in stays) == ticked


def test_sending_it_again_after_the_case_left_the_team_says_who_moved_it_to_whom_and_when(
    council: Council,
) -> None:
    council.holds("sam", 1)
    view = form_for(council, "AB-1000", to="kit")
    field = f"worker_{council.teams['South']}"
    state = {field: str(council.workers["kit"]), "reason": "TSPROC", "because": "DIRECTED"}
    assert isinstance(council.sends("ann", view, dict(state)), Done)
    assert said(council.sends("ann", view, dict(state))) == (
        "This case has changed since you opened the form. "
        "Ann Abbott moved it to Kit Novak on Thursday 26 November at 10:00. "
        "It is with South now; ask its supervisor."
    )
    stranger = said(council.sends("max", view, dict(state)))
    assert stranger.startswith("Only South's supervisor")
    assert "Kit Novak" not in stranger


def test_what_was_typed_survives_a_move_to_another_team(council: Council) -> None:
    council.holds("sam", 1)
    view = form_for(council, "AB-1000", to="kit", who="mel")
    state: dict[str, object] = {
        f"worker_{council.teams['South']}": str(council.workers["kit"]),
        "reason": "TSPROC",
        "because": "DIRECTED",
    }
    other = form_for(council, "AB-1000", to="sue", who="hal")
    council.sends("hal", other, {**state, f"worker_{council.teams['South']}": str(council.workers["sue"])})
    again = council.sends("mel", view, state)
    assert isinstance(again, Redraw)
    chosen = fields(again.view)["worker"]["element"]["initial_option"]
    assert chosen["value"] == str(council.workers["kit"])


def siblings_form(council: Council, number: int = 3) -> dict[str, Any]:
    """The form for the first of some siblings that Sam leads."""
    council.holds("sam", number, Kind.CP, family="F-1")
    return form_for(council, "AB-1000")


def ids(council: Council, *references: str) -> list[str]:
    return [str(council.case(reference).id) for reference in references]


def test_siblings_move_together_in_one_step_and_each_person_is_told_once(council: Council) -> None:
    view = siblings_form(council)
    element = fields(view)["siblings"]["element"]
    assert [option["text"]["text"] for option in element["options"]] == [
        "AB-1001, child protection plan",
        "AB-1002, child protection plan",
    ]
    assert [option["value"] for option in element["initial_options"]] == ids(council, "AB-1001", "AB-1002")
    state = filled(council, "max", siblings=ids(council, "AB-1001"), stays=["yes"])
    text = said(council.sends("ann", view, state))
    assert text.startswith("AB-1000 and AB-1001 have moved from Sam Okafor to Max Field.")
    assert "AB-1001, child protection plan: 5.0 = child protection (family share, 50 % of 8) 4" in text
    assert "Max Field: 0 → 2 of 8 children" in text
    assert "Sam Okafor: 3 → 1 of 15 children" in text
    assert "AB-1002 of the same family stays with Sam Okafor." in text
    leads = [council.case(f"AB-100{number}").lead for number in range(3)]
    assert leads == [council.workers["max"], council.workers["max"], council.workers["sam"]]
    assert [each.percent for each in council.case("AB-1001").co_workers] == [20]
    told, moved_on = council.texts()
    assert told.startswith("Ann Abbott has allocated 2 children of one family to you:\n• AB-1000")
    assert "With them you have 2 of 8 children" in told
    assert (
        "Ann Abbott has moved AB-1000 (child protection plan) and AB-1001 (child protection plan)" in moved_on
    )
    assert "You stay on as co-worker (20 %)" in moved_on


def test_agreeing_to_the_one_message_answers_for_each_sibling(council: Council) -> None:
    view = siblings_form(council, 2)
    council.sends("ann", view, filled(council, "max", siblings=ids(council, "AB-1001")))
    [(_, post), *_] = council.deliver()
    assert post is not None
    value = buttons(post.message)["Agree"]["value"]
    text = said(council.press("max", "allocation_agree", value))
    assert text.startswith("AB-1000: 9.0 points; AB-1001: 5.0 points. Thank you.")
    assert len(council.audited("allocation_agreed")) == 2


def test_the_load_shown_counts_every_sibling_ticked(council: Council) -> None:
    view = siblings_form(council)
    state = filled(council, "max", siblings=ids(council, "AB-1001", "AB-1002"))
    asked = council.click(
        "ann",
        "reallocate_redraw:worker",
        "",
        OpenView("V1", "h", "reallocate", view["private_metadata"], state),
    )
    assert isinstance(asked, Redraw)
    shown = json.dumps(asked.view, ensure_ascii=False)
    assert "*Max Field*: 0 → 3 of 8 children" in shown
    assert "1. Jo Price: 0 → 3 of 12 children" in shown or "1. Max Field: 0 → 3 of 8 children" in shown


def test_a_rule_about_a_sibling_refuses_the_whole_step(council: Council) -> None:
    council.holds("sam", 1, family="F-1")
    council.holds("sam", 1, Kind.CP, start=2000, family="F-1")
    state = filled(council, "lee", need="lower", siblings=ids(council, "AB-2000"))
    reply = council.sends("ann", form_for(council, "AB-1000"), state)
    assert isinstance(reply, FieldErrors)
    assert "children on protection plans" in reply.errors["worker"]
    assert council.case("AB-1000").lead == council.workers["sam"]


def test_a_sibling_that_changed_meanwhile_is_told_of_and_nothing_moves(council: Council) -> None:
    view = siblings_form(council, 2)
    council.now += timedelta(minutes=5)
    council.sends("mel", form_for(council, "AB-1001", who="mel"), filled(council, "jo", because="AGREED"))
    state = filled(council, "max", siblings=ids(council, "AB-1001"))
    again = council.sends("ann", view, state)
    assert isinstance(again, Redraw)
    note = again.view["blocks"][0]["text"]["text"]
    assert "AB-1001: Mel Hart moved it to Jo Price on Thursday 26 November at 10:05." in note
    assert council.case("AB-1000").lead == council.workers["sam"]
    assert "siblings" not in fields(again.view), "it isn't with Sam any more"
    assert isinstance(council.sends("ann", again.view, filled(council, "max")), Done)


def test_waiting_siblings_are_allocated_together(council: Council) -> None:
    council.holds(None, 2, family="F-1")
    view = form_for(council, "AB-1000")
    state: dict[str, object] = {"worker": str(council.workers["sam"]), "siblings": ids(council, "AB-1001")}
    assert said(council.sends("ann", view, state)).startswith("AB-1000 and AB-1001 are with Sam Okafor.")


def test_a_sibling_with_another_worker_or_team_does_not_move_along(council: Council) -> None:
    council.holds("sam", 1, family="F-1")
    council.holds("max", 1, start=2000, family="F-1")
    assert "siblings" not in fields(form_for(council, "AB-1000"))
    state = filled(council, "jo", siblings=ids(council, "AB-2000"))
    council.sends("ann", form_for(council, "AB-1000"), state)
    assert council.case("AB-1000").lead == council.workers["jo"]
    assert council.case("AB-2000").lead == council.workers["max"]


def test_a_very_large_family_shows_as_many_as_slack_takes(council: Council) -> None:
    council.holds("sam", 14, family="F-1")
    assert len(fields(form_for(council, "AB-1000"))["siblings"]["element"]["options"]) == 10
    text = council.says("ann", "/case AB-1000")
    assert "and 3 more." in text
