"""Hours, grade, team, last day: what each would do is said before it is saved."""

from typing import Any

import pytest

from handlers.messages import Done, FieldErrors, Form, Message, Redraw, Reply
from scoring.case import Kind
from scoring.people import Role
from storage.details import PersonDetails, load_person_details
from storage.joining import end_role
from tests.handlers.views_council import Council, said

CHANGE: dict[str, object] = {"grade": "experienced", "fte": "1", "employment": "permanent", "promise": ""}


def opened(council: Council, by: str, form: str, about: str) -> dict[str, Any]:
    reply = council.press(by, form, str(council.workers[about]))
    assert isinstance(reply, Form), reply
    return reply.view


def looked(council: Council, by: str, form: str, about: str, **state: Any) -> tuple[dict[str, Any], str]:
    """The form once it has shown what its answers would do, and what it says."""
    reply = council.sends(by, opened(council, by, form, about), state)
    assert isinstance(reply, Redraw), reply
    return reply.view, sections(reply)


def sections(reply: Reply) -> str:
    assert isinstance(reply, Redraw | Form)
    return "\n".join(block["text"]["text"] for block in reply.view["blocks"] if block["type"] == "section")


def details(council: Council, who: str) -> PersonDetails:
    with council.database.reading() as session:
        return load_person_details(session, council.workers[who])


def test_half_the_hours_are_shown_before_they_are_saved(council: Council) -> None:
    council.holds("sam", 12)
    state = {**CHANGE, "fte": "18.5 hrs"}
    view, words = looked(council, "ann", "person_change", "sam", **state)
    assert "our promise to Sam Okafor is 15 → 8 children and the bandwidth 100 → 50 points" in words
    assert "12 of 8 children" in words
    assert "over what we promise them" in words
    assert view["submit"]["text"] == "Save"
    assert details(council, "sam").fte == 1, "looking saves nothing"
    assert isinstance(council.sends("ann", view, state), Done)
    assert float(details(council, "sam").fte) == 0.5
    [(who, _, detail)] = council.audited("person_changed")
    assert (who, detail) == ("ann", {"fields": ["fte"]})
    council.rescore()
    assert "we promised 8" in council.says("ann", "/caseload @sam")


def test_answers_changed_after_looking_are_looked_at_again(council: Council) -> None:
    view, _ = looked(council, "ann", "person_change", "sam", **{**CHANGE, "fte": "0.5"})
    again = council.sends("ann", view, {**CHANGE, "fte": "0.8"})
    assert isinstance(again, Redraw)
    assert "15 → 12 children" in sections(again)
    assert details(council, "sam").fte == 1


def test_another_grade_names_the_cases_that_need_somebody_else(council: Council) -> None:
    council.holds("sam", 2, Kind.CP)
    view, words = looked(council, "ann", "person_change", "sam", **{**CHANGE, "grade": "support_worker"})
    assert "They may no longer lead AB-1000 and AB-1001." in words
    council.sends("ann", view, {**CHANGE, "grade": "support_worker"})
    council.rescore()
    assert len(council.outbox("case_breach")) == 2


def test_a_move_is_offered_only_between_teams_whose_people_they_keep(council: Council) -> None:
    assert "team" not in fields(opened(council, "ann", "person_change", "sam"))
    council.holds("sam", 3)
    south = str(council.teams["South"])
    view, words = looked(council, "mel", "person_change", "sam", **CHANGE, team=south)
    assert "The cases they lead stay North's until they are reallocated." in words
    council.sends("mel", view, {**CHANGE, "team": south})
    assert details(council, "sam").team == council.teams["South"]
    forged = council.sends("sue", opened(council, "sue", "person_change", "sam"), {**CHANGE, "team": "1"})
    assert forged == FieldErrors({"team": "You don't keep that team's people. Choose another team."})


def fields(view: dict[str, Any]) -> set[str]:
    return {block["block_id"] for block in view["blocks"] if block["type"] == "input"}


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("fte", "", "Write the hours, like 0.8 or 29.6 hrs."),
        ("fte", "2", "That isn't part of one full-time post; write 0.6, 60% or 22.2 hrs."),
        ("fte", "-1", "That isn't part of one full-time post; write 0.6, 60% or 22.2 hrs."),
        ("fte", "nan", "That isn't part of one full-time post; write 0.6, 60% or 22.2 hrs."),
        ("fte", "1", "That is how it is already. Change something, or cancel."),
        ("grade", None, "Choose a grade."),
        ("promise", "a few", "That isn't a number of 0 or more."),
        ("promise", "100", "That isn't a whole number from 0 to 99."),
    ],
)
def test_a_field_that_cannot_be_read_says_how_to_write_it(
    council: Council, field: str, typed: str | None, sentence: str
) -> None:
    view = opened(council, "ann", "person_change", "sam")
    assert council.sends("ann", view, {**CHANGE, field: typed}) == FieldErrors({field: sentence})


def test_a_leaver_says_whose_children_have_nobody_there_from_when(council: Council) -> None:
    council.holds("sam", 9)
    view, words = looked(council, "ann", "person_leave", "sam", end="2026-11-29")
    assert "*From Monday 30 November 2026 9 children have nobody there.*" in words
    assert "Ann Abbott is asked then who is there for them" in words
    done = council.sends("ann", view, {"end": "2026-11-29"})
    assert said(done).startswith("Sam Okafor's last day is Sunday 29 November 2026.")
    council.waits(days=4)
    assert [entry.worker for entry in council.outbox("nobody_there")] == [council.workers["ann"]]
    assert "Your access has ended" in council.says("sam", "/caseload")


