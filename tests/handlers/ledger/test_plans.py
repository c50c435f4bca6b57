"""The plan's form: what it offers, whom it takes, and whose team a promise belongs to."""

from collections.abc import Iterable
from typing import Any

import pytest
from sqlalchemy import select

from handlers.messages import Done, FieldErrors, Form, Message, Reply
from storage.joining import change_worker
from storage.people import list_names_holding
from storage.session import Session
from storage.tables.ledger import BREACHES, LIVING_MESSAGES
from tests.handlers.views_council import Council
from tests.recording import change_lead


def worker(council: Council, who: str) -> str:
    return f"worker:{council.workers[who]}"


def open_plan(council: Council, by: str, about: str) -> Reply:
    return council.press(by, "plan", worker(council, about))


def blocks(reply: Reply) -> dict[str, Any]:
    assert isinstance(reply, Form), reply
    return {block["block_id"]: block["element"] for block in reply.view["blocks"] if "element" in block}


def send(council: Council, by: str, form: Reply, **changes: Any) -> Reply:
    assert isinstance(form, Form), form
    fields = blocks(form)
    state = {
        "code": "MOVE",
        "who": fields["who"]["initial_option"]["value"],
        "by_when": fields["by_when"]["initial_date"],
        "text": "",
        "lines": [option["value"] for option in fields["lines"]["options"]],
    }
    return council.sends(by, form.view, state | changes)


def close_some(council: Council, number: int) -> None:
    for place in range(number):
        council.press("ann", "case_close", str(council.case(f"AB-{1000 + place}").id))
    council.rescore()


def move(council: Council, who: str, team: str) -> None:
    with council.database.writing() as session:
        change_worker(session, council.change(), council.workers[who], team=council.teams[team])
    council.rescore()


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        (None, "Choose who sees to it."),
        ("", "Choose who sees to it."),
        ("kit", "They are no longer in this team. Choose somebody else who sees to it."),
        ("ada", "They are no longer in this team. Choose somebody else who sees to it."),
    ],
)
def test_only_somebody_whom_the_form_offers_can_see_to_a_plan(
    council: Council, who: str | None, sentence: str
) -> None:
    council.holds("sam", 16)
    form = open_plan(council, "ann", "sam")
    chosen = str(council.workers[who]) if who else who
    assert send(council, "ann", form, who=chosen) == FieldErrors({"who": sentence})
    assert isinstance(send(council, "ann", form, who=str(council.workers["jo"])), Done)


def test_while_it_settles_there_is_nothing_to_plan_and_no_form_without_boxes(council: Council) -> None:
    council.holds("sam", 16)
    close_some(council, 4)
    reply = open_plan(council, "ann", "sam")
    assert isinstance(reply, Message)
    assert "being kept again" in reply.text


def test_a_worker_who_changes_team_takes_their_broken_promise_along(council: Council) -> None:
    council.holds("sam", 17)
    council.holds("jo", 13, start=3000)
    move(council, "sam", "South")
    assert "Sam Okafor" in council.says("sue", "/caseload breaches")
    assert "Sam Okafor" not in council.says("ann", "/caseload breaches")
    form = open_plan(council, "sue", "sam")
    assert [option["text"]["text"][:10] for option in blocks(form)["lines"]["options"]] == ["Sam Okafor"]
    assert isinstance(send(council, "sue", form), Done)
    refused = open_plan(council, "ann", "sam")
    assert isinstance(refused, Message)
    assert "Only South's supervisor" in refused.text
    with council.database.reading() as session:
        sam = LIVING_MESSAGES.c.subject_id == council.workers["sam"]
        rows = session.execute(select(LIVING_MESSAGES).where(sam).order_by(LIVING_MESSAGES.c.id)).all()
    north, south = council.teams["North"], council.teams["South"]
    assert [(row.team_id, row.ended_at is None) for row in rows] == [(north, False), (south, True)]


def test_a_case_that_changes_team_takes_its_breach_along(council: Council) -> None:
    council.holds(None, 1)
    assert breach_teams(council) == ["North"]
    with council.database.writing() as session:
        team = council.teams["South"]
        change_lead(session, council.change(), council.case("AB-1000"), lead=None, team=team, reason="MANAGE")
    council.rescore()
    assert breach_teams(council) == ["South"]


def breach_teams(council: Council) -> list[str]:
    names = {id_: name for name, id_ in council.teams.items()}
    with council.database.reading() as session:
        rows = session.execute(select(BREACHES.c.team_id).where(BREACHES.c.subject_kind == "case"))
        return [names[id_] for id_ in rows.scalars()]


def test_a_plan_without_a_name_in_it_asks_for_nobodys_name(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    council.holds("sam", 16)
    asked: list[list[str]] = []

    def listed(session: Session, keys: Iterable[str]) -> list[str]:
        asked.append(list(keys))
        return list_names_holding(session, asked[-1])

    monkeypatch.setattr("handlers.reception.wording.list_names_holding", listed)
    form = open_plan(council, "ann", "sam")
    assert isinstance(send(council, "ann", form, text="Move two cases by Friday"), Done)
    assert isinstance(send(council, "ann", form, text="Kit Novak takes two"), Done)
    reply = send(council, "ann", form, text="Kit Novakova takes two")
    assert isinstance(reply, FieldErrors)
    assert set(reply.errors) == {"text"}
    assert asked == [[], ["kit novak"], ["kit novakova"]]
