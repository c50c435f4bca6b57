"""Cases: allocated, read, changed, weighed, shared, offered, waiting."""

import json

from handlers.messages import Click, Command, Submission
from scoring.errors import NotFound
from tests.handlers.access.row import ANSWER_FOR_SOUTH, BOTH, MANAGERS, WORKER, Row

ROWS: tuple[Row, ...] = (
    # allocating: only for those who see the team in full; others' own teams have their own cases
    Row(Command, "/allocate", MANAGERS, lambda at: at.command("AB-1000 cin court")),
    Row(Click, "allocate_redraw", MANAGERS, lambda at: at.click("", at.view({"team": at.ids["North"]}))),
    Row(Click, "allocate_to", MANAGERS, lambda at: at.click(json.dumps({"line": "AB-1000 cin court"}))),
    Row(Click, "allocate_kind", MANAGERS, lambda at: at.click(json.dumps({"line": "AB-1000 cin court"}))),
    Row(Click, "allocate_because", MANAGERS, lambda at: at.click(json.dumps({"line": "AB-1000 cin court"}))),
    Row(
        Submission,
        "allocate",
        MANAGERS,
        lambda at: at.submission(
            {"team": at.ids["North"]},
            reference="AB-2000",
            kind="assessment",
            team=str(at.ids["North"]),
            worker=str(at.ids["jo"]),
        ),
    ),
    Row(Click, "allocation_agree", WORKER, lambda at: at.click(at.case), NotFound),
    Row(Click, "allocation_discuss", WORKER, lambda at: at.click(at.case), NotFound),
    # the filled form shows its opener their own teams, and of Sam nothing to who doesn't see North
    Row(
        Click,
        "allocate_form",
        MANAGERS | {"supervisor elsewhere"},
        lambda at: at.click(json.dumps({"reference": "AB-2000", "worker": at.ids["sam"]})),
    ),
    # the case card: its worker reads it, managers change it
    Row(Command, "/case", MANAGERS | WORKER, lambda at: at.command("AB-1000")),
    Row(Click, "case_close", MANAGERS, lambda at: at.click(at.case)),
    Row(Click, "reallocate", MANAGERS, lambda at: at.click(json.dumps({"case": at.ids["case"]}))),
    Row(Click, "reallocate_redraw", MANAGERS, lambda at: at.click("", at.view(at.reallocation))),
    Row(
        Submission,
        "reallocate",
        MANAGERS,
        lambda at: at.submission(at.reallocation, worker=str(at.ids["jo"]), reason="MANAGE"),
    ),
    Row(Click, "case_reopen", MANAGERS, lambda at: at.click(at.of("closed"))),
    # what a case weighs: its lead and whoever supervises the team, nobody above them
    Row(Click, "reweigh", BOTH, lambda at: at.click(at.case)),
    Row(Click, "reweigh_redraw", BOTH, lambda at: at.click("", at.view(at.sheet, points="2"))),
    Row(
        Submission,
        "reweigh",
        BOTH,
        lambda at: at.submission(at.sheet, points="2", reason="COMPLEX", review_on="2027-01-14"),
    ),
    # Sam has proposed this one, so it is the other side's turn
    Row(Click, "judgement_agree", BOTH - WORKER, lambda at: at.click(at.of("proposal"))),
    Row(Click, "judgement_discuss", BOTH - WORKER, lambda at: at.click(at.of("proposal"))),
    # facts: whoever leads it enters them; only managers choose another lead
    Row(Click, "facts", MANAGERS | WORKER, lambda at: at.click(at.case)),
    Row(
        Click,
        "facts_redraw",
        MANAGERS | WORKER,
        lambda at: at.click("", at.view(at.sheet, factors=["court"])),
    ),
    Row(Submission, "facts", MANAGERS | WORKER, lambda at: at.submission(at.sheet, factors=["court"])),
    Row(
        Submission,
        "facts",
        MANAGERS,
        lambda at: at.submission(at.sheet, factors=["court"], worker=str(at.ids["max"]), because="AGREED"),
    ),
    Row(Click, "escalate", MANAGERS | WORKER, lambda at: at.click(at.case)),
    Row(Click, "escalate_redraw", MANAGERS | WORKER, lambda at: at.click("", at.view(at.sheet, kind="cp"))),
    Row(Submission, "escalate", MANAGERS | WORKER, lambda at: at.submission(at.sheet, kind="cp")),
    Row(
        Submission,
        "escalate",
        MANAGERS,
        lambda at: at.submission(at.sheet, kind="cp", worker=str(at.ids["max"]), because="AGREED"),
    ),
    # co-working
    Row(Click, "co_work", MANAGERS, lambda at: at.click(at.case)),
    Row(
        Click, "co_work_redraw", MANAGERS, lambda at: at.click("", at.view(at.sheet, joins=str(at.ids["jo"])))
    ),
    Row(
        Submission,
        "co_work",
        MANAGERS,
        lambda at: at.submission(at.sheet, joins=str(at.ids["jo"]), because="AGREED"),
    ),
    # offers: North's managers make them and take them back, South's answer
    Row(Click, "offer", MANAGERS, lambda at: at.click(at.case)),
    Row(Submission, "offer", MANAGERS, lambda at: at.submission(at.sheet, team=str(at.ids["South"]))),
    Row(Click, "offer_withdraw", MANAGERS, lambda at: at.click(at.of("offer"))),
    Row(Click, "offer_show", ANSWER_FOR_SOUTH, lambda at: at.click(at.of("offer"))),
    Row(Click, "offer_accept", ANSWER_FOR_SOUTH, lambda at: at.click(at.of("offer"))),
    Row(
        Click,
        "offer_redraw",
        ANSWER_FOR_SOUTH,
        lambda at: at.click("", at.view(at.offered, worker=str(at.ids["kit"]))),
    ),
    Row(
        Submission,
        "offer_accept",
        ANSWER_FOR_SOUTH,
        lambda at: at.submission(at.offered, worker=str(at.ids["kit"])),
    ),
    Row(Click, "offer_decline", ANSWER_FOR_SOUTH, lambda at: at.click(at.of("offer"))),
    Row(
        Submission,
        "offer_decline",
        ANSWER_FOR_SOUTH,
        lambda at: at.submission(at.offered, reason="ROOM"),
    ),
    # the waiting list
    Row(Command, "/caseload waiting", MANAGERS, lambda at: at.command("North")),
    Row(Click, "next_look", MANAGERS, lambda at: at.click(at.of("waiting"))),
    Row(
        Submission,
        "next_look",
        MANAGERS,
        lambda at: at.submission(at.wait, owner=str(at.ids["ann"]), next_look="2026-12-01"),
    ),
)
