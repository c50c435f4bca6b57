"""Absence: dated, with what it does before it is saved; ended early, or taken away."""

from fractions import Fraction
from typing import Any

from handlers.messages import Done, FieldErrors, Form, Message, Redraw
from scoring.people import Reduction
from storage.reductions import list_reductions
from tests.handlers.people.test_editing import looked, sections
from tests.handlers.views_council import Council, said

AWAY: dict[str, object] = {"reason": "sickness", "percent": "100%", "from": "2026-11-30", "to": None}


def reductions(council: Council, who: str) -> list[tuple[int, Reduction]]:
    worker = council.workers[who]
    with council.database.reading() as session:
        return [(each.id, each.reduction) for each in list_reductions(session, [worker])[worker]]


def is_away(council: Council, who: str, **more: Any) -> int:
    """Record an absence through the form; returns its number."""
    state = {**AWAY, **more}
    view, _ = looked(council, "ann", "absence_add", who, **state)
    assert isinstance(council.sends("ann", view, state), Done)
    return reductions(council, who)[-1][0]


def change(council: Council, id_: int, **more: Any) -> tuple[dict[str, Any], str]:
    form = council.press("ann", "absence_change", str(id_))
    assert isinstance(form, Form), form
    reply = council.sends("ann", form.view, {**AWAY, **more})
    assert isinstance(reply, Redraw), reply
    return reply.view, sections(reply)


def test_an_absence_to_come_says_from_when_children_have_nobody_there(council: Council) -> None:
    council.holds("sam", 9)
    _, words = looked(council, "ann", "absence_add", "sam", **AWAY)
    assert "*From Monday 30 November 2026 9 children have nobody there.*" in words
    assert "after 5 working days the team's channel sees the number" in words
    assert reductions(council, "sam") == []
    is_away(council, "sam")
    assert "9 of 15" in council.says("ann", "/caseload @sam")
    council.waits(days=4)
    assert "no capacity for cases today" in council.says("ann", "/caseload @sam")


def test_half_of_somebodys_time_makes_half_the_promise(council: Council) -> None:
    council.holds("sam", 7)
    _, words = looked(council, "ann", "absence_add", "sam", **{**AWAY, "percent": "50"})
    assert "From Monday 30 November 2026 our promise to Sam Okafor is 15 → 8 children" in words
    assert "7 of 8 children" in words


def test_the_reason_is_in_no_audit_row(council: Council) -> None:
    is_away(council, "sam")
    assert "sickness" not in str(council.audited("reduction_added"))


def test_an_absence_is_ended_early(council: Council) -> None:
    id_ = is_away(council, "sam", to="2027-01-29")
    view, words = change(council, id_, to="2026-12-11")
    assert "From Saturday 12 December 2026 our promise to Sam Okafor is 0 → 15 children" in words
    assert isinstance(council.sends("ann", view, {**AWAY, "to": "2026-12-11"}), Done)
    [(_, kept)] = reductions(council, "sam")
    assert kept.ends_on is not None
    assert kept.ends_on.isoformat() == "2026-12-11"


def test_an_absence_that_was_never_true_is_taken_away_and_the_trail_stays(council: Council) -> None:
    id_ = is_away(council, "sam")
    view, words = change(council, id_, mistake=["yes"])
    assert "0 → 15 children" in words
    done = council.sends("ann", view, {**AWAY, "mistake": ["yes"]})
    assert said(done).startswith("That absence of Sam Okafor is taken away.")
    assert reductions(council, "sam") == []
    assert [who for who, _, _ in council.audited("reduction_deleted")] == ["ann"]


def test_a_button_of_an_absence_that_is_gone_says_so(council: Council) -> None:
    id_ = is_away(council, "sam")
    view, _ = change(council, id_, mistake=["yes"])
    council.sends("ann", view, {**AWAY, "mistake": ["yes"]})
    for reply in (
        council.press("ann", "absence_change", str(id_)),
        council.sends("ann", view, {**AWAY, "mistake": ["yes"]}),
    ):
        assert isinstance(reply, Message)
        assert "taken that absence away" in reply.text


def test_what_cannot_be_is_said_beside_its_field(council: Council) -> None:
    is_away(council, "sam")
    form = council.press("ann", "absence_add", str(council.workers["sam"]))
    assert isinstance(form, Form)
    for field, typed, sentence in (
        ("percent", "150%", "That isn't a percentage above 0, up to 100; write 50%."),
        ("percent", "-1", "That isn't a percentage above 0, up to 100; write 50%."),
        ("reason", None, "Choose why."),
        ("from", None, "Choose the first day."),
        ("to", "2026-11-29", "A reduction can't end before it starts."),
        (
            "from",
            "2026-11-30",
            "An absence for this reason from this day is recorded already. Change that one.",
        ),
    ):
        assert council.sends("ann", form.view, {**AWAY, field: typed}) == FieldErrors({field: sentence})


def test_absences_add_up_and_never_below_nothing(council: Council) -> None:
    is_away(council, "sam", percent="80%")
    view, words = looked(
        council, "ann", "absence_add", "sam", **{**AWAY, "reason": "union", "percent": "50%"}
    )
    assert "3 → 0 children" in words
    council.sends("ann", view, {**AWAY, "reason": "union", "percent": "50%"})
    assert [kept.share for _, kept in reductions(council, "sam")] == [Fraction(4, 5), Fraction(1, 2)]
