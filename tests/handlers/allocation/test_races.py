"""Two people or two processes at the same moment: nothing happens twice, nothing is lost."""

from threading import local

import pytest
from sqlalchemy import select

from handlers.messages import Message, Replace, Reply
from scoring.breaches import Cause
from scoring.readings import Subject, SubjectKind
from storage.database import Database
from storage.due import Mark, list_due, mark_subjects
from storage.loads import find_team_load, list_loads
from storage.tables.cases import CASES
from storage.teams import load_team
from tests.handlers.interleaving import at_once, meet_after
from tests.handlers.views_council import open_council


def said(reply: Reply) -> str:
    message = reply.message if isinstance(reply, Replace) else reply
    assert isinstance(message, Message), reply
    return message.text


def test_start_pressed_twice_at_once_starts_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    council = open_council(database, started=False)
    meet_after(monkeypatch, "handlers.ledger.start", "list_team_cases")
    team = str(council.teams["North"])
    replies = at_once(
        lambda: council.click("ann", "team_start", team), lambda: council.click("mel", "team_start", team)
    )
    texts = sorted(map(said, replies))
    assert texts[0].startswith("North has started.")
    assert texts[1].startswith("North was started on Thursday 26 November, and")
    assert len(council.audited("team_started")) == 1
    with database.reading() as session:
        assert load_team(session, council.teams["North"]).started_at == council.now


def test_two_cases_given_to_one_worker_at_once_dont_both_slip_under_the_promise(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    council = open_council(database)
    council.holds("sam", 14)
    meet_after(monkeypatch, "handlers.allocation.allocations", "propose")
    replies = at_once(
        lambda: council.says("ann", "/allocate AB-8001 cin lower @sam"),
        lambda: council.says("mel", "/allocate AB-8002 cin lower @sam"),
    )
    asked = [text for text in replies if "Sam Okafor would have 16 children; we promised 15" in text]
    assert len(asked) == 1, replies
    with database.reading() as session:
        led = select(CASES.c.id).where(CASES.c.lead_id == council.workers["sam"])
        assert len(session.execute(led).all()) == 15


def test_the_same_reference_entered_twice_at_once_is_one_case(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    council = open_council(database)
    meet_after(monkeypatch, "handlers.allocation.allocations", "propose")
    replies = at_once(
        lambda: council.says("ann", "/allocate AB-8001 cin lower @sam"),
        lambda: council.says("mel", "/allocate AB-8001 cin lower @max"),
    )
    assert len([text for text in replies if text.startswith("AB-8001 is with")]) >= 1, replies
    assert all("went wrong" not in text for text in replies)
    with database.reading() as session:
        assert len(session.execute(select(CASES.c.id)).all()) == 1


def test_two_processes_that_add_up_one_team_lose_nobodys_load(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    council = open_council(database)
    council.holds("sam", 3)
    council.holds("jo", 2, start=2000)
    mine, real = local(), list_due

    def list_mine(*args: object) -> list[Mark]:
        return [mark for mark in real(*args) if mark.subject.id == mine.worker]  # type: ignore[arg-type]

    with database.writing() as session:
        moved = CASES.c.lead_id == council.workers["sam"]
        session.execute(CASES.update().where(moved).values(closed_at=council.now, lead_id=None))
        moved = CASES.c.lead_id == council.workers["jo"]
        session.execute(CASES.update().where(moved).values(closed_at=council.now, lead_id=None))
        both = [Subject(SubjectKind.WORKER, council.workers[who]) for who in ("sam", "jo")]
        mark_subjects(session, both, council.now, Cause.CASE)

    def work(who: str) -> bool:
        mine.worker = council.workers[who]
        return council.rescore_once()

    monkeypatch.setattr("handlers.upkeep.due.list_due", list_mine)
    meet_after(monkeypatch, "handlers.upkeep.due", "list_members")
    assert at_once(lambda: work("sam"), lambda: work("jo")) == [True, True]
    with database.reading() as session:
        north = find_team_load(session, council.teams["North"])
        loads = list_loads(session, [council.teams["North"]])
    assert sum(each.load.children for each in loads) == 0
    assert north is not None
    assert north.children == 0
