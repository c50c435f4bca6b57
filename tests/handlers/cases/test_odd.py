"""A case's screens with odd names, odd people and odd clicks: each says something that helps."""

import json

import pytest
from sqlalchemy import update

from handlers.messages import Done, Form, Message, Redraw, Replace, Reply
from scoring.case import Kind
from storage.joining import change_worker
from storage.tables.people import TEAMS
from tests.handlers.cases.forms import opened
from tests.handlers.views_council import Council, said

ODD = "Zo\u00eb <O'Brien> & Co \U0001f600"


def shown(reply: Reply) -> str:
    """Everything that reaches Slack with a reply."""
    if isinstance(reply, Form | Redraw):
        return json.dumps(reply.view, ensure_ascii=False)
    message = reply.message if isinstance(reply, Replace | Done) else reply
    assert isinstance(message, Message), reply
    return json.dumps([message.text, *message.blocks], ensure_ascii=False)


def rename(council: Council, *people: str) -> None:
    with council.database.writing() as session:
        for who in people:
            change_worker(session, council.change(), council.workers[who], name=ODD)
        session.execute(update(TEAMS).values(name=TEAMS.c.name + " <&>"))


def test_names_are_escaped_wherever_a_case_shows_them(council: Council) -> None:
    council.holds("lee", 1, family="F-1")
    council.holds("lee", 1, start=1001, family="F-1")
    council.holds(None, 1, start=3000)
    council.deliver()
    rename(council, "ann", "lee", "sam", "kit", "sue", "mel")
    case, waiting = (council.case(reference).id for reference in ("AB-1000", "AB-3000"))
    replies: list[Reply] = [
        council.command("ann", "/case AB-1000"),
        council.command("mel", "/caseload waiting"),
    ]
    actions = ("reweigh", "facts", "escalate", "co_work", "offer")
    replies += [council.press("ann", action, str(case)) for action in actions]
    replies.append(council.press("ann", "next_look", str(waiting)))
    view = opened(council, "lee", "reweigh", case)
    state: dict[str, object] = {"points": "2", "reason": "VISITS", "review_on": "2027-01-20"}
    replies.append(council.sends("lee", view, state))
    sam = str(council.workers["sam"])
    replies.append(council.sends("ann", opened(council, "ann", "co_work", case), {"joins": sam}))
    change: dict[str, object] = {"kind": "cp", "worker": sam, "stays": ["yes"], "reason": "TSPROC"}
    replies.append(council.sends("ann", opened(council, "ann", "escalate", case), change))
    view = opened(council, "ann", "offer", case)
    replies.append(council.sends("ann", view, {"team": str(council.teams["South"])}))
    replies.append(council.press("sue", "offer_accept", "1"))
    told = [shown(post.message) for _, post in council.deliver() if post is not None]
    assert len(told) >= 4
    replies.append(council.press("ann", "case_close", str(case)))
    texts = [*told, *(shown(reply) for reply in replies)]
    for text in texts:
        assert "<O'Brien>" not in text
        assert "<&>" not in text
    assert any("&lt;O'Brien&gt; &amp; Co" in text for text in texts)


def test_a_lead_who_is_in_no_team_any_more_breaks_no_screen(council: Council) -> None:
    council.holds("sam", 1)
    view = opened(council, "sam", "reweigh", council.case("AB-1000").id)
    council.sends("sam", view, {"points": "2", "reason": "VISITS", "review_on": "2027-01-20"})
    with council.database.writing() as session:
        change_worker(session, council.change(), council.workers["sam"], team=None)
    council.rescore()
    assert council.texts() == [], "there is no load to tell of"
    case = str(council.case("AB-1000").id)
    assert "With Sam Okafor" in council.says("ann", "/case AB-1000")
    assert "in no team any more. Please reallocate it first" in said(council.press("ann", "reweigh", case))
    for action in ("facts", "escalate", "co_work"):
        assert isinstance(council.press("ann", action, case), Form), action
    assert isinstance(council.press("ann", "reallocate", f'{{"case":{case}}}'), Form)


@pytest.mark.parametrize(
    "action",
    ["reweigh", "facts", "escalate", "co_work", "offer", "next_look", "case_close", "case_reopen",
     "judgement_agree", "judgement_discuss", "offer_show", "offer_accept", "offer_decline", "offer_withdraw"],
)  # fmt: skip
@pytest.mark.parametrize("value", ["", "999999", "x"])
def test_a_button_of_nothing_says_so_and_changes_nothing(council: Council, action: str, value: str) -> None:
    council.holds("sam", 1, Kind.CP)
    reply = council.press("ann", action, value)
    assert isinstance(reply, Message)
    assert "went wrong" not in reply.text
    assert council.case("AB-1000").version == 1


@pytest.mark.parametrize(
    "name", ["reweigh", "facts", "escalate", "co_work", "offer", "next_look", "reallocate"]
)
def test_a_form_that_carries_nothing_says_so(council: Council, name: str) -> None:
    council.holds("sam", 1)
    reply = council.submit("ann", name, {}, "{}")
    assert isinstance(reply, Message)
    assert "older version" in reply.text
