"""Co-work with shares: who joins, changes and stops; the remainder is the lead's, and each is told once."""

from datetime import timedelta

import pytest

from handlers.messages import Done, FieldErrors, Message
from scoring.case import Kind
from tests.handlers.cases.forms import choices, fields, opened, redrawn, still, words
from tests.handlers.views_council import Council, said


def form(council: Council, who: str = "ann") -> dict[str, object]:
    return opened(council, who, "co_work", council.case("AB-1000").id)


def joins(council: Council, who: str, share: int = 20) -> dict[str, object]:
    return {"joins": str(council.workers[who]), "joins_share": str(share)}


def shares(council: Council) -> dict[str, int]:
    names = {id_: who for who, id_ in council.workers.items()}
    return {names[each.worker]: each.percent for each in council.case("AB-1000").co_workers}


def test_somebody_joins_and_the_remainder_is_the_leads(council: Council) -> None:
    council.holds("sam", 1, Kind.CP)
    view = form(council)
    assert choices(view, "joins") == ["Ann Abbott", "Jo Price", "Lee Marsh", "Max Field"]
    seen = redrawn(council, "ann", view, "co_work_redraw:joins", joins(council, "lee", 25))
    assert "Lee Marsh co-works 25 % (2 points); Sam Okafor holds the other 6." in words(seen)
    assert "*Sam Okafor*: 1 of 15 children as before · 23 → 21 of 100 points" in words(seen)
    assert "*Lee Marsh*: 0 of 15 children as before · 15 → 17 of 100 points" in words(seen)
    done = said(council.sends("ann", view, joins(council, "lee", 25)))
    assert done.startswith("AB-1000: Lee Marsh co-works 25 % (2 points); Sam Okafor holds the other 6.")
    assert shares(council) == {"lee": 25}
    told = {entry.worker: post.message.text for entry, post in council.deliver() if post}
    assert told[council.workers["lee"]].startswith(
        "Ann Abbott asks you to co-work AB-1000 (child protection plan) with Sam Okafor, 25 % of it."
    )
    assert "You now have 0 of 15 children · 17 of 100 points." in told[council.workers["lee"]]
    assert told[council.workers["sam"]].startswith(
        "Ann Abbott has changed who co-works AB-1000 (child protection plan) with you. Lee Marsh "
        "co-works 25 %"
    )
    assert len(told) == 2


def test_a_share_is_changed_and_somebody_stops_in_one_step(council: Council) -> None:
    council.says("ann", "/allocate AB-1000 cp @sam co=@lee:20 co=@max:30")
    council.rescore()
    council.deliver()
    lee, max_ = council.workers["lee"], council.workers["max"]
    view = form(council)
    assert fields(view)[f"share_{lee}"]["initial_option"]["value"] == "20"
    council.sends("ann", view, {f"share_{lee}": "0", f"share_{max_}": "40", **joins(council, "jo", 10)})
    assert shares(council) == {"max": 40, "jo": 10}
    told = {entry.worker: post.message.text for entry, post in council.deliver() if post}
    assert told[lee].startswith("You no longer co-work AB-1000 (child protection plan) with Sam Okafor")
    assert "40 % of it" in told[max_]
    assert set(told) == {lee, max_, council.workers["jo"], council.workers["sam"]}


def test_shares_that_leave_the_lead_nothing_are_refused_beside_the_field(council: Council) -> None:
    council.says("ann", "/allocate AB-1000 cp @sam co=@lee:60")
    state = joins(council, "max", 50)
    seen = redrawn(council, "ann", form(council), "co_work_redraw:share", state)
    assert "leave nothing for the lead" in words(seen)
    reply = council.sends("ann", form(council), state)
    assert isinstance(reply, FieldErrors)
    assert list(reply.errors) == ["joins_share"]
    assert shares(council) == {"lee": 60}


def test_nothing_changed_says_so(council: Council) -> None:
    council.holds("sam", 1)
    assert isinstance(council.sends("ann", form(council), {"joins": None}), FieldErrors)


def test_a_share_over_the_bandwidth_asks_for_a_reason_and_records_it(council: Council) -> None:
    council.holds("sam", 1, Kind.CP)
    asked = still(council.sends("ann", form(council), joins(council, "ann", 20)))
    assert "Ann Abbott would carry 1.6 of 0 points." in words(asked)
    reply = council.sends("ann", asked, {**joins(council, "ann", 20), "because": None})
    assert isinstance(reply, FieldErrors)
    done = said(council.sends("ann", asked, {**joins(council, "ann", 20), "because": "COVER"}))
    assert "Reason recorded: COVER, short-term cover." in done
    assert council.audited("co_work_changed")[0][2]["because"] == "COVER"


def test_what_changed_meanwhile_is_told_and_what_was_typed_stays(council: Council) -> None:
    council.holds("sam", 1)
    view = form(council)
    council.now += timedelta(minutes=4)
    council.sends("mel", form(council, "mel"), joins(council, "max", 30))
    again = still(council.sends("ann", view, joins(council, "lee", 25)))
    assert "Mel Hart changed who co-works it on Thursday 26 November at 10:04." in words(again)
    assert fields(again)["joins"]["initial_option"]["value"] == str(council.workers["lee"])
    assert fields(again)[f"share_{council.workers['max']}"]["initial_option"]["value"] == "30"
    council.sends("ann", again, joins(council, "lee", 25))
    assert shares(council) == {"lee": 25, "max": 30}


def test_somebody_who_left_meanwhile_cannot_join(council: Council) -> None:
    council.holds("sam", 1)
    reply = council.sends("ann", form(council), joins(council, "mel", 20))
    assert isinstance(reply, FieldErrors)
    assert "in no team" in reply.errors["joins"]


def test_a_waiting_child_cannot_be_co_worked(council: Council) -> None:
    council.holds(None, 1)
    reply = council.press("ann", "co_work", str(council.case("AB-1000").id))
    assert "Nobody leads AB-1000 yet" in said(reply)


@pytest.mark.parametrize("who", ["sam", "max", "sue", "ada"])
def test_only_who_looks_after_the_team_shares_a_case_out(council: Council, who: str) -> None:
    council.holds("sam", 1)
    view = form(council)
    for reply in (
        council.press(who, "co_work", str(council.case("AB-1000").id)),
        council.sends(who, view, joins(council, "lee")),
    ):
        assert isinstance(reply, Message)
        assert "Only North's supervisor" in reply.text


def test_figures_of_another_teams_co_worker_are_not_shown(council: Council) -> None:
    council.says("mel", "/allocate AB-1000 cp @sam co=@kit:20 because=AGREED")
    council.holds("kit", 15, start=2000, team="South")
    view = form(council)
    assert "Kit Novak co-works 20 %" in words(view)
    assert "*Kit Novak*" not in words(view)
    kit = council.workers["kit"]
    done = council.sends("ann", view, {f"share_{kit}": "30"})
    assert isinstance(done, Done), done
    assert "Kit Novak:" not in said(done)
