"""What was promised and not done: taken over once, also beside what another version has written."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import update

from bot.clock import new_id
from handlers.messages import Command
from handlers.reception.inbox import Inbox
from storage.tables.post import INBOX
from tests.office import Office, text_of


@pytest.fixture
def inbox(office: Office) -> Iterator[Inbox]:
    opened = Inbox(office.database, lambda: office.now, new_id, "here")
    yield opened
    opened.close()


async def test_what_another_version_has_written_keeps_nothing_else_from_being_done(
    office: Office, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    ours = Command(office.origin("ann"), "/caseload", "help")
    key = await inbox.promise(replace(ours, text="theirs"))
    await inbox.promise(ours)
    with office.database.writing() as session:
        session.execute(update(INBOX).where(INBOX.c.key == key).values(body='{"origin": {"who": "U1"}}'))
        session.execute(update(INBOX).values(held_by=None))
    [undone] = await inbox.undone()
    assert undone.request == ours
    assert "a promised Command can't be read (KeyError)" in caplog.text


async def test_what_was_written_before_a_kill_is_not_written_again_after_it(
    office: Office, inbox: Inbox
) -> None:
    office.command("ann", "/allocate AB-1234 cin lower @sam")
    promised = Command(office.origin("ann", delivery="d1"), "/case", "AB-1234")
    await inbox.promise(promised)
    office.command("ann", "/case AB-1234", delivery="d1")
    with office.database.writing() as session:
        session.execute(update(INBOX).values(held_by=None))
    [undone] = await inbox.undone()
    assert undone.request == promised
    again = office.command("ann", "/case AB-1234", delivery=undone.request.origin.delivery)
    assert "I have done that already." in text_of(again)
