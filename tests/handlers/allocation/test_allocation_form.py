"""The allocate form on the plain layer: who may redraw and send it, and what it keeps."""

import json
from typing import Any

import pytest

from handlers.messages import Done, FieldErrors, Form, Message, OpenView, Redraw, Reply
from tests.office import Office, text_of


def redraw(office: Office, who: str, team: str = "North", **state: Any) -> Reply:
    """Choose something in the form of a team."""
    metadata = json.dumps({"team": office.teams[team]})
    return office.click(who, "allocate_redraw:kind", "", OpenView("V1", "h", "allocate", metadata, state))


def send(office: Office, who: str, team: str = "North", **state: Any) -> Reply:
    return office.submit(who, "allocate", state, json.dumps({"team": office.teams[team]}))


def shown(reply: Reply) -> str:
    assert isinstance(reply, Form | Redraw), reply
    return json.dumps(reply.view, ensure_ascii=False)


@pytest.mark.parametrize("who", ["sam", "kit", "sue", "ada"])
def test_who_may_not_allocate_in_a_team_reads_nothing_of_it_by_redrawing_its_form(
    office: Office, who: str
) -> None:
    reply = redraw(office, who, kind="cin", worker=str(office.workers["sam"]))
    assert "don't look after that team" in text_of(reply)


@pytest.mark.parametrize("who", ["ann", "mel", "hal"])
def test_the_form_shows_loads_before_and_after_and_why_somebody_is_suggested(
    office: Office, who: str
) -> None:
    reply = redraw(office, who, kind="cp", factors=["court"], worker=str(office.workers["sam"]))
    assert "0 → 1 of 15 children · 15 → 28 of 100 points" in shown(reply)
    assert "room for 15 more children" in shown(reply)
    assert "13.0 = child protection 8 + live court 4 + first weeks with this worker 1" in shown(reply)


def test_a_hard_rule_stands_beside_the_worker(office: Office) -> None:
    reply = send(office, "ann", reference="AB-1234", kind="cp", worker=str(office.workers["lee"]))
    assert isinstance(reply, FieldErrors)
    assert "support worker" in reply.errors["worker"]


@pytest.mark.parametrize(
    ("state", "field"),
    [
        ({"reference": "9434765919", "kind": "cp"}, "reference"),
        ({"reference": "Jones", "kind": "cp"}, "reference"),
        ({"reference": "AB-1234"}, "kind"),
        ({"reference": "AB-1234", "kind": "cp"}, "worker"),
        ({"reference": "AB-1234", "kind": "cp", "family": "the Smiths"}, "family"),
    ],
)
def test_a_mistake_stands_beside_its_field(office: Office, state: dict[str, str], field: str) -> None:
    reply = send(office, "ann", **state)
    assert isinstance(reply, FieldErrors), reply
    assert list(reply.errors) == [field]


def test_a_missing_kind_is_asked_for_as_a_choice(office: Office) -> None:
    reply = send(office, "ann", reference="AB-1234")
    assert isinstance(reply, FieldErrors)
    assert reply.errors == {"kind": "Choose the kind: what the council does for the child."}


def test_another_kind_of_a_known_case_is_asked_about_and_keeps_the_form(office: Office) -> None:
    office.says("ann", "/allocate AB-1234 cp @sam")
    state = {"reference": "AB-1234", "kind": "cin", "worker": str(office.workers["sam"])}
    asked = send(office, "ann", **state)
    assert isinstance(asked, Redraw)
    assert "kind_changed" in shown(asked)
    done = send(office, "ann", **state, kind_changed=["yes"])
    assert isinstance(done, Done)
    assert "stays with Sam Okafor" in done.message.text


def test_a_case_with_somebody_else_is_not_taken_from_them(office: Office) -> None:
    office.says("ann", "/allocate AB-1234 cp @sam")
    reply = send(office, "ann", reference="AB-1234", kind="cp", worker=str(office.workers["max"]))
    assert isinstance(reply, FieldErrors)
    assert "/case AB-1234" in reply.errors["reference"]


def test_a_form_from_an_older_version_is_answered_in_words(office: Office) -> None:
    reply = office.submit("ann", "allocate", {"reference": "AB-1234", "kind": "nonsense"}, "{}")
    assert isinstance(reply, Message)
    assert "older version" in reply.text