def test_a_supervisor_who_leaves_is_to_be_replaced(council: Council) -> None:
    _, words = looked(council, "mel", "person_leave", "ann", end="2026-12-18")
    assert "Ann Abbott supervises North: a service manager or an administrator names somebody else" in words


def test_somebody_who_stays_after_all_loses_their_last_day(council: Council) -> None:
    view, _ = looked(council, "ann", "person_leave", "sam", end="2026-12-18")
    council.sends("ann", view, {"end": "2026-12-18"})
    view, words = looked(council, "ann", "person_leave", "sam", end="2026-12-18", stays=["yes"])
    assert "From Saturday 19 December 2026 our promise to Sam Okafor is 0 → 15 children" in words
    assert "no last day is recorded" in said(
        council.sends("ann", view, {"end": "2026-12-18", "stays": ["yes"]})
    )
    assert details(council, "sam").ends_on is None


def test_an_administrator_alone_learns_nothing_of_what_somebody_holds(council: Council) -> None:
    council.holds("sam", 12, Kind.CP)
    state = {**CHANGE, "grade": "support_worker", "fte": "0.5"}
    _, words = looked(council, "ada", "person_change", "sam", **state)
    assert "15 → 8 children" in words
    assert "12" not in words
    assert "AB-" not in words
    _, words = looked(council, "ada", "person_leave", "sam", end="2026-12-18")
    assert "their supervisor is asked at once" in words
    assert "12" not in words


def test_the_second_of_two_managers_is_told_who_changed_what(council: Council) -> None:
    first = {**CHANGE, "fte": "0.5"}
    mine, _ = looked(council, "ann", "person_change", "sam", **first)
    second = {**CHANGE, "fte": "0.8"}
    theirs, _ = looked(council, "mel", "person_change", "sam", **second)
    assert isinstance(council.sends("ann", mine, first), Done)
    told = council.sends("mel", theirs, second)
    assert isinstance(told, Redraw)
    assert "Ann Abbott changed the hours on Thursday 26 November at 10:00." in sections(told)
    assert "What you typed is still here" in sections(told)
    assert "8 → 12 children" in sections(told)
    assert float(details(council, "sam").fte) == 0.5
    assert isinstance(council.sends("mel", told.view, second), Done)
    assert float(details(council, "sam").fte) == 0.8


def test_a_form_whose_senders_role_was_taken_away_changes_nothing(council: Council) -> None:
    state = {**CHANGE, "fte": "0.5"}
    view, _ = looked(council, "ann", "person_change", "sam", **state)
    with council.database.writing() as session:
        north = council.teams["North"]
        end_role(session, council.change(), council.workers["ann"], Role.SUPERVISOR, team=north)
    refused = council.sends("ann", view, state)
    assert isinstance(refused, Message)
    assert "kept by its supervisor" in refused.text
    assert details(council, "sam").fte == 1


def test_words_are_kept_and_personal_data_in_them_is_not(council: Council) -> None:
    view = opened(council, "ann", "person_words", "sam")
    state: dict[str, object] = {
        "name": "Sam Okafor-Ní",
        "languages": "Igbo, British Sign Language",
        "name_in_channel": "no",
    }
    done = council.sends("ann", view, {**state, "skills": "", "swe_number": "12345"})
    assert said(done) == "Saved. Sam Okafor-Ní is up to date."
    kept = details(council, "sam")
    assert kept.languages == {"igbo", "british-sign-language"}
    assert (kept.swe_number, kept.name_in_channel) == ("SW12345", False)
    view = opened(council, "ann", "person_words", "sam")
    for field, typed in (("name", "Sam 943 476 5919"), ("skills", "sam@home.example"), ("name", "Sa\u200bm")):
        refused = council.sends("ann", view, {**state, field: typed})
        assert isinstance(refused, FieldErrors), typed
        assert list(refused.errors) == [field]
        assert typed not in str(refused)


def test_somebody_gone_from_the_database_is_said_kindly(council: Council) -> None:
    reply = council.press("ann", "person", "99999")
    assert isinstance(reply, Message)
    assert "no longer kept here" in reply.text


def test_a_joiner_counts_from_their_first_day_and_nobody_else_gives_roles(council: Council) -> None:
    reply = council.press("ann", "person_join", str(council.teams["North"]))
    assert isinstance(reply, Form)
    assert "role" not in fields(reply.view)
    state: dict[str, object] = {
        "name": "Zoë <New> & Co", "email": "ZOE@council.example", "grade": "newly_qualified",
        "fte": "22.2 hrs", "employment": "agency", "start": "2027-01-04", "languages": "polish",
    }  # fmt: skip
    words = said(council.sends("ann", reply.view, state))
    assert words.startswith("Zoë &lt;New&gt; &amp; Co is in North from Monday 4 January 2027.")
    assert "We promise them 7 children." in words
    assert "Slack knows nobody" in words
    taken = council.sends("ann", reply.view, state)
    assert isinstance(taken, FieldErrors)
    assert "known already" in taken.errors["email"]
    forged = council.sends("ann", reply.view, {**state, "email": "x@y.example", "role": "admin"})
    assert forged == FieldErrors({"role": "Only an administrator gives somebody that role."})


def test_an_administrator_names_a_supervisor_who_joins(council: Council) -> None:
    reply = council.press("ada", "person_join", str(council.teams["South"]))
    assert isinstance(reply, Form)
    assert "role" in fields(reply.view)
    state: dict[str, object] = {
        "name": "Uma Khan", "email": "uma@council.example", "grade": "team_manager", "fte": "1",
        "employment": "permanent", "start": "2026-11-26", "role": "supervisor",
    }  # fmt: skip
    assert isinstance(council.sends("ada", reply.view, state), Done)
    assert [who for who, _, _ in council.audited("role_added")] == ["ada"]
